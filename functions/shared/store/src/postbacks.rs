//! The outbox: claimed, sent by the caller, and recorded. A claim advances the attempt counter and the next due time
//! before anything is sent, so an attempt that dies halfway is counted and comes due again by the schedule.

use crate::{Database, Statement, StoreError, port::Answers, row, statement};

row! {
    /// An attempt that was claimed and is now to be sent.
    #[derive(Debug, Clone)]
    pub struct Claimed {
        /// The organisation.
        pub org_id: i64,
        /// The endpoint.
        pub endpoint_id: i64,
        /// The event; with the endpoint it names the postback, the same over all attempts.
        pub event_id: String,
        /// Counted from 1.
        pub attempts: i64,
        /// The event's body.
        pub body: String,
        /// Where to.
        pub url: String,
        /// JSON array of secrets, sealed.
        pub secrets: String,
    }
}

/// What came of an attempt.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// When it was sent.
    pub at_ms: i64,
    /// How long it took.
    pub duration_ms: i64,
    /// HTTP status, if an answer came.
    pub status: Option<u32>,
    /// Why none came.
    pub error: Option<String>,
    /// The start of the answer.
    pub answer: String,
    /// Whether the answer acknowledges.
    pub acknowledged: bool,
}

/// Which postbacks to claim.
#[derive(Debug, Clone, Copy)]
pub enum Due<'a> {
    /// The first attempts of an event, at once.
    Event {
        /// The organisation.
        org_id: i64,
        /// The event.
        event_id: &'a str,
    },
    /// At most so many of those due by this time.
    By {
        /// Due at or before, in unix milliseconds.
        due_ms: i64,
        /// At most so many.
        limit: u32,
    },
}

// Claimed for the last time and never recorded: whoever sent it died.
const EXHAUST_NOTICE: &str = "UPDATE payment SET notice = 'exhausted' WHERE notice = 'sending' AND (org_id, number) IN (
    SELECT e.org_id, e.number FROM postback b
    JOIN event e ON e.org_id = b.org_id AND e.event_id = b.event_id AND e.type IN ('payment.captured', 'payment.authorised')
    JOIN endpoint n ON n.org_id = b.org_id AND n.endpoint_id = b.endpoint_id AND n.is_primary = 1
    WHERE b.due_at_ms <= ?1 AND b.attempts >= 50)";
const EXHAUST: &str =
    "UPDATE postback SET state = 'exhausted', due_at_ms = NULL WHERE due_at_ms <= ?1 AND attempts >= 50";
macro_rules! claim {
    ($index:literal, $which:literal) => {
        concat!(
            "UPDATE postback ", $index, " SET attempts = attempts + 1, claim = ?1, due_at_ms = CAST(?2 AS INTEGER) + json_extract(?3, '$[' || attempts || ']') WHERE ",
            $which,
            " RETURNING org_id, endpoint_id, event_id, attempts,
               (SELECT e.body FROM event e WHERE e.org_id = postback.org_id AND e.event_id = postback.event_id) AS body,
               (SELECT n.url FROM endpoint n WHERE n.org_id = postback.org_id AND n.endpoint_id = postback.endpoint_id) AS url,
               (SELECT n.secrets FROM endpoint n WHERE n.org_id = postback.org_id AND n.endpoint_id = postback.endpoint_id) AS secrets"
        )
    };
}
// Without being told, SQLite reads all postbacks of the organisation by the primary key's first column.
const CLAIM_EVENT: &str = claim!(
    "INDEXED BY postback_by_event",
    "org_id = ?4 AND event_id = ?5 AND attempts = 0 AND state = 'pending'
     AND EXISTS (SELECT 1 FROM endpoint n WHERE n.org_id = postback.org_id AND n.endpoint_id = postback.endpoint_id AND n.status = 'enabled')"
);
const CLAIM_DUE: &str = claim!(
    "",
    "(org_id, endpoint_id, event_id) IN (SELECT b.org_id, b.endpoint_id, b.event_id FROM postback b
       CROSS JOIN endpoint n ON n.org_id = b.org_id AND n.endpoint_id = b.endpoint_id AND n.status = 'enabled'
     WHERE b.due_at_ms <= ?4 ORDER BY b.due_at_ms LIMIT CAST(?5 AS INTEGER))"
);

/// Claims postbacks in one round trip. `delays` is a JSON array: the pause after each attempt, in milliseconds.
pub async fn claim(
    database: &impl Database,
    due: Due<'_>,
    claim: &str,
    delays: &str,
    now_ms: i64,
) -> Result<Vec<Claimed>, StoreError> {
    let statements = match due {
        Due::Event { org_id, event_id } => vec![statement!(CLAIM_EVENT, claim, now_ms, delays, org_id, event_id)],
        Due::By { due_ms, limit } => vec![
            statement!(EXHAUST_NOTICE, due_ms),
            statement!(EXHAUST, due_ms),
            statement!(CLAIM_DUE, claim, now_ms, delays, due_ms, limit),
        ],
    };
    Answers::of(database.batch(statements).await?).last()?.all()
}

const ATTEMPT: &str =
    "INSERT INTO postback_attempt (org_id, endpoint_id, event_id, attempt, at_ms, duration_ms, status, error, answer)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING";
const STATE: &str =
    "UPDATE postback SET state = ?5, due_at_ms = NULL WHERE org_id = ?1 AND endpoint_id = ?2 AND event_id = ?3
    AND state = 'pending' AND (claim = ?4 OR ?5 = 'delivered')";
const NOTICE: &str = "UPDATE payment SET notice = ?4 WHERE org_id = ?1 AND notice = 'sending'
    AND number = (SELECT number FROM event WHERE org_id = ?1 AND event_id = ?3 AND type IN ('payment.captured', 'payment.authorised'))
    AND EXISTS (SELECT 1 FROM endpoint WHERE org_id = ?1 AND endpoint_id = ?2 AND is_primary = 1)";

/// Records what came of claimed attempts, all in one round trip.
pub async fn record(
    database: &impl Database,
    claim: &str,
    outcomes: &[(Claimed, Outcome)],
    attempts_max: u32,
) -> Result<(), StoreError> {
    let statements: Vec<Statement> = outcomes
        .iter()
        .flat_map(|(claimed, outcome)| record_one(claim, claimed, outcome, attempts_max))
        .collect();
    if statements.is_empty() {
        Ok(())
    } else {
        database.batch(statements).await.map(drop)
    }
}

fn record_one(claim: &str, claimed: &Claimed, outcome: &Outcome, attempts_max: u32) -> Vec<Statement> {
    let (org, endpoint, event) = (claimed.org_id, claimed.endpoint_id, &claimed.event_id);
    let mut statements = vec![statement!(
        ATTEMPT,
        org,
        endpoint,
        event,
        claimed.attempts,
        outcome.at_ms,
        outcome.duration_ms,
        outcome.status,
        outcome.error.as_ref(),
        &outcome.answer
    )];
    let end = match outcome.acknowledged {
        true => Some("delivered"),
        false if claimed.attempts >= i64::from(attempts_max) => Some("exhausted"),
        false => None,
    };
    if let Some(end) = end {
        statements.push(statement!(STATE, org, endpoint, event, claim, end));
        statements.push(statement!(NOTICE, org, endpoint, event, end));
    }
    statements
}
