//! What a list or an export of the journal looks for, read from the query string.

use domain::time::Timestamp;
use edge::{FieldError, Problem, page};
use http::Uri;
use serde_json::{Map, Value};
use store::journal::list::Filter;

/// The filters with their names, as the export's own entry tells them.
#[derive(Debug)]
pub(crate) struct Filters {
    pub(crate) filter: Filter,
    pub(crate) told: Map<String, Value>,
}

/// Reads the filters.
pub(crate) fn read(uri: &Uri) -> Result<Filters, Problem> {
    let mut told = Map::new();
    let mut text = |name: &str| -> Result<Option<String>, Problem> {
        let text = page::text(uri, name)?;
        if let Some(text) = &text {
            told.insert(name.to_owned(), Value::from(domain::card::mask(text)));
        }
        Ok(text)
    };
    let filter = Filter {
        from_ms: time(text("from")?, "from")?,
        to_ms: time(text("to")?, "to")?,
        actor: text("actor")?,
        action: text("action")?,
        subject: text("subject")?,
        text: text("q")?,
    };
    Ok(Filters { filter, told })
}

fn time(text: Option<String>, name: &str) -> Result<Option<i64>, Problem> {
    let parse = |text: String| {
        // A plus of the zone reads as a space.
        let parsed = Timestamp::parse_rfc3339(&text.replace(' ', "+"));
        let bad = || {
            Problem::fields(vec![FieldError::new(
                name,
                "out_of_range",
                "a time as RFC 3339 writes it",
            )])
        };
        parsed.map(Timestamp::ms).ok_or_else(bad)
    };
    text.map(parse).transpose()
}
