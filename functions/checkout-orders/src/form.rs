//! What a payer's form brings, and what is wrong with it.

use edge::form::{self, Upload};
use edge::{Problem, Request, payer};
use http::StatusCode;
use operations::{FieldError, manual::open::NewTrip};

/// Names of the texts.
const TEXTS: [&str; 8] = [
    "system", "name", "email", "phone", "paid_on", "comment", "request", "embed",
];

/// What was typed, kept so that nobody types it twice.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    /// The system chosen.
    pub(crate) system: String,
    /// Who pays.
    pub(crate) name: String,
    /// Where the payer is written to.
    pub(crate) email: String,
    /// Where the payer is rung.
    pub(crate) phone: String,
    /// `YYYY-MM-DD`.
    pub(crate) paid_on: String,
    /// Anything besides.
    pub(crate) comment: String,
    /// Random, of the page that was filled in: the same is the same purchase.
    pub(crate) request: String,
    /// Whether the page stands in the widget's frame.
    pub(crate) embedded: bool,
}

/// Reads the form.
pub(crate) async fn read(request: &Request) -> Result<(Typed, Option<Upload>), Problem> {
    let form = form::read(request, &TEXTS, "receipt").await?;
    let text = |name: &str| form.text(name).to_owned();
    let typed = Typed {
        system: text("system"),
        name: text("name"),
        email: text("email"),
        phone: text("phone"),
        paid_on: text("paid_on"),
        // Browsers send lines as two characters and count them as one.
        comment: text("comment").replace("\r\n", "\n"),
        request: text("request"),
        embedded: form.text("embed") == "1",
    };
    Ok((typed, form.file))
}

impl Typed {
    /// Whether the form is one of ours: no other carries what makes a second submit harmless.
    pub(crate) fn is_ours(&self) -> bool {
        payer::is_token(&self.request)
    }
}

impl Typed {
    /// What is said of a payment by a manual system; its receipt is kept apart.
    pub(crate) fn trip(&self) -> NewTrip {
        NewTrip {
            terminal_id: self.system.clone(),
            paid_on: Some(self.paid_on.clone()),
            comment: self.comment.clone(),
            receipt: None,
        }
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
        Self(vec![FieldError::new(field, code, "")])
    }

    /// Takes what is wrong with a part.
    pub(crate) fn add<T>(&mut self, judged: Result<T, Vec<FieldError>>) -> Option<T> {
        judged.map_err(|errors| self.0.extend(errors)).ok()
    }

    /// The status of the page that says so.
    pub(crate) fn status(&self) -> StatusCode {
        match self.0.as_slice() {
            [only] if only.code == "file_too_large" => StatusCode::PAYLOAD_TOO_LARGE,
            [only] if only.code == "file_type_not_supported" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
