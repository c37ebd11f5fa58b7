//! An outbox full of what has just happened: for tests and benchmarks of postbacks.

use anyhow::{Context, Result};
use domain::{postback::EVENT_TYPES, sealed::KeyRing};
use operations::postbacks::secrets_owner;
use serde_json::json;

use crate::{Secrets, SqlStatement};

/// Events written by one statement.
const CHUNK: usize = 2_000;

/// Endpoints 1, 2, ... of an organisation, each with its address, in place of those that it has.
///
/// # Errors
/// Where a secret cannot be sealed.
pub fn endpoints(
    org_id: i64,
    addresses: &[String],
    standard_secret: &str,
    secrets: &Secrets,
) -> Result<Vec<SqlStatement>> {
    let key = KeyRing::parse(&secrets.endpoint_key)?;
    let mut statements = ["endpoint_secret", "endpoint"]
        .map(|table| SqlStatement::new(format!("DELETE FROM {table} WHERE org_id = ?1"), [json!(org_id)]))
        .to_vec();
    for (endpoint, address) in (1_i64..).zip(addresses) {
        // A secret opens for its own endpoint alone.
        let sealed = key
            .seal(&secrets_owner(org_id, endpoint), standard_secret, [7; 12])
            .context("sealing a secret")?;
        statements.push(SqlStatement::new(
            "INSERT INTO endpoint (org_id, endpoint_id, mode, address, event_types, created_at_ms) VALUES (?1, ?2, 'test', ?3, ?4, 0)",
            [json!(org_id), json!(endpoint), json!(address), json!(json!(EVENT_TYPES).to_string())],
        ));
        statements.push(SqlStatement::new(
            "INSERT INTO endpoint_secret (org_id, endpoint_id, secret_id, scheme, secret, created_at_ms) VALUES (?1, ?2, 1, 'standard', ?3, 0)",
            [json!(org_id), json!(endpoint), json!(sealed)],
        ));
    }
    Ok(statements)
}

/// Events `from` to `from + count - 1` that happened at `at_ms`, of payments that are not there: each is due at every endpoint.
#[must_use]
pub fn events(org_id: i64, from: usize, count: usize, at_ms: i64) -> Vec<SqlStatement> {
    const EVENTS: &str = "WITH RECURSIVE n (n) AS (SELECT CAST(?2 AS INTEGER) UNION ALL SELECT n + 1 FROM n WHERE n < ?3)
         INSERT INTO event (org_id, event_id, seq, mode, type, number, body, occurred_at_ms)
         SELECT ?1, printf('evt_%012x%020d', CAST(?4 AS INTEGER), n), n, 'test', 'payment.captured', NULL,
           json_object('id', printf('evt_%012x%020d', CAST(?4 AS INTEGER), n), 'type', 'payment.captured', 'version', '1', 'livemode', json('false'),
             'occurred_at', strftime('%FT%TZ', CAST(?4 AS INTEGER) / 1000, 'unixepoch'),
             'data', json_object('number', n, 'status', 'captured', 'amount', '100.00', 'currency', 'RUB', 'order', 'A-' || n, 'label', 'user-' || n,
               'metadata', json('{}'), 'terminal', 'sandbox', 'attempt', 1, 'card', json_object('mask', '220000******0004', 'brand', 'mir'), 'rrn', '123456789012')),
           CAST(?4 AS INTEGER) FROM n";
    let end = from.saturating_add(count);
    (from..end)
        .step_by(CHUNK)
        .map(|first| {
            let last = first.saturating_add(CHUNK).min(end).saturating_sub(1);
            SqlStatement::new(EVENTS, [json!(org_id), json!(first), json!(last), json!(at_ms)])
        })
        .collect()
}
