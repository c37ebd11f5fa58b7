//! Rates fetched from their sources: each apart from the others, so that one which fails keeps nobody from the rest. What is stored
//! stays as it is where a source says nothing, or nonsense.

use acquirers::{HttpClient, HttpError};
use domain::time::Timestamp;
use http::{StatusCode, header};
use serde_json::json;
use store::{
    Database, StoreError,
    rates::{self, Fetched},
};

use super::{Document, Malformed, Source};

/// How long a source may take, in milliseconds.
const TIMEOUT_MS: u32 = 15_000;
/// The longest document that is read, in bytes: real ones have up to 12 KB.
const BODY_BYTES_MAX: usize = 256 * 1024;
/// How far ahead a document may be dated, and how far back: a source dates them to the next working day, and rests on holidays.
const AHEAD_MS: i64 = 7 * DAY_MS;
const BACK_MS: i64 = 30 * DAY_MS;
const DAY_MS: i64 = 86_400_000;

/// Why nothing was taken from a source.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Its address is none.
    #[error("the address is none")]
    Address,
    /// It did not answer.
    #[error(transparent)]
    Http(#[from] HttpError),
    /// It answered with another status than 200.
    #[error("it answered with status {0}")]
    Status(StatusCode),
    /// What it answered is no document of its format.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What came of a source.
#[derive(Debug)]
pub struct Outcome {
    /// Which.
    pub source: Source,
    /// How many rates are new or other than they were; or why nothing was taken.
    pub changed: Result<i64, FetchError>,
}

/// Fetches all sources. `now` is the wall clock. What fails is told to the platform's journal, and answered.
pub async fn fetch(
    database: &impl Database,
    client: &impl HttpClient,
    sources: Vec<Source>,
    now: Timestamp,
) -> Result<Vec<Outcome>, StoreError> {
    let mut outcomes = Vec::new();
    for source in sources {
        let changed = fetch_one(database, client, &source, now).await;
        if let Err(error) = &changed {
            let detail = json!({ "error": error.to_string() }).to_string();
            rates::failed(database, &subject(&source), &detail, now.ms()).await?;
        }
        outcomes.push(Outcome { source, changed });
    }
    Ok(outcomes)
}

/// As the journal names a source.
fn subject(source: &Source) -> String {
    format!("rates:{}", source.format.name())
}

async fn fetch_one(
    database: &impl Database,
    client: &impl HttpClient,
    source: &Source,
    now: Timestamp,
) -> Result<i64, FetchError> {
    let request = http::Request::get(&source.address)
        .header(header::ACCEPT, "application/xml, text/xml")
        .header(header::USER_AGENT, "Edgetill")
        .body(Vec::new())
        .map_err(|_| FetchError::Address)?;
    let answer = client.send(request, TIMEOUT_MS, BODY_BYTES_MAX).await?;
    if answer.status() != StatusCode::OK {
        return Err(FetchError::Status(answer.status()));
    }
    let document = source.format.read(answer.body())?;
    check_day(&document.day, now)?;
    let fetched = Fetched {
        source: source.name,
        day: &document.day,
        rates: &pairs(&document),
        subject: &subject(source),
        now_ms: now.ms(),
    };
    Ok(rates::fetched(database, &fetched).await?)
}

/// A document of another time is a fault of the source's or worse: dated far ahead it would hold for as long.
fn check_day(day: &str, now: Timestamp) -> Result<(), Malformed> {
    let day_at = |ms: i64| now.after_ms(ms).rfc3339();
    let (first, last) = (day_at(BACK_MS.saturating_neg()), day_at(AHEAD_MS));
    let is_near = first.get(..10).unwrap_or_default() <= day && day <= last.get(..10).unwrap_or_default();
    is_near.then_some(()).ok_or(Malformed::FarDay)
}

/// As the statement reads them: `[[base, quote, rate], ..]`.
fn pairs(document: &Document) -> String {
    let pair = |rate: &super::Rate| json!([rate.base.code(), rate.quote.code(), rate.rate.to_string()]);
    serde_json::Value::from_iter(document.rates.iter().map(pair)).to_string()
}
