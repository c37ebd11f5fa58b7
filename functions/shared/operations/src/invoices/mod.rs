//! Invoices: what is billed to a client, sent by e-mail or SMS with the link to its pay page, and paid there, or by hand.
//!
//! An invoice is an order with one payment. Until when it can be paid is the payment's own bound, which every way to pay asks where it
//! writes; so no page that was left open pays an invoice that is over. What was under way when its time ended is booked and marked.

mod cancel;
mod cash;
mod channels;
mod create;
mod error;
mod request;
mod send;

use domain::time::Timestamp;
use store::{
    Database,
    invoices::{self, By, Invoice},
};

pub use cancel::{Cancelled, cancel};
pub use cash::{Cash, Paid, accept_cash};
pub use channels::Outgoing;
pub use create::{Biller, create};
pub use error::InvoiceError;
pub use request::InvoiceRequest;
pub use send::{SendRequest, send};

/// Who acts on an invoice, and when.
#[derive(Debug, Clone, Copy)]
pub struct Actor<'a> {
    /// The organisation.
    pub org_id: i64,
    /// The mode that the asker may see; empty: both.
    pub mode: Option<&'a str>,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// Now.
    pub now: Timestamp,
}

impl<'a> Actor<'a> {
    fn by(&self, invoice_id: i64) -> By<'a> {
        By {
            org_id: self.org_id,
            mode: self.mode,
            invoice_id,
            actor: self.actor,
            now_ms: self.now.ms(),
        }
    }

    /// The invoice as it is now.
    async fn find(&self, database: &impl Database, invoice_id: i64) -> Result<Invoice, InvoiceError> {
        let found = invoices::one(database, self.org_id, invoice_id, self.mode, self.now.ms());
        found.await?.ok_or(InvoiceError::NotFound)
    }
}

/// Whether an invoice can still be paid.
fn is_open(invoice: &Invoice) -> bool {
    matches!(invoice.status.as_str(), "created" | "sent")
}
