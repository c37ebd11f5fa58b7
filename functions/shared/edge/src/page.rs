//! Pages of a list: by key, never by offset.

use crate::{FieldError, Problem};
use http::Uri;
use serde::Serialize;

/// Rows on a page, unless asked otherwise.
const LIMIT_DEFAULT: u32 = 50;
/// Fewest and most rows on a page.
const LIMIT_RANGE: std::ops::RangeInclusive<u32> = 1..=500;

/// A page of a list.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins; empty on the last.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// The same, with where a filter stopped looking: one that found little may find more further down.
    #[must_use]
    pub fn going_on(self, stopped_at: Option<String>) -> Self {
        Self {
            next: self.next.or(stopped_at),
            ..self
        }
    }
}

/// A parameter of the query string, percent-decoding left to names that need none.
#[must_use]
pub fn parameter<'a>(uri: &'a Uri, name: &str) -> Option<&'a str> {
    let mut pairs = uri
        .query()
        .unwrap_or_default()
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
        .filter(|value| !value.is_empty())
}

/// How many rows the page has.
pub fn limit(uri: &Uri) -> Result<u32, Problem> {
    let limit = parameter(uri, "limit").map_or(Ok(LIMIT_DEFAULT), str::parse);
    limit
        .ok()
        .filter(|limit| LIMIT_RANGE.contains(limit))
        .ok_or_else(|| bad("limit", "from 1 to 500"))
}

/// The mode asked for.
pub fn mode(uri: &Uri) -> Result<&str, Problem> {
    let mode = parameter(uri, "mode").unwrap_or("live");
    if matches!(mode, "live" | "test") {
        Ok(mode)
    } else {
        Err(bad("mode", "live or test"))
    }
}

/// The cursor, if there is one, read by its list.
pub fn cursor<T>(uri: &Uri, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Problem> {
    let given = parameter(uri, "cursor");
    given
        .map(|cursor| read(cursor).ok_or_else(|| bad("cursor", "not a cursor of this list")))
        .transpose()
}

/// Longest text that a filter looks for, in bytes.
const TEXT_MAX: usize = 512;

/// What a list of payments looks for.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// The status.
    pub status: Option<String>,
    /// The merchant's order.
    pub order: Option<String>,
    /// The payer in the merchant's system.
    pub label: Option<String>,
}

/// The filters of a list of payments.
pub fn filters(uri: &Uri) -> Result<Filters, Problem> {
    Ok(Filters {
        status: text(uri, "status")?,
        order: text(uri, "order")?,
        label: text(uri, "label")?,
    })
}

/// A segment of a path or a value of a query, percent-decoded.
#[must_use]
pub fn decoded(given: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(given.len());
    let mut rest = given.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let (high, low) = (digit(rest.next()?)?, digit(rest.next()?)?);
                u8::try_from(high.checked_mul(16)?.checked_add(low)?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok().filter(|text| text.len() <= TEXT_MAX)
}

/// A text of the query string, percent-decoded.
pub fn text(uri: &Uri, name: &str) -> Result<Option<String>, Problem> {
    parameter(uri, name)
        .map(|given| decoded(&given.replace('+', " ")).ok_or_else(|| bad(name, "not a text of the query string")))
        .transpose()
}

fn bad(field: &str, detail: &str) -> Problem {
    Problem::fields(vec![FieldError::new(field, "out_of_range", detail)])
}

/// Cuts the row beyond the page off again and takes the cursor from the last that stays. Lists ask for one row more.
pub fn page<R, T>(mut rows: Vec<R>, limit: u32, key: impl Fn(&R) -> String, row: impl Fn(R) -> T) -> Page<T> {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(&key);
    Page {
        items: rows.into_iter().map(row).collect(),
        next,
    }
}
