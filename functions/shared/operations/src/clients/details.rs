//! What is known of a client, as people and payers write it: read, checked, and brought into the one form in which it is kept.

use domain::{card, client, mask};
use serde_json::{Value, json};
use store::clients::NewClient;

use crate::{FieldError, change::judge_text, fields::Fields};

/// Longest name, in characters.
pub const NAME_MAX: usize = 200;
/// Longest label, in characters (Paykassma's bound).
pub const LABEL_MAX: usize = 190;
/// Languages in which clients are written to.
const LANGUAGES: [&str; 2] = ["en", "ru"];

/// What is known of a client; what is empty is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The phone.
    pub phone: Option<String>,
    /// The payer in the merchant's system.
    pub label: Option<String>,
    /// `en` or `ru`.
    pub language: Option<String>,
}

impl Details {
    /// Reads them from the fields of an object; what has the wrong type is refused there.
    pub fn read(fields: &mut Fields<'_>) -> Self {
        Self {
            name: fields.text("name"),
            email: fields.text("email"),
            phone: fields.text("phone"),
            label: fields.text("label"),
            language: fields.text("language"),
        }
    }

    /// The same in the form in which they are kept: empty texts as nothing, address and phone normalised. `prefix` stands before the
    /// names of fields in errors, e.g. `client.`.
    pub fn checked(&self, prefix: &str) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut refuse = |field: &str, code: &str, detail: &str| {
            errors.push(FieldError::new(format!("{prefix}{field}"), code, detail));
        };
        let (email, phone) = (given(&self.email), given(&self.phone));
        let email = email.and_then(|written| {
            let address = client::email(&written).ok();
            if address.is_none() {
                refuse("email", "email_malformed", "an e-mail address is expected");
            }
            address
        });
        let phone = phone.and_then(|written| {
            let number = client::phone(&written);
            if number.is_none() {
                refuse("phone", "phone_malformed", "a phone number is + and 7 to 15 digits");
            }
            number
        });
        let language = given(&self.language);
        if language
            .as_deref()
            .is_some_and(|language| !LANGUAGES.contains(&language))
        {
            refuse("language", "out_of_range", "en or ru");
        }
        for (field, text) in [("email", &email), ("phone", &phone)] {
            if text.as_deref().is_some_and(card::contains) {
                refuse(field, "card_number_not_allowed", "no card number belongs here");
            }
        }
        let (name, label) = (given(&self.name), given(&self.label));
        for (field, text, length_max) in [("name", &name, NAME_MAX), ("label", &label, LABEL_MAX)] {
            let field = format!("{prefix}{field}");
            judge_text(
                &mut errors,
                &field,
                text.as_deref().unwrap_or_default(),
                length_max,
                false,
            );
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Self {
            name,
            email,
            phone,
            label,
            language,
        })
    }

    /// Whether nothing is known by which a client could be told from others.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        self.name.is_none() && self.email.is_none() && self.phone.is_none() && self.label.is_none()
    }

    /// What the client is found by, a JSON array.
    pub(crate) fn terms(&self) -> String {
        let name = self.name.as_deref().unwrap_or_default();
        json!(client::terms(
            name,
            self.email.as_deref(),
            self.phone.as_deref(),
            self.label.as_deref()
        ))
        .to_string()
    }

    /// As the journal keeps them: personal data masked.
    pub(crate) fn journaled(&self) -> Value {
        json!({
            "name": self.name.as_deref().map(masked_name),
            "email": self.email.as_deref().map(mask::email),
            "phone": self.phone.as_deref().map(mask::phone),
            "label": self.label,
            "language": self.language,
        })
    }

    /// A client of these details, found good; `language` where none is given.
    pub(crate) fn client(&self, language: &str) -> NewClient {
        NewClient {
            name: self.name.clone().unwrap_or_default(),
            email: self.email.clone(),
            phone: self.phone.clone(),
            label: self.label.clone(),
            language: self.language.clone().unwrap_or_else(|| language.to_owned()),
            terms: self.terms(),
            detail: json!({ "after": self.journaled() }).to_string(),
        }
    }
}

/// `Ivan Petrov` as `I***`: enough to recognise.
pub(crate) fn masked_name(name: &str) -> String {
    let first: String = name.chars().take(1).collect();
    format!("{first}***")
}

fn given(text: &Option<String>) -> Option<String> {
    let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    text.map(str::to_owned)
}
