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

/// The key below which the page begins, and how many rows it has.
pub(crate) fn bounds(uri: &Uri) -> Result<(i64, u32), Problem> {
    let bad = |field: &str, detail: &str| Problem::fields(vec![FieldError::new(field, "out_of_range", detail)]);
    let below = parameter(uri, "cursor").map_or(Ok(domain::money::MINOR_MAX), str::parse);
    let below = below
        .ok()
        .filter(|below| (1..=domain::money::MINOR_MAX).contains(below))
        .ok_or_else(|| bad("cursor", "not a cursor of this list"))?;
    let limit = parameter(uri, "limit").map_or(Ok(LIMIT_DEFAULT), str::parse);
    let limit = limit
        .ok()
        .filter(|limit| LIMIT_RANGE.contains(limit))
        .ok_or_else(|| bad("limit", "from 1 to 500"))?;
    Ok((below, limit))
}

/// Cuts the row beyond the page off again and takes the cursor from the last that stays. Lists ask for one row more.
pub(crate) fn page<R, T>(mut rows: Vec<R>, limit: u32, key: impl Fn(&R) -> i64, row: impl Fn(R) -> T) -> Page<T> {
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = rows.last().filter(|_| more).map(|last| key(last).to_string());
    Page {
        items: rows.into_iter().map(row).collect(),
        next,
    }
}
