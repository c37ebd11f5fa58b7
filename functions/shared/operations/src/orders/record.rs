//! A person, or a merchant's server, records an order of an offer that is paid by a manual system, without the payer.

use domain::{
    card,
    money::{Currency, Money, MoneyError},
    time::Timestamp,
};
use serde_json::Value;
use store::{Database, StoreError, orders};

use super::{ClientRef, OpenOrder, OpenOrderError, Opened, Source, further::chosen, open};
use crate::{Entropy, FieldError, clients::Details, fields::Fields, manual::open::NewTrip};

/// How long its payment could be paid another way, in milliseconds: there is none.
const LIFE_MS: i64 = 24 * 3_600_000;
/// Most trips of its payment.
const ATTEMPTS_MAX: i64 = 5;

/// An order to be recorded.
#[derive(Debug, Clone)]
pub struct RecordRequest {
    /// The offer.
    pub offer: i64,
    /// Whose it is.
    pub client: ClientRef,
    /// Where the payer is written to.
    pub email: Option<String>,
    /// The payer's phone.
    pub phone: Option<String>,
    /// When it was paid, `YYYY-MM-DD`; by default today.
    pub paid_on: Option<String>,
    /// What is said of it.
    pub comment: String,
    /// The manual system; needed where the offer has several.
    pub system: Option<String>,
}

impl RecordRequest {
    /// Reads a request; says of every field that has the wrong type.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        if fields.get("offer").is_none() {
            fields.refuse("offer", "required", "this field is required");
        }
        let request = Self {
            offer: fields.whole("offer").unwrap_or_default(),
            client: ClientRef::read(&mut fields).unwrap_or(ClientRef::ManualAccount),
            email: fields.text("email"),
            phone: fields.text("phone"),
            paid_on: fields.text("paid_on"),
            comment: fields.text("comment").unwrap_or_default(),
            system: fields.text("system"),
        };
        fields.finish(request)
    }
}

/// Who records it, where and when.
#[derive(Debug, Clone, Copy)]
pub struct Recorder<'a> {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`.
    pub mode: &'a str,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// The request: the same key is the same order.
    pub request_key: &'a str,
    /// Today in the organisation's zone.
    pub local_day: &'a str,
    /// Now.
    pub now: Timestamp,
}

/// Records an order. Two round trips to read, one to write.
pub async fn record(
    database: &impl Database,
    entropy: &impl Entropy,
    by: Recorder<'_>,
    request: &RecordRequest,
) -> Result<Opened, OpenOrderError> {
    let details = Details {
        email: request.email.clone(),
        phone: request.phone.clone(),
        ..Details::default()
    };
    let written_to = details.checked("").map_err(OpenOrderError::Fields)?;
    let inactive = || OpenOrderError::field("offer", "offer_inactive", "no such offer is active in this mode");
    let found = orders::offer(database, by.org_id, request.offer, by.mode).await?;
    let (offer, systems) = found.ok_or_else(inactive)?;
    if offer.status != "active" {
        return Err(inactive());
    }
    let systems: Vec<&str> = systems.iter().map(|system| system.terminal_id.as_str()).collect();
    let terminal_id = chosen(&systems, request.system.as_deref())?;
    let decode = |error: MoneyError| StoreError::Decode(error.to_string());
    let currency = Currency::parse(&offer.currency).map_err(decode)?;
    let allowed: Vec<String> = serde_json::from_str(&offer.systems).unwrap_or_default();
    let order = OpenOrder {
        org_id: by.org_id,
        mode: by.mode,
        actor: by.actor,
        request_key: by.request_key,
        asked: "",
        source: Source::Cabinet,
        client: request.client.clone(),
        language: &offer.language,
        offer_id: Some(offer.offer_id),
        title: &offer.title,
        price: Money::from_minor(offer.price_minor, currency).map_err(decode)?,
        systems: &allowed,
        email: written_to.email.as_deref(),
        phone: written_to.phone.as_deref(),
        cart: "[]",
        merchant_order: None,
        description: Some(&card::mask(&offer.title)),
        expires_at_ms: by.now.after_ms(LIFE_MS).ms(),
        attempts_max: ATTEMPTS_MAX,
        success_url: offer.success_url.as_deref(),
        trip: Some(NewTrip {
            terminal_id: terminal_id.to_owned(),
            paid_on: request.paid_on.clone(),
            comment: request.comment.clone(),
            receipt: None,
        }),
        confirm_days: offer.confirm_days,
        local_day: by.local_day,
        now: by.now,
    };
    open(database, entropy, &order).await
}
