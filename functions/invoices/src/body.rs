//! What is asked of invoices, for the document: `operations::invoices` reads it.
#![cfg(feature = "openapi")]
#![expect(dead_code, reason = "for the document")]

use operations::CartItem;

/// An amount beside its currency.
#[derive(utoipa::ToSchema)]
pub(crate) struct AmountBody {
    /// Decimal text.
    #[schema(example = "100.00")]
    amount: String,
    /// ISO 4217 code.
    #[schema(example = "RUB")]
    currency: String,
}

/// Somebody who may be a client already: found by label, e-mail address or phone (in this order), or made. What is known of one who is
/// there stays as it is.
#[derive(utoipa::ToSchema)]
pub(crate) struct InvoiceClientBody {
    /// At most 200 characters.
    name: Option<String>,
    /// An e-mail address.
    email: Option<String>,
    /// A phone.
    phone: Option<String>,
    /// The payer in the merchant's system.
    label: Option<String>,
    /// `en` or `ru`; by default the organisation's.
    language: Option<String>,
}

/// A client by number, or by what is known of them.
#[derive(utoipa::ToSchema)]
#[schema(as = InvoiceClientRef)]
pub(crate) enum ClientRefBody {
    /// A client's number.
    #[schema(rename = "number")]
    Number(i64),
    /// What is known.
    #[schema(rename = "given")]
    Given(InvoiceClientBody),
}

/// An invoice to be made.
#[derive(utoipa::ToSchema)]
pub(crate) struct InvoiceBody {
    /// A client's number, or an object with what is known of the client.
    #[schema(value_type = serde_json::Value)]
    client: ClientRefBody,
    /// What is asked.
    amount: AmountBody,
    /// What it is asked for; the sums add up to the amount.
    lines: Option<Vec<CartItem>>,
    /// At most 1,000 characters, lines among them.
    description: Option<String>,
    /// RFC 3339: from five minutes to 366 days ahead.
    expires_at: String,
    /// Ids of terminals and manual systems among which the payer may choose; by default every active terminal that takes the currency.
    systems: Option<Vec<String>>,
    /// `email`, `sms` or both: sent at once.
    send: Option<Vec<String>>,
    /// Where it is sent; by default the client's own address.
    email: Option<String>,
    /// Likewise.
    phone: Option<String>,
    /// `en` or `ru`: in which it is written; by default the client's.
    language: Option<String>,
    /// The merchant's own number of it.
    order: Option<String>,
}

/// How an invoice is to be sent.
#[derive(utoipa::ToSchema)]
pub(crate) struct InvoiceSendBody {
    /// `email`, `sms` or both; by default every way that there is an address for.
    channels: Option<Vec<String>>,
    /// Another address, from now on.
    email: Option<String>,
    /// Another phone, from now on.
    phone: Option<String>,
}

/// Why an invoice is cancelled.
#[derive(utoipa::ToSchema)]
pub(crate) struct InvoiceCancelBody {
    /// At most 500 characters.
    reason: Option<String>,
}

/// How an invoice was paid by hand.
#[derive(utoipa::ToSchema)]
pub(crate) struct AcceptCashBody {
    /// The manual system; by default cash.
    system: Option<String>,
    /// `YYYY-MM-DD`; by default today.
    paid_on: Option<String>,
    /// At most 2,000 characters.
    comment: Option<String>,
}
