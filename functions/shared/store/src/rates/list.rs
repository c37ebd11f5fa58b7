//! The rates that hold on a day, as people read them.

use crate::{Database, StoreError, port::Answers, row, statement};

/// Rates listed at most: there are fewer pairs.
const LIST_MAX: i64 = 2_000;

row! {
    /// A rate with where it is from.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct RateRow {
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
        /// When it was fetched or entered.
        pub at_ms: i64,
        /// Who entered it; `system` where it was fetched.
        pub actor: String,
    }
}

// Of each pair and source the last day that is not after ?1, found from the end of the key.
const LIST: &str =
    "SELECT r.base, r.quote, r.source, r.day, r.rate, r.at_ms, r.actor FROM rate_pair p CROSS JOIN rate r
    WHERE (?2 IS NULL OR p.base = ?2) AND (?3 IS NULL OR p.quote = ?3)
      AND r.base = p.base AND r.quote = p.quote AND r.source = p.source AND r.day = (SELECT d.day FROM rate d
        WHERE d.base = p.base AND d.quote = p.quote AND d.source = p.source AND d.day <= ?1 ORDER BY d.day DESC LIMIT 1)
    ORDER BY p.base, p.quote, p.source LIMIT CAST(?4 AS INTEGER)";

/// The rates that hold on a day (`YYYY-MM-DD`): of each pair and source the last dated on or before it; of all pairs, or of one
/// side or both.
pub async fn list(
    database: &impl Database,
    day: &str,
    base: Option<&str>,
    quote: Option<&str>,
) -> Result<Vec<RateRow>, StoreError> {
    let rows = database
        .batch(vec![statement!(LIST, day, base, quote, LIST_MAX)])
        .await?;
    Answers::of(rows).last()?.all()
}
