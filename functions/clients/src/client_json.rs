//! A client as it is answered.

use domain::token;
use edge::{Problem, payment_json::time};
use operations::clients::ClientError;
use serde::Serialize;
use store::clients::{list::Client, new::MANUAL_ACCOUNT};

/// A client.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Client))]
pub struct ClientJson {
    /// Counted within the organisation; 0 is the manual account, the stand-in for anybody.
    number: i64,
    /// The name; may be empty.
    name: String,
    /// Lower case.
    email: Option<String>,
    /// `+` and digits.
    phone: Option<String>,
    /// The payer in the merchant's system.
    label: Option<String>,
    /// In which they are written to: `en` or `ru`.
    language: String,
    /// Whether it is the manual account.
    is_manual_account: bool,
    /// When it was made.
    created_at: String,
    /// When they last ordered, or something was changed.
    active_at: String,
}

impl ClientJson {
    pub(crate) fn of(client: Client) -> Self {
        Self {
            number: client.client_id,
            is_manual_account: client.client_id == MANUAL_ACCOUNT,
            name: client.name,
            email: client.email,
            phone: client.phone,
            label: client.label,
            language: client.language,
            created_at: time(client.created_at_ms),
            active_at: time(client.active_at_ms),
        }
    }
}

/// A client's number in a path.
pub(crate) fn number(text: &str) -> Result<i64, Problem> {
    if text == "0" {
        return Ok(MANUAL_ACCOUNT);
    }
    token::number(text).ok_or_else(|| ClientError::NotFound.into())
}
