//! A bank's word, booked: one atomic batch, one round trip. The first statement writes the callback with its outcome; every
//! later one acts only on the row that this very delivery has written (`run`), so a replay changes nothing.

use serde::Deserialize;

use crate::{Database, Statement, StoreError, port::Answers, statement};

/// What an acquirer's adapter read from a callback, with what the terminal makes of it.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "columns are documented in schema/0002_payments.sql")]
pub struct Word {
    pub org_id: i64,
    pub terminal_id: String,
    pub mode: String,
    pub event_id: String,
    /// Random per delivery.
    pub run: String,
    /// `authorised`, `captured` or `declined`.
    pub kind: &'static str,
    /// Our payment and trip as the bank echoes them; 0 where it names none.
    pub number: i64,
    pub attempt: i64,
    /// The bank's echo of our reference, as it came.
    pub reference: String,
    pub amount_minor: i64,
    pub currency: String,
    /// The amount as merchants read it: a decimal text.
    pub amount: String,
    pub decline_code: Option<String>,
    pub card_mask: Option<String>,
    pub card_brand: Option<String>,
    pub card_token: Option<String>,
    pub card_country: Option<String>,
    pub rrn: Option<String>,
    pub bank_reference: String,
    /// The raw body, masked.
    pub body: String,
    /// Ledger lines if the payment is settled, as JSON; and if the money belongs to no payment as asked.
    pub lines: String,
    pub surplus_lines: String,
    pub movement_kind: &'static str,
    pub fee_minor: Option<i64>,
    /// The id of the event that merchants are told, and its type.
    pub merchant_event_id: String,
    pub occurred_at: String,
    pub now_ms: i64,
}

/// What the batch made of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Settled {
    /// `settled`, `late`, `surplus`, `repeated`, `contradicted`, `mismatch` or `unmatched`.
    pub outcome: String,
    /// The payment, where one was found.
    pub number: Option<i64>,
    /// 1 if this delivery was applied, 0 if the event had been applied before.
    pub fresh: i64,
    /// How many endpoints are to be told.
    pub postbacks: i64,
}

const RECORD: &str = "INSERT INTO callback (org_id, terminal_id, event_id, run, kind, outcome, number, attempt, reference, amount_minor, currency, body, received_at_ms)
    SELECT ?1, ?2, ?3, ?4, ?5, CASE
        WHEN a.number IS NULL THEN 'unmatched'
        WHEN p.amount_minor <> ?9 OR p.currency <> ?10 THEN iif(?5 = 'declined', 'contradicted', 'mismatch')
        WHEN ?5 = 'declined' THEN CASE WHEN a.state = 'declined' THEN 'repeated' WHEN a.state IN ('authorised', 'captured') THEN 'contradicted' ELSE 'settled' END
        WHEN (a.state = ?5 OR a.state = 'captured') AND EXISTS (SELECT 1 FROM operation o WHERE o.org_id = ?1 AND o.number = a.number
          AND o.attempt = a.attempt AND o.kind IN ('authorise', 'capture') AND o.bank_reference = ?13) THEN 'repeated'
        WHEN ?5 = 'captured' AND a.state = 'authorised' AND p.authorised_minor - p.voided_minor - p.captured_minor >= ?9 THEN 'settled'
        WHEN p.authorised_minor > 0 THEN 'surplus'
        WHEN p.closed IS NOT NULL THEN 'late'
        ELSE 'settled' END,
      a.number, a.attempt, ?8, ?9, ?10, ?11, ?12
    FROM (SELECT 1)
    LEFT JOIN attempt a ON a.org_id = ?1 AND a.number = CAST(?6 AS INTEGER) AND a.attempt = CAST(?7 AS INTEGER) AND a.terminal_id = ?2
    LEFT JOIN payment p ON p.org_id = a.org_id AND p.number = a.number
    WHERE true
    ON CONFLICT (org_id, terminal_id, event_id) DO UPDATE SET run = excluded.run, kind = excluded.kind, outcome = excluded.outcome,
      number = excluded.number, attempt = excluded.attempt, reference = excluded.reference, amount_minor = excluded.amount_minor, currency = excluded.currency,
      body = excluded.body, received_at_ms = excluded.received_at_ms, deliveries = deliveries + 1
    WHERE callback.outcome IN ('unmatched', 'mismatch', 'contradicted')";

/// The callback that this run has written, as `c`.
macro_rules! own {
    () => {
        "(SELECT * FROM callback WHERE org_id = ?1 AND terminal_id = ?2 AND event_id = ?3 AND run = ?4 AND number IS NOT NULL) AS c"
    };
}

const BOOK_OPERATION: &str = concat!(
    "INSERT INTO operation (org_id, number, operation, attempt, kind, state, amount_minor, currency, idempotency_key, surplus, reason,
       bank_reference, due_at_ms, created_at_ms, decided_at_ms)
     SELECT ?1, c.number, COALESCE((SELECT max(o.operation) FROM operation o WHERE o.org_id = ?1 AND o.number = c.number), 0) + 1 + step.value,
       c.attempt,
       iif(step.value = 0, iif(c.kind = 'captured', 'capture', 'authorise'), iif(c.kind = 'captured', 'refund', 'void')),
       iif(step.value = 0, 'done', 'intended'), c.amount_minor, c.currency,
       iif(step.value = 0, 'callback:', 'return:') || c.terminal_id || ':' || c.event_id, c.outcome = 'surplus',
       iif(step.value = 0, NULL, 'second_success'), ?5, iif(step.value = 0, NULL, CAST(?6 AS INTEGER)), ?6, iif(step.value = 0, CAST(?6 AS INTEGER), NULL)
     FROM ",
    own!(),
    " JOIN json_each('[0,1]') AS step WHERE c.kind <> 'declined' AND c.outcome IN ('settled', 'late', 'surplus') AND (step.value = 0 OR c.outcome = 'surplus')"
);
// Failed is a payment only when every trip that it may have was declined: declines arrive in any order, and a trip still at
// the bank can bring money.
const UPDATE_PAYMENT: &str = "UPDATE payment SET
       authorised_minor = authorised_minor + iif(c.takes AND NOT c.held, c.amount_minor, 0),
       captured_minor = captured_minor + iif(c.takes AND c.kind = 'captured', c.amount_minor, 0),
       fee_minor = iif(c.takes AND c.kind = 'captured', COALESCE(fee_minor, 0) + CAST(?5 AS INTEGER), fee_minor),
       paid_at_ms = iif(c.takes, COALESCE(paid_at_ms, CAST(?6 AS INTEGER)), paid_at_ms),
       sent_at_ms = COALESCE(sent_at_ms, CAST(?6 AS INTEGER)),
       notice = iif(c.takes AND c.told, 'sending', notice),
       closed = CASE WHEN c.takes THEN NULL WHEN c.last_declined THEN 'failed' ELSE closed END,
       attention = CASE c.outcome WHEN 'late' THEN 'late_success' WHEN 'surplus' THEN 'second_success' WHEN 'mismatch' THEN 'amount_mismatch'
         WHEN 'contradicted' THEN 'contradicted' ELSE attention END
     FROM (SELECT b.*, b.kind <> 'declined' AND b.outcome IN ('settled', 'late') AS takes, a.state = 'authorised' AS held,
             b.kind = 'declined' AND b.outcome = 'settled' AND q.authorised_minor = 0 AND q.attempts_max <= 1 + (SELECT count(*) FROM attempt x
               WHERE x.org_id = b.org_id AND x.number = b.number AND x.state = 'declined' AND x.attempt <> b.attempt) AS last_declined,
             EXISTS (SELECT 1 FROM endpoint e WHERE e.org_id = b.org_id AND e.mode = q.mode AND e.is_primary = 1) AS told
           FROM callback b JOIN attempt a ON a.org_id = b.org_id AND a.number = b.number AND a.attempt = b.attempt
           JOIN payment q ON q.org_id = b.org_id AND q.number = b.number
           WHERE b.org_id = ?1 AND b.terminal_id = ?2 AND b.event_id = ?3 AND b.run = ?4 AND b.outcome <> 'repeated') AS c
     WHERE payment.org_id = ?1 AND payment.number = c.number";
const UPDATE_ATTEMPT: &str = concat!(
    "UPDATE attempt SET state = c.kind, decline_code = ?5, card_mask = COALESCE(?6, card_mask), card_brand = COALESCE(?7, card_brand),
       card_token = COALESCE(?8, card_token), card_country = COALESCE(?9, card_country), rrn = COALESCE(?10, rrn),
       bank_reference = COALESCE(bank_reference, ?11), finished_at_ms = ?12
     FROM ",
    own!(),
    " WHERE attempt.org_id = ?1 AND attempt.number = c.number AND attempt.attempt = c.attempt AND c.outcome IN ('settled', 'late', 'surplus')"
);
// A mismatch has a name of its own: a bank that corrects itself under the same event id is booked beside it.
const POST_MOVEMENT: &str = concat!(
    "INSERT INTO movement (org_id, movement, mode, number, kind, lines, created_at_ms)
     SELECT ?1, iif(c.outcome = 'mismatch', 'mismatch:', 'callback:') || c.terminal_id || ':' || c.event_id, ?5, c.number,
       iif(c.outcome IN ('settled', 'late'), ?6, 'surplus'),
       iif(c.outcome IN ('settled', 'late'), ?7, ?8), ?9
     FROM ",
    own!(),
    " WHERE c.kind <> 'declined' AND (c.outcome IN ('settled', 'late', 'surplus') OR (c.outcome = 'mismatch' AND c.kind = 'captured'))
     ON CONFLICT DO NOTHING"
);
const NOTIFY: &str = concat!(
    "INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
     SELECT ?1, 'callback:' || c.terminal_id || ':' || c.event_id, 'callback_' || c.outcome, 'payment:' || c.number, ?5
     FROM ",
    own!(),
    " WHERE c.outcome IN ('late', 'surplus', 'mismatch', 'contradicted') ON CONFLICT DO NOTHING"
);
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
     SELECT ?1, COALESCE((SELECT seq FROM journal WHERE org_id = ?1 ORDER BY seq DESC LIMIT 1), 0) + 1, ?5, 'terminal:' || c.terminal_id,
       'bank_' || c.kind, 'payment:' || c.number,
       json_object('event', c.event_id, 'outcome', c.outcome, 'attempt', c.attempt, 'amount_minor', c.amount_minor, 'currency', c.currency)
     FROM ",
    own!(),
    // A flagged event is journaled once, however often it is redelivered.
    " WHERE c.outcome NOT IN ('mismatch', 'contradicted') OR NOT EXISTS (SELECT 1 FROM notification x
        WHERE x.org_id = ?1 AND x.notification = 'callback:' || c.terminal_id || ':' || c.event_id)"
);
const TELL: &str = concat!(
    "INSERT INTO event (org_id, event_id, mode, type, number, body, occurred_at_ms)
     SELECT ?1, ?5, p.mode, e.type, p.number, json_object('id', ?5, 'type', e.type, 'version', '1',
         'livemode', json(iif(p.mode = 'live', 'true', 'false')), 'occurred_at', ?6,
         'data', json_object('number', p.number, 'status', p.money, 'amount', ?7, 'currency', p.currency, 'order', p.merchant_order,
           'label', p.label, 'metadata', json(p.metadata), 'terminal', c.terminal_id, 'attempt', c.attempt,
           'card', iif(a.card_mask IS NULL, NULL, json_object('mask', a.card_mask, 'brand', a.card_brand)), 'rrn', a.rrn,
           'decline_code', a.decline_code)), ?8
     FROM ",
    own!(),
    " JOIN payment p ON p.org_id = ?1 AND p.number = c.number
     JOIN attempt a ON a.org_id = ?1 AND a.number = c.number AND a.attempt = c.attempt
     JOIN (SELECT 'captured' AS kind, 'payment.captured' AS type UNION ALL SELECT 'authorised', 'payment.authorised' UNION ALL SELECT 'declined', 'payment.failed') AS e ON e.kind = c.kind
     WHERE c.outcome IN ('settled', 'late') AND (c.kind <> 'declined' OR p.money = 'failed')"
);
const QUEUE: &str = "INSERT INTO postback (org_id, endpoint_id, event_id, due_at_ms, created_at_ms)
    SELECT e.org_id, n.endpoint_id, e.event_id, ?3, ?3 FROM event e JOIN endpoint n ON n.org_id = e.org_id AND n.mode = e.mode
    WHERE e.org_id = ?1 AND e.event_id = ?2";
const OUTCOME: &str = "SELECT outcome, number, run = ?4 AS fresh,
      (SELECT count(*) FROM postback WHERE org_id = ?1 AND event_id = ?5) AS postbacks
    FROM callback WHERE org_id = ?1 AND terminal_id = ?2 AND event_id = ?3";

/// Books what a bank says. One round trip; the same event again changes nothing and answers what it was.
pub async fn settle(database: &impl Database, word: &Word) -> Result<Settled, StoreError> {
    Answers::of(database.batch(statements(word).into()).await?)
        .last()?
        .first()?
        .ok_or_else(|| StoreError::Decode("the callback was not written".to_owned()))
}

/// Statements in the batch: benchmarks compare it with as many plain ones.
pub const STATEMENTS: usize = 10;

fn statements(word: &Word) -> [Statement; STATEMENTS] {
    let (org, terminal, event, run, now) = (word.org_id, &word.terminal_id, &word.event_id, &word.run, word.now_ms);
    [
        statement!(
            RECORD,
            org,
            terminal,
            event,
            run,
            word.kind,
            word.number,
            word.attempt,
            &word.reference,
            word.amount_minor,
            &word.currency,
            &word.body,
            now,
            &word.bank_reference
        ),
        statement!(BOOK_OPERATION, org, terminal, event, run, &word.bank_reference, now),
        statement!(
            UPDATE_PAYMENT,
            org,
            terminal,
            event,
            run,
            word.fee_minor.unwrap_or_default(),
            now
        ),
        statement!(
            UPDATE_ATTEMPT,
            org,
            terminal,
            event,
            run,
            word.decline_code.as_ref(),
            word.card_mask.as_ref(),
            word.card_brand.as_ref(),
            word.card_token.as_ref(),
            word.card_country.as_ref(),
            word.rrn.as_ref(),
            &word.bank_reference,
            now
        ),
        statement!(
            POST_MOVEMENT,
            org,
            terminal,
            event,
            run,
            &word.mode,
            word.movement_kind,
            &word.lines,
            &word.surplus_lines,
            now
        ),
        statement!(JOURNAL, org, terminal, event, run, now),
        statement!(NOTIFY, org, terminal, event, run, now),
        statement!(
            TELL,
            org,
            terminal,
            event,
            run,
            &word.merchant_event_id,
            &word.occurred_at,
            &word.amount,
            now
        ),
        statement!(QUEUE, org, &word.merchant_event_id, now),
        statement!(OUTCOME, org, terminal, event, run, &word.merchant_event_id),
    ]
}
