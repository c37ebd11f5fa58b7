//! A person rejects a manual payment: the money has not come.

use domain::{time::Timestamp, token};
use store::{
    Database,
    manual::{self, Rejection},
};

use super::{Decided, ManualError, said};
use crate::{Clock, Entropy, Ports};

/// Rejects a manual payment. The payment ends with it, unless it is an invoice's whose time is not over, or was paid another way
/// meanwhile. One round trip.
///
/// `mode` is the one that the asker may see; empty: both.
///
/// # Errors
/// [`ManualError::PaymentNotFound`], [`ManualError::Fields`] (comment_too_long), [`ManualError::Decided`].
pub async fn reject<D: Database, H, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    org_id: i64,
    mode: Option<&str>,
    number: i64,
    comment: &str,
    actor: &str,
    now: Timestamp,
) -> Result<Decided, ManualError> {
    let comment = said::comment(comment).map_err(|error| ManualError::Fields(vec![error]))?;
    let rejection = Rejection {
        org_id,
        mode,
        number,
        run: &token::opaque(ports.entropy.bytes()?),
        actor,
        comment: &comment,
        event_id: &token::event_id(now, ports.entropy.bytes()?),
        occurred_at: &now.rfc3339(),
        now_ms: now.ms(),
    };
    let rejected = manual::reject(ports.database, &rejection).await?;
    let (outcome, event_id) = rejected.ok_or(ManualError::PaymentNotFound)?;
    if outcome.fresh == 0 {
        return Err(ManualError::Decided(outcome.state));
    }
    Ok(Decided {
        number,
        attempt: outcome.attempt,
        event_id: (outcome.postbacks > 0).then_some(event_id),
    })
}
