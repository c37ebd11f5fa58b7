//! The end of an operation: what a bank decided, or a person with evidence.

use super::{Pending, pending_columns};
use crate::{
    Database, Statement, StoreError,
    events::{event_body, next_event, operation_data},
    port::Answers,
    row,
    sql::next_journal,
    statement,
};

/// What a bank decided of an operation, or that it has not yet.
#[derive(Debug, Clone)]
pub struct Decided {
    /// `done`, `refused`, `sent` or `unknown`.
    pub state: &'static str,
    /// Why it was refused.
    pub code: Option<String>,
    /// The bank's id of the operation.
    pub bank_operation: Option<String>,
    /// A capture's fee, the bank's part of it; what a refund gives back of the fee.
    pub fee_minor: i64,
    /// See above.
    pub bank_fee_minor: i64,
    /// When to look again, where it is not final.
    pub due_at_ms: i64,
    /// Random.
    pub run: String,
    /// The event's id, if merchants are to be told.
    pub merchant_event_id: String,
    /// RFC 3339.
    pub occurred_at: String,
    /// How many minor units make one of the currency.
    pub scale: i64,
    /// Who decided, as the journal names it: `system`, or a person who recorded it as done.
    pub actor: String,
    /// What that person gave.
    pub evidence: Option<String>,
    /// Now.
    pub now_ms: i64,
}

/// What a refund gives back of the fee where only the database knows the sums: what is due for all that is refunded after it,
/// less what was given back before it; nothing where the terminal keeps fees. (`domain::fee::returned` where the sums are at
/// hand; beyond 2^63 SQLite would count in floating point, and what is left of the fee bounds it.)
macro_rules! fee_back {
    ($org:literal, $number:literal, $attempt:literal, $minor:literal) => {
        concat!(
            "COALESCE((SELECT max(0, CAST(iif(p.refunded_minor + ",
            $minor,
            " >= p.captured_minor, p.fee_minor,
               (2 * p.fee_minor * (p.refunded_minor + ",
            $minor,
            ") + p.captured_minor) / (2 * p.captured_minor)) AS INTEGER) - p.fee_returned_minor)
             FROM payment p JOIN attempt a ON a.org_id = p.org_id AND a.number = p.number AND a.attempt = ",
            $attempt,
            "
             JOIN terminal t ON t.org_id = a.org_id AND t.terminal_id = a.terminal_id AND t.fee_returned = 1
             WHERE p.org_id = ",
            $org,
            " AND p.number = ",
            $number,
            "), 0)"
        )
    };
}
pub(crate) use fee_back;

// By the key, which the bank gives back. A callback decides only where it counts (`?12`, `?13`: its terminal and event), and
// then may correct a refusal, as may a person with evidence (`?11`). Several refunds give back no more than the whole fee, and all of it with the last.
const DECIDE: &str = concat!("UPDATE operation SET run = ?4, code = ?5, bank_operation = COALESCE(?6, bank_operation), evidence = COALESCE(?11, evidence),
      asked_at_ms = COALESCE(asked_at_ms, ?9),
      fee_minor = CASE WHEN ?3 <> 'done' OR surplus = 1 OR kind NOT IN ('capture', 'refund') THEN fee_minor
        WHEN kind = 'refund' AND ?12 IS NOT NULL THEN ", fee_back!("operation.org_id", "operation.number", "operation.attempt", "operation.amount_minor"), "
        WHEN kind = 'capture' OR ?7 = 0 THEN CAST(?7 AS INTEGER)
        ELSE (SELECT iif(p.refunded_minor + operation.amount_minor >= p.captured_minor, COALESCE(p.fee_minor, 0) - p.fee_returned_minor,
          min(CAST(?7 AS INTEGER), COALESCE(p.fee_minor, 0) - p.fee_returned_minor)) FROM payment p WHERE p.org_id = operation.org_id AND p.number = operation.number) END,
      bank_fee_minor = iif(?3 = 'done' AND kind = 'capture' AND surplus = 0, CAST(?8 AS INTEGER), 0),
      due_at_ms = iif(?3 IN ('done', 'refused'), NULL, CAST(?10 AS INTEGER)), decided_at_ms = iif(?3 IN ('done', 'refused'), CAST(?9 AS INTEGER), NULL),
      state = ?3
    WHERE org_id = ?1 AND idempotency_key = ?2 AND (decided_at_ms IS NULL OR (state = 'refused' AND COALESCE(?12, ?11) IS NOT NULL))
      AND (?12 IS NULL OR EXISTS (SELECT 1 FROM callback c WHERE c.org_id = ?1 AND c.terminal_id = ?12 AND c.event_id = ?13 AND c.run = ?4
        AND c.outcome IN ('settled', 'late')))");
/// How long a refund may be undecided before somebody should look, in milliseconds.
const STUCK_AFTER_MS: i64 = 3_600_000;
const ATTEMPT: &str =
    "UPDATE attempt SET state = 'captured', finished_at_ms = COALESCE(finished_at_ms, ?4) FROM operation o
    WHERE o.org_id = ?1 AND o.idempotency_key = ?2 AND o.run = ?3 AND o.kind = 'capture' AND o.state = 'done'
      AND attempt.org_id = o.org_id AND attempt.number = o.number AND attempt.attempt = o.attempt";
const FLAG: &str = "UPDATE payment SET attention = CASE WHEN o.state = 'refused' THEN iif(o.kind = 'refund', 'refund_refused', 'operation_refused')
      WHEN o.decided_at_ms IS NULL AND o.kind = 'refund' AND o.created_at_ms <= ?4 THEN COALESCE(payment.attention, 'refund_stuck')
      WHEN o.state = 'done' AND payment.attention IN ('refund_refused', 'refund_stuck', 'operation_refused') THEN NULL ELSE payment.attention END
    FROM operation o WHERE o.org_id = ?1 AND o.idempotency_key = ?2 AND o.run = ?3 AND o.surplus = 0
      AND payment.org_id = o.org_id AND payment.number = o.number";
const NOTIFY: &str = "INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT o.org_id, 'operation:' || o.number || ':' || o.operation || ':refused', o.kind || '_refused', 'payment:' || o.number, ?4
    FROM operation o WHERE o.org_id = ?1 AND o.idempotency_key = ?2 AND o.run = ?3 AND o.state = 'refused' ON CONFLICT DO NOTHING";
const NOTIFY_STUCK: &str = "INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT o.org_id, 'operation:' || o.number || ':' || o.operation || ':stuck', 'refund_stuck', 'payment:' || o.number, ?4
    FROM operation o WHERE o.org_id = ?1 AND o.idempotency_key = ?2 AND o.run = ?3 AND o.decided_at_ms IS NULL AND o.kind = 'refund' AND o.created_at_ms <= ?5
    ON CONFLICT DO NOTHING";
const JOURNAL: &str = concat!("INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT o.org_id, ", next_journal!(), ", ?4, ?5,
      iif(o.surplus = 1, 'second_success_', '') || o.kind || '_' || o.state, 'payment:' || o.number,
      json_object('operation', o.operation, 'amount_minor', o.amount_minor, 'currency', o.currency, 'code', o.code, 'evidence', o.evidence)
    FROM operation o WHERE o.org_id = ?1 AND o.idempotency_key = ?2 AND o.run = ?3 AND (o.decided_at_ms IS NOT NULL OR o.asked <= 1)");
const TELL: &str = concat!(
    "INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
     SELECT ?1, ", next_event!(), ", ?4, p.mode, e.type, p.number, ",
    event_body!("?4", "?5", "?6", operation_data!("?6")),
    ", ?7
     FROM operation o
     JOIN payment p ON p.org_id = o.org_id AND p.number = o.number
     JOIN attempt a ON a.org_id = o.org_id AND a.number = o.number AND a.attempt = o.attempt
     JOIN (SELECT 'capture' AS kind, 'done' AS state, NULL AS money, 'payment.captured' AS type
       UNION ALL VALUES ('void', 'done', 'cancelled', 'payment.cancelled'), ('refund', 'done', 'refunded', 'payment.refunded'),
         ('refund', 'done', 'partially_refunded', 'payment.partially_refunded'), ('refund', 'done', 'refunding', 'payment.partially_refunded'),
         ('refund', 'refused', NULL, 'payment.refund_refused')) AS e
       ON e.kind = o.kind AND e.state = o.state AND p.money = COALESCE(e.money, p.money)
     WHERE o.org_id = ?1 AND o.idempotency_key = ?2 AND o.run = ?3 AND o.surplus = 0"
);
const AFTER: &str = concat!(
    "SELECT ",
    pending_columns!(),
    " WHERE o.org_id = ?1 AND o.idempotency_key = ?2"
);
const TOLD: &str = "SELECT count(*) AS postbacks FROM postback WHERE org_id = ?1 AND event_id = ?2";

/// The statements that record a decision, on a callback's word if it names one (terminal, event).
pub(crate) fn deciding(org: i64, key: &str, decided: &Decided, callback: Option<(&str, &str)>) -> Vec<Statement> {
    let (run, now) = (&decided.run, decided.now_ms);
    vec![
        statement!(
            DECIDE,
            org,
            key,
            decided.state,
            run,
            decided.code.as_ref(),
            decided.bank_operation.as_ref(),
            decided.fee_minor,
            decided.bank_fee_minor,
            now,
            decided.due_at_ms,
            decided.evidence.as_ref(),
            callback.map(|(terminal, _)| terminal),
            callback.map(|(_, event)| event)
        ),
        statement!(ATTEMPT, org, key, run, now),
        statement!(FLAG, org, key, run, now.saturating_sub(STUCK_AFTER_MS)),
        statement!(NOTIFY, org, key, run, now),
        statement!(NOTIFY_STUCK, org, key, run, now, now.saturating_sub(STUCK_AFTER_MS)),
        statement!(JOURNAL, org, key, run, now, &decided.actor),
        statement!(
            TELL,
            org,
            key,
            run,
            &decided.merchant_event_id,
            &decided.occurred_at,
            decided.scale,
            now
        ),
    ]
}

row! {
    struct Told {
        postbacks: i64,
    }
}

/// Records what a bank decided; answers the operation as it is then, and whether merchants are to be told. One round trip.
pub async fn decide(
    database: &impl Database,
    pending: &Pending,
    decided: &Decided,
) -> Result<(Pending, bool), StoreError> {
    let (org, key) = (pending.org_id, &pending.idempotency_key);
    let mut statements = deciding(org, key, decided, None);
    let skipped = statements.len();
    statements.push(statement!(AFTER, org, key));
    statements.push(statement!(TOLD, org, &decided.merchant_event_id));
    let mut answers = Answers::of(database.batch(statements).await?).skip(skipped)?;
    let after = answers.next()?.first()?;
    let told: Option<Told> = answers.next()?.first()?;
    let after = after.ok_or_else(|| StoreError::Decode("the operation is gone".to_owned()))?;
    Ok((after, told.is_some_and(|told| told.postbacks > 0)))
}
