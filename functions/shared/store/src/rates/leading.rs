//! The rates by which money is converted on a day.

use domain::{
    money::Currency,
    rate::{self, Quote, Rates},
};
use serde_json::Value as Json;

use crate::{Database, Rows, Statement, StoreError, port::Answers, row, statement};

row! {
    /// A rate as it is kept.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct QuoteRow {
        /// ISO 4217 code: one of it is worth
        pub base: String,
        /// so much of this one.
        pub quote: String,
        /// `ecb`, `cbr`, `sandbox` or `operator`.
        pub source: String,
        /// `YYYY-MM-DD`, as the source dates it.
        pub day: String,
        /// Decimal text above zero.
        pub rate: String,
    }
}

/// Rates by which currencies (an expression that is a JSON array of codes) may be converted on a day (another). Pairs that touch one of
/// them: what leads from one to another, and the halves of what leads there through a third. Of each the last day that is not after the
/// day, found from the end of the key. CROSS JOIN keeps the small tables outside.
macro_rules! leading_rates {
    ($currencies:expr, $day:expr) => {
        concat!(
            "WITH pair AS (
      SELECT p.base, p.quote, p.source FROM json_each(",
            $currencies,
            ") AS c CROSS JOIN rate_pair p WHERE p.base = c.value
      UNION SELECT p.base, p.quote, p.source FROM json_each(",
            $currencies,
            ") AS c CROSS JOIN rate_pair p INDEXED BY rate_pair_by_quote WHERE p.quote = c.value)
    SELECT r.base, r.quote, r.source, r.day, r.rate FROM pair CROSS JOIN rate r
    WHERE r.base = pair.base AND r.quote = pair.quote AND r.source = pair.source AND r.day = (SELECT d.day FROM rate d
      WHERE d.base = pair.base AND d.quote = pair.quote AND d.source = pair.source AND d.day <= ",
            $day,
            " ORDER BY d.day DESC LIMIT 1)"
        )
    };
}
pub(crate) use leading_rates;

const LEADING: &str = leading_rates!("?1", "?2");

/// Reads, of every pair that touches one of these currencies and of every source, the latest rate dated on or before the day
/// (`YYYY-MM-DD`). To be put into another batch: its rows are read by [`rates`].
#[must_use]
pub fn statement(currencies: &[&str], day: &str) -> Statement {
    statement!(LEADING, Json::from(currencies.to_vec()).to_string(), day)
}

/// Runs [`statement`].
pub async fn leading(database: &impl Database, currencies: &[&str], day: &str) -> Result<Vec<QuoteRow>, StoreError> {
    Answers::of(database.batch(vec![statement(currencies, day)]).await?)
        .last()?
        .all()
}

/// The rates of [`statement`]'s rows. A currency that is no longer one, or what is no rate, leads nowhere: no reason to fail for what
/// is paid in others.
pub fn rates(rows: Rows) -> Result<Rates, StoreError> {
    let rows: Vec<QuoteRow> = rows.all()?;
    Ok(Rates::of(rows.into_iter().filter_map(QuoteRow::quote).collect()))
}

impl QuoteRow {
    /// The rate, read.
    #[must_use]
    pub fn quote(self) -> Option<Quote> {
        Some(Quote {
            base: Currency::parse(&self.base).ok()?,
            quote: Currency::parse(&self.quote).ok()?,
            rate: rate::parse(&self.rate)?,
            source: self.source,
            day: self.day,
        })
    }
}
