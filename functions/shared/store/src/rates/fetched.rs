//! What a source has published, stored in one batch: all of it, and only where it differs from what it has said before. An operator's
//! entries are another source's, which no fetch names.

use crate::{Database, StoreError, change::journal_of, changes::PLATFORM, port::Answers, row, statement};

/// A document of a source's.
#[derive(Debug, Clone, Copy)]
pub struct Fetched<'a> {
    /// `ecb`, `cbr` or `sandbox`.
    pub source: &'a str,
    /// `YYYY-MM-DD`, as the source dates it.
    pub day: &'a str,
    /// JSON array of `[base, quote, rate]`.
    pub rates: &'a str,
    /// As the journal names it.
    pub subject: &'a str,
    /// Now.
    pub now_ms: i64,
}

const STORE: &str = "INSERT INTO rate (base, quote, source, day, rate, at_ms, actor)
    SELECT v.value ->> '$[0]', v.value ->> '$[1]', ?2, ?3, v.value ->> '$[2]', CAST(?4 AS INTEGER), 'system' FROM json_each(?1) AS v WHERE ?2 <> 'operator'
    ON CONFLICT (base, quote, source, day) DO UPDATE SET rate = excluded.rate, at_ms = excluded.at_ms WHERE rate.rate <> excluded.rate";
const JOURNAL: &str = concat!(
    journal_of!(),
    "json_set(?6, '$.rates', changes()) WHERE changes() > 0 RETURNING CAST(detail ->> '$.rates' AS INTEGER) AS changed"
);

row! {
    struct Changed { changed: i64 }
}

/// Stores a document; answers how many rates are new or other than they were. Told to the platform's journal where any is.
pub async fn fetched(database: &impl Database, fetched: &Fetched<'_>) -> Result<i64, StoreError> {
    let Fetched {
        source,
        day,
        rates,
        subject,
        now_ms,
    } = *fetched;
    let detail = serde_json::json!({ "source": source, "day": day }).to_string();
    let statements = vec![
        statement!(STORE, rates, source, day, now_ms),
        statement!(JOURNAL, PLATFORM, now_ms, "system", "rates_fetched", subject, detail),
    ];
    let changed: Option<Changed> = Answers::of(database.batch(statements).await?).last()?.first()?;
    Ok(changed.map_or(0, |changed| changed.changed))
}

const FAILED: &str = concat!(journal_of!(), "?6");

/// Tells the platform's journal that nothing was taken from a source. `detail` is a JSON object that says why.
pub async fn failed(database: &impl Database, subject: &str, detail: &str, now_ms: i64) -> Result<(), StoreError> {
    let statement = statement!(FAILED, PLATFORM, now_ms, "system", "rates_not_fetched", subject, detail);
    database.batch(vec![statement]).await.map(drop)
}
