//! Payments: started by merchants, led from step to step by payers.

use ::store::{Database, StoreError, statement};
use serde::Serialize;

use crate::chaos::Chaos;

::store::row! {
    /// A payment as merchants and payers are shown it.
    #[derive(Debug, Clone)]
    pub(crate) struct Payment {
        pub(crate) payment_id: String,
        pub(crate) terminal_number: i64,
        pub(crate) token: String,
        /// The merchant's name.
        pub(crate) merchant: String,
        pub(crate) reference: String,
        pub(crate) amount_minor: i64,
        pub(crate) currency: String,
        pub(crate) description: String,
        pub(crate) return_url: String,
        pub(crate) callback_url: String,
        pub(crate) stages: i64,
        pub(crate) language: String,
        pub(crate) step: String,
        pub(crate) status: String,
        pub(crate) card_mask: Option<String>,
        pub(crate) card_brand: Option<String>,
        pub(crate) card_token: Option<String>,
        pub(crate) card_country: Option<String>,
        pub(crate) rrn: Option<String>,
        pub(crate) decline_code: Option<String>,
        pub(crate) authorised_minor: i64,
        pub(crate) captured_minor: i64,
        pub(crate) voided_minor: i64,
        pub(crate) refunded_minor: i64,
        pub(crate) charged_back_minor: i64,
        pub(crate) refund_reserved_minor: i64,
        /// What its operations meet with, by name.
        pub(crate) chaos: Option<String>,
        /// How long the terminal's holds last.
        pub(crate) hold_days: i64,
        pub(crate) hold_until_ms: Option<i64>,
        pub(crate) expires_at_ms: i64,
    }
}

/// What may be known of a card.
#[derive(Debug, Clone, Serialize, PartialEq, Eq)]
pub(crate) struct CardFacts {
    /// First six and last four digits.
    pub(crate) mask: String,
    /// The scheme.
    pub(crate) brand: String,
    /// Names the card without its number.
    pub(crate) token: String,
    /// The issuer's country.
    pub(crate) country: String,
}

impl Payment {
    /// What may still be refunded, in minor units.
    pub(crate) fn refundable_minor(&self) -> i64 {
        self.captured_minor
            .saturating_sub(self.refunded_minor)
            .saturating_sub(self.refund_reserved_minor)
            .saturating_sub(self.charged_back_minor)
    }

    /// What its operations meet with.
    pub(crate) fn chaos(&self) -> Option<Chaos> {
        self.chaos.as_deref().and_then(Chaos::parse)
    }

    /// The card used, once there is one.
    pub(crate) fn card(&self) -> Option<CardFacts> {
        Some(CardFacts {
            mask: self.card_mask.clone()?,
            brand: self.card_brand.clone()?,
            token: self.card_token.clone()?,
            country: self.card_country.clone()?,
        })
    }
}

/// A payment to start.
#[derive(Debug)]
pub(crate) struct NewPayment<'a> {
    pub(crate) payment_id: &'a str,
    pub(crate) terminal_number: i64,
    pub(crate) key: &'a str,
    pub(crate) token: &'a str,
    pub(crate) reference: &'a str,
    pub(crate) amount_minor: i64,
    pub(crate) currency: &'a str,
    pub(crate) description: &'a str,
    pub(crate) return_url: &'a str,
    pub(crate) callback_url: &'a str,
    pub(crate) stages: i64,
    pub(crate) language: &'a str,
    pub(crate) now_ms: i64,
    pub(crate) expires_at_ms: i64,
}

macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT p.payment_id, p.terminal_number, p.token, t.merchant, p.reference, p.amount_minor, p.currency, p.description, p.return_url, p.callback_url, p.stages,
               p.language, p.step, p.status, p.card_mask, p.card_brand, p.card_token, p.card_country, p.rrn, p.decline_code, p.authorised_minor,
               p.captured_minor, p.voided_minor, p.refunded_minor, p.charged_back_minor, p.refund_reserved_minor, p.chaos, t.hold_days,
               p.hold_until_ms, p.expires_at_ms
             FROM payment p JOIN terminal t ON t.terminal_number = p.terminal_number WHERE ",
            $which
        )
    };
}
const START: &str = "INSERT INTO payment (payment_id, terminal_number, idempotency_key, token, reference, amount_minor, currency, description, return_url,
      callback_url, stages, language, created_at_ms, expires_at_ms)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) ON CONFLICT DO NOTHING";
const BY_KEY: &str = select!("p.terminal_number = ?1 AND p.idempotency_key = ?2");
const BY_TERMINAL: &str = select!("p.payment_id = ?2 AND p.terminal_number = ?1");
const BY_TOKEN: &str = select!("p.token = ?1");
const BY_ID: &str = select!("p.payment_id = ?1");
const TO_RESOLVE: &str = select!("p.resolve_at_ms <= ?1 ORDER BY p.resolve_at_ms LIMIT CAST(?2 AS INTEGER)");
const TO_CHARGE_BACK: &str = select!("p.chargeback_at_ms <= ?1 ORDER BY p.chargeback_at_ms LIMIT CAST(?2 AS INTEGER)");
// A hold with an operation that is not decided yet waits for it.
const TO_RELEASE: &str =
    select!("p.hold_until_ms <= ?1 AND p.hold_reserved_minor = 0 ORDER BY p.hold_until_ms LIMIT CAST(?2 AS INTEGER)");

/// Starts a payment; answers the one that its key started first.
pub(crate) async fn start(database: &impl Database, new: &NewPayment<'_>) -> Result<Option<Payment>, StoreError> {
    let insert = statement!(
        START,
        new.payment_id,
        new.terminal_number,
        new.key,
        new.token,
        new.reference,
        new.amount_minor,
        new.currency,
        new.description,
        new.return_url,
        new.callback_url,
        new.stages,
        new.language,
        new.now_ms,
        new.expires_at_ms
    );
    super::last(
        database
            .batch(vec![insert, statement!(BY_KEY, new.terminal_number, new.key)])
            .await?,
    )?
    .first()
}

/// A payment of a terminal.
pub(crate) async fn of_terminal(
    database: &impl Database,
    terminal_number: i64,
    payment_id: &str,
) -> Result<Option<Payment>, StoreError> {
    super::last(
        database
            .batch(vec![statement!(BY_TERMINAL, terminal_number, payment_id)])
            .await?,
    )?
    .first()
}

/// The payment that a merchant's key started.
pub(crate) async fn started_by(
    database: &impl Database,
    terminal_number: i64,
    key: &str,
) -> Result<Option<Payment>, StoreError> {
    super::last(database.batch(vec![statement!(BY_KEY, terminal_number, key)]).await?)?.first()
}

/// Any payment: for what the bank does by itself.
pub(crate) async fn by_id(database: &impl Database, payment_id: &str) -> Result<Option<Payment>, StoreError> {
    super::last(database.batch(vec![statement!(BY_ID, payment_id)]).await?)?.first()
}

/// The payment that a page's token opens.
pub(crate) async fn by_token(database: &impl Database, token: &str) -> Result<Option<Payment>, StoreError> {
    super::last(database.batch(vec![statement!(BY_TOKEN, token)]).await?)?.first()
}

/// Payments whose result is due.
pub(crate) async fn to_resolve(database: &impl Database, due_ms: i64, limit: u32) -> Result<Vec<Payment>, StoreError> {
    super::last(database.batch(vec![statement!(TO_RESOLVE, due_ms, limit)]).await?)?.all()
}

/// Payments whose payers complain by now.
pub(crate) async fn to_charge_back(
    database: &impl Database,
    due_ms: i64,
    limit: u32,
) -> Result<Vec<Payment>, StoreError> {
    super::last(database.batch(vec![statement!(TO_CHARGE_BACK, due_ms, limit)]).await?)?.all()
}

/// Payments whose holds end by now.
pub(crate) async fn to_release(database: &impl Database, due_ms: i64, limit: u32) -> Result<Vec<Payment>, StoreError> {
    super::last(database.batch(vec![statement!(TO_RELEASE, due_ms, limit)]).await?)?.all()
}

const LEAVE_CARD: &str = "UPDATE payment SET step = ?2, resolve_at_ms = ?3, card_mask = ?4, card_brand = ?5, card_token = ?6, card_country = ?7
    WHERE payment_id = ?1 AND step = 'card'";

/// The card is known but not the outcome: on to the challenge, or to processing until `resolve_at_ms`. Without effect on a
/// payment that has left the card page already.
pub(crate) async fn leave_card(
    database: &impl Database,
    payment_id: &str,
    card: &CardFacts,
    resolve_at_ms: Option<i64>,
) -> Result<(), StoreError> {
    let step = if resolve_at_ms.is_some() {
        "processing"
    } else {
        "challenge"
    };
    let statement = statement!(
        LEAVE_CARD,
        payment_id,
        step,
        resolve_at_ms,
        &card.mask,
        &card.brand,
        &card.token,
        &card.country
    );
    database.batch(vec![statement]).await.map(drop)
}
