//! Events, and the outbox of those to be told: claimed, sent by the caller, and recorded. A claim counts the attempt and moves the due time on before
//! anything is sent, so an attempt that dies halfway comes due again.

use ::store::{Database, Statement, StoreError, statement};
/// Attempts in all.
pub(crate) const ATTEMPTS_MAX: i64 = 20;
/// How long a claimed attempt stays out of others' hands, in milliseconds: longer than an attempt lasts, and so short that
/// the next minute's cron finds it due.
const CLAIM_MS: i64 = 30_000;

::store::row! {
    /// An attempt that was claimed and is now to be sent.
    #[derive(Debug, Clone)]
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

/// An event of a payment, to be written by an [`event`] statement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewEvent<'a> {
    pub(crate) payment_id: &'a str,
    pub(crate) event_id: &'a str,
    pub(crate) kind: &'static str,
    pub(crate) operation_id: Option<&'a str>,
    pub(crate) dispute_id: Option<&'a str>,
    /// A JSON text.
    pub(crate) body: &'a str,
    /// Times in a row that each attempt delivers it.
    pub(crate) copies: u32,
    /// When the merchant is told; kept in silence, if empty.
    pub(crate) due_at_ms: Option<i64>,
    pub(crate) now_ms: i64,
}

/// Writes an event of the payment `p` where a condition holds; `?1` payment, `?2` event, `?4` operation, `?5` dispute.
macro_rules! event {
    ($condition:literal) => {
        $crate::books::callbacks::event!("?6", $condition)
    };
    ($body:literal, $condition:literal) => {
        concat!(
            "INSERT INTO callback (event_id, payment_id, terminal_number, callback_url, type, operation_id, dispute_id, body, copies, state, due_at_ms,
               created_at_ms)
             SELECT ?2, p.payment_id, p.terminal_number, p.callback_url, ?3, ?4, ?5, ", $body, ", ?7, iif(?8 IS NULL, 'silent', 'pending'), ?8, ?9
             FROM payment p WHERE p.payment_id = ?1 AND ", $condition, " ON CONFLICT DO NOTHING"
        )
    };
}
pub(crate) use event;

/// Binds an event to an [`event`] statement.
pub(crate) fn insert(sql: &'static str, new: &NewEvent<'_>) -> Statement {
    statement!(
        sql,
        new.payment_id,
        new.event_id,
        new.kind,
        new.operation_id,
        new.dispute_id,
        new.body,
        new.copies,
        new.due_at_ms,
        new.now_ms
    )
}

::store::row! {
    struct Kept {
        body: String,
    }
}

/// Most events of one payment that are answered.
const EVENTS_MAX: u32 = 1_000;
const OF_PAYMENT: &str = "SELECT body FROM callback WHERE payment_id = ?1 ORDER BY number LIMIT CAST(?2 AS INTEGER)";

/// The bodies of a payment's events, oldest first.
pub(crate) async fn of_payment(database: &impl Database, payment_id: &str) -> Result<Vec<String>, StoreError> {
    let statement = statement!(OF_PAYMENT, payment_id, EVENTS_MAX);
    let kept: Vec<Kept> = super::last(database.batch(vec![statement]).await?)?.all()?;
    Ok(kept.into_iter().map(|kept| kept.body).collect())
}

macro_rules! claim {
    ($which:literal) => {
        concat!(
            "UPDATE callback SET attempts = attempts + 1, due_at_ms = CAST(?1 AS INTEGER) WHERE ",
            $which,
            " RETURNING event_id, body, copies, attempts, callback_url, terminal_number,
               (SELECT t.callback_secret FROM terminal t WHERE t.terminal_number = callback.terminal_number) AS callback_secret"
        )
    };
}
const CLAIM_FIRST: &str = claim!("event_id = ?2 AND attempts = 0 AND state = 'pending'");
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
