//! What lists of orders and of their payments look for, read from the query string.

use domain::{client::words, money::MINOR_MAX, token};
use edge::{
    FieldError, Problem, SystemClock,
    cabinet::Call,
    page::{cursor, limit, parameter, text},
};
use operations::days;
use store::orders::list::Filter;

/// Longest search, in characters.
const QUERY_MAX: usize = 200;

fn bad(field: &str, detail: &str) -> Problem {
    Problem::fields(vec![FieldError::new(field, "out_of_range", detail)])
}

/// The filter and the page's length; `status` as the list has read it.
pub(crate) fn read<'a>(call: &'a Call<'_>, status: Option<String>) -> Result<(Filter<'a>, u32), Problem> {
    let uri = call.request.uri();
    let limit = limit(uri)?;
    let query = text(uri, "q")?.unwrap_or_default();
    if query.chars().count() > QUERY_MAX {
        return Err(bad("q", "at most 200 characters"));
    }
    let number = |name: &str| match parameter(uri, name) {
        None => Ok(None),
        Some("0") => Ok(Some(0)),
        Some(given) => token::number(given)
            .map(Some)
            .ok_or_else(|| bad(name, "a number is expected")),
    };
    let zone = call.time_zone()?;
    let day = |name: &str, last: bool| -> Result<Option<i64>, Problem> {
        match parameter(uri, name) {
            None => Ok(None),
            Some(day) => {
                let at = if last {
                    days::ends(&SystemClock, zone, day)
                } else {
                    days::begins(&SystemClock, zone, day)
                };
                let at = at.ok_or_else(|| bad(name, "a day is expected, YYYY-MM-DD"))?;
                Ok(Some(at.ms()))
            }
        }
    };
    let filter = Filter {
        org_id: call.org_id()?,
        mode: call.mode()?,
        below: cursor(uri, token::number)?.unwrap_or(MINOR_MAX),
        limit: limit.saturating_add(1),
        status,
        client: number("client")?,
        offer: number("offer")?,
        number: token::number(query.trim().trim_start_matches('#')),
        words: words(&query),
        from_ms: day("from", false)?,
        to_ms: day("to", true)?,
    };
    Ok((filter, limit))
}

/// One of several words, if it is asked for.
pub(crate) fn word<'a>(call: &'a Call<'_>, name: &str, words: &[&str]) -> Result<Option<&'a str>, Problem> {
    let given = parameter(call.request.uri(), name);
    match given {
        Some(given) if !words.contains(&given) => Err(bad(name, &words.join(", "))),
        given => Ok(given),
    }
}
