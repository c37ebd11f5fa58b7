//! Holds end by themselves, and the merchant is told.

use domain::time::Timestamp;
use edge::Problem;
use operations::{Clock, Entropy};
use store::Database;

use crate::{
    bank::Bank,
    books::{
        holds::{self, Release},
        operations::Kind,
        payments,
    },
    ids,
    telling::{Subject, Telling},
};

/// Holds that end in one tick.
const HOLDS_MAX: u32 = 50;

/// Ends the holds that are due.
pub(crate) async fn release_holds<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    due: Timestamp,
) -> Result<(), Problem> {
    let now = bank.ports.clock.now();
    for payment in payments::to_release(bank.ports.database, due.ms(), HOLDS_MAX).await? {
        let operation_id = ids::id("bv", bank.ports.entropy.bytes()?);
        let subject = Subject {
            payment: &payment,
            operation_id: &operation_id,
            key: None,
            kind: Kind::Void,
            amount_minor: payment.authorised_minor.saturating_sub(payment.voided_minor),
        };
        let telling = Telling::of(bank, subject, now)?;
        // Due by the same measure as this tick, so that it is told within it.
        let release = Release {
            payment_id: &payment.payment_id,
            operation_id: &operation_id,
            amount_minor: subject.amount_minor,
            due_ms: due.ms(),
            events: &telling.events(Some(due)),
            now_ms: now.ms(),
        };
        holds::release(bank.ports.database, &release).await?;
    }
    Ok(())
}
