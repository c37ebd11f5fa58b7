//! By which ways an invoice goes out, and where to.

use domain::{card, client, mask};
use serde_json::{Value, json};

use crate::{FieldError, fields::Fields};

/// By which ways it goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Channels {
    pub(super) email: bool,
    pub(super) sms: bool,
}

impl Channels {
    /// Reads a list of `email` and `sms`; empty where the field is left out.
    pub(super) fn read(fields: &mut Fields<'_>, name: &str) -> Option<Self> {
        let given = fields.texts(name)?;
        let (email, sms) = (
            given.iter().any(|one| one == "email"),
            given.iter().any(|one| one == "sms"),
        );
        if given.iter().any(|one| !matches!(one.as_str(), "email" | "sms")) {
            fields.refuse(name, "out_of_range", "email, sms");
        }
        Some(Self { email, sms })
    }

    pub(super) const fn is_none(self) -> bool {
        !self.email && !self.sms
    }

    /// What the journal says of a sending: addresses masked.
    pub(super) fn journaled(self, email: Option<&str>, phone: Option<&str>) -> String {
        let shown =
            |is_asked: bool, masked: Option<String>| masked.filter(|_| is_asked).map_or(Value::Null, Value::from);
        json!({ "email": shown(self.email, email.map(mask::email)), "phone": shown(self.sms, phone.map(mask::phone)) })
            .to_string()
    }

    /// What stands in the way of sending to these addresses: one is missing, or there is nobody who would deliver.
    pub(super) fn obstacles(
        self,
        field: &str,
        email: Option<&str>,
        phone: Option<&str>,
        outgoing: Outgoing<'_>,
    ) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.email && email.is_none() {
            errors.push(FieldError::new(
                "email",
                "required",
                "the client has no e-mail address: give one",
            ));
        }
        if self.sms && phone.is_none() {
            errors.push(FieldError::new(
                "phone",
                "required",
                "the client has no phone: give one",
            ));
        }
        if self.sms && !outgoing.sends_sms {
            errors.push(FieldError::new(
                field,
                "channel_unavailable",
                "no SMS are sent here: send it by e-mail",
            ));
        }
        errors
    }
}

/// How invoices go out.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a> {
    /// Our address, without a slash at the end: where links lead.
    pub public_url: &'a str,
    /// Whether there is a provider of SMS.
    pub sends_sms: bool,
}

/// An e-mail address and a phone as they are kept.
pub(super) fn reached(
    email: Option<&str>,
    phone: Option<&str>,
    errors: &mut Vec<FieldError>,
) -> (Option<String>, Option<String>) {
    let read_email = email.and_then(|written| client::email(written).ok());
    if email.is_some() && read_email.is_none() {
        errors.push(FieldError::new(
            "email",
            "email_malformed",
            "an e-mail address is expected",
        ));
    }
    let read_phone = phone.and_then(client::phone);
    if phone.is_some() && read_phone.is_none() {
        errors.push(FieldError::new(
            "phone",
            "phone_malformed",
            "a phone number is + and 7 to 15 digits",
        ));
    }
    for (field, text) in [("email", &read_email), ("phone", &read_phone)] {
        if text.as_deref().is_some_and(card::contains) {
            errors.push(FieldError::new(
                field,
                "card_number_not_allowed",
                "a card number must not be sent here",
            ));
        }
    }
    (read_email, read_phone)
}
