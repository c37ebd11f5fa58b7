//! A trip ends without money, by a person ([`reject`]) or by time (`expire`): what follows is the same, for all trips that a run has
//! rejected, of whatever organisations.

use domain::money;

use super::Outcome;
use crate::{Database, Statement, StoreError, events::event_body, port::Answers, statement};

const ATTEMPTS: &str = "UPDATE attempt SET state = 'declined', decline_code = iif(m.reason = 'expired', 'expired', 'rejected'), finished_at_ms = m.decided_at_ms
    FROM manual_payment m INDEXED BY manual_payment_by_run
    WHERE m.run = ?1 AND attempt.org_id = m.org_id AND attempt.number = m.number AND attempt.attempt = m.attempt";
// What was paid another way meanwhile stays as it is. An invoice whose time is not over may still be paid. A bank that owes a word of an
// earlier trip is asked on, whatever has become of this one.
const PAYMENTS: &str = "UPDATE payment SET
      closed = iif(i.number IS NOT NULL AND expires_at_ms > ?2, NULL, iif(m.reason = 'expired', 'expired', 'cancelled')),
      look_at_ms = iif(i.number IS NOT NULL AND expires_at_ms > ?2, min(COALESCE(look_at_ms, expires_at_ms), expires_at_ms),
        iif(EXISTS (SELECT 1 FROM attempt a WHERE a.org_id = m.org_id AND a.number = m.number AND a.state IN ('intended', 'sent', 'unknown')),
          COALESCE(look_at_ms, m.decided_at_ms), NULL))
    FROM manual_payment m INDEXED BY manual_payment_by_run LEFT JOIN invoice i ON i.org_id = m.org_id AND i.number = m.number
    WHERE m.run = ?1 AND payment.org_id = m.org_id AND payment.number = m.number AND payment.authorised_minor = 0 AND payment.closed IS NULL";
// Numbered on from the last one of each organisation.
const JOURNAL: &str = "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT m.org_id, COALESCE((SELECT j.seq FROM journal j WHERE j.org_id = m.org_id ORDER BY j.seq DESC LIMIT 1), 0)
        + row_number() OVER (PARTITION BY m.org_id ORDER BY m.number),
      m.decided_at_ms, m.decided_by, 'manual_payment_rejected', 'payment:' || m.number, json_object('attempt', m.attempt, 'reason', m.reason)
    FROM manual_payment m INDEXED BY manual_payment_by_run WHERE m.run = ?1";
const TELL: &str = concat!(
    "INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
     SELECT p.org_id, x.seq, x.event_id, p.mode, e.type, p.number, ",
    event_body!("x.event_id", "?3", "x.scale", "NULL"),
    ", x.decided_at_ms
     FROM (SELECT m.org_id, m.number, m.attempt, m.reason, m.decided_at_ms, COALESCE(?4 ->> q.currency, 100) AS scale,
         COALESCE((SELECT j.seq FROM event j WHERE j.org_id = m.org_id ORDER BY j.seq DESC LIMIT 1), 0)
           + row_number() OVER (PARTITION BY m.org_id ORDER BY m.number) AS seq,
         ?2 || printf('%04x', row_number() OVER (ORDER BY m.org_id, m.number)) AS event_id
       FROM manual_payment m INDEXED BY manual_payment_by_run JOIN payment q ON q.org_id = m.org_id AND q.number = m.number
       WHERE m.run = ?1 AND q.authorised_minor = 0 AND q.closed = iif(m.reason = 'expired', 'expired', 'cancelled')
         -- Once: should the payment have ended so before.
         AND NOT EXISTS (SELECT 1 FROM event b INDEXED BY event_by_payment WHERE b.org_id = m.org_id AND b.number = m.number
           AND b.type = iif(m.reason = 'expired', 'payment.expired', 'payment.cancelled'))) AS x
     JOIN payment p ON p.org_id = x.org_id AND p.number = x.number
     JOIN attempt a ON a.org_id = x.org_id AND a.number = x.number AND x.attempt = a.attempt
     JOIN (SELECT 'manager' AS reason, 'payment.cancelled' AS type UNION ALL SELECT 'expired', 'payment.expired') AS e ON e.reason = x.reason"
);

/// What follows from every trip that a run has rejected.
pub(super) struct Following<'a> {
    pub(super) run: &'a str,
    /// [`event_prefix`]; each event's own number is appended.
    pub(super) prefix: &'a str,
    /// RFC 3339.
    pub(super) occurred_at: &'a str,
    /// When an invoice's time is over or not.
    pub(super) at_ms: i64,
}

impl Following<'_> {
    pub(super) fn statements(&self) -> [Statement; 4] {
        let run = self.run;
        let scales: serde_json::Map<_, _> = money::other_scales()
            .map(|(code, scale)| (code.to_owned(), scale.into()))
            .collect();
        let scales = serde_json::Value::Object(scales).to_string();
        [
            statement!(ATTEMPTS, run),
            statement!(PAYMENTS, run, self.at_ms),
            statement!(JOURNAL, run),
            statement!(TELL, run, self.prefix, self.occurred_at, scales),
        ]
    }
}

/// Digits by which the events of one run differ.
const COUNTED_DIGITS: usize = 4;

/// The beginning of an event's id that the events of one run share.
pub(super) fn event_prefix(event_id: &str) -> &str {
    let end = event_id.len().saturating_sub(COUNTED_DIGITS);
    event_id.get(..end).unwrap_or(event_id)
}

/// What a person rejects.
#[derive(Debug, Clone)]
pub struct Rejection<'a> {
    /// The organisation.
    pub org_id: i64,
    /// The mode that the asker may see; empty: both.
    pub mode: Option<&'a str>,
    /// The payment.
    pub number: i64,
    /// Random.
    pub run: &'a str,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// Why.
    pub comment: &'a str,
    /// A new event's id, of which the last digits are given here.
    pub event_id: &'a str,
    /// RFC 3339.
    pub occurred_at: &'a str,
    /// Now.
    pub now_ms: i64,
}

const REJECT: &str = "UPDATE manual_payment SET state = 'rejected', reason = 'manager', run = ?3, decided_by = ?4, decided_at_ms = ?5, decision_comment = ?6, remind_at_ms = NULL
    WHERE org_id = ?1 AND number = ?2 AND state = 'open'
      AND EXISTS (SELECT 1 FROM payment p WHERE p.org_id = ?1 AND p.number = ?2 AND p.mode = COALESCE(?7, p.mode))";
const OUTCOME: &str = "SELECT m.attempt, m.state, m.run IS ?3 AS fresh, (SELECT count(*) FROM postback WHERE org_id = ?1 AND event_id = ?4) AS postbacks
    FROM payment p JOIN manual_payment m ON m.org_id = p.org_id AND m.number = p.number
    WHERE p.org_id = ?1 AND p.number = ?2 AND p.mode = COALESCE(?5, p.mode) ORDER BY m.attempt DESC LIMIT 1";

/// Rejects the trip of a payment that is open. One round trip; whatever was decided before stays. Answers what became of the last trip
/// and the id of the event, should one be told; empty where there is no such payment, or by no manual system.
pub async fn reject(database: &impl Database, new: &Rejection<'_>) -> Result<Option<(Outcome, String)>, StoreError> {
    let prefix = event_prefix(new.event_id);
    let event_id = format!("{prefix}0001");
    let following = Following {
        run: new.run,
        prefix,
        occurred_at: new.occurred_at,
        at_ms: new.now_ms,
    };
    let mut statements = vec![statement!(
        REJECT,
        new.org_id,
        new.number,
        new.run,
        new.actor,
        new.now_ms,
        new.comment,
        new.mode
    )];
    statements.extend(following.statements());
    statements.push(statement!(
        OUTCOME, new.org_id, new.number, new.run, &event_id, new.mode
    ));
    let outcome: Option<Outcome> = Answers::of(database.batch(statements).await?).last()?.first()?;
    Ok(outcome.map(|outcome| (outcome, event_id)))
}
