//! What a payer's form brings, and what is wrong with it.

use domain::token::opaque;
use edge::{Problem, Request, SystemEntropy, form::Form, payer};
use http::StatusCode;
use operations::{Entropy, FieldError, manual::open::NewTrip};

/// Names of the texts: the system, who pays, what is said of the payment; and hidden, what tells one purchase from another, the
/// price that was shown, and whether the page stands in the widget's frame.
const TEXTS: [&str; 9] = [
    "system", "name", "email", "phone", "paid_on", "comment", "request", "price", "embed",
];

/// Reads the form.
pub(crate) async fn read(request: &Request) -> Result<Form, Problem> {
    edge::form::read(request, &TEXTS, "receipt").await
}

/// Gives a form what makes sending it twice harmless: of the same page, the same.
pub(crate) fn stamp(form: &mut Form) -> Result<(), Problem> {
    form.set("request", opaque(SystemEntropy.bytes()?));
    Ok(())
}

/// Whether a form was stamped by us.
pub(crate) fn is_stamped(form: &Form) -> bool {
    payer::is_token(form.text("request"))
}

/// Whether the page stands in the widget's frame.
pub(crate) fn is_embedded(form: &Form) -> bool {
    form.text("embed") == "1"
}

/// What is said of a payment by a manual system; its receipt is kept apart.
pub(crate) fn trip(form: &Form) -> NewTrip {
    NewTrip {
        terminal_id: form.text("system").to_owned(),
        paid_on: Some(form.text("paid_on").to_owned()),
        // Browsers send the end of a line as two characters and count it as one.
        comment: form.text("comment").replace("\r\n", "\n"),
        receipt: None,
    }
}

/// What is wrong, field by field.
#[derive(Debug, Default)]
pub(crate) struct Wrong(pub(crate) Vec<FieldError>);

impl Wrong {
    /// What is wrong with a field; of a client's fields the last part of the name counts.
    pub(crate) fn with(&self, field: &str) -> Option<&FieldError> {
        self.0
            .iter()
            .find(|error| error.field.rsplit('.').next() == Some(field))
    }

    /// One field is not acceptable.
    pub(crate) fn one(field: &str, code: &str) -> Self {
        let mut wrong = Self::default();
        wrong.refuse(field, code);
        wrong
    }

    /// Notes that a field is not acceptable.
    pub(crate) fn refuse(&mut self, field: &str, code: &str) {
        self.0.push(FieldError::new(field, code, ""));
    }

    /// Takes what is wrong with a part.
    pub(crate) fn add<T>(&mut self, judged: Result<T, Vec<FieldError>>) -> Option<T> {
        judged.map_err(|errors| self.0.extend(errors)).ok()
    }

    /// The status of the page that says so.
    pub(crate) fn status(&self) -> StatusCode {
        match self.0.as_slice() {
            [only] if only.code == "file_too_large" => StatusCode::PAYLOAD_TOO_LARGE,
            [only] if only.code == "receipts_full" => StatusCode::TOO_MANY_REQUESTS,
            [only] if only.code == "price_changed" => StatusCode::CONFLICT,
            [only] if only.code == "file_type_not_supported" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
