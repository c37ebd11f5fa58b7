//! Payments: created once per idempotency key, found by number or by the pay page's token.

use crate::{
    Database, StoreError, Value,
    limits::{self, Broken, Refused, limit_broken, limits_in_use},
    port::Answers,
    row,
    sql::{next_journal, takes_payments},
    statement,
};

/// The columns of [`Payment`], of a table aliased `p`.
macro_rules! payment_columns {
    () => {
        "p.org_id, p.number, p.mode, p.token, p.amount_minor, p.currency, p.merchant_order, p.label, p.description, p.email, p.phone,
         p.cart, p.metadata, p.success_url, p.failure_url, p.terminal_id, p.created_at_ms, p.expires_at_ms, p.authorised_minor,
         p.captured_minor, p.refunded_minor, p.fee_minor, p.paid_at_ms, p.notice, p.attention, p.money, p.voided_minor, p.charged_back_minor,
         p.capture_reserved_minor, p.void_reserved_minor, p.refund_reserved_minor, p.fee_returned_minor, p.operations_unknown, p.disputes_open,
         p.hold_until_ms, p.capture_due_at_ms"
    };
}
pub(crate) use payment_columns;

row! {
    /// A payment's row.
    #[derive(Debug, Clone)]
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
        pub voided_minor: i64,
        pub charged_back_minor: i64,
        pub capture_reserved_minor: i64,
        pub void_reserved_minor: i64,
        pub refund_reserved_minor: i64,
        pub fee_returned_minor: i64,
        pub operations_unknown: i64,
        pub disputes_open: i64,
        pub hold_until_ms: Option<i64>,
        pub capture_due_at_ms: Option<i64>,
    }
}

impl Payment {
    /// What can still be captured or cancelled, in minor units: a hold is captured once.
    #[must_use]
    pub const fn capturable_minor(&self) -> i64 {
        if self.captured_minor > 0 || self.capture_reserved_minor > 0 {
            return 0;
        }
        let left = self.authorised_minor.saturating_sub(self.voided_minor);
        let left = left.saturating_sub(self.void_reserved_minor);
        if left > 0 { left } else { 0 }
    }

    /// What can still be refunded, in minor units: nothing while the payment is disputed.
    #[must_use]
    pub const fn refundable_minor(&self) -> i64 {
        if self.disputes_open > 0 {
            return 0;
        }
        let left = self.captured_minor.saturating_sub(self.refunded_minor);
        let left = left.saturating_sub(self.charged_back_minor);
        let left = left.saturating_sub(self.refund_reserved_minor);
        if left > 0 { left } else { 0 }
    }
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
    /// Today in the organisation's zone, `YYYY-MM-DD`: limits count by it.
    pub local_day: String,
    /// Makes the fiscal receipt's link; unguessable.
    pub receipt_key: String,
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
    /// Where Spring's format posts results.
    pub result_url: Option<String>,
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
    /// A limit would be broken.
    Limit(Broken),
}

// The number is taken and the key claimed in one statement; D1 runs batches one after the other, so no two get the same.
const CLAIM_KEY: &str = concat!(
    "INSERT INTO idempotency (org_id, scope, key, request_hash, run, number, state, created_at_ms)
    SELECT ?1, ?2, ?3, ?4, ?5, COALESCE((SELECT number FROM payment WHERE org_id = ?1 ORDER BY number DESC LIMIT 1), 0) + 1, 'done', ?6
    WHERE EXISTS (SELECT 1 FROM organisation WHERE org_id = ?1 AND status = 'active')
      AND EXISTS (SELECT 1 FROM terminal t JOIN terminal_fee f ON f.org_id = t.org_id AND f.terminal_id = t.terminal_id
                  WHERE t.org_id = ?1 AND t.mode = ?8 AND ",
    takes_payments!(),
    " AND f.currency = ?9 AND t.terminal_id = COALESCE(?10, t.terminal_id))
      AND NOT EXISTS (SELECT 1 FROM ",
    limits_in_use!("?1", "?8", "?9", "?11", "iif(l.scope = 'payer', ?13, '')"),
    " AND l.scope IN ('organisation', 'payer') AND (l.scope = 'organisation' OR ?13 IS NOT NULL) AND ",
    limit_broken!("CAST(?12 AS INTEGER)"),
    ") ON CONFLICT (org_id, scope, key) DO UPDATE SET request_hash = excluded.request_hash, run = excluded.run, number = excluded.number,
      state = excluded.state, created_at_ms = excluded.created_at_ms WHERE idempotency.created_at_ms < ?7"
);
const INSERT: &str = "INSERT INTO payment (org_id, number, mode, token, amount_minor, currency, merchant_order, label, description, email,
      phone, cart, metadata, success_url, failure_url, terminal_id, created_at_ms, expires_at_ms, look_at_ms, fop_receipt_key, local_day, result_url)
    SELECT i.org_id, i.number, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?20, ?21, ?22, ?23
    FROM idempotency i WHERE i.org_id = ?1 AND i.scope = ?2 AND i.key = ?3 AND i.run = ?4";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject)
    SELECT i.org_id, ",
    next_journal!(),
    ", ?5, ?6, 'payment_created',
      'payment:' || i.number
    FROM idempotency i WHERE i.org_id = ?1 AND i.scope = ?2 AND i.key = ?3 AND i.run = ?4"
);
const CREATED: &str = concat!(
    "SELECT i.request_hash, i.state AS key_state, ",
    payment_columns!(),
    " FROM idempotency i JOIN payment p ON p.org_id = i.org_id AND p.number = i.number
      WHERE i.org_id = ?1 AND i.scope = ?2 AND i.key = ?3 AND i.created_at_ms >= ?4"
);
const WHY_NOT: &str = concat!(
    "SELECT (SELECT status FROM organisation WHERE org_id = ?1) AS organisation,
    (?3 IS NULL OR EXISTS (SELECT 1 FROM terminal t WHERE t.org_id = ?1 AND t.mode = ?2 AND t.terminal_id = ?3 AND ",
    takes_payments!(),
    ")) AS terminal,
    EXISTS (SELECT 1 FROM terminal t JOIN terminal_fee f ON f.org_id = t.org_id AND f.terminal_id = t.terminal_id
      WHERE t.org_id = ?1 AND t.mode = ?2 AND ",
    takes_payments!(),
    " AND f.currency = ?4 AND t.terminal_id = COALESCE(?3, t.terminal_id)) AS currency"
);

row! {
    struct Claimed {
        request_hash: String,
        key_state: String,
    }
}

row! {
    struct WhyNot {
        organisation: Option<String>,
        terminal: i64,
        currency: i64,
    }
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
            text(&new.terminal_id),
            &new.local_day,
            new.amount_minor,
            text(&new.label)
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
            new.expires_at_ms,
            &new.receipt_key,
            &new.local_day,
            text(&new.result_url)
        ),
        statement!(JOURNAL, org, scope, key, run, new.now_ms, &new.actor),
        statement!(CREATED, org, scope, key, new.keys_since_ms),
    ];
    let created = Answers::of(database.batch(statements).await?).last()?;
    let claimed: Option<Claimed> = created.clone().first()?;
    match claimed.zip(created.first()?) {
        Some((claimed, _)) if claimed.request_hash != new.request_hash => Ok(Creation::KeyReused),
        Some((claimed, _)) if claimed.key_state != "done" => Ok(Creation::InFlight),
        Some((_, payment)) => Ok(Creation::Payment(Box::new(payment))),
        None => why_not(database, new).await,
    }
}

/// Why nothing was created: asked only then.
async fn why_not(database: &impl Database, new: &NewPayment) -> Result<Creation, StoreError> {
    let statement = statement!(WHY_NOT, new.org_id, &new.mode, text(&new.terminal_id), &new.currency);
    let why: Option<WhyNot> = Answers::of(database.batch(vec![statement]).await?).last()?.first()?;
    Ok(match why {
        Some(why) if why.organisation.as_deref() != Some("active") => Creation::OrganisationDisabled,
        None => Creation::OrganisationDisabled,
        Some(WhyNot { terminal: 0, .. }) => Creation::TerminalUnavailable,
        Some(WhyNot { currency: 0, .. }) => Creation::CurrencyNotSupported,
        Some(_) => {
            let refused = Refused {
                org_id: new.org_id,
                mode: &new.mode,
                currency: &new.currency,
                local_day: &new.local_day,
                amount_minor: new.amount_minor,
                label: new.label.as_deref(),
                now_ms: new.now_ms,
            };
            let broken = limits::broken(database, &refused).await?;
            // Nothing stands in the way any more: the same request may be sent again.
            broken.map_or(Creation::InFlight, Creation::Limit)
        }
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
