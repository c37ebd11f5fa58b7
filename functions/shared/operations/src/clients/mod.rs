//! Clients: who buys.

mod change;
mod create;
mod details;
mod note;

pub use change::{ChangeRequest, change};
pub use create::create;
pub use details::{Details, LABEL_MAX, NAME_MAX};
pub use note::{NOTE_MAX, note};

use domain::{card, time::Timestamp, token};
use store::{StoreError, change::By, clients::new::Taken};

use crate::{Entropy, FieldError, NoEntropy, create_payment::kept_key};

/// Why a client was not made or changed. Nothing was written, and the key is not used up.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// Fields that are not acceptable.
    #[error("some fields are not acceptable")]
    Fields(Vec<FieldError>),
    /// No client of this number.
    #[error("no client of this number")]
    NotFound,
    /// The manual account stands for anybody: it has no data.
    #[error("the manual account cannot be changed")]
    ManualAccount,
    /// The label or the address is another client's: which field, and whose.
    #[error("client {1} has this {0}")]
    Exists(String, i64),
    /// The key stands for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// Somebody else has changed it.
    #[error("somebody else has changed the client: look at it again")]
    Raced,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

impl From<Taken> for ClientError {
    fn from(taken: Taken) -> Self {
        Self::Exists(taken.field, taken.client_id)
    }
}

/// Who makes or changes a client, and by which request.
#[derive(Debug, Clone, Copy)]
pub struct Changing<'a> {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`: clients of the other are not seen.
    pub mode: &'a str,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// The request: the same key is the same client, or note.
    pub request_key: &'a str,
    /// Now.
    pub now: Timestamp,
}

impl<'a> Changing<'a> {
    fn by(&self) -> By<'a> {
        By {
            org_id: self.org_id,
            actor: self.actor,
            now_ms: self.now.ms(),
        }
    }
}

/// A request as it is kept: its key, what it stands for, and what tells it from its twins.
struct Kept {
    key: String,
    hash: String,
    run: String,
}

impl Kept {
    fn of(entropy: &impl Entropy, key: &str, content: &str) -> Result<Self, NoEntropy> {
        let long = key.len() > 200 || card::contains(key);
        Ok(Self {
            key: if long {
                token::sha256_hex(key.as_bytes())
            } else {
                kept_key(key)
            },
            hash: token::sha256_hex(content.as_bytes()),
            run: token::opaque(entropy.bytes()?),
        })
    }

    fn request(&self) -> store::clients::change::Request<'_> {
        store::clients::change::Request {
            key: &self.key,
            hash: &self.hash,
            run: &self.run,
        }
    }
}
