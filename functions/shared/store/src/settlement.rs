//! A bank's word, booked: one atomic batch, one round trip. The first statement writes the callback with its outcome; every
//! later one acts only on the row that this very delivery has written (`run`), so a replay changes nothing.

use crate::{
    Database, Statement, StoreError,
    events::{event_body, next_event},
    port::Answers,
    row,
    sql::{next_journal, redelivered},
    statement,
};

/// What an acquirer's adapter read from a callback, with what the terminal makes of it.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "columns are documented in schema/0002_payments.sql")]
pub struct Word {
    pub org_id: i64,
    pub terminal_id: String,
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
    /// How many minor units make one of the currency.
    pub scale: i64,
    pub decline_code: Option<String>,
    pub card_mask: Option<String>,
    pub card_brand: Option<String>,
    pub card_token: Option<String>,
    pub card_country: Option<String>,
    pub rrn: Option<String>,
    pub bank_reference: String,
    /// The bank's id of the operation, if it has one.
    pub bank_operation: Option<String>,
    /// The raw body, masked.
    pub body: String,
    /// The fee if it is a capture, and the bank's part of it.
    pub fee_minor: i64,
    pub bank_fee_minor: i64,
    /// Until when held money is held, and when it is to be captured or released before that.
    pub hold_until_ms: Option<i64>,
    pub capture_due_at_ms: Option<i64>,
    /// The id of the event that merchants are told, and its type.
    pub merchant_event_id: String,
    pub occurred_at: String,
    pub now_ms: i64,
}

row! {
    /// What the batch made of it.
    #[derive(Debug, Clone, PartialEq, Eq)]
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
}

const RECORD: &str = concat!("INSERT INTO callback (org_id, terminal_id, event_id, run, kind, outcome, number, attempt, reference, amount_minor, currency, body, received_at_ms)
    SELECT ?1, ?2, ?3, ?4, ?5, CASE
        WHEN a.number IS NULL THEN 'unmatched'
        -- A bank may capture less than it holds; everything else is of the amount that the trip was for.
        WHEN a.currency <> ?10 OR (a.amount_minor <> ?9 AND NOT (?5 = 'captured' AND a.state = 'authorised')) THEN iif(?5 = 'declined', 'contradicted', 'mismatch')
        WHEN ?5 = 'declined' THEN CASE WHEN a.state = 'declined' THEN 'repeated' WHEN a.state IN ('authorised', 'captured') THEN 'contradicted' ELSE 'settled' END
        WHEN (a.state = ?5 OR a.state = 'captured') AND EXISTS (SELECT 1 FROM operation o WHERE o.org_id = ?1 AND o.number = a.number
          AND o.attempt = a.attempt AND o.kind IN ('authorise', 'capture') AND o.bank_reference = ?13) THEN 'repeated'
        WHEN ?5 = 'captured' AND a.state = 'authorised' AND p.captured_minor = 0 AND EXISTS (SELECT 1 FROM operation o WHERE o.org_id = ?1
          AND o.number = a.number AND o.attempt = a.attempt AND o.kind = 'authorise' AND o.surplus = 0) THEN 'settled'
        WHEN p.authorised_minor > 0 THEN 'surplus'
        -- The order was paid by another payment meanwhile.
        WHEN p.sales_order IS NOT NULL AND EXISTS (SELECT 1 FROM payment q INDEXED BY payment_by_sales_order WHERE q.org_id = ?1
          AND q.sales_order = p.sales_order AND q.number <> p.number AND q.money IN ('authorised', 'captured', 'refunding', 'partially_refunded')) THEN 'surplus'
        WHEN p.closed IS NOT NULL THEN 'late'
        ELSE 'settled' END,
      a.number, a.attempt, ?8, ?9, ?10, ?11, ?12
    FROM (SELECT 1)
    LEFT JOIN attempt a ON a.org_id = ?1 AND a.number = CAST(?6 AS INTEGER) AND a.attempt = CAST(?7 AS INTEGER) AND a.terminal_id = ?2
    LEFT JOIN payment p ON p.org_id = a.org_id AND p.number = a.number
    WHERE true
    ", redelivered!());

/// The callback that this run has written, as `c`.
macro_rules! own {
    () => {
        "(SELECT number, attempt, terminal_id, event_id, kind, outcome, amount_minor, currency FROM callback WHERE org_id = ?1 AND terminal_id = ?2 AND event_id = ?3 AND run = ?4 AND number IS NOT NULL) AS c"
    };
}

// What the operation does to the payment's sums and to the ledger, the schema knows. A second success is to be returned: the
// intention is committed with it.
const BOOK_OPERATION: &str = concat!(
    "INSERT INTO operation (org_id, number, operation, attempt, kind, state, origin, actor, amount_minor, currency, fee_minor, bank_fee_minor,
       idempotency_key, surplus, reason, bank_reference, bank_operation, due_at_ms, created_at_ms, decided_at_ms)
     SELECT ?1, c.number, COALESCE((SELECT o.operation FROM operation o WHERE o.org_id = ?1 AND o.number = c.number ORDER BY o.operation DESC LIMIT 1), 0)
         + 1 + step.is_return, c.attempt,
       iif(step.is_return, iif(c.kind = 'captured', 'refund', 'void'), iif(c.kind = 'captured', 'capture', 'authorise')),
       iif(step.is_return, 'intended', 'done'), iif(step.is_return, 'desk', 'bank'), iif(step.is_return, 'system', 'terminal:' || c.terminal_id),
       c.amount_minor, c.currency, iif(c.outcome = 'surplus', 0, ?7), iif(c.outcome = 'surplus', 0, ?8),
       iif(step.is_return, 'return:', 'callback:') || c.terminal_id || ':' || c.event_id, c.outcome = 'surplus',
       iif(step.is_return, 'second_success', NULL), ?5, iif(step.is_return, NULL, ?9), iif(step.is_return, CAST(?6 AS INTEGER), NULL), ?6, iif(step.is_return, NULL, CAST(?6 AS INTEGER))
     FROM ",
    own!(),
    " JOIN (SELECT 0 AS is_return UNION ALL SELECT 1) AS step ON step.is_return = 0 OR c.outcome = 'surplus'
     WHERE c.outcome IN ('settled', 'late', 'surplus')"
);
const HOLD: &str = concat!(
    "UPDATE payment SET hold_until_ms = ?5, capture_due_at_ms = ?6 FROM ",
    own!(),
    " WHERE payment.org_id = ?1 AND payment.number = c.number AND c.outcome IN ('settled', 'late')"
);
/// Whether every trip that a payment may have was declined.
macro_rules! all_declined {
    () => {
        "authorised_minor = 0 AND attempts_max <= (SELECT count(*) FROM attempt x
         WHERE x.org_id = ?1 AND x.number = payment.number AND x.state = 'declined')"
    };
}

// Failed is a payment only when every trip that it may have was declined: declines arrive in any order, and a trip still at
// the bank can bring money.
const CLOSE: &str = concat!(
    "UPDATE payment SET sent_at_ms = COALESCE(sent_at_ms, CAST(?5 AS INTEGER)), closed = iif(",
    all_declined!(),
    ", 'failed', closed), look_at_ms = iif(",
    all_declined!(),
    ", NULL, look_at_ms)
     FROM ",
    own!(),
    " WHERE payment.org_id = ?1 AND payment.number = c.number AND c.outcome = 'settled'"
);
const UPDATE_ATTEMPT: &str = concat!(
    "UPDATE attempt SET state = c.kind, decline_code = ?5, card_mask = COALESCE(?6, card_mask), card_brand = COALESCE(?7, card_brand),
       card_token = COALESCE(?8, card_token), card_country = COALESCE(?9, card_country), rrn = COALESCE(?10, rrn),
       bank_reference = COALESCE(bank_reference, ?11), finished_at_ms = ?12
     FROM ",
    own!(),
    " WHERE attempt.org_id = ?1 AND attempt.number = c.number AND attempt.attempt = c.attempt AND c.outcome IN ('settled', 'late', 'surplus')"
);
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
     SELECT ?1, ", next_journal!(), ", ?5, 'terminal:' || c.terminal_id,
       'bank_' || c.kind, 'payment:' || c.number,
       json_object('event', c.event_id, 'outcome', c.outcome, 'attempt', c.attempt, 'amount_minor', c.amount_minor, 'currency', c.currency)
     FROM ",
    own!(),
    // What is flagged is journaled where it is flagged: once, however often it is redelivered.
    " WHERE c.outcome NOT IN ('mismatch', 'contradicted')"
);
const TELL: &str = concat!(
    "INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
     SELECT ?1, ", next_event!(), ", ?5, p.mode, e.type, p.number, ",
    event_body!("?5", "?6", "?7", "NULL"),
    ", ?8
     FROM ",
    own!(),
    " JOIN payment p ON p.org_id = ?1 AND p.number = c.number
     JOIN attempt a ON a.org_id = ?1 AND a.number = c.number AND a.attempt = c.attempt
     JOIN (SELECT 'captured' AS kind, 'payment.captured' AS type UNION ALL SELECT 'authorised', 'payment.authorised' UNION ALL SELECT 'declined', 'payment.failed') AS e ON e.kind = c.kind
     WHERE c.outcome IN ('settled', 'late') AND (c.kind <> 'declined' OR p.money = 'failed')"
);
/// What a delivery made of its event, with the run and the event that merchants are told.
pub(crate) const OUTCOME: &str = "SELECT outcome, number, run = ?4 AS fresh,
      (SELECT count(*) FROM postback WHERE org_id = ?1 AND event_id = ?5) AS postbacks
    FROM callback WHERE org_id = ?1 AND terminal_id = ?2 AND event_id = ?3";

/// Books what a bank says. One round trip; the same event again changes nothing and answers what it was.
pub async fn settle(database: &impl Database, word: &Word) -> Result<Settled, StoreError> {
    booked(database, statements(word)).await
}

/// Runs a batch that ends with [`OUTCOME`].
pub(crate) async fn booked(database: &impl Database, statements: Vec<Statement>) -> Result<Settled, StoreError> {
    Answers::of(database.batch(statements).await?)
        .last()?
        .first()?
        .ok_or_else(|| StoreError::Decode("the callback was not written".to_owned()))
}

/// Statements of a success: benchmarks compare with as many plain ones.
pub const STATEMENTS: usize = 6;

fn statements(word: &Word) -> Vec<Statement> {
    let (org, terminal, event, run, now) = (word.org_id, &word.terminal_id, &word.event_id, &word.run, word.now_ms);
    let record = statement!(
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
    );
    let book = statement!(
        BOOK_OPERATION,
        org,
        terminal,
        event,
        run,
        &word.bank_reference,
        now,
        word.fee_minor,
        word.bank_fee_minor,
        word.bank_operation.as_ref()
    );
    let attempt = statement!(
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
    );
    let tell = statement!(
        TELL,
        org,
        terminal,
        event,
        run,
        &word.merchant_event_id,
        &word.occurred_at,
        word.scale,
        now
    );
    let hold = || {
        statement!(
            HOLD,
            org,
            terminal,
            event,
            run,
            word.hold_until_ms,
            word.capture_due_at_ms
        )
    };
    let close = || statement!(CLOSE, org, terminal, event, run, now);
    let journal = statement!(JOURNAL, org, terminal, event, run, now);
    let outcome = statement!(OUTCOME, org, terminal, event, run, &word.merchant_event_id);
    match word.kind {
        "captured" => vec![record, book, attempt, journal, tell, outcome],
        "authorised" => vec![record, book, hold(), attempt, journal, tell, outcome],
        _ => vec![record, attempt, close(), journal, tell, outcome],
    }
}
