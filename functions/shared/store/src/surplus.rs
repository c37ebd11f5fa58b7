//! Returns of second successes: the intention stands in `operation` since settlement; here it is claimed and decided.

use serde::Deserialize;

use crate::{Database, StoreError, port::Answers, statement};

/// A return that is due, claimed.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "columns are documented in schema/0002_payments.sql")]
pub struct Return {
    pub org_id: i64,
    pub number: i64,
    pub operation: i64,
    /// `refund` or `void`.
    pub kind: String,
    pub amount_minor: i64,
    pub currency: String,
    pub idempotency_key: String,
    /// The bank's id of the payment to return.
    pub bank_reference: String,
    pub terminal_id: String,
    pub mode: String,
    pub acquirer: String,
    pub credentials: String,
}

// Claimed until `?2`: whoever dies with it leaves it to the next tick. The bank knows the key, so asking again is harmless.
const CLAIM: &str = "UPDATE operation SET state = iif(state = 'intended', 'sent', 'unknown'), due_at_ms = ?2
    WHERE (org_id, number, operation) IN (SELECT org_id, number, operation FROM operation
      WHERE due_at_ms <= ?1 ORDER BY due_at_ms LIMIT 20) AND surplus = 1
    RETURNING org_id, number, operation, kind, amount_minor, currency, idempotency_key, bank_reference,
      (SELECT a.terminal_id FROM attempt a WHERE a.org_id = operation.org_id AND a.number = operation.number AND a.attempt = operation.attempt) AS terminal_id,
      (SELECT t.mode FROM attempt a JOIN terminal t ON t.org_id = a.org_id AND t.terminal_id = a.terminal_id
        WHERE a.org_id = operation.org_id AND a.number = operation.number AND a.attempt = operation.attempt) AS mode,
      (SELECT t.acquirer FROM attempt a JOIN terminal t ON t.org_id = a.org_id AND t.terminal_id = a.terminal_id
        WHERE a.org_id = operation.org_id AND a.number = operation.number AND a.attempt = operation.attempt) AS acquirer,
      (SELECT t.credentials FROM attempt a JOIN terminal t ON t.org_id = a.org_id AND t.terminal_id = a.terminal_id
        WHERE a.org_id = operation.org_id AND a.number = operation.number AND a.attempt = operation.attempt) AS credentials";

/// Claims returns that are due.
pub async fn claim(database: &impl Database, due_ms: i64, until_ms: i64) -> Result<Vec<Return>, StoreError> {
    Answers::of(database.batch(vec![statement!(CLAIM, due_ms, until_ms)]).await?)
        .last()?
        .all()
}

const DECIDE: &str = "UPDATE operation SET state = ?4, due_at_ms = NULL, decided_at_ms = ?5
    WHERE org_id = ?1 AND number = ?2 AND operation = ?3 AND state IN ('intended', 'sent', 'unknown')";
const POST: &str = "INSERT INTO movement (org_id, movement, mode, number, kind, lines, created_at_ms)
    SELECT ?1, 'return:' || o.idempotency_key, ?5, ?2, 'surplus_returned', ?4, ?6 FROM operation o
    WHERE o.org_id = ?1 AND o.number = ?2 AND o.operation = ?3 AND o.state = 'done' ON CONFLICT DO NOTHING";
const JOURNAL: &str = "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT o.org_id, COALESCE((SELECT seq FROM journal WHERE org_id = ?1 ORDER BY seq DESC LIMIT 1), 0) + 1, ?4, 'system',
      'second_success_' || o.kind || '_' || o.state, 'payment:' || o.number,
      json_object('operation', o.operation, 'amount_minor', o.amount_minor, 'currency', o.currency)
    FROM operation o WHERE o.org_id = ?1 AND o.number = ?2 AND o.operation = ?3 AND o.decided_at_ms = ?4";

/// Records what the bank decided, with the movement that takes the money back.
pub async fn decide(
    database: &impl Database,
    back: &Return,
    done: bool,
    lines: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let (org, number, operation) = (back.org_id, back.number, back.operation);
    let statements = vec![
        statement!(
            DECIDE,
            org,
            number,
            operation,
            if done { "done" } else { "refused" },
            now_ms
        ),
        statement!(POST, org, number, operation, lines, &back.mode, now_ms),
        statement!(JOURNAL, org, number, operation, now_ms),
    ];
    database.batch(statements).await.map(drop)
}
