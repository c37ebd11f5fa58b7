//! What a bank says of a payment after its first word: the outcome of an operation that the desk asked for, or something
//! that the bank did by itself. Booked in one batch, like the first word (`settlement`).

use crate::{
    Database, Statement, StoreError,
    events::{event_body, next_event, operation_data},
    operations::{Decided, deciding, fee_back},
    settlement::{self, OUTCOME, Settled},
    sql::{next_journal, redelivered},
    statement,
};

/// What an acquirer's adapter read from a callback.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "columns are documented in schema/")]
pub struct Fact {
    pub org_id: i64,
    pub terminal_id: String,
    pub event_id: String,
    /// As [`settlement::Word`](crate::settlement::Word) has it.
    pub kind: &'static str,
    pub number: i64,
    pub attempt: i64,
    pub reference: String,
    pub amount_minor: i64,
    pub currency: String,
    pub body: String,
    pub bank_reference: String,
    /// Our key, if it is the outcome of an operation that we asked for.
    pub operation_key: Option<String>,
    /// A chargeback's fee.
    pub fee_minor: i64,
    pub dispute: Option<String>,
    pub evidence_due_at_ms: Option<i64>,
    /// How the operation is decided; its `run` names this delivery.
    pub decided: Decided,
}

// `?13`: our key. `?14`: the dispute. A refusal that the bank takes back is late news; what it had said was done and now
// refuses contradicts itself.
const RECORD: &str = concat!("INSERT INTO callback (org_id, terminal_id, event_id, run, kind, outcome, number, attempt, reference, amount_minor, currency, body, received_at_ms)
    SELECT ?1, ?2, ?3, ?4, ?5, CASE
        WHEN a.number IS NULL THEN 'unmatched'
        WHEN a.currency <> ?10 THEN 'mismatch'
        WHEN ?13 IS NOT NULL THEN CASE
          WHEN o.operation IS NULL OR o.amount_minor <> ?9 OR o.kind <> CASE ?5 WHEN 'captured' THEN 'capture' WHEN 'voided' THEN 'void' WHEN 'refunded' THEN 'refund'
            WHEN 'refund_refused' THEN 'refund' ELSE '' END THEN 'contradicted'
          WHEN o.state = iif(?5 = 'refund_refused', 'refused', 'done') THEN 'repeated'
          WHEN o.state = 'done' THEN 'contradicted' WHEN o.state = 'refused' THEN 'late' ELSE 'settled' END
        -- A dispute is of one payment and of one amount, whatever it is said to be of later.
        WHEN d.number <> a.number OR (?5 LIKE 'chargeback_%' AND ?9 <> (SELECT x.amount_minor FROM operation x WHERE x.org_id = d.org_id AND x.number = d.number
          AND x.operation = d.operation)) THEN 'contradicted'
        WHEN ?5 = 'chargeback_opened' THEN iif(d.state IS NULL, 'settled', 'repeated')
        WHEN ?5 IN ('chargeback_won', 'chargeback_lost') THEN CASE WHEN d.state IS NULL THEN 'unmatched' WHEN d.state = 'open' THEN 'settled'
          WHEN ?5 = 'chargeback_' || d.state THEN 'repeated' ELSE 'contradicted' END
        -- The same operation under another event id, or one of ours without our key: told already, or to be told with it.
        WHEN EXISTS (SELECT 1 FROM operation x WHERE x.org_id = a.org_id AND x.number = a.number AND x.attempt = a.attempt AND x.bank_operation = ?15
          AND x.kind = CASE ?5 WHEN 'voided' THEN 'void' WHEN 'refunded' THEN 'refund' ELSE '' END) THEN 'repeated'
        -- Only what is held can be let go, only what was taken or held goes back.
        WHEN NOT EXISTS (SELECT 1 FROM operation x WHERE x.org_id = a.org_id AND x.number = a.number AND x.attempt = a.attempt
          AND x.kind IN ('authorise', 'capture') AND x.state = 'done') THEN 'contradicted'
        WHEN ?5 = 'voided' AND ?9 > (SELECT sum(CASE x.kind WHEN 'authorise' THEN x.amount_minor WHEN 'void' THEN -x.amount_minor ELSE -9007199254740991 END)
          FROM operation x WHERE x.org_id = a.org_id AND x.number = a.number AND x.attempt = a.attempt AND x.state = 'done') THEN 'contradicted'
        ELSE 'settled' END,
      a.number, a.attempt, ?8, ?9, ?10, ?11, ?12
    FROM (SELECT 1)
    LEFT JOIN attempt a ON a.org_id = ?1 AND a.number = CAST(?6 AS INTEGER) AND a.attempt = CAST(?7 AS INTEGER) AND a.terminal_id = ?2
    LEFT JOIN operation o ON o.org_id = a.org_id AND o.number = a.number AND o.attempt = a.attempt AND o.idempotency_key = ?13
    LEFT JOIN dispute d ON d.org_id = ?1 AND d.terminal_id = ?2 AND d.dispute = ?14
    WHERE true
    ", redelivered!());

/// The callback that this run has written and that counts, as `c`.
macro_rules! own {
    () => {
        "(SELECT number, attempt, terminal_id, event_id, kind, outcome, amount_minor, currency FROM callback
           WHERE org_id = ?1 AND terminal_id = ?2 AND event_id = ?3 AND run = ?4 AND outcome IN ('settled', 'late')) AS c"
    };
}

// What the bank did by itself, with the money of a second success beside the payment's sums. A card's owner who is right
// leaves the operation as it is.
const BOOK: &str = concat!(
    "INSERT INTO operation (org_id, number, operation, attempt, kind, state, origin, actor, amount_minor, currency, fee_minor, idempotency_key, surplus,
       reason, bank_reference, bank_operation, created_at_ms, decided_at_ms, run)
     SELECT ?1, c.number, (SELECT COALESCE(max(x.operation), 0) FROM operation x WHERE x.org_id = ?1 AND x.number = c.number) + 1, c.attempt,
       CASE c.kind WHEN 'voided' THEN 'void' WHEN 'refunded' THEN 'refund' ELSE 'chargeback' END, 'done', 'bank', 'terminal:' || c.terminal_id, c.amount_minor,
       c.currency, iif(c.kind = 'refunded', ", fee_back!("?1", "c.number", "c.attempt", "c.amount_minor"), ", ?5), 'callback:' || c.terminal_id || ':' || c.event_id,
       COALESCE((SELECT min(x.surplus) FROM operation x WHERE x.org_id = ?1 AND x.number = c.number AND x.attempt = c.attempt
         AND x.kind IN ('authorise', 'capture') AND x.state = 'done'), 0), 'by_bank', ?6, ?8, ?7, ?7, ?4
     FROM ",
    own!(),
    " WHERE c.kind IN ('voided', 'refunded', 'chargeback_opened')"
);
const OPEN_DISPUTE: &str = concat!(
    "INSERT INTO dispute (org_id, terminal_id, dispute, number, operation, evidence_due_at_ms, opened_at_ms)
     SELECT ?1, ?2, ?5, o.number, o.operation, ?6, ?7 FROM ",
    own!(),
    " JOIN operation o ON o.org_id = ?1 AND o.number = c.number AND o.run = ?4 WHERE c.kind = 'chargeback_opened'"
);
const DECIDE_DISPUTE: &str = concat!(
    "UPDATE dispute SET state = substr(c.kind, 12), decided_at_ms = ?6 FROM ",
    own!(),
    " WHERE dispute.org_id = ?1 AND dispute.terminal_id = ?2 AND dispute.dispute = ?5 AND c.kind IN ('chargeback_won', 'chargeback_lost')"
);
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
     SELECT ?1, ", next_journal!(), ", ?5, 'terminal:' || c.terminal_id,
       'bank_' || c.kind, 'payment:' || c.number,
       json_object('event', c.event_id, 'outcome', c.outcome, 'attempt', c.attempt, 'amount_minor', c.amount_minor, 'currency', c.currency)
     FROM ",
    own!()
);
const TELL: &str = concat!(
    "INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
     SELECT ?1, ", next_event!(), ", ?5, p.mode, e.type, p.number, ",
    event_body!("?5", "?6", "?7", operation_data!("?7")),
    ", ?8
     FROM ",
    own!(),
    " JOIN payment p ON p.org_id = ?1 AND p.number = c.number
     JOIN attempt a ON a.org_id = ?1 AND a.number = c.number AND a.attempt = c.attempt
     LEFT JOIN dispute d ON d.org_id = ?1 AND d.terminal_id = ?2 AND d.dispute = ?9
     JOIN operation o ON o.org_id = ?1 AND o.number = c.number AND (o.run = ?4 OR o.operation = d.operation)
     JOIN (SELECT 'voided' AS kind, 'cancelled' AS money, 'payment.cancelled' AS type
       UNION ALL VALUES ('refunded', 'refunded', 'payment.refunded'), ('refunded', 'partially_refunded', 'payment.partially_refunded'),
         ('refunded', 'refunding', 'payment.partially_refunded'), ('chargeback_opened', NULL, 'payment.dispute_opened'),
         ('chargeback_won', NULL, 'payment.dispute_won'), ('chargeback_lost', NULL, 'payment.dispute_lost')) AS e
       ON e.kind = c.kind AND p.money = COALESCE(e.money, p.money)
     WHERE o.surplus = 0 OR o.kind = 'chargeback'"
);
/// Books what a bank says. One round trip; the same event again changes nothing and answers what it was.
pub async fn book(database: &impl Database, fact: &Fact) -> Result<Settled, StoreError> {
    let (org, terminal, event, run) = (fact.org_id, &fact.terminal_id, &fact.event_id, &fact.decided.run);
    let (now, told) = (fact.decided.now_ms, &fact.decided.merchant_event_id);
    let mut statements: Vec<Statement> = vec![statement!(
        RECORD,
        org,
        terminal,
        event,
        run,
        fact.kind,
        fact.number,
        fact.attempt,
        &fact.reference,
        fact.amount_minor,
        &fact.currency,
        &fact.body,
        now,
        fact.operation_key.as_ref(),
        fact.dispute.as_ref(),
        fact.decided.bank_operation.as_ref()
    )];
    if let Some(key) = &fact.operation_key {
        statements.extend(deciding(
            org,
            key,
            &fact.decided,
            Some((terminal.as_str(), event.as_str())),
        ));
    } else {
        statements.extend([
            statement!(
                BOOK,
                org,
                terminal,
                event,
                run,
                fact.fee_minor,
                &fact.bank_reference,
                now,
                fact.decided.bank_operation.as_ref()
            ),
            statement!(
                OPEN_DISPUTE,
                org,
                terminal,
                event,
                run,
                fact.dispute.as_ref(),
                fact.evidence_due_at_ms,
                now
            ),
            statement!(DECIDE_DISPUTE, org, terminal, event, run, fact.dispute.as_ref(), now),
            statement!(JOURNAL, org, terminal, event, run, now),
            statement!(
                TELL,
                org,
                terminal,
                event,
                run,
                told,
                &fact.decided.occurred_at,
                fact.decided.scale,
                now,
                fact.dispute.as_ref()
            ),
        ]);
    }
    statements.push(statement!(OUTCOME, org, terminal, event, run, told));
    settlement::booked(database, statements).await
}
