//! The outbox: claimed, sent by the caller, and recorded. A claim counts the attempt and moves the due time on before
//! anything is sent, so an attempt that dies halfway comes due again.

use ::store::{Database, Statement, StoreError, statement};
use serde::Deserialize;

/// Attempts in all.
pub(crate) const ATTEMPTS_MAX: i64 = 20;
/// How long a claimed attempt stays out of others' hands, in milliseconds: longer than an attempt lasts, and so short that
/// the next minute's cron finds it due.
const CLAIM_MS: i64 = 30_000;

/// An attempt that was claimed and is now to be sent.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Claimed {
    pub(crate) event_id: String,
    pub(crate) body: String,
    pub(crate) copies: u32,
    /// Counted from 1.
    pub(crate) attempts: i64,
    pub(crate) callback_url: String,
    pub(crate) terminal_number: i64,
    /// Sealed.
    pub(crate) callback_secret: String,
}

/// What came of an attempt.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) at_ms: i64,
    /// HTTP status, if an answer came.
    pub(crate) status: Option<u32>,
    /// Why none came.
    pub(crate) error: Option<String>,
    pub(crate) acknowledged: bool,
}

macro_rules! claim {
    ($which:literal) => {
        concat!(
            "UPDATE callback SET attempts = attempts + 1, due_at_ms = CAST(?1 AS INTEGER) WHERE ",
            $which,
            " RETURNING event_id, body, copies, attempts,
               (SELECT p.callback_url FROM payment p WHERE p.payment_id = callback.payment_id) AS callback_url,
               (SELECT p.terminal_number FROM payment p WHERE p.payment_id = callback.payment_id) AS terminal_number,
               (SELECT t.callback_secret FROM payment p JOIN terminal t ON t.terminal_number = p.terminal_number
                WHERE p.payment_id = callback.payment_id) AS callback_secret"
        )
    };
}
const CLAIM_FIRST: &str = claim!("event_id = ?2 AND attempts = 0");
const CLAIM_DUE: &str = claim!(
    "event_id IN (SELECT event_id FROM callback WHERE due_at_ms <= ?2 AND attempts < 20 ORDER BY due_at_ms LIMIT CAST(?3 AS INTEGER))"
);
// What was claimed for the last time and never recorded.
const EXHAUST: &str =
    "UPDATE callback SET state = 'exhausted', due_at_ms = NULL WHERE due_at_ms <= ?1 AND attempts >= 20";

/// Claims an event's first attempt, if nobody has.
pub(crate) async fn claim_first(
    database: &impl Database,
    event_id: &str,
    now_ms: i64,
) -> Result<Option<Claimed>, StoreError> {
    let statement = statement!(CLAIM_FIRST, now_ms.saturating_add(CLAIM_MS), event_id);
    super::last(database.batch(vec![statement]).await?)?.first()
}

/// Claims attempts that are due. `due_ms` may lie ahead of the clock; what is claimed by it comes due after both.
pub(crate) async fn claim_due(
    database: &impl Database,
    due_ms: i64,
    limit: u32,
    now_ms: i64,
) -> Result<Vec<Claimed>, StoreError> {
    let next_ms = now_ms.max(due_ms).saturating_add(CLAIM_MS);
    let statements = vec![
        statement!(EXHAUST, due_ms),
        statement!(CLAIM_DUE, next_ms, due_ms, limit),
    ];
    super::last(database.batch(statements).await?)?.all()
}

const RECORD: &str = "UPDATE callback SET state = ?2, due_at_ms = iif(?2 = 'pending', due_at_ms, NULL), sent_at_ms = ?3, sent_status = ?4, sent_error = ?5
    WHERE event_id = ?1 AND state = 'pending'";

/// Records what came of claimed attempts.
pub(crate) async fn record(database: &impl Database, outcomes: &[(Claimed, Outcome)]) -> Result<(), StoreError> {
    let statements: Vec<Statement> = outcomes
        .iter()
        .map(|(claimed, outcome)| record_one(claimed, outcome))
        .collect();
    if statements.is_empty() {
        Ok(())
    } else {
        database.batch(statements).await.map(drop)
    }
}

fn record_one(claimed: &Claimed, outcome: &Outcome) -> Statement {
    let state = match outcome.acknowledged {
        true => "delivered",
        false if claimed.attempts >= ATTEMPTS_MAX => "exhausted",
        false => "pending",
    };
    statement!(
        RECORD,
        &claimed.event_id,
        state,
        outcome.at_ms,
        outcome.status,
        outcome.error.as_ref()
    )
}
