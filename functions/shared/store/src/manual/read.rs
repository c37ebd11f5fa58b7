//! What a trip is opened with.

use domain::{manual::System, rate::Rates};

use crate::{
    Database, Statement, StoreError,
    port::Answers,
    rates::{self, leading_rates},
    row, statement,
};

row! {
    /// The terms of a manual system, and whether it is in use.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql")]
    pub struct SystemRow {
        pub terminal_id: String,
        pub name: String,
        pub status: String,
        pub commission_percent: String,
        pub fixed_fee_minor: i64,
        pub fixed_fee_currency: String,
        pub income_currency: String,
        pub transaction_currency: String,
        /// JSON array.
        pub currencies: String,
    }
}

impl SystemRow {
    /// The terms, read.
    pub fn terms(&self) -> Result<System, StoreError> {
        let currencies: Vec<String> = serde_json::from_str(&self.currencies).unwrap_or_default();
        let fixed_fee = (self.fixed_fee_minor, self.fixed_fee_currency.as_str());
        let (income, transaction) = (&self.income_currency, &self.transaction_currency);
        System::read(&self.commission_percent, fixed_fee, income, transaction, &currencies)
            .ok_or_else(|| StoreError::Decode(format!("manual system {}", self.terminal_id)))
    }
}

/// The columns of [`SystemRow`], of terminal `t` and manual system `s`.
macro_rules! system_columns {
    () => {
        "t.terminal_id, t.name, t.status, s.commission_percent, s.fixed_fee_minor, s.fixed_fee_currency, s.income_currency, s.transaction_currency, s.currencies"
    };
}
pub(super) use system_columns;

const SYSTEM: &str = concat!(
    "SELECT ",
    system_columns!(),
    " FROM manual_system s JOIN terminal t ON t.org_id = s.org_id AND t.terminal_id = s.terminal_id
    WHERE s.org_id = ?1 AND s.terminal_id = ?2"
);

/// Statement that answers the [`SystemRow`] of a manual system, to be put into another batch.
#[must_use]
pub fn system(org_id: i64, terminal_id: &str) -> Statement {
    statement!(SYSTEM, org_id, terminal_id)
}

row! {
    /// A payment that somebody means to pay by a manual system.
    #[derive(Debug, Clone)]
    pub struct Payable {
        /// The organisation.
        pub org_id: i64,
        /// The payment.
        pub number: i64,
        /// What it asks, in minor units.
        pub amount_minor: i64,
        /// ISO 4217 code.
        pub currency: String,
        /// Days of 24 hours in which it is to be confirmed.
        pub confirm_days: i64,
        /// The organisation's zone.
        pub time_zone: String,
    }
}

// An invoice, and what was bought without an offer, has as many days as an offer has unless it says otherwise.
const PAYABLE: &str =
    "SELECT p.org_id, p.number, p.amount_minor, p.currency, o.time_zone, COALESCE(f.confirm_days, 30) AS confirm_days
    FROM payment p JOIN organisation o ON o.org_id = p.org_id
    LEFT JOIN sales_order so ON so.org_id = p.org_id AND so.order_id = p.sales_order
    LEFT JOIN offer f ON f.org_id = so.org_id AND f.offer_id = so.offer_id
    WHERE p.token = ?1";
const SYSTEM_OF: &str = concat!(
    "SELECT ",
    system_columns!(),
    " FROM payment p JOIN manual_system s ON s.org_id = p.org_id AND s.terminal_id = ?2
    JOIN terminal t ON t.org_id = s.org_id AND t.terminal_id = s.terminal_id WHERE p.token = ?1"
);

// What it may be converted between: the price's currency and those of the system.
const RATES_OF: &str = leading_rates!(
    "(SELECT json_array(p.currency, s.transaction_currency, s.income_currency, s.fixed_fee_currency) FROM payment p
      JOIN manual_system s ON s.org_id = p.org_id AND s.terminal_id = ?2 WHERE p.token = ?1)",
    "?3"
);

/// Reads a payment by its token with one of its organisation's manual systems, and the rates of a day (`YYYY-MM-DD`) by which it may be
/// converted. One round trip. Empty: no such payment, or no such system.
pub async fn payable(
    database: &impl Database,
    token: &str,
    terminal_id: &str,
    day: &str,
) -> Result<Option<(Payable, SystemRow, Rates)>, StoreError> {
    let statements = vec![
        statement!(PAYABLE, token),
        statement!(SYSTEM_OF, token, terminal_id),
        statement!(RATES_OF, token, terminal_id, day),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let (payment, system) = (answers.next()?.first()?, answers.next()?.first()?);
    let rates = rates::rates(answers.next()?)?;
    Ok(payment.zip(system).map(|(payment, system)| (payment, system, rates)))
}

/// Statement that answers the rates of a day by which a price may be converted for a system ([`rates::rates`] reads it).
#[must_use]
pub fn rates_of(price_currency: &str, system: &SystemRow, day: &str) -> Statement {
    let currencies = [
        price_currency,
        &system.transaction_currency,
        &system.income_currency,
        &system.fixed_fee_currency,
    ];
    rates::statement(&currencies, day)
}

/// Runs [`rates_of`].
pub async fn rates_on(
    database: &impl Database,
    price_currency: &str,
    system: &SystemRow,
    day: &str,
) -> Result<Rates, StoreError> {
    let rows = database.batch(vec![rates_of(price_currency, system, day)]).await?;
    rates::rates(Answers::of(rows).last()?)
}
