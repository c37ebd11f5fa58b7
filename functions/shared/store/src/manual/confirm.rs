//! A person confirms that the money has come: one atomic batch, of which the first statement decides and every later one acts only on
//! what this very run has decided.

use domain::rate::Rates;

use super::read::{SystemRow, system_columns};
use crate::{
    Database, StoreError,
    events::{event_body, next_event},
    port::Answers,
    rates::{self, leading_rates},
    row,
    sql::{next_journal, order_free},
    statement,
};

row! {
    /// The last trip of a payment, as a person decides on it.
    #[derive(Debug, Clone)]
    pub struct Said {
        /// Counted from 1.
        pub attempt: i64,
        /// `open`, `resolved` or `rejected`.
        pub state: String,
        /// The price as it was asked, in minor units.
        pub price_minor: i64,
        /// ISO 4217 code.
        pub price_currency: String,
        /// When it was paid, as the payer says.
        pub paid_on: String,
        /// When that was said.
        pub opened_at_ms: i64,
        /// What the payment holds by other ways already.
        pub authorised_minor: i64,
        /// The organisation's zone.
        pub time_zone: String,
    }
}

/// The last trip of payment ?1, ?2: manual payment `m` with its system `s`.
macro_rules! last_trip {
    () => {
        "manual_payment m JOIN attempt a ON a.org_id = m.org_id AND a.number = m.number AND a.attempt = m.attempt
      JOIN manual_system s ON s.org_id = a.org_id AND s.terminal_id = a.terminal_id
      WHERE m.org_id = ?1 AND m.number = ?2 ORDER BY m.attempt DESC LIMIT 1"
    };
}
const SAID: &str = "SELECT m.attempt, m.state, m.price_minor, m.price_currency, m.paid_on, m.opened_at_ms, p.authorised_minor, o.time_zone
    FROM payment p JOIN manual_payment m ON m.org_id = p.org_id AND m.number = p.number JOIN organisation o ON o.org_id = p.org_id
    WHERE p.org_id = ?1 AND p.number = ?2 AND p.mode = COALESCE(?3, p.mode) ORDER BY m.attempt DESC LIMIT 1";
const SYSTEM: &str = concat!(
    "SELECT ",
    system_columns!(),
    " FROM manual_system s JOIN terminal t ON t.org_id = s.org_id AND t.terminal_id = s.terminal_id
    WHERE s.org_id = ?1 AND s.terminal_id = (SELECT a.terminal_id FROM ",
    last_trip!(),
    ")"
);
const RATES: &str = leading_rates!(
    concat!(
        "(SELECT json_array(m.price_currency, ?3, s.transaction_currency, s.income_currency, s.fixed_fee_currency) FROM ",
        last_trip!(),
        ")"
    ),
    concat!("COALESCE(?4, (SELECT m.paid_on FROM ", last_trip!(), "))")
);

/// Reads the last trip of a payment with its system, and the rates of the day of payment (of the given one, else of the payer's) by
/// which its price, or one in the given currency, may be converted. One round trip. Empty: no such payment, or by no manual system.
pub async fn said(
    database: &impl Database,
    (org_id, mode, number): (i64, Option<&str>, i64),
    currency: Option<&str>,
    paid_on: Option<&str>,
) -> Result<Option<(Said, SystemRow, Rates)>, StoreError> {
    let statements = vec![
        statement!(SAID, org_id, number, mode),
        statement!(SYSTEM, org_id, number),
        statement!(RATES, org_id, number, currency, paid_on),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let (said, system) = (answers.next()?.first()?, answers.next()?.first()?);
    let rates = rates::rates(answers.next()?)?;
    Ok(said.zip(system).map(|(said, system)| (said, system, rates)))
}

/// What a person confirms. Amounts are in minor units.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql")]
pub struct Confirmation {
    pub org_id: i64,
    pub number: i64,
    pub attempt: i64,
    /// Random.
    pub run: String,
    /// Who, as the journal names them.
    pub actor: String,
    pub comment: String,
    pub price_minor: i64,
    pub price_currency: String,
    pub paid_on: String,
    pub paid_minor: i64,
    pub paid_currency: String,
    pub commission_minor: i64,
    pub fixed_fee_minor: i64,
    pub fixed_fee_currency: String,
    pub fixed_fee_paid_minor: Option<i64>,
    pub fixed_fee_apart_minor: Option<i64>,
    pub income_minor: Option<i64>,
    pub income_currency: String,
    /// JSON array.
    pub rates: String,
    /// How many minor units make one of `paid_currency`.
    pub scale: i64,
    /// The event that merchants are told.
    pub event_id: String,
    /// RFC 3339.
    pub occurred_at: String,
    pub now_ms: i64,
}

row! {
    /// What a batch has made of a decision.
    #[derive(Debug, Clone)]
    pub struct Outcome {
        /// The trip, counted from 1.
        pub attempt: i64,
        /// `open`, `resolved` or `rejected`.
        pub state: String,
        /// 1 if this very run has decided it.
        pub fresh: i64,
        /// How many endpoints are to be told.
        pub postbacks: i64,
    }
}

const CONFIRM: &str = concat!("UPDATE manual_payment SET state = 'resolved', run = ?4, decided_by = ?5, decided_at_ms = ?6, decision_comment = ?7, final_price_minor = ?8,
      final_price_currency = ?9, final_paid_on = ?10, paid_minor = ?11, paid_currency = ?12, commission_minor = ?13, fixed_fee_minor = ?14, fixed_fee_currency = ?15,
      fixed_fee_paid_minor = ?16, fixed_fee_apart_minor = ?17, income_minor = ?18, income_currency = ?19, rates = ?20, remind_at_ms = NULL
    WHERE org_id = ?1 AND number = ?2 AND attempt = ?3 AND state = 'open'
      AND EXISTS (SELECT 1 FROM payment p WHERE p.org_id = ?1 AND p.number = ?2 AND p.authorised_minor = 0 AND ", order_free!("p"), ")");
/// The trip (?1, ?2, ?3) that this run (?4) has decided, as `m`.
macro_rules! own {
    () => {
        "m.org_id = ?1 AND m.number = ?2 AND m.attempt = ?3 AND m.run = ?4"
    };
}
const AMOUNT: &str = concat!(
    "UPDATE payment SET amount_minor = m.paid_minor, currency = m.paid_currency FROM manual_payment m
    WHERE ",
    own!(),
    " AND payment.org_id = m.org_id AND payment.number = m.number"
);
// What it does to the payment's sums and to the ledger, the schema knows.
const BOOK: &str = concat!("INSERT INTO operation (org_id, number, operation, attempt, kind, state, origin, actor, amount_minor, currency, fee_minor, bank_fee_minor,
      idempotency_key, bank_reference, created_at_ms, decided_at_ms, run)
    SELECT m.org_id, m.number, COALESCE((SELECT max(o.operation) FROM operation o WHERE o.org_id = m.org_id AND o.number = m.number), 0) + 1, m.attempt, 'capture', 'done',
      'desk', m.decided_by, m.paid_minor, m.paid_currency, m.commission_minor + COALESCE(m.fixed_fee_paid_minor, 0), m.commission_minor + COALESCE(m.fixed_fee_paid_minor, 0),
      'manual:' || m.number || ':' || m.attempt, 'manual', m.decided_at_ms, m.decided_at_ms, m.run
    FROM manual_payment m WHERE ", own!());
const ATTEMPT: &str = concat!(
    "UPDATE attempt SET state = 'captured', amount_minor = m.paid_minor, currency = m.paid_currency, finished_at_ms = m.decided_at_ms FROM manual_payment m
    WHERE ",
    own!(),
    " AND attempt.org_id = m.org_id AND attempt.number = m.number AND attempt.attempt = m.attempt"
);
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT ?1, ",
    next_journal!(),
    ", m.decided_at_ms, m.decided_by, 'manual_payment_confirmed', 'payment:' || m.number, json_object('attempt', m.attempt,
      'before', json_object('price_minor', m.price_minor, 'price_currency', m.price_currency, 'paid_on', m.paid_on),
      'after', json_object('price_minor', m.final_price_minor, 'price_currency', m.final_price_currency, 'paid_on', m.final_paid_on),
      'amount_minor', m.paid_minor, 'currency', m.paid_currency, 'commission_minor', m.commission_minor, 'fixed_fee_paid_minor', m.fixed_fee_paid_minor)
    FROM manual_payment m WHERE ",
    own!()
);
const TELL: &str = concat!(
    "INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
     SELECT ?1, ",
    next_event!(),
    ", ?5, p.mode, e.type, p.number, ",
    event_body!("?5", "?6", "?7", "NULL"),
    ", m.decided_at_ms
     FROM manual_payment m JOIN payment p ON p.org_id = m.org_id AND p.number = m.number
     JOIN attempt a ON a.org_id = m.org_id AND a.number = m.number AND a.attempt = m.attempt
     JOIN (SELECT 'payment.captured' AS type) AS e
     WHERE ",
    own!()
);
const OUTCOME: &str = "SELECT m.attempt, m.state, m.run IS ?4 AS fresh, (SELECT count(*) FROM postback WHERE org_id = ?1 AND event_id = ?5) AS postbacks
    FROM manual_payment m WHERE m.org_id = ?1 AND m.number = ?2 AND m.attempt = ?3";

/// Confirms a trip that is still open, of a payment that holds no money yet. One round trip; whatever was decided before stays.
pub async fn confirm(database: &impl Database, new: &Confirmation) -> Result<Outcome, StoreError> {
    let (org, number, attempt, run) = (new.org_id, new.number, new.attempt, &new.run);
    let decide = statement!(
        CONFIRM,
        org,
        number,
        attempt,
        run,
        &new.actor,
        new.now_ms,
        &new.comment,
        new.price_minor,
        &new.price_currency,
        &new.paid_on,
        new.paid_minor,
        &new.paid_currency,
        new.commission_minor,
        new.fixed_fee_minor,
        &new.fixed_fee_currency,
        new.fixed_fee_paid_minor,
        new.fixed_fee_apart_minor,
        new.income_minor,
        &new.income_currency,
        &new.rates
    );
    let tell = statement!(
        TELL,
        org,
        number,
        attempt,
        run,
        &new.event_id,
        &new.occurred_at,
        new.scale
    );
    let statements = vec![
        decide,
        statement!(AMOUNT, org, number, attempt, run),
        statement!(BOOK, org, number, attempt, run),
        statement!(ATTEMPT, org, number, attempt, run),
        statement!(JOURNAL, org, number, attempt, run),
        tell,
        statement!(OUTCOME, org, number, attempt, run, &new.event_id),
    ];
    Answers::of(database.batch(statements).await?)
        .last()?
        .first()?
        .ok_or_else(|| StoreError::Decode("the manual payment is gone".to_owned()))
}
