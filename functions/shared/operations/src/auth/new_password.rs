//! What replacing a password has in common, whoever does it.

use domain::password;

use super::{AuthError, With};
use crate::Entropy;

/// A password hashed, with what the letter about it says.
pub(super) struct NewPassword {
    pub(super) hash: String,
    pub(super) letter_params: String,
}

impl NewPassword {
    pub(super) fn of<D, E: Entropy>(with: With<'_, D, E>, password: &str) -> Result<Self, AuthError> {
        Ok(Self {
            hash: password::hash(password, with.entropy.bytes()?)?,
            letter_params: with.letter_params(),
        })
    }
}
