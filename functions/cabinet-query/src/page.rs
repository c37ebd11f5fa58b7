//! Pages of a list: by key, never by offset.

use edge::{FieldError, Problem};
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

/// A parameter of the query string, percent-decoding left to names that need none.
pub(crate) fn parameter<'a>(uri: &'a Uri, name: &str) -> Option<&'a str> {
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
pub(crate) fn limit(uri: &Uri) -> Result<u32, Problem> {
    let limit = parameter(uri, "limit").map_or(Ok(LIMIT_DEFAULT), str::parse);
    limit
        .ok()
        .filter(|limit| LIMIT_RANGE.contains(limit))
        .ok_or_else(|| bad("limit", "from 1 to 500"))
}

/// The mode asked for.
pub(crate) fn mode(uri: &Uri) -> Result<&str, Problem> {
    let mode = parameter(uri, "mode").unwrap_or("live");
    if matches!(mode, "live" | "test") {
        Ok(mode)
    } else {
        Err(bad("mode", "live or test"))
    }
}

/// The cursor, if there is one, read by its list.
pub(crate) fn cursor<T>(uri: &Uri, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Problem> {
    let given = parameter(uri, "cursor");
    given
        .map(|cursor| read(cursor).ok_or_else(|| bad("cursor", "not a cursor of this list")))
        .transpose()
}

fn bad(field: &str, detail: &str) -> Problem {
    Problem::fields(vec![FieldError::new(field, "out_of_range", detail)])
}

/// Cuts the row beyond the page off again and takes the cursor from the last that stays. Lists ask for one row more.
pub(crate) fn page<R, T>(mut rows: Vec<R>, limit: u32, key: impl Fn(&R) -> String, row: impl Fn(R) -> T) -> Page<T> {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(&key);
    Page {
        items: rows.into_iter().map(row).collect(),
        next,
    }
}
