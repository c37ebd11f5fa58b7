//! An invoice is cancelled.

use domain::{money::Currency, token};
use serde_json::Value;
use store::{
    Database,
    invoices::{self, Invoice, Telling},
};

use super::{Actor, InvoiceError, is_open};
use crate::{Entropy, FieldError, change::judge_text, fields::Fields};

/// Longest reason, in characters.
const REASON_MAX: usize = 500;

/// What came of it.
#[derive(Debug)]
pub struct Cancelled {
    /// The invoice as it is now.
    pub invoice: Invoice,
    /// The event that merchants are to be told.
    pub event_id: String,
}

/// Cancels an invoice that nobody has paid. One round trip to read, one to write, and one to read what it is now.
///
/// # Errors
/// [`InvoiceError::NotFound`], [`InvoiceError::Fields`], [`InvoiceError::Over`], [`InvoiceError::ManualOpen`].
pub async fn cancel(
    database: &impl Database,
    entropy: &impl Entropy,
    actor: Actor<'_>,
    invoice_id: i64,
    body: &Value,
) -> Result<Cancelled, InvoiceError> {
    let reason = reason(body).map_err(InvoiceError::Fields)?;
    let invoice = actor.find(database, invoice_id).await?;
    let event_id = token::event_id(actor.now, entropy.bytes()?);
    let telling = Telling {
        event_id: &event_id,
        occurred_at: &actor.now.rfc3339(),
        scale: Currency::parse(&invoice.currency).map_or(1, |currency| currency.scale()),
    };
    let is_cancelled = invoices::cancel(database, actor.by(invoice_id), &reason, telling).await?;
    let invoice = actor.find(database, invoice_id).await?;
    match &invoice {
        _ if is_cancelled => Ok(Cancelled { invoice, event_id }),
        over if !is_open(over) => Err(InvoiceError::Over(invoice.status)),
        _ => Err(InvoiceError::ManualOpen),
    }
}

/// Reads `reason`, which may be left out.
fn reason(body: &Value) -> Result<String, Vec<FieldError>> {
    let mut fields = Fields::of(body, "").map_err(|error| vec![error])?;
    let reason = fields.text("reason").unwrap_or_default().trim().to_owned();
    let mut errors = Vec::new();
    judge_text(&mut errors, "reason", &reason, REASON_MAX, false);
    fields.refuse_part(errors);
    fields.finish(reason)
}
