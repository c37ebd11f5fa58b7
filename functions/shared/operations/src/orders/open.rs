//! An order is opened: by a payer who follows a Buy link, by a person who records what was sold, with an invoice. One read where it is paid
//! by a manual system, and one batch; the same request again is the same order.

use domain::{money::Money, time::Timestamp, token};
use store::{
    Database, Statement, StoreError,
    orders::open::{self as rows, NewOrder, Opening},
};

use super::{ClientRef, trip};
use crate::{
    Entropy, FieldError, NoEntropy,
    create_payment::{KEY_LIFE_MS, kept_key},
    manual::{ManualError, open::NewTrip},
};

/// Longest key of a request, in bytes; a longer one is kept as its hash.
const KEY_MAX: usize = 200;

/// For how long orders that wait to be paid count against the bounds of a Buy link, in milliseconds.
const WAITING_MS: i64 = 3_600_000;

/// How an order comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A payer followed the Buy link.
    Offer,
    /// A person, or a merchant's server, records it.
    Cabinet,
    /// It is billed.
    Invoice,
}

impl Source {
    /// As it is kept.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offer => "offer",
            Self::Cabinet => "cabinet",
            Self::Invoice => "invoice",
        }
    }
}

/// An order to be opened.
#[derive(Debug, Clone)]
pub struct OpenOrder<'a> {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`.
    pub mode: &'a str,
    /// Who opens it, as the journal names them.
    pub actor: &'a str,
    /// The request: the same key is the same order.
    pub request_key: &'a str,
    /// What its key stands for besides the fields of the order.
    pub asked: &'a str,
    /// How it comes about.
    pub source: Source,
    /// Whose it is.
    pub client: ClientRef,
    /// In which language a new client is written to: `en` or `ru`.
    pub language: &'a str,
    /// The offer, which is active and of this mode; an invoice has none.
    pub offer_id: Option<i64>,
    /// What it is; found good by the caller.
    pub title: &'a str,
    /// Above zero.
    pub price: Money,
    /// Terminals by which it may be paid.
    pub systems: &'a [String],
    /// Where the payer is written to; by default the address given of the client.
    pub email: Option<&'a str>,
    /// The payer's phone; by default the one given of the client.
    pub phone: Option<&'a str>,
    /// What is bought, a JSON array.
    pub cart: &'a str,
    /// The merchant's own number of it.
    pub merchant_order: Option<&'a str>,
    /// Shown to the payer; found good by the caller.
    pub description: Option<&'a str>,
    /// When its payment can no longer be paid.
    pub expires_at_ms: i64,
    /// Most trips of its payment.
    pub attempts_max: i64,
    /// Where the payer goes after success.
    pub success_url: Option<&'a str>,
    /// A trip to a manual system that is opened with it.
    pub trip: Option<NewTrip>,
    /// Days of 24 hours in which that trip is to be confirmed.
    pub confirm_days: i64,
    /// Today in the organisation's zone, `YYYY-MM-DD`.
    pub local_day: &'a str,
    /// Now.
    pub now: Timestamp,
}

/// An order that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its number.
    pub order_id: i64,
    /// Its client.
    pub client_id: i64,
    /// Its first payment.
    pub number: i64,
    /// That payment's token: opens the pay page.
    pub token: String,
    /// Whether this very call has made it.
    pub fresh: bool,
}

/// Why no order was opened. Nothing was written, and the key is not used up.
#[derive(Debug, thiserror::Error)]
pub enum OpenOrderError {
    /// Fields that are not acceptable.
    #[error("some fields are not acceptable")]
    Fields(Vec<FieldError>),
    /// The key stands for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// Something changed while it was opened: the same request may be sent again.
    #[error("something changed meanwhile: send the same request again")]
    Again,
    /// A limit would be broken: whose, and which.
    #[error("the {0}'s limit ({1}) stands in the way")]
    Limit(String, String),
    /// As many orders of the offer as may be wait to be paid.
    #[error("too many orders of this offer wait to be paid")]
    TooMany,
    /// The organisation is disabled.
    #[error("the organisation is disabled")]
    OrganisationDisabled,
    /// The trip to a manual system could not be opened.
    #[error(transparent)]
    Manual(ManualError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

impl OpenOrderError {
    /// One field is not acceptable.
    pub(crate) fn field(field: &str, code: &str, detail: &str) -> Self {
        Self::Fields(vec![FieldError::new(field, code, detail)])
    }
}

/// Opens an order with its first payment, or finds the one that the same request made.
pub async fn open(
    database: &impl Database,
    entropy: &impl Entropy,
    order: &OpenOrder<'_>,
) -> Result<Opened, OpenOrderError> {
    open_with(database, entropy, order, |_| Vec::new()).await
}

/// [`open`] with statements of its own behind it, in the same batch: made from the token of its payment, which a request that comes again
/// does not make, so that they find nothing.
pub(crate) async fn open_with(
    database: &impl Database,
    entropy: &impl Entropy,
    order: &OpenOrder<'_>,
    more: impl FnOnce(&str) -> Vec<Statement>,
) -> Result<Opened, OpenOrderError> {
    let client = order.client.checked(order.language).map_err(OpenOrderError::Fields)?;
    let (token, run) = (token::opaque(entropy.bytes()?), token::opaque(entropy.bytes()?));
    let trip = match &order.trip {
        Some(trip) => trip::of_order(database, order, trip, &token).await?,
        None => Vec::new(),
    };
    let behind: Vec<Statement> = trip.into_iter().chain(more(&token)).collect();
    let given = match &client {
        rows::OrderClient::Given(given) => Some(given),
        rows::OrderClient::Existing(_) => None,
    };
    let systems = serde_json::Value::from(order.systems.to_vec()).to_string();
    let currency = order.price.currency();
    let new = NewOrder {
        org_id: order.org_id,
        mode: order.mode,
        actor: order.actor,
        request_key: &request_key(order.request_key),
        request_hash: &request_hash(order),
        run: &run,
        source: order.source.name(),
        client: &client,
        offer_id: order.offer_id,
        title: order.title,
        price_minor: order.price.minor(),
        currency: currency.code(),
        systems: &systems,
        trip_terminal: order.trip.as_ref().map(|trip| trip.terminal_id.as_str()),
        token: &token,
        receipt_key: &receipt_key(&token),
        email: order.email.or_else(|| given.and_then(|given| given.email.as_deref())),
        phone: order.phone.or_else(|| given.and_then(|given| given.phone.as_deref())),
        cart: order.cart,
        merchant_order: order.merchant_order,
        description: order.description,
        success_url: order.success_url,
        expires_at_ms: order.expires_at_ms,
        attempts_max: order.attempts_max,
        // A payer who names somebody else's address is not that client: nothing is told to, or counted for, their label.
        labelled: order.source != Source::Offer,
        local_day: order.local_day,
        now_ms: order.now.ms(),
        keys_since_ms: order.now.after_ms(-KEY_LIFE_MS).ms(),
        waiting_since_ms: (order.source == Source::Offer).then(|| order.now.after_ms(-WAITING_MS).ms()),
    };
    let refused = OpenOrderError::field;
    match rows::open(database, &new, behind).await? {
        Opening::Opened(row) if row.request_hash.as_ref().is_some_and(|hash| hash != new.request_hash) => {
            Err(OpenOrderError::KeyReused)
        }
        Opening::Opened(row) => Ok(Opened {
            order_id: row.order_id,
            client_id: row.client_id,
            number: row.number,
            token: row.token,
            fresh: row.run.as_deref() == Some(run.as_str()),
        }),
        Opening::OrganisationDisabled => Err(OpenOrderError::OrganisationDisabled),
        Opening::OfferInactive => Err(refused(
            "offer",
            "offer_inactive",
            "no such offer is active in this mode",
        )),
        Opening::ClientNotFound => Err(refused("client", "client_not_found", "no client of this number")),
        Opening::TooMany => Err(OpenOrderError::TooMany),
        Opening::SystemUnavailable => Err(trip::unavailable()),
        Opening::Limit(broken) => Err(OpenOrderError::Limit(broken.scope, broken.what)),
        Opening::Again => Err(OpenOrderError::Again),
    }
}

/// A key as it is kept: the caller's own text, or its hash where it is long, or a card number.
pub(super) fn request_key(key: &str) -> String {
    if key.len() > KEY_MAX {
        token::sha256_hex(key.as_bytes())
    } else {
        kept_key(key)
    }
}

/// Makes a payment's fiscal receipt's link: from the token by a one-way function, as unguessable, and it does not open the pay page.
pub(super) fn receipt_key(token: &str) -> String {
    let hash = token::sha256_hex(format!("receipt:{token}").as_bytes());
    hash.chars().take(32).collect()
}

/// What a key stands for. A payer's form is one purchase, whatever was typed into it when it was sent once more; and a receipt that is
/// uploaded again is another file.
fn request_hash(order: &OpenOrder<'_>) -> String {
    if order.source == Source::Offer {
        return String::new();
    }
    let text = |text: &Option<&str>| text.unwrap_or_default().to_owned();
    let offer = order.offer_id.unwrap_or_default().to_string();
    let mut parts = vec![
        order.mode.to_owned(),
        order.source.name().to_owned(),
        offer,
        order.client.word(),
    ];
    parts.extend([&order.email, &order.phone, &order.merchant_order].map(text));
    parts.push(order.asked.to_owned());
    if let Some(trip) = &order.trip {
        parts.extend([
            trip.terminal_id.clone(),
            trip.paid_on.clone().unwrap_or_default(),
            trip.comment.clone(),
        ]);
    }
    if order.source == Source::Invoice {
        parts.extend([
            order.price.to_string(),
            order.price.currency().to_string(),
            order.cart.to_owned(),
        ]);
        parts.extend([text(&order.description), order.expires_at_ms.to_string()]);
    }
    token::sha256_hex(parts.join("\0").as_bytes())
}
