//! Pending operations are decided: by the cron, or by the bank's manager. The decision and its event are one commit; only
//! then the merchant is called.

use domain::time::Timestamp;
use edge::Problem;
use operations::{Clock, Entropy};
use store::Database;

use crate::{
    bank::Bank,
    books::{
        decisions::{self, Decision},
        operations::{Kind, Operation},
        payments,
    },
    telling::{Subject, Telling},
};

/// Why an operation was refused that the bank's manager refused.
pub(crate) const REFUSED_BY_MANAGER: &str = "refused_by_bank";

/// An operation after a decision.
#[derive(Debug)]
pub(crate) struct Decided {
    /// As it stands now, whoever decided it.
    pub(crate) operation: Operation,
    /// To be told.
    pub(crate) event_id: String,
}

/// Decides an operation, unless somebody has. The merchant is to be told at `tell_at`.
pub(crate) async fn decide<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    operation: &Operation,
    decision: Decision,
    tell_at: Timestamp,
) -> Result<Decided, Problem> {
    let gone = || Problem::internal(&"an operation without its payment");
    let kind = Kind::parse(&operation.kind).ok_or_else(gone)?;
    let payment = payments::by_id(bank.ports.database, &operation.payment_id)
        .await?
        .ok_or_else(gone)?;
    let now = bank.ports.clock.now();
    let subject = Subject {
        payment: &payment,
        operation_id: &operation.operation_id,
        key: operation.idempotency_key.as_deref(),
        kind,
        amount_minor: operation.amount_minor,
    };
    let telling = Telling::of(bank, subject, now)?;
    let events = telling.events(Some(tell_at));
    let operation = decisions::decide(bank.ports.database, operation, kind, decision, &events, now.ms())
        .await?
        .ok_or_else(gone)?;
    Ok(Decided {
        operation,
        event_id: telling.event_id,
    })
}
