//! Invoices as people see them: newest first, and one.

use super::{Invoice, invoice_status};
use crate::{Database, StoreError, port::Answers, row, statement};

/// The columns of [`Invoice`] at an instant, of invoice `i` and what belongs to it.
macro_rules! invoice {
    ($now:literal) => {
        concat!(
            "SELECT i.invoice_id, i.mode, i.number, i.order_id, i.client_id, c.name AS client_name, c.email AS client_email, c.phone AS client_phone, s.price_minor,
      s.currency, p.cart, p.description, p.merchant_order, p.systems, p.token, p.expires_at_ms, i.email, i.phone, i.language, i.sends, i.sent_at_ms, i.last_sent_at_ms,
      i.created_at_ms, p.paid_at_ms, p.attention, ",
            $crate::invoices::invoice_status!($now),
            " AS status,
      EXISTS (SELECT 1 FROM manual_payment m WHERE m.org_id = i.org_id AND m.number = i.number AND m.state = 'open') AS manual_open, o.language AS organisation_language, o.status = 'active' AS is_active"
        )
    };
}
/// What belongs to invoice `i`, found by its keys.
macro_rules! belongings {
    () => {
        " CROSS JOIN payment p ON p.org_id = i.org_id AND p.number = i.number
     CROSS JOIN sales_order s ON s.org_id = i.org_id AND s.order_id = i.order_id
     CROSS JOIN client c ON c.org_id = i.org_id AND c.client_id = i.client_id
     CROSS JOIN organisation o ON o.org_id = i.org_id "
    };
}
/// The organisation's (`?1`) last invoice.
macro_rules! newest {
    () => {
        "(SELECT COALESCE(max(invoice_id), 0) FROM invoice WHERE org_id = ?1)"
    };
}
/// Those of a mode that a filter lets through. It looks at no more than `?7` invoices a page, however rare what it looks for.
macro_rules! filtered {
    () => {
        concat!(
            "i.org_id = ?1 AND i.mode = ?2 AND i.invoice_id < ?3 AND i.invoice_id >= min(?3, ",
            newest!(),
            " + 1) - CAST(?7 AS INTEGER) AND (?6 IS NULL OR ",
            invoice_status!("?5"),
            " = ?6) AND (?8 IS NULL OR i.invoice_id = ?8) ORDER BY i.invoice_id DESC LIMIT CAST(?4 AS INTEGER)"
        )
    };
}
const LIST: &str = concat!(
    invoice!("?5"),
    " FROM invoice i INDEXED BY invoice_by_mode",
    belongings!(),
    "WHERE ",
    filtered!()
);
const OF_CLIENT: &str = concat!(
    invoice!("?5"),
    " FROM invoice i INDEXED BY invoice_by_client",
    belongings!(),
    "WHERE i.client_id = ?9 AND ",
    filtered!()
);
const NEWEST: &str = concat!("SELECT ", newest!(), " AS invoice_id");
/// Invoices that a filter looks at for one page.
const WINDOW: i64 = 5_000;

/// What a list of invoices shows.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a> {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`.
    pub mode: &'a str,
    /// Only invoices with lower numbers.
    pub below: i64,
    /// Rows at most.
    pub limit: u32,
    /// `created`, `sent`, `paid`, `expired` or `cancelled`.
    pub status: Option<&'a str>,
    /// The client's number.
    pub client_id: Option<i64>,
    /// The invoice's own number.
    pub number: Option<i64>,
    /// Now: what is not paid is over by some instant.
    pub now_ms: i64,
}

row! {
    struct Newest {
        invoice_id: i64,
    }
}

/// Invoices, newest first; and the number down to which was looked, where that is not the end. One round trip.
pub async fn list(database: &impl Database, filter: &Filter<'_>) -> Result<(Vec<Invoice>, Option<i64>), StoreError> {
    let below = filter
        .number
        .map_or(filter.below, |number| filter.below.min(number.saturating_add(1)));
    let window = if filter.status.is_some() { WINDOW } else { below };
    let (org, mode, now, status) = (filter.org_id, filter.mode, filter.now_ms, filter.status);
    let (limit, number) = (filter.limit, filter.number);
    let list = match filter.client_id {
        Some(client) => statement!(OF_CLIENT, org, mode, below, limit, now, status, window, number, client),
        None => statement!(LIST, org, mode, below, limit, now, status, window, number),
    };
    let mut answers = Answers::of(database.batch(vec![statement!(NEWEST, filter.org_id), list]).await?);
    let newest: Option<Newest> = answers.next()?.first()?;
    let newest = newest.map_or(0, |newest| newest.invoice_id);
    let looked_to = below.min(newest.saturating_add(1)).saturating_sub(window);
    Ok((answers.next()?.all()?, (looked_to > 1).then_some(looked_to)))
}

const ONE: &str = concat!(
    invoice!("?4"),
    " FROM invoice i",
    belongings!(),
    "WHERE i.org_id = ?1 AND i.invoice_id = ?2 AND (?3 IS NULL OR i.mode = ?3)"
);

/// One invoice, of a mode or of either.
pub async fn one(
    database: &impl Database,
    org_id: i64,
    invoice_id: i64,
    mode: Option<&str>,
    now_ms: i64,
) -> Result<Option<Invoice>, StoreError> {
    let rows = database
        .batch(vec![statement!(ONE, org_id, invoice_id, mode, now_ms)])
        .await?;
    Answers::of(rows).last()?.first()
}

const OF_PAYMENT: &str = concat!(
    invoice!("?3"),
    " FROM invoice i",
    belongings!(),
    "WHERE i.org_id = ?1 AND i.number = ?2"
);

/// The invoice that a payment is of.
pub async fn of_payment(
    database: &impl Database,
    org_id: i64,
    number: i64,
    now_ms: i64,
) -> Result<Option<Invoice>, StoreError> {
    let rows = database
        .batch(vec![statement!(OF_PAYMENT, org_id, number, now_ms)])
        .await?;
    Answers::of(rows).last()?.first()
}
