//! Tokens in letters, kept sealed until the letter is sent.

use domain::{
    letter::{LetterKind, token_owner},
    sealed::{KeyRing, SealError},
};

use crate::{Entropy, NoEntropy};

/// Why a token was not sealed.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
    /// The key did not seal it.
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// Seals a token under MAIL_KEY for a letter of this kind to this address, as [`store::letters::NewLetter`] takes it.
pub fn seal_token(
    key: &KeyRing,
    entropy: &impl Entropy,
    kind: LetterKind,
    address: &str,
    token: &str,
) -> Result<String, TokenError> {
    Ok(key.seal(&token_owner(kind, address), token, entropy.bytes()?)?)
}
