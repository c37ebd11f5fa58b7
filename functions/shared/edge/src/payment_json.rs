//! A payment as JSON tells it: on /v1, to the widget, in the cabinet.

use domain::{
    money::{Currency, format_signed},
    time::Timestamp,
};
use serde::Serialize;
use serde_json::Value;
use store::payments::Payment;

/// Minor units of a currency as a decimal text.
#[must_use]
pub fn amount(minor: i64, currency: &str) -> String {
    Currency::parse(currency).map_or_else(|_| minor.to_string(), |currency| format_signed(minor, currency))
}

/// An instant as RFC 3339 in UTC.
#[must_use]
pub fn time(ms: i64) -> String {
    Timestamp::from_ms(ms).rfc3339()
}

/// JSON that the database keeps as text.
#[must_use]
pub fn stored(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

/// The facts of a payment that every view of it tells.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PaymentFacts))]
pub struct PaymentFacts {
    /// The payment's number within the organisation.
    pub number: i64,
    /// Where the money is: `created`, `awaiting`, `authorised`, `captured`, `cancelled`, `failed`, `expired`, `refunding`, `refunded` or `partially_refunded`.
    #[cfg_attr(feature = "openapi", schema(example = "captured"))]
    pub status: String,
    /// Whether the merchant has been told: `none`, `waiting`, `sending`, `delivered` or `exhausted`.
    pub notice: String,
    /// Why a person should look: `second_success`, `late_success`, `amount_mismatch`, `contradicted`,
    /// `beyond_bounds`, `dispute_opened`, `refund_refused`, `refund_stuck`, `operation_refused` or `card_limit`.
    pub attention: Option<String>,
    /// Whether the money is real.
    pub livemode: bool,
    /// What was asked, as decimal text.
    #[cfg_attr(feature = "openapi", schema(example = "100.00"))]
    pub amount: String,
    /// ISO 4217 code.
    #[cfg_attr(feature = "openapi", schema(example = "RUB"))]
    pub currency: String,
    /// Held or taken in all.
    pub authorised: String,
    /// Taken.
    pub captured: String,
    /// Given back.
    pub refunded: String,
    /// Released of what was held.
    pub voided: String,
    /// Taken back by the card owner's bank.
    pub charged_back: String,
    /// What can still be captured or cancelled.
    pub capturable: String,
    /// What can still be refunded.
    pub refundable: String,
    /// Whether the result of an operation is unknown: the bank is asked until it tells.
    pub unknown: bool,
    /// Whether the card's owner disputes the payment.
    pub disputed: bool,
    /// Until when the bank holds the money.
    pub hold_until: Option<String>,
    /// When held money is captured (or released, as the terminal says) by itself.
    pub capture_due_at: Option<String>,
    /// The fee, fixed at capture.
    pub fee: Option<String>,
    /// What refunds gave back of the fee.
    pub fee_returned: String,
    /// The merchant's order.
    pub order: Option<String>,
    /// The payer in the merchant's system.
    pub label: Option<String>,
    /// Shown to the payer.
    pub description: Option<String>,
    /// The payer's e-mail address.
    pub email: Option<String>,
    /// The payer's phone.
    pub phone: Option<String>,
    /// The terminal asked for, if one was.
    pub terminal: Option<String>,
    /// RFC 3339, UTC.
    pub created_at: String,
    /// When the money was first held or taken.
    pub paid_at: Option<String>,
    /// Until when it can be paid.
    pub expires_at: String,
}

impl PaymentFacts {
    /// From the payment's row.
    #[must_use]
    pub fn of(row: &Payment) -> Self {
        let amount = |minor| amount(minor, &row.currency);
        Self {
            number: row.number,
            status: row.money.clone(),
            notice: row.notice.clone(),
            attention: row.attention.clone(),
            livemode: row.mode == "live",
            amount: amount(row.amount_minor),
            currency: row.currency.clone(),
            authorised: amount(row.authorised_minor),
            captured: amount(row.captured_minor),
            refunded: amount(row.refunded_minor),
            voided: amount(row.voided_minor),
            charged_back: amount(row.charged_back_minor),
            capturable: amount(row.capturable_minor()),
            refundable: amount(row.refundable_minor()),
            unknown: row.operations_unknown > 0,
            disputed: row.disputes_open > 0,
            hold_until: row.hold_until_ms.map(time),
            capture_due_at: row.capture_due_at_ms.map(time),
            fee: row.fee_minor.map(amount),
            fee_returned: amount(row.fee_returned_minor),
            order: row.merchant_order.clone(),
            label: row.label.clone(),
            description: row.description.clone(),
            email: row.email.clone(),
            phone: row.phone.clone(),
            terminal: row.terminal_id.clone(),
            created_at: time(row.created_at_ms),
            paid_at: row.paid_at_ms.map(time),
            expires_at: time(row.expires_at_ms),
        }
    }

    /// As it was when created: what a repeated request is answered, whatever has happened since.
    #[must_use]
    pub fn at_creation(row: &Payment) -> Self {
        let zero = || amount(0, &row.currency);
        let (authorised, captured, refunded) = (zero(), zero(), zero());
        Self {
            status: "created".to_owned(),
            notice: "none".to_owned(),
            attention: None,
            fee: None,
            paid_at: None,
            authorised,
            captured,
            refunded,
            voided: zero(),
            charged_back: zero(),
            capturable: zero(),
            refundable: zero(),
            fee_returned: zero(),
            unknown: false,
            disputed: false,
            hold_until: None,
            capture_due_at: None,
            ..Self::of(row)
        }
    }
}

/// A payment, whole.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Payment))]
pub struct PaymentJson {
    /// The facts.
    #[serde(flatten)]
    pub facts: PaymentFacts,
    /// What is bought.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<operations::CartItem>))]
    pub cart: Value,
    /// The merchant's own values.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, String>))]
    pub metadata: Value,
    /// Where the payer goes after success.
    pub success_url: Option<String>,
    /// Where the payer goes after failure.
    pub failure_url: Option<String>,
    /// The page at which the payer pays.
    pub pay_url: String,
}

impl PaymentJson {
    /// From the payment's row and its facts.
    #[must_use]
    pub fn of(row: &Payment, facts: PaymentFacts, public_url: &str) -> Self {
        Self {
            facts,
            cart: stored(&row.cart),
            metadata: stored(&row.metadata),
            success_url: row.success_url.clone(),
            failure_url: row.failure_url.clone(),
            pay_url: pay_url(public_url, &row.token),
        }
    }
}

/// The page at which a payer pays.
#[must_use]
pub fn pay_url(public_url: &str, token: &str) -> String {
    format!("{public_url}/pay/{token}")
}
