//! What is due: operations that were committed and not asked for, or whose result is unknown or still to come. The bank is
//! asked what became of them; only what it definitely does not know is asked for again, with the same key.

use acquirers::{AcquirerError, Answer, HttpClient};
use domain::{sealed::KeyRing, time::Timestamp};
use futures_util::{StreamExt, stream};
use store::{
    Database,
    operations::{self, Pending},
};

use super::{
    OperationError, Performed,
    ask::{acquirer, record, send},
};
use crate::{Clock, Entropy, Ports};

/// How long a claimed operation stays out of others' hands, in milliseconds.
const CLAIM_MS: i64 = 60_000;
/// Operations claimed at once.
const CLAIM_MAX: u32 = 20;
/// Banks asked at once: the platform allows six connections.
const CONNECTIONS_MAX: usize = 6;

/// Resolves what is due by `due`, at most one claim of it. Answers what was looked at.
pub async fn resolve_due<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    due: Timestamp,
) -> Result<Vec<Performed>, OperationError> {
    // Fractions of the instant that no other tick has: the claim is read back by it.
    let salt = i64::from(u16::from_le_bytes(ports.entropy.bytes()?));
    let now = ports.clock.now();
    let until = now.after_ms(CLAIM_MS.saturating_add(salt));
    let claimed = operations::claim(ports.database, due.ms(), until.ms(), CLAIM_MAX, now.ms()).await?;
    let resolving = claimed.iter().map(|pending| resolve(ports, key, pending));
    let resolved: Vec<_> = stream::iter(resolving)
        .buffer_unordered(CONNECTIONS_MAX)
        .collect()
        .await;
    resolved.into_iter().collect()
}

pub(super) async fn resolve<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    pending: &Pending,
) -> Result<Performed, OperationError> {
    let answer = answer(ports.client, key, pending, ports.clock.now()).await;
    record(ports, pending, answer).await
}

async fn answer(
    client: &impl HttpClient,
    key: &KeyRing,
    pending: &Pending,
    now: Timestamp,
) -> Result<Answer, AcquirerError> {
    // Claimed for the first time: nobody can have asked for it.
    if pending.asked <= 1 {
        return send(client, key, pending).await;
    }
    let asked_at_ms = pending.asked_at_ms.unwrap_or(pending.created_at_ms);
    let (acquirer, _) = acquirer(key, pending)?;
    let reference = pending.bank_reference.as_deref().unwrap_or_default();
    let found = acquirer.operation(client, reference, &pending.idempotency_key).await?;
    match found {
        Some(answer) => Ok(answer),
        None if now.ms() >= asked_at_ms.saturating_add(acquirer.horizon_ms()) => send(client, key, pending).await,
        None => Err(AcquirerError::Nonsense(404)),
    }
}
