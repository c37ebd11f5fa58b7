//! Nobody has confirmed in time: manual payments are rejected by themselves, and people are reminded of those that soon will be. A tick
//! does a bounded part of it, in pieces that are whole; whatever a tick leaves, the next one finds.

use domain::{time::Timestamp, token};
use store::{
    Database,
    lease::Lease,
    manual::{self, Piece, Told},
};

use super::ManualError;
use crate::{Clock, Entropy, Ports};

/// Of which ticks there is one at a time.
const LEASE: &str = "manual-expiry";
/// How long a tick that dies keeps others out, in milliseconds.
const LEASE_MS: i64 = 5 * 60_000;
/// How long a tick begins new pieces, in milliseconds: well within its lease.
const BEGIN_MS: i64 = 4 * 60_000;
/// Trips rejected, or reminded of, in one batch.
const PIECE: u16 = 250;
/// Pieces of each in one tick.
const PIECES_MAX: u32 = 100;
/// Events of a tick whose endpoints are told at once; the others' turn comes with the dispatcher's own tick.
const TOLD_MAX: usize = 10;

/// What a tick has done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expired {
    /// Trips rejected.
    pub rejected: i64,
    /// Trips whose reminder was due.
    pub reminded: i64,
    /// Some of the events that endpoints are to be told.
    pub told: Vec<Told>,
}

/// Rejects the manual payments that were to be confirmed until `due`, and reminds of those that soon end. Nothing where another tick is
/// at work. Two round trips where nothing is due beside the lease's two, and one for each piece.
pub async fn expire_due<D: Database, H, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    due: Timestamp,
) -> Result<Expired, ManualError> {
    let began = ports.clock.now();
    let lease = Lease {
        name: LEASE,
        holder: token::opaque(ports.entropy.bytes()?),
    };
    let until = began.after_ms(LEASE_MS);
    if !lease.take(ports.database, until.ms(), began.ms()).await? {
        return Ok(Expired::default());
    }
    let mut expired = Expired::default();
    let worked = work(ports, &lease, due, began, &mut expired).await;
    // Also where something failed: what is whole is whole, and the next tick goes on.
    let released = lease.release(ports.database).await;
    worked?;
    released?;
    Ok(expired)
}

async fn work<D: Database, H, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    lease: &Lease,
    due: Timestamp,
    began: Timestamp,
    expired: &mut Expired,
) -> Result<(), ManualError> {
    let has_time = || ports.clock.now() < began.after_ms(BEGIN_MS);
    for _ in 0..PIECES_MAX {
        if !has_time() {
            break;
        }
        let now = ports.clock.now();
        let piece = Piece {
            lease,
            due_ms: due.ms(),
            limit: PIECE,
            run: &token::opaque(ports.entropy.bytes()?),
            event_id: &token::event_id(now, ports.entropy.bytes()?),
            occurred_at: &now.rfc3339(),
            now_ms: now.ms(),
        };
        let room = TOLD_MAX.saturating_sub(expired.told.len());
        let room = u32::try_from(room).unwrap_or_default();
        let (rejected, told) = manual::expire(ports.database, &piece, room).await?;
        expired.rejected = expired.rejected.saturating_add(rejected);
        expired.told.extend(told);
        if rejected < i64::from(PIECE) {
            break;
        }
    }
    for _ in 0..PIECES_MAX {
        if !has_time() {
            break;
        }
        let reminded = manual::remind(ports.database, due.ms(), u32::from(PIECE), ports.clock.now().ms()).await?;
        expired.reminded = expired.reminded.saturating_add(reminded);
        if reminded < i64::from(PIECE) {
            break;
        }
    }
    Ok(())
}
