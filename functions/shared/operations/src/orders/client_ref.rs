//! Whose an order is to be.

use serde_json::Value;
use store::{clients::new::MANUAL_ACCOUNT, orders::open::OrderClient};

use crate::{FieldError, clients::Details, fields::Fields};

/// Whose an order is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientRef {
    /// A client by number.
    Existing(i64),
    /// The stand-in that records any payment by anyone.
    ManualAccount,
    /// Whoever has the label, the e-mail address or the phone (in this order), or a new client. What is known of one who is there
    /// already stays as it is.
    Given(Details),
}

impl ClientRef {
    /// Reads `client` of a request: a number, `"manual_account"`, or an object with what is known of the client.
    pub fn read(fields: &mut Fields<'_>) -> Option<Self> {
        match fields.get("client") {
            Some(Value::String(word)) if word == "manual_account" => Some(Self::ManualAccount),
            Some(Value::Number(number)) if number.as_i64().is_some_and(|number| number >= 0) => {
                number.as_i64().map(Self::Existing)
            }
            Some(given @ Value::Object(_)) => match details(given) {
                Ok(details) => Some(Self::Given(details)),
                Err(errors) => {
                    fields.refuse_part(errors);
                    None
                }
            },
            Some(_) => {
                let detail = "a client's number, \"manual_account\", or an object is expected";
                fields.refuse("client", "wrong_type", detail);
                None
            }
            None => {
                fields.refuse("client", "required", "this field is required");
                None
            }
        }
    }

    /// The same, found good: what is given of a client in the form in which it is kept.
    pub(crate) fn checked(&self, language: &str) -> Result<OrderClient, Vec<FieldError>> {
        match self {
            Self::Existing(client) => Ok(OrderClient::Existing(*client)),
            Self::ManualAccount => Ok(OrderClient::Existing(MANUAL_ACCOUNT)),
            Self::Given(details) => {
                let details = details.checked("client.")?;
                if details.is_nobody() {
                    let detail = "a name, an e-mail address, a phone or a label is needed";
                    return Err(vec![FieldError::new("client", "required", detail)]);
                }
                Ok(OrderClient::Given(Box::new(details.client(language))))
            }
        }
    }

    /// What tells one from another, for the hash of a request.
    pub(crate) fn word(&self) -> String {
        format!("{self:?}")
    }
}

fn details(given: &Value) -> Result<Details, Vec<FieldError>> {
    let mut fields = Fields::of(given, "client.").map_err(|error| vec![error])?;
    let details = Details::read(&mut fields);
    fields.finish(details)
}
