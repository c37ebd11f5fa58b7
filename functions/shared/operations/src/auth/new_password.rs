//! What replacing a password has in common, whoever does it.

use domain::password;
use serde_json::json;

use super::{AuthError, With};
use crate::Entropy;

/// A password hashed, with what the letter about it says.
pub(super) struct NewPassword {
    pub(super) hash: String,
    pub(super) letter_params: String,
}

impl NewPassword {
    pub(super) fn of<D, E: Entropy>(with: With<'_, D, E>, password: &str) -> Result<Self, AuthError> {
        let params = json!({ "address": with.origin.address, "agent": with.origin.agent, "at": with.now.rfc3339() });
        Ok(Self {
            hash: password::hash(password, with.entropy.bytes()?)?,
            letter_params: params.to_string(),
        })
    }
}
