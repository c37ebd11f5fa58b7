//! What a request makes is made once, however often the request comes: under its Idempotency-Key, in the batch that makes it.

use domain::{time::Timestamp, token};
use store::idempotency::{Once, Request};

use crate::{
    Entropy, NoEntropy,
    change::ChangeError,
    create_payment::{KEY_LIFE_MS, kept_key},
};

/// A request with its key.
#[derive(Debug, Clone, Copy)]
pub struct Keyed<'a> {
    /// Where keys are told apart: the door, the mode and what is made, such as `offers/v1:test`; in the cabinet the person too.
    pub scope: &'a str,
    /// The caller's key, 1 to 255 characters.
    pub key: &'a str,
    /// All that is asked, as one text: the same key with another text is refused.
    pub asked: &'a str,
}

/// The same as the store takes it, with a run of its own.
pub(crate) struct Claim<'a> {
    keyed: Keyed<'a>,
    key: String,
    hash: String,
    run: String,
}

impl<'a> Keyed<'a> {
    pub(crate) fn claim(self, entropy: &impl Entropy) -> Result<Claim<'a>, NoEntropy> {
        Ok(Claim {
            keyed: self,
            key: kept_key(self.key),
            hash: token::sha256_hex(self.asked.as_bytes()),
            run: token::opaque(entropy.bytes()?),
        })
    }
}

impl Claim<'_> {
    pub(crate) fn request(&self, org_id: i64, now: Timestamp) -> Request<'_> {
        Request {
            org_id,
            scope: self.keyed.scope,
            key: &self.key,
            hash: &self.hash,
            run: &self.run,
            now_ms: now.ms(),
            keys_since_ms: now.after_ms(-KEY_LIFE_MS).ms(),
        }
    }
}

/// What was made before under the key; nothing, where it was made just now.
pub(crate) fn before(once: Once) -> Result<Option<String>, ChangeError> {
    match once {
        Once::Now => Ok(None),
        Once::Before(made) => Ok(Some(made)),
        Once::InFlight => Err(ChangeError::KeyInFlight),
        Once::Reused => Err(ChangeError::KeyReused),
    }
}
