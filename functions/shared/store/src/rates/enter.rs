//! Rates that operators of the platform enter.

use crate::{
    Database, StoreError,
    changes::{self, By, PLATFORM},
    port::Answers,
    rates::RateRow,
    statement,
};

/// A rate to be entered.
#[derive(Debug, Clone, Copy)]
pub struct Entered<'a> {
    /// ISO 4217 code: one of it is worth
    pub base: &'a str,
    /// so much of this one.
    pub quote: &'a str,
    /// `YYYY-MM-DD`.
    pub day: &'a str,
    /// Decimal text above zero.
    pub rate: &'a str,
    /// What was entered before, as it was read.
    pub before: Option<&'a str>,
}

const ENTERED: &str = "SELECT base, quote, source, day, rate, at_ms, actor FROM rate WHERE base = ?1 AND quote = ?2 AND source = 'operator' AND day = ?3";

/// What was entered of a pair for a day.
pub async fn entered(
    database: &impl Database,
    base: &str,
    quote: &str,
    day: &str,
) -> Result<Option<RateRow>, StoreError> {
    let rows = database.batch(vec![statement!(ENTERED, base, quote, day)]).await?;
    Answers::of(rows).last()?.first()
}

// Only where it is still as it was read.
const ENTER: &str = "INSERT INTO rate (base, quote, source, day, rate, at_ms, actor) SELECT ?1, ?2, 'operator', ?3, ?4, CAST(?6 AS INTEGER), ?7
    WHERE (SELECT r.rate FROM rate r WHERE r.base = ?1 AND r.quote = ?2 AND r.source = 'operator' AND r.day = ?3) IS ?5
    ON CONFLICT (base, quote, source, day) DO UPDATE SET rate = excluded.rate, at_ms = excluded.at_ms, actor = excluded.actor";

/// Enters a rate, or another in its place; told to the platform's journal. Refused ([`changes::is_refused`]) where it is no longer
/// what was read.
pub async fn enter(
    database: &impl Database,
    by: By<'_>,
    entered: &Entered<'_>,
    detail: &str,
) -> Result<(), StoreError> {
    let Entered {
        base,
        quote,
        day,
        rate,
        before,
    } = *entered;
    let mut statements = changes::origins(PLATFORM, by);
    statements.push(statement!(ENTER, base, quote, day, rate, before, by.now_ms, by.actor));
    let subject = format!("rate:{base}/{quote}");
    statements.extend(changes::entries(PLATFORM, by, "rate_entered", &subject, detail));
    database.batch(statements).await.map(drop)
}
