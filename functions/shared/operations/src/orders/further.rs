//! A further payment of an order that was not paid, by a manual system.

use domain::{
    money::{Currency, Money},
    time::Timestamp,
    token,
};
use store::{
    Database, StoreError,
    orders::further::{self, Further},
};

use super::{OpenOrderError, open::request_key, trip};
use crate::{Entropy, manual::open::NewTrip};

/// How long a payment that is recorded by hand could be paid another way, in milliseconds: there is none.
const LIFE_MS: i64 = 24 * 3_600_000;

/// What is asked.
#[derive(Debug, Clone)]
pub struct FurtherPayment<'a> {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`.
    pub mode: &'a str,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// The request: the same key is the same payment.
    pub request_key: &'a str,
    /// The order.
    pub order_id: i64,
    /// The manual system; needed where the order may be paid by several.
    pub system: Option<&'a str>,
    /// When it was paid, `YYYY-MM-DD`; by default today.
    pub paid_on: Option<String>,
    /// What is said of it.
    pub comment: String,
    /// Today in the organisation's zone.
    pub local_day: &'a str,
    /// Now.
    pub now: Timestamp,
}

/// Why no payment was added. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum FurtherError {
    /// No order of this number in this mode.
    #[error("no order of this number")]
    NotFound,
    /// A payment of the order waits for a decision.
    #[error("a payment of the order waits to be confirmed or rejected")]
    HasOpen,
    /// The order is paid.
    #[error("the order is paid")]
    Paid,
    /// The order is billed by an invoice, which is paid by its own payment alone.
    #[error("the order is billed by an invoice: its payment is accepted there")]
    Billed,
    /// As for an order.
    #[error(transparent)]
    Order(#[from] OpenOrderError),
}

impl From<StoreError> for FurtherError {
    fn from(error: StoreError) -> Self {
        Self::Order(error.into())
    }
}

/// Adds a payment to an order that is open without a trip that waits, or rejected. Answers its number. Two round trips to read, one to
/// write.
pub async fn add(
    database: &impl Database,
    entropy: &impl Entropy,
    asked: &FurtherPayment<'_>,
) -> Result<i64, FurtherError> {
    let key = request_key(asked.request_key);
    let (system, paid_on) = (
        asked.system.unwrap_or_default(),
        asked.paid_on.as_deref().unwrap_or_default(),
    );
    let hash = [&asked.order_id.to_string(), system, paid_on, &asked.comment].join("\0");
    let hash = token::sha256_hex(hash.as_bytes());
    let (found, kept) = further::unpaid(database, asked.org_id, asked.order_id, asked.mode, &key).await?;
    let reused = |kept: &further::Added| kept.request_hash != hash;
    if let Some(kept) = kept {
        return if reused(&kept) {
            Err(OpenOrderError::KeyReused.into())
        } else {
            Ok(kept.number)
        };
    }
    let (order, systems) = found.ok_or(FurtherError::NotFound)?;
    match (order.is_billed, order.is_paid, order.has_open) {
        (0, 0, 0) => {}
        (0, 0, _) => return Err(FurtherError::HasOpen),
        (0, _, _) => return Err(FurtherError::Paid),
        _ => return Err(FurtherError::Billed),
    }
    let systems: Vec<&str> = systems.iter().map(|system| system.terminal_id.as_str()).collect();
    let terminal_id = chosen(&systems, asked.system)?;
    let token = token::opaque(entropy.bytes().map_err(OpenOrderError::from)?);
    let run = token::opaque(entropy.bytes().map_err(OpenOrderError::from)?);
    let decode = |error: domain::money::MoneyError| StoreError::Decode(error.to_string());
    let currency = Currency::parse(&order.currency).map_err(decode)?;
    let paying = trip::Paying {
        org_id: asked.org_id,
        token: &token,
        price: Money::from_minor(order.price_minor, currency).map_err(decode)?,
        confirm_days: order.confirm_days,
        local_day: asked.local_day,
        actor: asked.actor,
        now: asked.now,
    };
    let new = NewTrip {
        terminal_id: terminal_id.to_owned(),
        paid_on: asked.paid_on.clone(),
        comment: asked.comment.clone(),
        receipt: None,
    };
    let trip = trip::statements(database, &paying, &new).await?;
    let row = Further {
        org_id: asked.org_id,
        order_id: asked.order_id,
        actor: asked.actor,
        key: &key,
        request_hash: &hash,
        run: &run,
        terminal_id,
        receipt_key: &super::open::receipt_key(&token),
        token: &token,
        local_day: asked.local_day,
        expires_at_ms: asked.now.after_ms(LIFE_MS).ms(),
        event_id: &token::event_id(asked.now, entropy.bytes().map_err(OpenOrderError::from)?),
        occurred_at: &asked.now.rfc3339(),
        scale: currency.scale(),
        now_ms: asked.now.ms(),
    };
    match further::add(database, &row, trip).await? {
        Some(added) if reused(&added) => Err(OpenOrderError::KeyReused.into()),
        Some(added) => Ok(added.number),
        // Somebody else has recorded one meanwhile, or the payer came.
        None => Err(FurtherError::HasOpen),
    }
}

/// Of the manual systems in use the one named, or the only one.
pub(super) fn chosen<'a>(systems: &[&'a str], named: Option<&str>) -> Result<&'a str, OpenOrderError> {
    match (systems, named) {
        ([], _) => Err(OpenOrderError::field(
            "offer",
            "offer_without_manual_system",
            "the offer has no manual system that is in use",
        )),
        (_, Some(named)) => systems
            .iter()
            .find(|one| **one == named)
            .copied()
            .ok_or_else(trip::unavailable),
        ([only], None) => Ok(only),
        (_, None) => Err(OpenOrderError::field(
            "system",
            "required",
            "the offer has several manual systems: name one",
        )),
    }
}
