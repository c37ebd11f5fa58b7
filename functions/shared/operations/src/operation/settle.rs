//! What a person does about an operation: asks the bank now, or records it as done with evidence.

use acquirers::HttpClient;
use domain::sealed::KeyRing;
use store::{
    Database, StoreError,
    operations::{self, Decided},
};

use super::{OperationError, Performed, ask::decided, resolve::resolve};
use crate::{Clock, Entropy, Ports};

/// Asks the bank now what became of an undecided operation.
pub async fn ask_now<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    org_id: i64,
    number: i64,
    operation: i64,
) -> Result<Performed, OperationError> {
    let pending = operations::one(ports.database, org_id, number, operation).await?;
    let mut pending = pending.ok_or(OperationError::PaymentNotFound)?;
    if pending.decided_at_ms.is_some() {
        return Err(OperationError::Refused("operation_decided"));
    }
    // Never for the first time: that is the claim's.
    pending.asked = pending.asked.max(1).saturating_add(1);
    resolve(ports, key, &pending).await
}

/// Records a refund that was refused, or of unknown result, as done: by other means, with evidence.
pub async fn record_done<D: Database, H, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    org_id: i64,
    number: i64,
    operation: i64,
    evidence: &str,
    actor: &str,
) -> Result<Performed, OperationError> {
    let pending = operations::one(ports.database, org_id, number, operation).await?;
    let pending = pending.ok_or(OperationError::PaymentNotFound)?;
    if pending.kind != "refund" || matches!(pending.state.as_str(), "done" | "reversed") {
        return Err(OperationError::Refused("operation_decided"));
    }
    let decided = Decided {
        actor: actor.to_owned(),
        evidence: Some(evidence.to_owned()),
        ..decided(ports, &pending, "done", None, None)?
    };
    match operations::decide(ports.database, &pending, &decided).await {
        Ok((operation, told)) => Ok(Performed {
            operation,
            event_id: told.then_some(decided.merchant_event_id),
        }),
        // The money was given back another way meanwhile.
        Err(StoreError::Constraint(_)) => Err(OperationError::Refused("amount_exceeds_captured")),
        Err(error) => Err(error.into()),
    }
}
