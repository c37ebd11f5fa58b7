//! An invoice is sent, or sent again.

use domain::money::Currency;
use serde_json::Value;
use store::{
    Database,
    invoices::{self, Invoice, NewSending, SENDS_MAX},
};

use super::{
    Actor, InvoiceError, Outgoing,
    channels::{Channels, reached},
    is_open,
};
use crate::{FieldError, fields::Fields};

/// How it is to be sent.
#[derive(Debug, Clone)]
pub struct SendRequest {
    /// By default every way that there is an address for.
    channels: Option<Channels>,
    email: Option<String>,
    phone: Option<String>,
}

impl SendRequest {
    /// Reads a request; says of every field that has the wrong type.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        let request = Self {
            channels: Channels::read(&mut fields, "channels"),
            email: fields.text("email"),
            phone: fields.text("phone"),
        };
        fields.finish(request)
    }
}

/// Sends an invoice. One round trip to read and one to write; how often is bounded where it is written.
///
/// # Errors
/// [`InvoiceError::NotFound`], [`InvoiceError::Fields`] (an address is missing), [`InvoiceError::Over`], [`InvoiceError::SendsExhausted`],
/// [`InvoiceError::OrganisationDisabled`].
pub async fn send(
    database: &impl Database,
    actor: Actor<'_>,
    invoice_id: i64,
    outgoing: Outgoing<'_>,
    request: &SendRequest,
) -> Result<Invoice, InvoiceError> {
    let mut errors = Vec::new();
    let (email, phone) = reached(request.email.as_deref(), request.phone.as_deref(), &mut errors);
    let invoice = actor.find(database, invoice_id).await?;
    let (to_email, to_phone) = (
        email.as_ref().or(invoice.email.as_ref()),
        phone.as_ref().or(invoice.phone.as_ref()),
    );
    let channels = request.channels.unwrap_or(Channels {
        email: to_email.is_some(),
        sms: to_phone.is_some() && outgoing.sends_sms,
    });
    let (to_email, to_phone) = (to_email.map(String::as_str), to_phone.map(String::as_str));
    if channels.is_none() {
        let detail = "there is neither an e-mail address nor a phone to send it to";
        errors.push(FieldError::new("channels", "required", detail));
    }
    errors.extend(channels.obstacles("channels", to_email, to_phone, outgoing));
    if !errors.is_empty() {
        return Err(InvoiceError::Fields(errors));
    }
    let detail = channels.journaled(to_email, to_phone);
    let sending = NewSending {
        org_id: actor.org_id,
        token: &invoice.token,
        by_email: channels.email,
        by_sms: channels.sms,
        email: email.as_deref(),
        phone: phone.as_deref(),
        public_url: outgoing.public_url,
        scale: Currency::parse(&invoice.currency).map_or(1, |currency| currency.scale()),
        detail: &detail,
        actor: actor.actor,
        now_ms: actor.now.ms(),
    };
    let rows = database.batch(invoices::send(&sending)).await?;
    let is_sent = rows.first().is_some_and(|rows| !rows.0.is_empty());
    let invoice = actor.find(database, invoice_id).await?;
    match &invoice {
        _ if is_sent => Ok(invoice),
        Invoice { is_active: 0, .. } => Err(InvoiceError::OrganisationDisabled),
        over if !is_open(over) => Err(InvoiceError::Over(invoice.status)),
        Invoice { sends: SENDS_MAX.., .. } => Err(InvoiceError::SendsExhausted),
        // An address was taken away between reading and writing.
        _ => Err(InvoiceError::field(
            "channels",
            "required",
            "the client's address has changed: try again",
        )),
    }
}
