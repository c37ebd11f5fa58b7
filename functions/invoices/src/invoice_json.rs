//! An invoice as JSON tells it.

use edge::payment_json::{amount, pay_url, stored, time};
use serde::Serialize;
use serde_json::Value;
use store::invoices::Invoice;

/// An amount beside its currency.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Amount))]
pub(crate) struct AmountJson {
    /// Decimal text.
    #[cfg_attr(feature = "openapi", schema(example = "100.00"))]
    amount: String,
    /// ISO 4217 code.
    #[cfg_attr(feature = "openapi", schema(example = "RUB"))]
    currency: String,
}

/// Whom an invoice is for.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = InvoiceClient))]
pub(crate) struct ClientJson {
    /// The client's number; 0 is the manual account.
    number: i64,
    /// The name; may be empty.
    name: String,
    /// The client's own address.
    email: Option<String>,
    /// The client's own phone.
    phone: Option<String>,
}

/// What is billed.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Invoice))]
pub(crate) struct InvoiceJson {
    /// The invoice's number within the organisation.
    number: i64,
    /// `live` or `test`.
    mode: String,
    /// The payment that it is paid by.
    payment: i64,
    /// The order that it bills.
    order: i64,
    /// The merchant's own number of it.
    merchant_order: Option<String>,
    /// `created`, `sent`, `paid` (also where money went back since), `expired` or `cancelled`. One that is `expired` can yet become `paid`, by
    /// what was under way when its time ended: `attention` says so.
    status: String,
    /// Whom it is for.
    client: ClientJson,
    /// What is asked.
    amount: AmountJson,
    /// What it is asked for.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<operations::CartItem>))]
    lines: Value,
    /// Shown to the client.
    description: Option<String>,
    /// The terminals and manual systems by which it may be paid; empty: every active terminal that fits.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    systems: Value,
    /// From then on it cannot be paid.
    expires_at: String,
    /// The page at which it is paid.
    link: String,
    /// Where it is sent by e-mail.
    email: Option<String>,
    /// Where it is sent by SMS.
    phone: Option<String>,
    /// `en` or `ru`: in which it is written.
    language: String,
    /// How often it was sent, at most 10 times.
    sends: i64,
    /// When first.
    sent_at: Option<String>,
    /// When last.
    last_sent_at: Option<String>,
    /// Whether a payer says to have paid it by a manual system, and nobody has confirmed or rejected that yet.
    manual_payment_open: bool,
    /// When it was made.
    created_at: String,
    /// When it was paid.
    paid_at: Option<String>,
    /// Why a person should look at its payment, e.g. `late_success`.
    attention: Option<String>,
}

impl InvoiceJson {
    pub(crate) fn of(row: Invoice, public_url: &str) -> Self {
        Self {
            number: row.invoice_id,
            mode: row.mode,
            payment: row.number,
            order: row.order_id,
            merchant_order: row.merchant_order,
            status: row.status,
            client: ClientJson {
                number: row.client_id,
                name: row.client_name,
                email: row.client_email,
                phone: row.client_phone,
            },
            amount: AmountJson {
                amount: amount(row.price_minor, &row.currency),
                currency: row.currency,
            },
            lines: stored(&row.cart),
            description: row.description,
            systems: stored(&row.systems),
            expires_at: time(row.expires_at_ms),
            link: pay_url(public_url, &row.token),
            email: row.email,
            phone: row.phone,
            language: row.language,
            sends: row.sends,
            sent_at: row.sent_at_ms.map(time),
            last_sent_at: row.last_sent_at_ms.map(time),
            manual_payment_open: row.manual_open > 0,
            created_at: time(row.created_at_ms),
            paid_at: row.paid_at_ms.map(time),
            attention: row.attention,
        }
    }
}
