//! An invoice is made of the order that was opened for it, in the same batch.

use crate::{Statement, sql::next_journal, statement};

/// An invoice to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewInvoice<'a> {
    /// The organisation.
    pub org_id: i64,
    /// The token of the payment that the same batch has made: a request that comes again makes none, and so no invoice.
    pub token: &'a str,
    /// Where it is sent, if anywhere; by default where the client is reached.
    pub email: Option<&'a str>,
    /// Likewise, `+` and digits.
    pub phone: Option<&'a str>,
    /// `en` or `ru`; by default the client's.
    pub language: Option<&'a str>,
    /// Who makes it, as the journal names them.
    pub actor: &'a str,
    /// Now.
    pub now_ms: i64,
}

const INSERT: &str = "INSERT INTO invoice (org_id, invoice_id, mode, number, order_id, client_id, email, phone, language, created_by, created_at_ms, needed_until_ms)
    SELECT p.org_id, COALESCE((SELECT invoice_id FROM invoice WHERE org_id = ?1 ORDER BY invoice_id DESC LIMIT 1), 0) + 1, p.mode, p.number, s.order_id, s.client_id,
      COALESCE(?3, c.email), COALESCE(?4, c.phone), COALESCE(?5, c.language), ?6, ?7, p.expires_at_ms
    FROM payment p JOIN sales_order s ON s.org_id = p.org_id AND s.order_id = p.sales_order AND s.source = 'invoice'
    JOIN client c ON c.org_id = s.org_id AND c.client_id = s.client_id
    WHERE p.token = ?2 AND p.org_id = ?1";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT ?1, ",
    next_journal!(),
    ", ?3, ?4, 'invoice_created', 'invoice:' || i.invoice_id, json_object('payment', i.number, 'order', i.order_id, 'client', i.client_id)
    FROM payment p JOIN invoice i ON i.org_id = p.org_id AND i.number = p.number WHERE p.token = ?2 AND changes() > 0"
);

/// The statements that make an invoice, to stand behind those that open its order.
#[must_use]
pub fn insert(new: &NewInvoice<'_>) -> Vec<Statement> {
    let NewInvoice {
        org_id,
        token,
        email,
        phone,
        language,
        actor,
        now_ms,
    } = *new;
    vec![
        statement!(INSERT, org_id, token, email, phone, language, actor, now_ms),
        statement!(JOURNAL, org_id, token, now_ms, actor),
    ]
}
