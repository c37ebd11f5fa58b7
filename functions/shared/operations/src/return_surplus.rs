//! Second successes go back by themselves. The intention and its key were committed with the settlement; here the bank is
//! asked, as often as it takes: the same key never gives money back twice.

use acquirers::{AcquirerError, Decision, HttpClient};
use domain::{sealed::MasterKey, time::Timestamp};
use serde_json::json;
use store::{
    Database, StoreError,
    surplus::{self, Return},
};

use crate::{Clock, Entropy, Ports, terminal::open_acquirer};

/// How long a claimed return stays out of others' hands, in milliseconds.
const CLAIM_MS: i64 = 60_000;

/// Returns what is due by `due`. Answers how many were decided; the others stay due.
pub async fn return_surplus<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &MasterKey,
    due: Timestamp,
) -> Result<usize, StoreError> {
    let claimed = surplus::claim(ports.database, due.ms(), ports.clock.now().after_ms(CLAIM_MS).ms()).await?;
    let mut decided: usize = 0;
    for back in &claimed {
        if let Some(decision) = ask(ports.client, key, back).await {
            surplus::decide(
                ports.database,
                back,
                decision == Decision::Done,
                &lines(back),
                ports.clock.now().ms(),
            )
            .await?;
            decided = decided.saturating_add(1);
        }
    }
    Ok(decided)
}

/// The bank's decision; `None` while it is unknown.
async fn ask(client: &impl HttpClient, key: &MasterKey, back: &Return) -> Option<Decision> {
    let acquirer = open_acquirer(back.org_id, &back.terminal_id, &back.acquirer, &back.credentials, key).ok()?;
    let answer = if back.kind == "refund" {
        acquirer
            .refund(client, &back.bank_reference, &back.idempotency_key, back.amount_minor)
            .await
    } else {
        acquirer
            .void(client, &back.bank_reference, &back.idempotency_key, back.amount_minor)
            .await
    };
    match answer {
        Ok(decision) => Some(decision),
        // The bank has understood and says no: asking again would change nothing.
        Err(AcquirerError::Refused(_)) => Some(Decision::Refused),
        Err(_) => None,
    }
}

fn lines(back: &Return) -> String {
    let (minor, code) = (back.amount_minor, &back.currency);
    let (from, to) = if back.kind == "refund" {
        ("unclaimed".to_owned(), format!("in_transit:{}", back.terminal_id))
    } else {
        ("hold".to_owned(), "hold_memo".to_owned())
    };
    json!([[from, code, minor.saturating_neg()], [to, code, minor]]).to_string()
}
