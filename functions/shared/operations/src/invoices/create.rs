//! An invoice is made: an order with one payment, and the letters that tell of it, in one batch after one read. The same request again is
//! the same invoice.

use domain::{money::Money, time::Timestamp};
use store::{
    Database,
    invoices::{self, Context, Invoice, NewInvoice, NewSending},
    orders::open::OrderClient,
};

use super::{InvoiceError, InvoiceRequest, Outgoing, request::Checked};
use crate::{
    Entropy, FieldError,
    orders::{OpenOrder, OpenOrderError, Source, open_with},
};

/// Most trips of an invoice's payment: it lives for longer than a purchase.
const ATTEMPTS_MAX: i64 = 50;

/// Who bills.
#[derive(Debug, Clone, Copy)]
pub struct Biller<'a> {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`.
    pub mode: &'a str,
    /// As the journal names them.
    pub actor: &'a str,
    /// The request: the same again makes no other invoice.
    pub request_key: &'a str,
    /// How invoices go out.
    pub outgoing: Outgoing<'a>,
    /// Today in the organisation's zone, `YYYY-MM-DD`.
    pub local_day: &'a str,
    /// Now.
    pub now: Timestamp,
}

/// Makes an invoice, and sends it where that is asked.
///
/// # Errors
/// [`InvoiceError::Fields`], [`InvoiceError::Order`]: nothing was written, and the key is not used up.
pub async fn create(
    database: &impl Database,
    entropy: &impl Entropy,
    biller: &Biller<'_>,
    request: &InvoiceRequest,
) -> Result<Invoice, InvoiceError> {
    let checked = request.check(biller.now).map_err(InvoiceError::Fields)?;
    let context = context(database, biller, request, &checked).await?;
    let email = checked.email.as_deref().or(context.email.as_deref());
    let phone = checked.phone.as_deref().or(context.phone.as_deref());
    let missing = request.send.obstacles("send", email, phone, biller.outgoing);
    if !missing.is_empty() {
        return Err(InvoiceError::Fields(missing));
    }
    let lines = serde_json::to_string(&request.lines).unwrap_or_else(|_| "[]".to_owned());
    let title = request.title(&context.language);
    let order = OpenOrder {
        org_id: biller.org_id,
        mode: biller.mode,
        actor: biller.actor,
        // Apart from keys of orders.
        request_key: &format!("invoice:{}", biller.request_key),
        asked: &request.asked(),
        source: Source::Invoice,
        client: checked.client.clone(),
        language: request.language.as_deref().unwrap_or(&context.language),
        offer_id: None,
        title: &title,
        price: checked.price,
        systems: &request.systems,
        // Those of the request, since its key stands for what was asked.
        email: checked.email.as_deref(),
        phone: checked.phone.as_deref(),
        cart: &lines,
        merchant_order: request.order.as_deref(),
        description: request.description.as_deref(),
        expires_at_ms: checked.expires_at_ms,
        attempts_max: ATTEMPTS_MAX,
        success_url: None,
        trip: None,
        confirm_days: 30,
        local_day: biller.local_day,
        now: biller.now,
    };
    let detail = request.send.journaled(email, phone);
    let opened = open_with(database, entropy, &order, |token| {
        let mut statements = invoices::insert(&NewInvoice {
            org_id: biller.org_id,
            token,
            email,
            phone,
            language: request.language.as_deref(),
            actor: biller.actor,
            now_ms: biller.now.ms(),
        });
        if !request.send.is_none() {
            statements.extend(invoices::send(&NewSending {
                org_id: biller.org_id,
                token,
                by_email: request.send.email,
                by_sms: request.send.sms,
                email: None,
                phone: None,
                public_url: biller.outgoing.public_url,
                scale: checked.price.currency().scale(),
                detail: &detail,
                actor: biller.actor,
                now_ms: biller.now.ms(),
            }));
        }
        statements
    });
    let opened = opened.await?;
    let made = invoices::of_payment(database, biller.org_id, opened.number, biller.now.ms()).await?;
    // The key has opened an order that was never billed.
    made.ok_or(InvoiceError::Order(OpenOrderError::KeyReused))
}

/// What is known of the client, by the database or else by the request, and of the systems; or what is wrong with them.
async fn context(
    database: &impl Database,
    biller: &Biller<'_>,
    request: &InvoiceRequest,
    checked: &Checked,
) -> Result<Context, InvoiceError> {
    // A language is needed of one who is made alone.
    let client = checked.client.checked("en").map_err(InvoiceError::Fields)?;
    let systems = serde_json::Value::from(request.systems.clone()).to_string();
    let currency = checked.price.currency();
    let context = invoices::context(database, biller.org_id, biller.mode, &client, &systems, currency.code());
    let mut context = context.await?.ok_or(InvoiceError::OrganisationDisabled)?;
    if let OrderClient::Given(given) = &client {
        context.email = context.email.or_else(|| given.email.clone());
        context.phone = context.phone.or_else(|| given.phone.clone());
    }
    let mut errors = Vec::new();
    if let OrderClient::Existing(1..) = client
        && context.client_id.is_none()
    {
        errors.push(FieldError::new(
            "client",
            "client_not_found",
            "no client of this number",
        ));
    }
    errors.extend(wrong_systems(&context, &request.systems, checked.price));
    if errors.is_empty() {
        Ok(context)
    } else {
        Err(InvoiceError::Fields(errors))
    }
}

fn wrong_systems(context: &Context, systems: &[String], price: Money) -> Option<FieldError> {
    let currency = price.currency();
    let refused = |code: &str, detail: String| Some(FieldError::new("systems", code, detail));
    if let Some(id) = &context.unknown_system {
        return refused("system_unavailable", format!("{id:?} is not in use in this mode"));
    }
    if let Some(id) = &context.other_currency_system {
        return refused(
            "currency_not_supported",
            format!("{id:?} does not take {}", currency.code()),
        );
    }
    if systems.is_empty() && context.takes_currency == 0 {
        return refused(
            "currency_not_supported",
            format!("no active terminal takes {}", currency.code()),
        );
    }
    None
}
