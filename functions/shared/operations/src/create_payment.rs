//! A payment is created: by a merchant's server, or by a widget whose data that server has signed. The key makes asking
//! twice harmless: twins and repetitions get the one payment, whatever the race.

use domain::{card, time::Timestamp, token};
use store::{
    Database, StoreError,
    payments::{self, Creation, NewPayment, Payment},
};

use crate::{Entropy, FieldError, NoEntropy, PaymentRequest};

/// How long a payment can be paid, in milliseconds.
const LIFE_MS: i64 = 24 * 3_600_000;
/// How long an idempotency key stands for its request, in milliseconds.
pub const KEY_LIFE_MS: i64 = 30 * 24 * 3_600_000;

/// Who asks.
#[derive(Debug, Clone)]
pub struct Asker<'a> {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`.
    pub mode: &'a str,
    /// The door: `v1` or `widget`.
    pub door: &'a str,
    /// As the journal names it, e.g. `api_key:<prefix>`.
    pub actor: String,
    /// The organisation's registered origins.
    pub sites: &'a [String],
    /// Today in the organisation's zone, `YYYY-MM-DD`.
    pub local_day: String,
    /// The idempotency key.
    pub key: &'a str,
}

/// Why no payment was created. Nothing was written, and the key is not used up.
#[derive(Debug, thiserror::Error)]
pub enum CreatePaymentError {
    /// Fields that are not acceptable.
    #[error("some fields are not acceptable")]
    Fields(Vec<FieldError>),
    /// The key stands for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The first request with this key is still at work.
    #[error("a request with this idempotency key is still at work")]
    InFlight,
    /// A limit would be broken: whose, and which.
    #[error("the {0}'s limit ({1}) stands in the way")]
    Limit(String, String),
    /// The organisation is disabled.
    #[error("the organisation is disabled")]
    OrganisationDisabled,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

/// Creates a payment, or finds the one that the key made. One round trip.
pub async fn create_payment(
    database: &impl Database,
    entropy: &impl Entropy,
    asker: &Asker<'_>,
    request: &PaymentRequest,
    now: Timestamp,
) -> Result<Payment, CreatePaymentError> {
    let checked = request.check(asker.sites).map_err(CreatePaymentError::Fields)?;
    let (amount, request) = (checked.amount, checked.request);
    let token = token::opaque(entropy.bytes()?);
    let new = NewPayment {
        // From the token by a one-way function: as unguessable, and it does not open the pay page.
        local_day: asker.local_day.clone(),
        receipt_key: token::sha256_hex(format!("receipt:{token}").as_bytes())
            .chars()
            .take(32)
            .collect(),
        org_id: asker.org_id,
        mode: asker.mode.to_owned(),
        actor: asker.actor.clone(),
        scope: format!("{}:{}", asker.door, asker.mode),
        key: kept_key(asker.key),
        request_hash: token::sha256_hex(json(&request)?.as_bytes()),
        run: token::opaque(entropy.bytes()?),
        token,
        amount_minor: amount.minor(),
        currency: amount.currency().code().to_owned(),
        cart: json(&request.cart)?,
        metadata: json(&request.metadata)?,
        merchant_order: request.order,
        label: request.label,
        description: request.description,
        email: request.email,
        phone: request.phone,
        success_url: request.success_url,
        failure_url: request.failure_url,
        result_url: request.result_url,
        terminal_id: request.terminal,
        now_ms: now.ms(),
        expires_at_ms: now.after_ms(LIFE_MS).ms(),
        keys_since_ms: now.after_ms(-KEY_LIFE_MS).ms(),
    };
    match payments::create(database, &new).await? {
        Creation::Payment(payment) => Ok(*payment),
        Creation::KeyReused => Err(CreatePaymentError::KeyReused),
        Creation::InFlight => Err(CreatePaymentError::InFlight),
        Creation::Limit(broken) => Err(CreatePaymentError::Limit(broken.scope, broken.what)),
        Creation::OrganisationDisabled => Err(CreatePaymentError::OrganisationDisabled),
        Creation::TerminalUnavailable => Err(field(
            "terminal",
            "terminal_unavailable",
            "no such terminal is active in this mode",
        )),
        Creation::CurrencyNotSupported => Err(field(
            "currency",
            "currency_not_supported",
            "no active terminal takes this currency",
        )),
    }
}

/// A key is the caller's own text and may be anything, a card number too: then only its hash is kept.
#[must_use]
pub fn kept_key(key: &str) -> String {
    if card::contains(key) {
        token::sha256_hex(key.as_bytes())
    } else {
        key.to_owned()
    }
}

fn json(value: &impl serde::Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Failed(error.to_string()))
}

fn field(name: &str, code: &str, detail: &str) -> CreatePaymentError {
    CreatePaymentError::Fields(vec![FieldError::new(name, code, detail)])
}

/// Whose a widget key's signing secret is, for the seal.
#[must_use]
pub fn widget_secret_owner(prefix: &str) -> String {
    format!("widget_key:{prefix}")
}
