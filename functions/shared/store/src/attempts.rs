//! Trips to a bank, from the pay page on.

use crate::{
    Database, StoreError,
    limits::{limit_broken, limits_in_use},
    payments::{Payment, payment_columns},
    port::Answers,
    row,
    sql::{next_journal, order_free, system_allowed, takes_payments},
    statement,
};

/// What the pay page shows.
#[derive(Debug, Clone)]
pub struct PayPage {
    /// The payment.
    pub payment: Payment,
    /// The organisation's name, status and registered sites.
    pub organisation: PayPageOrganisation,
    /// Terminals that fit, in order of their ids.
    pub terminals: Vec<PayPageTerminal>,
    /// Manual payment systems by which it may be paid, in order of their ids.
    pub manual: Vec<PayPageTerminal>,
    /// The trips so far, oldest first.
    pub attempts: Vec<PayPageAttempt>,
}

impl PayPage {
    /// Whether a manual payment has been told of and is not yet decided: no other trip starts meanwhile.
    #[must_use]
    pub fn manual_open(&self) -> bool {
        self.attempts
            .iter()
            .any(|attempt| attempt.manual.as_deref() == Some("open"))
    }
}

row! {
    /// The organisation as payers see it.
    #[derive(Debug, Clone)]
    pub struct PayPageOrganisation {
        /// The name.
        pub name: String,
        /// `active` or `disabled`.
        pub status: String,
        /// The organisation's language.
        pub language: String,
        /// JSON array of origins.
        pub sites: String,
        /// Most trips to a bank.
        pub attempts_max: i64,
    }
}

row! {
    /// A way to pay.
    #[derive(Debug, Clone)]
    pub struct PayPageTerminal {
        /// The id.
        pub terminal_id: String,
        /// The name shown.
        pub name: String,
    }
}

row! {
    /// An earlier trip.
    #[derive(Debug, Clone)]
    pub struct PayPageAttempt {
        /// Counted from 1.
        pub attempt: i64,
        /// The trip's state.
        pub state: String,
        /// Why the bank declined.
        pub decline_code: Option<String>,
        /// Of a trip to a manual system: `open`, `resolved` or `rejected`.
        pub manual: Option<String>,
    }
}

const PAYMENT: &str = concat!("SELECT ", payment_columns!(), " FROM payment p WHERE p.token = ?1");
const ORGANISATION: &str = "SELECT o.name, o.status, o.language, o.sites, p.attempts_max FROM payment p JOIN organisation o ON o.org_id = p.org_id WHERE p.token = ?1";
const TERMINALS: &str = concat!(
    "SELECT t.terminal_id, t.name FROM payment p
    JOIN terminal t ON t.org_id = p.org_id AND t.mode = p.mode AND t.terminal_id = COALESCE(p.terminal_id, t.terminal_id) AND ",
    takes_payments!(),
    " AND ",
    system_allowed!(),
    " JOIN terminal_fee f ON f.org_id = t.org_id AND f.terminal_id = t.terminal_id AND f.currency = p.currency
    WHERE p.token = ?1 AND NOT EXISTS (SELECT 1 FROM ",
    limits_in_use!("p.org_id", "p.mode", "p.currency", "p.local_day", "l.terminal_id"),
    " AND l.scope = 'terminal' AND l.terminal_id = t.terminal_id AND ",
    limit_broken!("p.amount_minor"),
    ") ORDER BY t.terminal_id"
);
const MANUAL: &str = concat!(
    "SELECT t.terminal_id, t.name FROM payment p
    JOIN terminal t ON t.org_id = p.org_id AND t.mode = p.mode AND t.kind = 'manual' AND t.status = 'active' AND ",
    system_allowed!(),
    " WHERE p.token = ?1 AND p.systems <> '[]' ORDER BY t.terminal_id"
);
const ATTEMPTS: &str = "SELECT a.attempt, a.state, a.decline_code, m.state AS manual FROM payment p JOIN attempt a ON a.org_id = p.org_id AND a.number = p.number
    LEFT JOIN manual_payment m ON m.org_id = a.org_id AND m.number = a.number AND m.attempt = a.attempt
    WHERE p.token = ?1 ORDER BY a.attempt";

/// Finds a payment by its pay page's token, with all that the page shows.
pub async fn pay_page(database: &impl Database, token: &str) -> Result<Option<PayPage>, StoreError> {
    let statements = [PAYMENT, ORGANISATION, TERMINALS, MANUAL, ATTEMPTS].map(|sql| statement!(sql, token));
    let mut answers = Answers::of(database.batch(statements.into()).await?);
    let (payment, organisation) = (answers.next()?.first()?, answers.next()?.first()?);
    let (Some(payment), Some(organisation)) = (payment, organisation) else {
        return Ok(None);
    };
    Ok(Some(PayPage {
        payment,
        organisation,
        terminals: answers.next()?.all()?,
        manual: answers.next()?.all()?,
        attempts: answers.next()?.all()?,
    }))
}

row! {
    /// A trip that was committed before the bank is asked.
    #[derive(Debug, Clone)]
    pub struct Intended {
        /// The organisation.
        pub org_id: i64,
        /// Its slug, which callback addresses carry.
        pub slug: String,
        /// The payment.
        pub number: i64,
        /// The trip.
        pub attempt: i64,
        /// The terminal.
        pub terminal_id: String,
        /// The terminal's acquirer.
        pub acquirer: String,
        /// 1 or 2.
        pub stages: i64,
        /// Sealed JSON.
        pub credentials: String,
        /// Amount in minor units.
        pub amount_minor: i64,
        /// ISO 4217 code.
        pub currency: String,
        /// Shown to the payer.
        pub description: Option<String>,
    }
}

// Every condition under which a payer may go to a bank, checked where the trip is written.
const INTEND: &str = concat!(
    "INSERT INTO attempt (org_id, number, attempt, terminal_id, amount_minor, currency, created_at_ms)
    SELECT p.org_id, p.number, COALESCE((SELECT max(a.attempt) FROM attempt a WHERE a.org_id = p.org_id AND a.number = p.number), 0) + 1,
      t.terminal_id, p.amount_minor, p.currency, ?3
    FROM payment p
    JOIN organisation o ON o.org_id = p.org_id AND o.status = 'active'
    JOIN terminal t ON t.org_id = p.org_id AND t.terminal_id = ?2 AND t.mode = p.mode AND ",
    takes_payments!(),
    " AND ",
    system_allowed!(),
    " JOIN terminal_fee f ON f.org_id = t.org_id AND f.terminal_id = t.terminal_id AND f.currency = p.currency
    WHERE p.token = ?1 AND p.money IN ('created', 'awaiting') AND p.expires_at_ms > ?3 AND COALESCE(p.terminal_id, ?2) = ?2
      AND (SELECT count(*) FROM attempt a WHERE a.org_id = p.org_id AND a.number = p.number) < p.attempts_max
      AND NOT EXISTS (SELECT 1 FROM manual_payment m WHERE m.org_id = p.org_id AND m.number = p.number AND m.state = 'open')
      AND ",
    order_free!("p"),
    " AND NOT EXISTS (SELECT 1 FROM ",
    limits_in_use!("p.org_id", "p.mode", "p.currency", "p.local_day", "l.terminal_id"),
    " AND l.scope = 'terminal' AND l.terminal_id = t.terminal_id AND ",
    limit_broken!("p.amount_minor"),
    ") RETURNING attempt"
);
const INTENDED: &str =
    "SELECT p.org_id, o.slug, p.number, a.attempt, t.terminal_id, t.acquirer, t.stages, t.credentials, a.amount_minor,
      a.currency, p.description
    FROM payment p JOIN organisation o ON o.org_id = p.org_id
    JOIN attempt a ON a.org_id = p.org_id AND a.number = p.number
    JOIN terminal t ON t.org_id = a.org_id AND t.terminal_id = a.terminal_id
    WHERE p.token = ?1 ORDER BY a.attempt DESC LIMIT 1";

/// Commits the intention to send the payer to a bank. `None`: it may not be (paid, expired, disabled, too many trips).
pub async fn intend(
    database: &impl Database,
    token: &str,
    terminal_id: &str,
    now_ms: i64,
) -> Result<Option<Intended>, StoreError> {
    let statements = vec![
        statement!(INTEND, token, terminal_id, now_ms),
        statement!(INTENDED, token),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let written = !answers.next()?.0.is_empty();
    let intended = answers.next()?.first()?;
    Ok(if written { intended } else { None })
}

const SENT: &str = "UPDATE attempt SET state = 'sent', bank_reference = ?4, redirect_url = ?5
    WHERE org_id = ?1 AND number = ?2 AND attempt = ?3 AND state = 'intended'";
// Whatever the bank then forgets to say, it is asked for.
const AWAITING: &str = "UPDATE payment SET sent_at_ms = COALESCE(sent_at_ms, ?3), look_at_ms = iif(look_at_ms IS NULL, NULL, min(expires_at_ms, CAST(?4 AS INTEGER)))
    WHERE org_id = ?1 AND number = ?2";
const LOOK: &str = "UPDATE payment SET look_at_ms = iif(look_at_ms IS NULL, NULL, min(expires_at_ms, CAST(?3 AS INTEGER))) WHERE org_id = ?1 AND number = ?2";
/// How long after a payer went the janitor first asks the bank, where it has said nothing, in milliseconds.
const LOOK_AFTER_MS: i64 = 15 * 60_000;
const NOT_SENT: &str = "UPDATE attempt SET state = ?4, decline_code = ?5, finished_at_ms = ?6
    WHERE org_id = ?1 AND number = ?2 AND attempt = ?3 AND state = 'intended'";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    VALUES (?1, ",
    next_journal!(),
    ", ?2, 'payer', ?3, ?4, ?5)"
);

/// Records that the bank has taken the payment and where it receives the payer: from now on it is awaiting.
pub async fn sent(
    database: &impl Database,
    trip: &Intended,
    bank_reference: &str,
    redirect_url: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let detail = serde_json::json!({ "attempt": trip.attempt, "terminal": trip.terminal_id }).to_string();
    let statements = vec![
        statement!(
            SENT,
            trip.org_id,
            trip.number,
            trip.attempt,
            bank_reference,
            redirect_url
        ),
        statement!(
            AWAITING,
            trip.org_id,
            trip.number,
            now_ms,
            now_ms.saturating_add(LOOK_AFTER_MS)
        ),
        statement!(
            JOURNAL,
            trip.org_id,
            now_ms,
            "sent_to_bank",
            format!("payment:{}", trip.number),
            detail
        ),
    ];
    database.batch(statements).await.map(drop)
}

/// Records that the bank has not received the payer: definitely not, or it did not answer and may know of the trip or not.
pub async fn not_sent(
    database: &impl Database,
    trip: &Intended,
    definite: bool,
    now_ms: i64,
) -> Result<(), StoreError> {
    let (state, code) = if definite {
        ("declined", Some("bank_refused"))
    } else {
        ("unknown", None)
    };
    let finished = definite.then_some(now_ms);
    let statements = vec![
        statement!(NOT_SENT, trip.org_id, trip.number, trip.attempt, state, code, finished),
        statement!(LOOK, trip.org_id, trip.number, now_ms.saturating_add(LOOK_AFTER_MS)),
    ];
    database.batch(statements).await.map(drop)
}
