//! What came of claimed attempts, all in one round trip: five statements however many there are, three where all went well.

use serde_json::json;

use super::claim::Claimed;
use crate::{Database, StoreError, statement};

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
    /// JSON: what was sent.
    pub request: String,
    /// The start of the answer.
    pub answer: String,
    /// What is to come of the postback.
    pub next: Next,
    /// Whether it says anything of the endpoint's health: something was sent, to the endpoint's own address.
    pub is_telling: bool,
}

/// What is to come of a postback after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Acknowledged.
    Delivered,
    /// The last attempt of the schedule failed.
    Exhausted,
    /// It failed; an attempt of the schedule is tried again then, in unix milliseconds. A resend is not.
    Again(i64),
}

/// Attempts that one claim's holder reports.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The run that claimed them.
    pub run: &'a str,
    /// Sent, with what came of it.
    pub sent: &'a [(Claimed, Outcome)],
    /// Claimed, and not sent for want of time: no attempt.
    pub unsent: &'a [Claimed],
    /// Now.
    pub now_ms: i64,
}

/// Rows that were reported, as a table: [organisation, endpoint, event, try, attempt, ...].
macro_rules! reported {
    () => {
        "(SELECT value ->> 0 AS org_id, value ->> 1 AS endpoint_id, value ->> 2 AS event_id, value ->> 3 AS try, value ->> 4 AS attempt, value ->> 5 AS state,
           value ->> 6 AS due_at_ms FROM json_each(?1)) AS j"
    };
}
const ATTEMPTS: &str = "INSERT INTO postback_attempt (org_id, endpoint_id, event_id, try, attempt, at_ms, duration_ms, status, error, request, answer)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12
    FROM json_each(?1) WHERE true ON CONFLICT DO NOTHING";
// Whoever lost the claim may still have delivered. A resend changes the state by success alone.
const STATE: &str = concat!(
    "UPDATE postback SET state = iif(postback.state = 'delivered', 'delivered', COALESCE(j.state, postback.state)),
      due_at_ms = CASE WHEN j.state IS NOT NULL THEN NULL WHEN j.attempt IS NULL OR postback.due_at_ms IS NULL THEN postback.due_at_ms ELSE j.due_at_ms END,
      resend_at_ms = iif(j.attempt IS NULL OR j.state = 'delivered', NULL, resend_at_ms), leased_until_ms = NULL
    FROM ",
    reported!(),
    " WHERE postback.org_id = j.org_id AND postback.endpoint_id = j.endpoint_id AND postback.event_id = j.event_id
      AND (postback.claim = ?2 OR (j.state = 'delivered' AND postback.state <> 'delivered'))"
);
const UNSENT: &str = concat!(
    "UPDATE postback SET tries = tries - 1, attempts = attempts - (j.attempt IS NOT NULL), leased_until_ms = NULL, claim = NULL,
      due_at_ms = iif(postback.due_at_ms IS NULL OR j.attempt IS NULL, postback.due_at_ms, j.due_at_ms), resend_at_ms = iif(j.attempt IS NULL, j.due_at_ms, resend_at_ms)
    FROM ",
    reported!(),
    " WHERE postback.org_id = j.org_id AND postback.endpoint_id = j.endpoint_id AND postback.event_id = j.event_id AND postback.claim = ?2"
);

/// Attempts by endpoint and epoch: [organisation, endpoint, attempt, succeeded, gone, epoch].
macro_rules! by_endpoint {
    () => {
        "(SELECT value ->> 0 AS org_id, value ->> 1 AS endpoint_id, sum(value ->> 3) AS ok, count(*) - sum(value ->> 3) AS failed, max(value ->> 4) AS gone,
           value ->> 5 AS epoch, json_group_array(value ->> 2) AS probes FROM json_each(?1) GROUP BY value ->> 0, value ->> 1, value ->> 5) AS j"
    };
}
// A window lasts five minutes and begins with a failure. Whoever failed last more than a day ago begins to fail anew.
const COUNT: &str = concat!(
    "UPDATE endpoint SET
      window_total = iif(window_from_ms > ?2 - 300000, window_total, 0) + j.ok + j.failed,
      window_failed = iif(window_from_ms > ?2 - 300000, window_failed, 0) + j.failed,
      window_from_ms = CASE WHEN window_from_ms > ?2 - 300000 THEN window_from_ms WHEN j.failed > 0 THEN CAST(?2 AS INTEGER) END,
      failing_since_ms = CASE WHEN j.ok > 0 THEN NULL WHEN failed_at_ms > ?2 - 86400000 THEN COALESCE(failing_since_ms, CAST(?2 AS INTEGER)) ELSE CAST(?2 AS INTEGER) END,
      failed_at_ms = iif(j.failed > 0, CAST(?2 AS INTEGER), failed_at_ms)
    FROM ",
    by_endpoint!(),
    " WHERE endpoint.org_id = j.org_id AND endpoint.endpoint_id = j.endpoint_id AND endpoint.epoch = j.epoch
      AND (j.failed > 0 OR failing_since_ms IS NOT NULL OR window_from_ms IS NOT NULL)"
);
// Seven failures of ten open it, with at least ten in the window; the probe's outcome closes it or opens it for twice as long.
const BREAK: &str = concat!(
    "UPDATE endpoint SET (breaker, breaker_until_ms, breaker_opened, holding, window_from_ms) = (SELECT
      iif(probed AND j.ok > 0, 'closed', 'open'), iif(probed AND j.ok > 0, NULL, CAST(?2 AS INTEGER) + (60000 << min(breaker_opened, 5))),
      iif(probed AND j.ok > 0, 0, breaker_opened + 1), 1, NULL FROM (SELECT breaker = 'half_open' AS probed))
    FROM ",
    by_endpoint!(),
    " WHERE endpoint.org_id = j.org_id AND endpoint.endpoint_id = j.endpoint_id AND endpoint.epoch = j.epoch AND (
      (breaker = 'half_open' AND instr(j.probes, '\"' || probe || '\"') > 0)
      OR (breaker = 'closed' AND j.failed > 0 AND window_total >= 10 AND window_failed * 10 >= window_total * 7))"
);
// 410 says that nobody is there; five days of nothing but failures say so too.
const DISABLE: &str = concat!(
    "UPDATE endpoint SET status = 'disabled', disabled_reason = iif(j.gone, 'gone', 'failing'), disabled_at_ms = CAST(?2 AS INTEGER), holding = 1
    FROM ",
    by_endpoint!(),
    " WHERE endpoint.org_id = j.org_id AND endpoint.endpoint_id = j.endpoint_id AND endpoint.epoch = j.epoch AND status = 'enabled' AND (j.gone OR failing_since_ms <= ?2 - 432000000)"
);

/// Records attempts, and what they say of their endpoints.
pub async fn record(database: &impl Database, report: Report<'_>) -> Result<(), StoreError> {
    let Report {
        run,
        sent,
        unsent,
        now_ms,
    } = report;
    let mut statements = Vec::new();
    if !sent.is_empty() {
        let rows: Vec<_> = sent
            .iter()
            .map(|(claimed, outcome)| attempt(claimed, outcome))
            .collect();
        let rows = serde_json::Value::Array(rows).to_string();
        statements.push(statement!(ATTEMPTS, &rows));
        statements.push(statement!(STATE, rows, run));
    }
    // Of an endpoint that does well nothing is written; of one that does not, its successes count too.
    let telling: Vec<_> = sent.iter().filter(|one| one.1.is_telling).collect();
    if !telling.is_empty() {
        let ails = |one: &&(Claimed, Outcome)| one.0.healthy == 0 || one.1.next != Next::Delivered;
        let ailing = telling.iter().any(ails);
        let rows = serde_json::Value::Array(telling.into_iter().map(health).collect()).to_string();
        statements.push(statement!(COUNT, &rows, now_ms));
        if ailing {
            statements.push(statement!(BREAK, &rows, now_ms));
            statements.push(statement!(DISABLE, rows, now_ms));
        }
    }
    if !unsent.is_empty() {
        let row = |one: &Claimed| {
            json!([
                one.org_id,
                one.endpoint_id,
                one.event_id,
                one.serial,
                one.attempt,
                null,
                now_ms
            ])
        };
        let rows = serde_json::Value::Array(unsent.iter().map(row).collect()).to_string();
        statements.push(statement!(UNSENT, rows, run));
    }
    if statements.is_empty() {
        return Ok(());
    }
    database.batch(statements).await.map(drop)
}

fn attempt(claimed: &Claimed, outcome: &Outcome) -> serde_json::Value {
    let (state, due_ms) = match outcome.next {
        Next::Delivered => (Some("delivered"), None),
        // A resend beyond the schedule ends nothing.
        Next::Exhausted => (claimed.attempt.and(Some("exhausted")), None),
        Next::Again(due_ms) => (None, Some(due_ms)),
    };
    json!([
        claimed.org_id,
        claimed.endpoint_id,
        claimed.event_id,
        claimed.serial,
        claimed.attempt,
        state,
        due_ms,
        outcome.at_ms,
        outcome.duration_ms,
        outcome.status,
        outcome.error,
        outcome.request,
        outcome.answer
    ])
}

fn health((claimed, outcome): &(Claimed, Outcome)) -> serde_json::Value {
    let (ok, gone) = (outcome.next == Next::Delivered, outcome.status == Some(410));
    // As the schema names a probe.
    let attempt = format!("{}:{}", claimed.event_id, claimed.serial);
    json!([
        claimed.org_id,
        claimed.endpoint_id,
        attempt,
        u8::from(ok),
        u8::from(gone),
        claimed.epoch
    ])
}
