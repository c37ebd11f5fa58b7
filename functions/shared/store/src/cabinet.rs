//! What the cabinet reads: one batch a screen, each list a range scan of its key.

use crate::port::FromRow;

use crate::{
    Database, Rows, StoreError,
    payments::{Payment, payment_columns},
    port::Answers,
    postbacks::list::{self, Delivery, attempt, delivery, last_try},
    row, statement,
};

row! {
    /// The card of a payment's last trip that named one.
    #[derive(Debug, Clone)]
    pub struct Card {
        /// Masked card number.
        pub card_mask: Option<String>,
        /// Card scheme.
        pub card_brand: Option<String>,
    }
}

// Filters look at no more than so many payments a page, however rare what they look for: `?8` is where they stop.
const LIST: &str = concat!(
    "SELECT ",
    payment_columns!(),
    ", a.card_mask, a.card_brand FROM payment p
     LEFT JOIN attempt a ON a.org_id = p.org_id AND a.number = p.number AND a.attempt =
       (SELECT max(x.attempt) FROM attempt x WHERE x.org_id = p.org_id AND x.number = p.number AND x.card_mask IS NOT NULL)
     WHERE p.org_id = ?1 AND p.mode = ?2 AND p.number < ?3 AND p.number >= ?8 AND (?5 IS NULL OR p.money = ?5) AND (?6 IS NULL OR p.merchant_order = ?6)
       AND (?7 IS NULL OR p.label = ?7) ORDER BY p.number DESC LIMIT CAST(?4 AS INTEGER)"
);
const NEWEST: &str = "SELECT COALESCE(max(number), 0) AS number FROM payment WHERE org_id = ?1";
/// Payments that a filter looks at for one page.
const WINDOW: i64 = 20_000;

/// What a list of payments shows.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a> {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`.
    pub mode: &'a str,
    /// Only payments with lower numbers.
    pub below: i64,
    /// Rows at most.
    pub limit: u32,
    /// The money state.
    pub status: Option<&'a str>,
    /// The merchant's order.
    pub order: Option<&'a str>,
    /// The payer in the merchant's system.
    pub label: Option<&'a str>,
}

row! {
    struct Newest {
        number: i64,
    }
}

/// Payments, newest first, each with its card; and the number down to which was looked, where that is not the end.
pub async fn payments(
    database: &impl Database,
    filter: &Filter<'_>,
) -> Result<(Vec<(Payment, Card)>, Option<i64>), StoreError> {
    let Filter {
        org_id,
        mode,
        below,
        limit,
        status,
        order,
        label,
    } = *filter;
    let filtered = status.is_some() || order.is_some() || label.is_some();
    let mut from = 0;
    if filtered {
        // One round trip more where somebody filters: a cursor begins where the page before ended.
        let newest: Option<Newest> = Answers::of(database.batch(vec![statement!(NEWEST, org_id)]).await?)
            .last()?
            .first()?;
        let newest = newest.map_or(0, |newest| newest.number);
        from = below.min(newest.saturating_add(1)).saturating_sub(WINDOW).max(0);
    }
    let list = statement!(LIST, org_id, mode, below, limit, status, order, label, from);
    let rows = Answers::of(database.batch(vec![list]).await?).last()?;
    let payments: Vec<Payment> = rows.clone().all()?;
    let more = (from > 1).then_some(from);
    Ok((payments.into_iter().zip(rows.all()?).collect(), more))
}

/// One payment with everything that happened to it.
#[derive(Debug, Clone)]
pub struct PaymentDetail {
    /// The payment.
    pub payment: Payment,
    /// Trips to banks.
    pub attempts: Vec<Attempt>,
    /// Operations on the money.
    pub operations: Vec<Operation>,
    /// What banks told us.
    pub callbacks: Vec<Callback>,
    /// Notices to the merchant.
    pub postbacks: Vec<Delivery>,
    /// Each try of each notice.
    pub postback_attempts: Vec<list::Attempt>,
    /// Ledger entries.
    pub entries: Vec<Entry>,
    /// What the card's owner disputes.
    pub disputes: Vec<Dispute>,
    /// Fiscal receipt, as far as it is known.
    pub receipt: Receipt,
}

macro_rules! rows {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* $(,)? })*) => {
        $(row! {
            $(#[$doc])*
            #[derive(Debug, Clone)]
            #[expect(missing_docs, reason = "columns are documented in schema/")]
            pub struct $name { $(pub $field: $type),* }
        })*
    };
}

rows! {
    /// A trip to a bank.
    Attempt { attempt: i64, terminal_id: String, state: String, decline_code: Option<String>, card_mask: Option<String>, card_brand: Option<String>,
        bank_reference: Option<String>, rrn: Option<String>, created_at_ms: i64, finished_at_ms: Option<i64> }
    /// An operation on the money.
    Operation { operation: i64, attempt: i64, kind: String, state: String, origin: String, actor: String, amount_minor: i64, currency: String, fee_minor: i64,
        surplus: i64, reason: Option<String>, code: Option<String>, lines: Option<String>, evidence: Option<String>, asked: i64, due_at_ms: Option<i64>, bank_operation: Option<String>,
        created_at_ms: i64, decided_at_ms: Option<i64> }
    /// What a bank told us.
    Callback { event_id: String, terminal_id: String, kind: String, outcome: String, number: Option<i64>, reference: String, amount_minor: i64,
        currency: String, received_at_ms: i64, deliveries: i64 }
    /// A dispute.
    Dispute { dispute: String, operation: i64, state: String, evidence_due_at_ms: Option<i64>, opened_at_ms: i64, decided_at_ms: Option<i64> }
    /// The parameters of a fiscal receipt (PayKeeper's).
    Receipt { fop_receipt_key: Option<String>, fop_uuid: Option<String>, fop_fpd: Option<String>, fop_fnd: Option<String>, fop_receipt_number: Option<String>,
        fop_fn: Option<String>, fop_rnkkt: Option<String> }
    /// A ledger entry.
    Entry { movement: String, kind: String, account: String, currency: String, minor: i64, created_at_ms: i64 }
}

const PAYMENT: &str = concat!(
    "SELECT ",
    payment_columns!(),
    " FROM payment p WHERE p.org_id = ?1 AND p.number = ?2"
);
const ATTEMPTS: &str = "SELECT attempt, terminal_id, state, decline_code, card_mask, card_brand, bank_reference, rrn, created_at_ms, finished_at_ms
    FROM attempt WHERE org_id = ?1 AND number = ?2 ORDER BY attempt";
const OPERATIONS: &str =
    "SELECT operation, attempt, kind, state, origin, actor, amount_minor, currency, fee_minor, surplus, reason, code, lines, evidence, asked, due_at_ms, bank_operation,
      created_at_ms, decided_at_ms
    FROM operation WHERE org_id = ?1 AND number = ?2 ORDER BY operation";
// Indexes and the order of joins are named here: SQLite takes the first column of a primary key for as good as an index of
// two, and would read all that an organisation has.
const CALLBACKS: &str =
    "SELECT event_id, terminal_id, kind, outcome, number, reference, amount_minor, currency, received_at_ms, deliveries
    FROM callback INDEXED BY callback_by_payment WHERE org_id = ?1 AND number = ?2 ORDER BY received_at_ms LIMIT 200";
const POSTBACKS: &str = concat!(
    "SELECT ",
    delivery!(),
    " FROM event e INDEXED BY event_by_payment
    CROSS JOIN postback b INDEXED BY postback_by_event ON b.org_id = e.org_id AND b.event_id = e.event_id
    JOIN endpoint n ON n.org_id = b.org_id AND n.endpoint_id = b.endpoint_id",
    last_try!(),
    " WHERE e.org_id = ?1 AND e.number = ?2 ORDER BY b.event_id, b.endpoint_id LIMIT 200"
);
const POSTBACK_ATTEMPTS: &str = concat!(
    "SELECT ",
    attempt!(),
    " FROM event e INDEXED BY event_by_payment
    CROSS JOIN postback b INDEXED BY postback_by_event ON b.org_id = e.org_id AND b.event_id = e.event_id
    CROSS JOIN postback_attempt t ON t.org_id = b.org_id AND t.endpoint_id = b.endpoint_id AND t.event_id = b.event_id
    WHERE e.org_id = ?1 AND e.number = ?2 ORDER BY t.at_ms LIMIT 500"
);
const ENTRIES: &str = "SELECT e.movement, m.kind, e.account, e.currency, e.minor, m.created_at_ms FROM movement m INDEXED BY movement_by_payment
    CROSS JOIN entry e ON e.org_id = m.org_id AND e.movement = m.movement
    WHERE m.org_id = ?1 AND m.number = ?2 ORDER BY m.created_at_ms, e.movement, e.line LIMIT 500";

const DISPUTES: &str = "SELECT dispute, operation, state, evidence_due_at_ms, opened_at_ms, decided_at_ms FROM dispute INDEXED BY dispute_by_payment
    WHERE org_id = ?1 AND number = ?2 ORDER BY opened_at_ms LIMIT 50";
const RECEIPT: &str = "SELECT fop_receipt_key, fop_uuid, fop_fpd, fop_fnd, fop_receipt_number, fop_fn, fop_rnkkt FROM payment WHERE org_id = ?1 AND number = ?2";

/// One payment of an organisation, whole.
pub async fn payment(database: &impl Database, org_id: i64, number: i64) -> Result<Option<PaymentDetail>, StoreError> {
    let statements = [
        PAYMENT,
        ATTEMPTS,
        OPERATIONS,
        CALLBACKS,
        POSTBACKS,
        POSTBACK_ATTEMPTS,
        ENTRIES,
        DISPUTES,
        RECEIPT,
    ]
    .map(|sql| statement!(sql, org_id, number));
    let mut answers = Answers::of(database.batch(statements.into()).await?);
    let Some(payment) = answers.next()?.first()? else {
        return Ok(None);
    };
    Ok(Some(PaymentDetail {
        payment,
        attempts: typed(answers.next()?)?,
        operations: typed(answers.next()?)?,
        callbacks: typed(answers.next()?)?,
        postbacks: typed(answers.next()?)?,
        postback_attempts: typed(answers.next()?)?,
        entries: typed(answers.next()?)?,
        disputes: typed(answers.next()?)?,
        receipt: answers
            .next()?
            .first()?
            .ok_or_else(|| StoreError::Decode("the payment is gone".to_owned()))?,
    }))
}

fn typed<T: FromRow>(rows: Rows) -> Result<Vec<T>, StoreError> {
    rows.all()
}

const FOR_ATTENTION: &str = "SELECT c.event_id, c.terminal_id, c.kind, c.outcome, c.number, c.reference, c.amount_minor, c.currency,
      c.received_at_ms, c.deliveries
    FROM callback c INDEXED BY callback_for_attention JOIN terminal t ON t.org_id = c.org_id AND t.terminal_id = c.terminal_id
    WHERE c.org_id = ?1 AND c.outcome IN ('unmatched', 'mismatch', 'contradicted') AND t.mode = ?2
      AND (c.received_at_ms, c.terminal_id, c.event_id) < (?3, ?4, ?5)
    ORDER BY c.received_at_ms DESC, c.terminal_id DESC, c.event_id DESC LIMIT CAST(?6 AS INTEGER)";

/// Where a page of callbacks begins: below this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackKey {
    /// When it was received, in unix milliseconds.
    pub received_at_ms: i64,
    /// The terminal it came to.
    pub terminal_id: String,
    /// The bank's event.
    pub event_id: String,
}

/// Callbacks of a mode that need a person, below a key, newest first.
pub async fn callbacks_for_attention(
    database: &impl Database,
    org_id: i64,
    mode: &str,
    below: &CallbackKey,
    limit: u32,
) -> Result<Vec<Callback>, StoreError> {
    let CallbackKey {
        received_at_ms,
        terminal_id,
        event_id,
    } = below;
    let statement = statement!(
        FOR_ATTENTION,
        org_id,
        mode,
        *received_at_ms,
        terminal_id,
        event_id,
        limit
    );
    Answers::of(database.batch(vec![statement]).await?).last()?.all()
}

/// Registers of an organisation, newest day first, each with how its lines fared.
pub async fn registers(database: &impl Database, org_id: i64) -> Result<Vec<RegisterRow>, StoreError> {
    Answers::of(database.batch(vec![statement!(REGISTERS, org_id)]).await?)
        .last()?
        .all()
}

/// The lines of a register that differ from what we booked.
pub async fn differences(
    database: &impl Database,
    org_id: i64,
    terminal_id: &str,
    register: &str,
) -> Result<Vec<RegisterLine>, StoreError> {
    Answers::of(
        database
            .batch(vec![statement!(DIFFERENCES, org_id, terminal_id, register)])
            .await?,
    )
    .last()?
    .all()
}

rows! {
    /// A settlement register.
    RegisterRow { terminal_id: String, register: String, day: String, pages: i64, pages_received: i64, lines: i64, differing: i64, received_at_ms: i64 }
    /// A line of a settlement register.
    RegisterLine { bank_operation: String, reference: String, kind: String, amount_minor: i64, currency: String, fee_minor: i64, number: Option<i64>,
        operation: Option<i64>, outcome: String }
}

const REGISTERS: &str = "SELECT g.terminal_id, g.register, g.day, g.pages, count(*) AS pages_received, max(g.received_at_ms) AS received_at_ms,
      sum((SELECT count(*) FROM register_line l WHERE l.org_id = g.org_id AND l.terminal_id = g.terminal_id AND l.register = g.register AND l.page = g.page)) AS lines,
      sum((SELECT count(*) FROM register_line l WHERE l.org_id = g.org_id AND l.terminal_id = g.terminal_id AND l.register = g.register AND l.page = g.page
        AND l.outcome NOT IN ('matched', 'repeated'))) AS differing
    FROM (SELECT * FROM register_page INDEXED BY register_page_by_day WHERE org_id = ?1 ORDER BY day DESC LIMIT 200) AS g
    GROUP BY g.terminal_id, g.register ORDER BY g.day DESC, g.register DESC LIMIT 100";
const DIFFERENCES: &str = "SELECT bank_operation, reference, kind, amount_minor, currency, fee_minor, number, operation, outcome FROM register_line
    WHERE org_id = ?1 AND terminal_id = ?2 AND register = ?3 AND outcome NOT IN ('matched', 'repeated') ORDER BY page, line LIMIT 500";
