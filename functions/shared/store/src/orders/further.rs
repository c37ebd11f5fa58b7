//! A further payment of an order that was not paid: by a manual system, since nothing else is recorded by hand.

use crate::{
    Database, Statement, StoreError,
    events::{event_body, next_event},
    port::Answers,
    row,
    sql::next_journal,
    statement,
};

row! {
    /// An order to which a payment may be added.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql")]
    pub struct Unpaid {
        pub order_id: i64,
        pub mode: String,
        pub status: String,
        pub price_minor: i64,
        pub currency: String,
        /// Days in which a trip of its offer is to be confirmed.
        pub confirm_days: i64,
        /// 1: a trip waits for a decision.
        pub has_open: i64,
        /// 1: something was paid and has not gone back.
        pub is_paid: i64,
        /// 1: it is billed by an invoice, which is paid by its own payment alone.
        pub is_billed: i64,
    }

    /// A manual system by which the order may be paid.
    #[derive(Debug, Clone)]
    pub struct System {
        /// Its id.
        pub terminal_id: String,
    }

    /// A payment that was added.
    #[derive(Debug, Clone)]
    pub struct Added {
        /// Its number.
        pub number: i64,
        /// What the request's key stands for.
        pub request_hash: String,
        /// Who has added it.
        pub run: String,
    }
}

/// A trip of order `s` that waits for a decision.
macro_rules! open_trip {
    () => {
        "EXISTS (SELECT 1 FROM payment p INDEXED BY payment_by_sales_order CROSS JOIN manual_payment m ON m.org_id = p.org_id AND m.number = p.number AND m.state = 'open'
      WHERE p.org_id = s.org_id AND p.sales_order = s.order_id)"
    };
}
const UNPAID: &str = concat!(
    "SELECT s.order_id, s.mode, s.status, s.price_minor, s.currency, COALESCE(o.confirm_days, 30) AS confirm_days, ",
    open_trip!(),
    " AS has_open, s.status IN ('resolved', 'completed', 'refunded') AS is_paid, s.source = 'invoice' AS is_billed
    FROM sales_order s LEFT JOIN offer o ON o.org_id = s.org_id AND o.offer_id = s.offer_id WHERE s.org_id = ?1 AND s.order_id = ?2 AND s.mode = ?3"
);
const SYSTEMS: &str = "SELECT t.terminal_id FROM sales_order s JOIN offer o ON o.org_id = s.org_id AND o.offer_id = s.offer_id CROSS JOIN json_each(o.systems) AS y
    CROSS JOIN terminal t ON t.org_id = s.org_id AND t.terminal_id = y.value
    WHERE s.org_id = ?1 AND s.order_id = ?2 AND s.mode = ?3 AND t.kind = 'manual' AND t.mode = s.mode AND t.status = 'active' ORDER BY y.key";
const KEPT: &str = "SELECT i.number, i.request_hash, i.run FROM idempotency i WHERE i.org_id = ?1 AND i.scope = 'order_payment' AND i.key = ?2";

/// An order with the manual systems by which it may be paid, and what an earlier request of the same key has added. One round trip.
pub async fn unpaid(
    database: &impl Database,
    org_id: i64,
    order_id: i64,
    mode: &str,
    key: &str,
) -> Result<(Option<(Unpaid, Vec<System>)>, Option<Added>), StoreError> {
    let statements = vec![
        statement!(UNPAID, org_id, order_id, mode),
        statement!(SYSTEMS, org_id, order_id, mode),
        statement!(KEPT, org_id, key),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let (order, systems) = (answers.next()?.first()?, answers.next()?.all()?);
    Ok((order.map(|order| (order, systems)), answers.next()?.first()?))
}

/// A payment to be added.
#[derive(Debug, Clone, Copy)]
pub struct Further<'a> {
    /// The organisation.
    pub org_id: i64,
    /// The order.
    pub order_id: i64,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// The request.
    pub key: &'a str,
    /// What it stands for.
    pub request_hash: &'a str,
    /// Random: tells this request's rows from its twins'.
    pub run: &'a str,
    /// The manual system.
    pub terminal_id: &'a str,
    /// The pay page's token.
    pub token: &'a str,
    /// Makes the fiscal receipt's link.
    pub receipt_key: &'a str,
    /// Today in the organisation's zone.
    pub local_day: &'a str,
    /// When it can no longer be paid.
    pub expires_at_ms: i64,
    /// Under which id merchants are told that the payment before it is cancelled.
    pub event_id: &'a str,
    /// RFC 3339.
    pub occurred_at: &'a str,
    /// How many minor units make one of the currency.
    pub scale: i64,
    /// Now.
    pub now_ms: i64,
}

// The order is as it was when it was asked for: nothing paid, no trip open. Asked where the payment is written, since two may record it at
// once.
const CLAIM: &str = concat!(
    "INSERT INTO idempotency (org_id, scope, key, request_hash, run, number, state, created_at_ms)
    SELECT ?1, 'order_payment', ?2, ?3, ?4, COALESCE((SELECT number FROM payment WHERE org_id = ?1 ORDER BY number DESC LIMIT 1), 0) + 1, 'done', ?5
    FROM sales_order s JOIN organisation g ON g.org_id = s.org_id AND g.status = 'active'
    JOIN terminal t ON t.org_id = s.org_id AND t.terminal_id = ?7 AND t.mode = s.mode AND t.kind = 'manual' AND t.status = 'active'
    WHERE s.org_id = ?1 AND s.order_id = ?6 AND s.status IN ('open', 'rejected') AND s.source <> 'invoice' AND NOT ",
    open_trip!(),
    " ON CONFLICT (org_id, scope, key) DO NOTHING"
);
const PAYMENT: &str = "INSERT INTO payment (org_id, number, mode, token, amount_minor, currency, description, email, phone, label, systems, sales_order, created_at_ms,
      expires_at_ms, look_at_ms, fop_receipt_key, local_day)
    SELECT s.org_id, i.number, s.mode, ?5, s.price_minor, s.currency, s.title, c.email, c.phone, c.label, json_array(?6), s.order_id, i.created_at_ms, ?7, ?7, ?8, ?9
    FROM idempotency i JOIN sales_order s ON s.org_id = i.org_id AND s.order_id = ?4 JOIN client c ON c.org_id = s.org_id AND c.client_id = s.client_id
    WHERE i.org_id = ?1 AND i.scope = 'order_payment' AND i.key = ?2 AND i.run = ?3";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail) SELECT ?1, ",
    next_journal!(),
    ", ?4, ?5, 'order_payment_added', 'order:' || CAST(?6 AS INTEGER), json_object('payment', i.number)
    FROM idempotency i WHERE i.org_id = ?1 AND i.scope = 'order_payment' AND i.key = ?2 AND i.run = ?3"
);

// What was to be paid before is not to be paid any more: an order is paid once. A bank that owes a word of it is asked on.
const CLOSE: &str = "UPDATE payment AS p INDEXED BY payment_by_sales_order SET closed = 'cancelled', look_at_ms = iif(EXISTS (SELECT 1 FROM attempt a WHERE a.org_id = p.org_id AND a.number = p.number
        AND a.state IN ('intended', 'sent', 'unknown')), CAST(?5 AS INTEGER), NULL)
    FROM idempotency i WHERE i.org_id = ?1 AND i.scope = 'order_payment' AND i.key = ?2 AND i.run = ?3
      AND p.org_id = i.org_id AND p.sales_order = ?4 AND p.number <> i.number AND p.authorised_minor = 0 AND p.closed IS NULL";
// There is one at most: each further payment closes the one before.
const TELL: &str = concat!(
    "INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms) SELECT ?1, ",
    next_event!(),
    ", ?5, p.mode, e.type, p.number, ",
    event_body!("?5", "?6", "?7", "NULL"),
    ", ?8
    FROM idempotency i JOIN payment p INDEXED BY payment_by_sales_order ON p.org_id = i.org_id AND p.sales_order = ?4 AND p.number <> i.number AND p.closed = 'cancelled'
    JOIN (SELECT 'payment.cancelled' AS type) AS e
    LEFT JOIN attempt a ON a.org_id = p.org_id AND a.number = p.number AND a.attempt =
      (SELECT max(x.attempt) FROM attempt x WHERE x.org_id = p.org_id AND x.number = p.number)
    WHERE i.org_id = ?1 AND i.scope = 'order_payment' AND i.key = ?2 AND i.run = ?3
      AND NOT EXISTS (SELECT 1 FROM event b INDEXED BY event_by_payment WHERE b.org_id = p.org_id AND b.number = p.number AND b.type = 'payment.cancelled')
    ORDER BY p.number DESC LIMIT 1"
);

/// Adds a payment with its trip, or finds the one that the same request has added. Empty: the order is no longer as it was. One round
/// trip.
pub async fn add(
    database: &impl Database,
    new: &Further<'_>,
    trip: Vec<Statement>,
) -> Result<Option<Added>, StoreError> {
    let (org, key, run) = (new.org_id, new.key, new.run);
    let mut statements = vec![
        statement!(
            CLAIM,
            org,
            key,
            new.request_hash,
            run,
            new.now_ms,
            new.order_id,
            new.terminal_id
        ),
        statement!(
            PAYMENT,
            org,
            key,
            run,
            new.order_id,
            new.token,
            new.terminal_id,
            new.expires_at_ms,
            new.receipt_key,
            new.local_day
        ),
        statement!(JOURNAL, org, key, run, new.now_ms, new.actor, new.order_id),
        statement!(CLOSE, org, key, run, new.order_id, new.now_ms),
        statement!(
            TELL,
            org,
            key,
            run,
            new.order_id,
            new.event_id,
            new.occurred_at,
            new.scale,
            new.now_ms
        ),
    ];
    statements.extend(trip);
    statements.push(statement!(KEPT, org, key));
    Answers::of(database.batch(statements).await?).last()?.first()
}
