//! The journal: sealed into a chain, verified, taken away, and rid of personal data by rule.

mod anchor;
mod compare;
pub mod erase;
pub mod export;
pub mod seal;
pub mod verify;

pub use anchor::{Anchor, AnchorError, Anchors};

use domain::journal::{Entry, Place, origin_of};
use store::{StoreError, journal::EntryRow};

/// Why the journal could not be worked with.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The cursor is not of this organisation, of this key and of the last hour.
    #[error("not a cursor of a verification that is under way")]
    Cursor,
    /// Where heads are anchored did not answer.
    #[error(transparent)]
    Anchor(#[from] AnchorError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The entry as the chain covers it, as if it stood at `seq`.
fn entry_at(org_id: i64, row: &EntryRow, seq: i64) -> Entry<'_> {
    Entry {
        org_id,
        seq,
        at_ms: row.at_ms,
        actor: &row.actor,
        action: &row.action,
        subject: &row.subject,
        detail: &row.detail,
    }
}

/// From where the entry was done, while its row stands.
fn place(row: &EntryRow) -> Option<Place<'_>> {
    Some(Place {
        origin: origin_of(&row.actor)?,
        address: row.address.as_deref()?,
        agent: row.agent.as_deref()?,
        at_ms: row.origin_at_ms?,
    })
}
