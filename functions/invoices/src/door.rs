//! What is the same for every route here: who asks, about which invoice, and how invoices go out.

use domain::token;
use edge::{Problem, Response, cabinet::Call, json, sms};
use http::StatusCode;
use operations::invoices::{Actor, InvoiceError, Outgoing};
use store::invoices::Invoice;

use crate::invoice_json::InvoiceJson;

/// The mode that whoever asks is bound to: a key's own. The cabinet finds what it names in either.
pub(crate) fn bound<'a>(call: &'a Call<'_>) -> Option<&'a str> {
    call.merchant().map(|merchant| merchant.mode.as_str())
}

/// Who asks, named by `actor`.
pub(crate) fn asking<'a>(call: &'a Call<'_>, actor: &'a str) -> Result<Actor<'a>, Problem> {
    Ok(Actor {
        org_id: call.org_id()?,
        mode: bound(call),
        actor,
        now: call.context.now,
    })
}

/// An invoice's number in a path.
pub(crate) fn numbered(number: &str) -> Result<i64, Problem> {
    token::number(number).ok_or_else(|| InvoiceError::NotFound.into())
}

/// Whether SMS are sent here.
pub(crate) fn outgoing<'a>(call: &Call<'_>, public_url: &'a str) -> Outgoing<'a> {
    Outgoing {
        public_url,
        sends_sms: sms::is_there(call.env),
    }
}

pub(crate) fn shown(status: StatusCode, invoice: Invoice, public_url: &str) -> Result<Response, Problem> {
    json::answer(status, &InvoiceJson::of(invoice, public_url))
}
