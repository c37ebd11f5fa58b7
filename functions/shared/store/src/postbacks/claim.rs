//! Claims: one round trip takes what is due. Every candidate that is looked at leaves the head of the queue, be it taken, held or
//! postponed, so a dead endpoint with a long queue costs each of its postbacks one look.

use crate::{Database, Statement, StoreError, row, statement};

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
        /// Its place in the schedule, counted from 1; none for a resend.
        pub attempt: Option<i64>,
        /// Names the attempt among all of the postback.
        pub serial: i64,
        /// What is told: `payment.captured`, ...
        pub event_type: String,
        /// The event's body.
        pub body: String,
        /// What other systems' formats say beyond it: JSON, none where the format is our own.
        pub payment: Option<String>,
        /// Where to.
        pub address: String,
        /// In which format.
        pub format: String,
        /// JSON array of [scheme, sealed secret], newest first.
        pub secrets: String,
        /// The endpoint's epoch: of another one, an outcome says nothing of its health.
        pub epoch: i64,
        /// 1: the endpoint's last attempts all succeeded, as far as is kept.
        pub healthy: i64,
    }
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
    /// One that somebody wants resent, at once, whatever the breaker says.
    Resend {
        /// The organisation.
        org_id: i64,
        /// The endpoint.
        endpoint_id: i64,
        /// The event.
        event_id: &'a str,
    },
    /// At most so many of those due by this time: new ones, then retries, then resends.
    By {
        /// Due at or before, in unix milliseconds.
        due_ms: i64,
        /// At most so many.
        limit: u32,
        /// Endpoints that are busy, a JSON array such as `["1:2"]`: theirs are postponed.
        busy: &'a str,
    },
}

/// Who claims, and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// The run that fences: it claims a postback at most once.
    pub run: &'a str,
    /// Now.
    pub now_ms: i64,
    /// The attempt is nobody else's until then.
    pub leased_until_ms: i64,
    /// What is postponed comes back then.
    pub postponed_until_ms: i64,
}

/// Whether endpoint `n` may have one attempt: its pause is over, or its probe never told of itself. Leases go by the clock (?2), what is
/// due by the time that was asked about (?4).
macro_rules! may_probe {
    () => {
        "n.breaker_until_ms <= ?4 AND (n.breaker = 'open' OR n.breaker_until_ms <= ?2)"
    };
}

/// What a claim answers, of postback rows that this run has just taken.
macro_rules! claimed {
    ($attempt:literal) => {
        concat!(
            " RETURNING org_id, endpoint_id, event_id, ", $attempt, " AS attempt, tries AS serial, leased_until_ms IS NOT NULL AS taken,
          iif(leased_until_ms IS NOT NULL, (SELECT e.type FROM event e WHERE e.org_id = postback.org_id AND e.event_id = postback.event_id), NULL) AS event_type,
          iif(leased_until_ms IS NOT NULL, (SELECT e.body FROM event e WHERE e.org_id = postback.org_id AND e.event_id = postback.event_id), NULL) AS body,
          iif(leased_until_ms IS NOT NULL, (SELECT json_object('description', p.description, 'email', p.email, 'phone', p.phone, 'fop_receipt_key', p.fop_receipt_key,
             'hold_until_s', p.hold_until_ms / 1000, 'created_at_s', p.created_at_ms / 1000, 'activated_at_s', p.paid_at_ms / 1000, 'language', o.language,
             'result_url', COALESCE(p.result_url, NULLIF(o.response_url, '')), 'system', (SELECT count(*) FROM terminal t JOIN terminal x ON x.org_id = t.org_id AND (x.created_at_ms, x.terminal_id) <= (t.created_at_ms, t.terminal_id)
               WHERE t.org_id = e.org_id AND t.terminal_id = e.body ->> '$.data.terminal'))
            FROM endpoint n JOIN organisation o ON o.org_id = n.org_id JOIN event e ON e.org_id = n.org_id AND e.event_id = postback.event_id
            LEFT JOIN payment p ON p.org_id = e.org_id AND p.number = e.number
            WHERE n.org_id = postback.org_id AND n.endpoint_id = postback.endpoint_id AND n.format <> 'standard'), NULL) AS payment,
          (SELECT n.address FROM endpoint n WHERE n.org_id = postback.org_id AND n.endpoint_id = postback.endpoint_id) AS address,
          (SELECT n.format FROM endpoint n WHERE n.org_id = postback.org_id AND n.endpoint_id = postback.endpoint_id) AS format,
          (SELECT n.epoch FROM endpoint n WHERE n.org_id = postback.org_id AND n.endpoint_id = postback.endpoint_id) AS epoch,
          (SELECT n.failing_since_ms IS NULL AND n.window_from_ms IS NULL AND n.breaker = 'closed' FROM endpoint n
            WHERE n.org_id = postback.org_id AND n.endpoint_id = postback.endpoint_id) AS healthy,
          iif(leased_until_ms IS NOT NULL, (SELECT json_group_array(json_array(s.scheme, s.secret) ORDER BY s.secret_id DESC) FROM endpoint_secret s
            WHERE s.org_id = postback.org_id AND s.endpoint_id = postback.endpoint_id AND (s.expires_at_ms IS NULL OR s.expires_at_ms > ?2)), NULL) AS secrets"
        )
    };
}

/// Attempts of the schedule among these candidates. ?1 run, ?2 now, ?3 end of the lease, ?4 due by, ?5 postponed until,
/// ?6 busy endpoints, then what the candidates take.
macro_rules! claim_attempts {
    ($candidates:expr) => {
        concat!(
            "UPDATE postback SET state = CASE c.fate WHEN 'end' THEN 'exhausted' WHEN 'hold' THEN 'held' ELSE 'pending' END,
           due_at_ms = CASE c.fate WHEN 'take' THEN CAST(?3 AS INTEGER) WHEN 'postpone' THEN CAST(?5 AS INTEGER) END,
           attempts = attempts + (c.fate = 'take'), tries = tries + (c.fate = 'take'), is_retry = max(is_retry, c.fate <> 'postpone'),
           claim = iif(c.fate IN ('take', 'postpone'), ?1, NULL), leased_until_ms = iif(c.fate = 'take', CAST(?3 AS INTEGER), NULL)
         FROM (SELECT b.org_id, b.endpoint_id, b.event_id, CASE
               WHEN b.attempts >= 50 THEN 'end'
               WHEN n.status <> 'enabled' THEN 'hold'
               WHEN n.breaker <> 'closed' AND ", may_probe!(), "
                 AND row_number() OVER (PARTITION BY b.org_id, b.endpoint_id ORDER BY b.is_retry, b.due_at_ms) = 1 THEN 'take'
               WHEN n.breaker <> 'closed' THEN 'hold'
               WHEN instr(?6, '\"' || b.org_id || ':' || b.endpoint_id || '\"') > 0 THEN 'postpone'
               ELSE 'take' END AS fate
             FROM (", $candidates, ") AS b CROSS JOIN endpoint n ON n.org_id = b.org_id AND n.endpoint_id = b.endpoint_id) AS c
         WHERE postback.org_id = c.org_id AND postback.endpoint_id = c.endpoint_id AND postback.event_id = c.event_id",
            claimed!("attempts")
        )
    };
}
/// Of one queue, in order of due time. What somebody holds is passed over, and so is what this run has had.
macro_rules! queue {
    ($is_retry:literal) => {
        concat!(
            "SELECT * FROM (SELECT org_id, endpoint_id, event_id, attempts, is_retry, due_at_ms FROM postback WHERE is_retry = ", $is_retry, " AND due_at_ms <= ?4
               AND (leased_until_ms IS NULL OR leased_until_ms <= ?2) AND claim IS NOT ?1 ORDER BY due_at_ms LIMIT CAST(?7 AS INTEGER))"
        )
    };
}
const CLAIM_DUE: &str = claim_attempts!(concat!(
    "SELECT * FROM (",
    queue!("0"),
    " UNION ALL ",
    queue!("1"),
    ") LIMIT CAST(?7 AS INTEGER)"
));
// Without being told, SQLite reads all postbacks of the organisation by the primary key's first column.
const CLAIM_EVENT: &str = claim_attempts!(
    "SELECT * FROM postback INDEXED BY postback_by_event WHERE org_id = ?7 AND event_id = ?8 AND is_retry = 0 AND due_at_ms <= ?4 AND leased_until_ms IS NULL"
);

/// Resends among these candidates. Asked for by hand, they leave the schedule as it is; a disabled endpoint gets none.
macro_rules! claim_resends {
    ($candidates:literal, $wait:expr) => {
        concat!(
            "UPDATE postback SET resend_at_ms = CASE c.fate WHEN 'take' THEN CAST(?3 AS INTEGER) WHEN 'postpone' THEN CAST(?5 AS INTEGER) END,
           tries = tries + (c.fate = 'take'), claim = iif(c.fate = 'take', ?1, claim), leased_until_ms = iif(c.fate = 'take', CAST(?3 AS INTEGER), NULL)
         FROM (SELECT b.org_id, b.endpoint_id, b.event_id, CASE WHEN n.status <> 'enabled' OR b.tries >= 500 THEN 'drop' WHEN ", $wait, " THEN 'postpone' ELSE 'take' END AS fate
             FROM (", $candidates, ") AS b CROSS JOIN endpoint n ON n.org_id = b.org_id AND n.endpoint_id = b.endpoint_id) AS c
         WHERE postback.org_id = c.org_id AND postback.endpoint_id = c.endpoint_id AND postback.event_id = c.event_id",
            claimed!("NULL")
        )
    };
}
const RESEND_DUE: &str = claim_resends!(
    "SELECT org_id, endpoint_id, event_id, tries, resend_at_ms FROM postback WHERE resend_at_ms <= ?4 AND (leased_until_ms IS NULL OR leased_until_ms <= ?2) AND claim IS NOT ?1
     ORDER BY resend_at_ms LIMIT CAST(?7 AS INTEGER)",
    concat!(
        "(n.breaker <> 'closed' AND NOT (", may_probe!(), " AND row_number() OVER (PARTITION BY b.org_id, b.endpoint_id ORDER BY b.resend_at_ms) = 1))
           OR instr(?6, '\"' || b.org_id || ':' || b.endpoint_id || '\"') > 0"
    )
);
const RESEND_ONE: &str = claim_resends!(
    "SELECT org_id, endpoint_id, event_id, tries FROM postback WHERE org_id = ?6 AND endpoint_id = ?7 AND event_id = ?8 AND resend_at_ms <= ?4
     AND (leased_until_ms IS NULL OR leased_until_ms <= ?2)",
    "false"
);

row! {
    struct Taken {
        taken: Option<i64>,
    }
}

/// What a claim came upon.
#[derive(Debug, Default)]
pub struct Claims {
    /// To be sent.
    pub taken: Vec<Claimed>,
    /// Candidates that were looked at: fewer than the limit, and nothing more is due.
    pub seen: usize,
}

/// Claims postbacks in one round trip.
pub async fn claim(database: &impl Database, due: Due<'_>, claim: Claim<'_>) -> Result<Claims, StoreError> {
    let Claim {
        run,
        now_ms,
        leased_until_ms: until,
        postponed_until_ms: later,
    } = claim;
    let statements: Vec<Statement> = match due {
        Due::Event { org_id, event_id } => vec![statement!(
            CLAIM_EVENT,
            run,
            now_ms,
            until,
            now_ms,
            later,
            "[]",
            org_id,
            event_id
        )],
        Due::Resend {
            org_id,
            endpoint_id,
            event_id,
        } => {
            vec![statement!(
                RESEND_ONE,
                run,
                now_ms,
                until,
                now_ms,
                later,
                org_id,
                endpoint_id,
                event_id
            )]
        }
        Due::By { due_ms, limit, busy } => vec![
            statement!(CLAIM_DUE, run, now_ms, until, due_ms, later, busy, limit),
            statement!(RESEND_DUE, run, now_ms, until, due_ms, later, busy, limit),
        ],
    };
    let mut claims = Claims::default();
    for rows in database.batch(statements).await? {
        claims.seen = claims.seen.max(rows.0.len());
        for row in rows.0 {
            let rows = crate::Rows(vec![row]);
            let taken: Option<Taken> = rows.clone().first()?;
            if taken.is_some_and(|taken| taken.taken == Some(1)) {
                claims.taken.extend(rows.all::<Claimed>()?);
            }
        }
    }
    Ok(claims)
}
