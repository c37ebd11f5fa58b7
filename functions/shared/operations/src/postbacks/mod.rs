//! Merchants are told: an event's first attempts at once after its commit, everything that is due every minute, and what somebody
//! wants resent. [`drain`] works the queue, [`attempt`] makes one attempt, [`tester`] tries a merchant's handler with made-up events, and
//! how each format speaks is the domain's.

mod attempt;
mod drain;
mod lanes;
mod request;
pub mod tester;
mod tick;

use acquirers::HttpClient;
use domain::{sealed::KeyRing, token};
use store::{Database, StoreError, postbacks::claim::Due};

pub use drain::drain;
pub use tick::{Fanout, SHARDS_MAX, tick};

use crate::{Clock, Entropy, NoEntropy, Ports, mailer::Mailer};

/// What dispatch needs besides its ports.
pub struct Settings<'a, M> {
    /// Opens the endpoints' secrets.
    pub key: &'a KeyRing,
    /// Hands e-mail notices over.
    pub mailer: &'a M,
    /// Our own hosts: nothing is posted there.
    pub own_hosts: &'a [String],
    /// Whether postbacks may go to loopback addresses: local runs alone.
    pub loopback_allowed: bool,
}

/// Why dispatch stopped. What it had claimed comes due again.
#[derive(Debug, thiserror::Error)]
pub enum DispatchError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
    /// A shard could not be called.
    #[error("a shard could not be called: {0}")]
    Fanout(String),
}

/// Whose an endpoint's secrets are, for the seal.
#[must_use]
pub fn secrets_owner(org_id: i64, endpoint_id: i64) -> String {
    format!("endpoint:{org_id}:{endpoint_id}")
}

/// Sends the first attempts of an event, at once after its commit. Answers how many.
pub async fn dispatch_event<D: Database, H: HttpClient, C: Clock, E: Entropy, M: Mailer>(
    ports: Ports<'_, D, H, C, E>,
    settings: &Settings<'_, M>,
    org_id: i64,
    event_id: &str,
) -> Result<usize, DispatchError> {
    let run = token::opaque(ports.entropy.bytes()?);
    drain::once(ports, settings, Due::Event { org_id, event_id }, &run).await
}

/// Sends one postback that was marked for resending or begun anew, at once. Answers whether it was sent.
pub async fn resend_one<D: Database, H: HttpClient, C: Clock, E: Entropy, M: Mailer>(
    ports: Ports<'_, D, H, C, E>,
    settings: &Settings<'_, M>,
    org_id: i64,
    endpoint_id: i64,
    event_id: &str,
) -> Result<usize, DispatchError> {
    let run = token::opaque(ports.entropy.bytes()?);
    let due = Due::Resend {
        org_id,
        endpoint_id,
        event_id,
    };
    match drain::once(ports, settings, due, &run).await? {
        0 => drain::once(ports, settings, Due::Event { org_id, event_id }, &run).await,
        sent => Ok(sent),
    }
}
