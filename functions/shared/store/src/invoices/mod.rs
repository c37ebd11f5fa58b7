//! Invoices: what is billed. An invoice is an order with one payment; what it asks, until when and whether it is paid, is theirs.

mod cancel;
mod cash;
mod context;
mod create;
mod list;
mod send;

pub use cancel::{Telling, cancel};
pub use cash::{CashRow, by_hand, cash_systems, make_cash};
pub use context::{Context, context};
pub use create::{NewInvoice, insert};
pub use list::{Filter, list, of_payment, one};
pub use send::{Counted, NewSending, SENDS_MAX, send};

use crate::row;

/// The status of invoice `i` with payment `p` at an instant. A payment of which every trip was declined cannot be paid any more, as one
/// whose time is over.
macro_rules! invoice_status {
    ($now:literal) => {
        concat!(
            "CASE WHEN p.money = 'cancelled' THEN 'cancelled' WHEN p.money IN ('failed', 'expired') THEN 'expired' WHEN p.money NOT IN ('created', 'awaiting') THEN 'paid'
      WHEN p.expires_at_ms <= ",
            $now,
            " THEN 'expired' WHEN i.sends > 0 THEN 'sent' ELSE 'created' END"
        )
    };
}
/// Whether payment `p` of an invoice can still be paid at an instant.
macro_rules! invoice_open {
    ($now:literal) => {
        concat!("p.money IN ('created', 'awaiting') AND p.expires_at_ms > ", $now)
    };
}
pub(crate) use {invoice_open, invoice_status};

row! {
    /// An invoice with its client and its payment.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql and 0002_payments.sql")]
    pub struct Invoice {
        pub invoice_id: i64,
        pub mode: String,
        pub number: i64,
        pub order_id: i64,
        pub client_id: i64,
        pub client_name: String,
        pub client_email: Option<String>,
        pub client_phone: Option<String>,
        /// What is asked, whatever a manual system makes of it.
        pub price_minor: i64,
        /// ISO 4217 code.
        pub currency: String,
        pub cart: String,
        pub description: Option<String>,
        pub merchant_order: Option<String>,
        pub systems: String,
        pub token: String,
        pub expires_at_ms: i64,
        pub email: Option<String>,
        pub phone: Option<String>,
        pub language: String,
        pub sends: i64,
        pub sent_at_ms: Option<i64>,
        pub last_sent_at_ms: Option<i64>,
        pub created_at_ms: i64,
        pub paid_at_ms: Option<i64>,
        pub attention: Option<String>,
        /// `created`, `sent`, `paid`, `expired` or `cancelled`.
        pub status: String,
        /// 1: a payer says to have paid by a manual system, and nobody has decided yet.
        pub manual_open: i64,
        /// `en` or `ru`.
        pub organisation_language: String,
        /// 1: the organisation takes payments.
        pub is_active: i64,
    }
}

/// Whose invoice it is, who acts on it and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// The organisation.
    pub org_id: i64,
    /// The mode that the asker may see; empty: both.
    pub mode: Option<&'a str>,
    /// The invoice.
    pub invoice_id: i64,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// Now.
    pub now_ms: i64,
}
