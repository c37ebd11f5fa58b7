//! Payments: created once per idempotency key, found by number or by the pay page's token.

use serde::Deserialize;

use crate::{Database, StoreError, Value, port::Answers, statement};

/// The columns of [`Payment`], of a table aliased `p`.
macro_rules! payment_columns {
    () => {
        "p.org_id, p.number, p.mode, p.token, p.amount_minor, p.currency, p.merchant_order, p.label, p.description, p.email, p.phone,
         p.cart, p.metadata, p.success_url, p.failure_url, p.terminal_id, p.created_at_ms, p.expires_at_ms, p.authorised_minor,
         p.captured_minor, p.refunded_minor, p.fee_minor, p.paid_at_ms, p.notice, p.attention, p.money"
    };
}
pub(crate) use payment_columns;

/// A payment's row.
#[derive(Debug, Clone, Deserialize)]
#[expect(missing_docs, reason = "columns are documented in schema/0002_payments.sql")]
pub struct Payment {
    pub org_id: i64,
    pub number: i64,
    pub mode: String,
    pub token: String,
    pub amount_minor: i64,
    pub currency: String,
    pub merchant_order: Option<String>,
    pub label: Option<String>,
    pub description: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub cart: String,
    pub metadata: String,
    pub success_url: Option<String>,
    pub failure_url: Option<String>,
    pub terminal_id: Option<String>,
    pub created_at_ms: i64,
    pub expires_at_ms: i64,
    pub authorised_minor: i64,
    pub captured_minor: i64,
    pub refunded_minor: i64,
    pub fee_minor: Option<i64>,
    pub paid_at_ms: Option<i64>,
    pub notice: String,
    pub attention: Option<String>,
    pub money: String,
}

/// What is asked of a payer, with the key that makes asking twice harmless.
#[derive(Debug, Clone)]
pub struct NewPayment {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`.
    pub mode: String,
    /// Who asks, as the journal names it.
    pub actor: String,
    /// The door through which it came: `v1:test`, `widget:live` ...
    pub scope: String,
    /// The idempotency key within the scope.
    pub key: String,
    /// Hash of the request that the key stands for.
    pub request_hash: String,
    /// Random: tells this request's rows from its twins'.
    pub run: String,
    /// The pay page's token.
    pub token: String,
    /// Amount in minor units.
    pub amount_minor: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// The merchant's order.
    pub merchant_order: Option<String>,
    /// The payer in the merchant's system.
    pub label: Option<String>,
    /// Shown to the payer.
    pub description: Option<String>,
    /// The payer's e-mail address.
    pub email: Option<String>,
    /// The payer's phone.
    pub phone: Option<String>,
    /// JSON array.
    pub cart: String,
    /// JSON object.
    pub metadata: String,
    /// Where the payer goes after success.
    pub success_url: Option<String>,
    /// Where the payer goes after failure.
    pub failure_url: Option<String>,
    /// The one terminal allowed, or empty for any that fits.
    pub terminal_id: Option<String>,
    /// Now.
    pub now_ms: i64,
    /// When the payment can no longer be paid.
    pub expires_at_ms: i64,
    /// Keys older than this are free again.
    pub keys_since_ms: i64,
}

/// What became of a request to create a payment.
#[derive(Debug)]
pub enum Creation {
    /// Created by this request, or by an earlier one with the same key and the same content.
    Payment(Box<Payment>),
    /// The key stands for another request.
    KeyReused,
    /// The first request with this key is still at work.
    InFlight,
    /// The organisation is disabled.
    OrganisationDisabled,
    /// The terminal named is unknown, disabled or of the other mode.
    TerminalUnavailable,
    /// No active terminal of this mode takes the currency.
    CurrencyNotSupported,
}

// The number is taken and the key claimed in one statement; D1 runs batches one after the other, so no two get the same.
const CLAIM_KEY: &str = "INSERT INTO idempotency (org_id, scope, key, request_hash, run, number, state, created_at_ms)
    SELECT ?1, ?2, ?3, ?4, ?5, COALESCE((SELECT number FROM payment WHERE org_id = ?1 ORDER BY number DESC LIMIT 1), 0) + 1, 'done', ?6
    WHERE EXISTS (SELECT 1 FROM organisation WHERE org_id = ?1 AND status = 'active')
      AND EXISTS (SELECT 1 FROM terminal t JOIN terminal_fee f ON f.org_id = t.org_id AND f.terminal_id = t.terminal_id
                  WHERE t.org_id = ?1 AND t.mode = ?8 AND t.status = 'active' AND f.currency = ?9 AND t.terminal_id = COALESCE(?10, t.terminal_id))
    ON CONFLICT (org_id, scope, key) DO UPDATE SET request_hash = excluded.request_hash, run = excluded.run, number = excluded.number,
      state = excluded.state, created_at_ms = excluded.created_at_ms WHERE idempotency.created_at_ms < ?7";
const INSERT: &str = "INSERT INTO payment (org_id, number, mode, token, amount_minor, currency, merchant_order, label, description, email,
      phone, cart, metadata, success_url, failure_url, terminal_id, created_at_ms, expires_at_ms)
    SELECT i.org_id, i.number, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20
    FROM idempotency i WHERE i.org_id = ?1 AND i.scope = ?2 AND i.key = ?3 AND i.run = ?4";
const JOURNAL: &str = "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject)
    SELECT i.org_id, COALESCE((SELECT seq FROM journal WHERE org_id = ?1 ORDER BY seq DESC LIMIT 1), 0) + 1, ?5, ?6, 'payment_created',
      'payment:' || i.number
    FROM idempotency i WHERE i.org_id = ?1 AND i.scope = ?2 AND i.key = ?3 AND i.run = ?4";
const CREATED: &str = concat!(
    "SELECT i.request_hash, i.state AS key_state, ",
    payment_columns!(),
    " FROM idempotency i JOIN payment p ON p.org_id = i.org_id AND p.number = i.number
      WHERE i.org_id = ?1 AND i.scope = ?2 AND i.key = ?3 AND i.created_at_ms >= ?4"
);
const WHY_NOT: &str = "SELECT (SELECT status FROM organisation WHERE org_id = ?1) AS organisation,
    (?3 IS NULL OR EXISTS (SELECT 1 FROM terminal WHERE org_id = ?1 AND mode = ?2 AND terminal_id = ?3 AND status = 'active')) AS terminal";

#[derive(Deserialize)]
struct Claimed {
    request_hash: String,
    key_state: String,
}

#[derive(Deserialize)]
struct WhyNot {
    organisation: Option<String>,
    terminal: i64,
}

/// Creates a payment, or finds the one that the same key made: one round trip, whatever the race.
pub async fn create(database: &impl Database, new: &NewPayment) -> Result<Creation, StoreError> {
    let (org, scope, key, run) = (new.org_id, &new.scope, &new.key, &new.run);
    let statements = vec![
        statement!(
            CLAIM_KEY,
            org,
            scope,
            key,
            &new.request_hash,
            run,
            new.now_ms,
            new.keys_since_ms,
            &new.mode,
            &new.currency,
            text(&new.terminal_id)
        ),
        statement!(
            INSERT,
            org,
            scope,
            key,
            run,
            &new.mode,
            &new.token,
            new.amount_minor,
            &new.currency,
            text(&new.merchant_order),
            text(&new.label),
            text(&new.description),
            text(&new.email),
            text(&new.phone),
            &new.cart,
            &new.metadata,
            text(&new.success_url),
            text(&new.failure_url),
            text(&new.terminal_id),
            new.now_ms,
            new.expires_at_ms
        ),
        statement!(JOURNAL, org, scope, key, run, new.now_ms, &new.actor),
        statement!(WHY_NOT, org, &new.mode, text(&new.terminal_id)),
        statement!(CREATED, org, scope, key, new.keys_since_ms),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    for _ in 0..3 {
        answers.next()?;
    }
    let why_not: Option<WhyNot> = answers.next()?.first()?;
    let created = answers.next()?;
    let claimed: Option<Claimed> = created.clone().first()?;
    Ok(match (claimed.zip(created.first()?), why_not) {
        (Some((claimed, _)), _) if claimed.request_hash != new.request_hash => Creation::KeyReused,
        (Some((claimed, _)), _) if claimed.key_state != "done" => Creation::InFlight,
        (Some((_, payment)), _) => Creation::Payment(Box::new(payment)),
        (
            None,
            Some(WhyNot {
                organisation: Some(status),
                terminal: 1,
            }),
        ) if status == "active" => Creation::CurrencyNotSupported,
        (
            None,
            Some(WhyNot {
                organisation: Some(status),
                ..
            }),
        ) if status == "active" => Creation::TerminalUnavailable,
        (None, _) => Creation::OrganisationDisabled,
    })
}

fn text(value: &Option<String>) -> Value {
    value.as_ref().into()
}

const BY_NUMBER: &str = concat!(
    "SELECT ",
    payment_columns!(),
    " FROM payment p WHERE p.org_id = ?1 AND p.number = ?2 AND p.mode = ?3"
);

/// Finds a payment of a mode by number.
pub async fn by_number(
    database: &impl Database,
    org_id: i64,
    number: i64,
    mode: &str,
) -> Result<Option<Payment>, StoreError> {
    Answers::of(
        database
            .batch(vec![statement!(BY_NUMBER, org_id, number, mode)])
            .await?,
    )
    .last()?
    .first()
}
