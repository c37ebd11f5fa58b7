//! A rate that an operator of the platform enters: it goes before the fetched ones of its day, and no fetch touches it.

use domain::{manual::is_day, money::Currency, rate};
use serde_json::{Value, json};
use store::{
    Database, StoreError,
    changes::{self, By},
    rates::{self, Entered, RateRow},
};

use crate::{FieldError, change::ChangeError, fields::Fields};

/// How far ahead a rate may be dated, in milliseconds.
const AHEAD_MS: i64 = 31 * 86_400_000;

/// What an operator says: one `base` is worth `rate` of `quote`, from the day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnterRequest {
    base: String,
    quote: String,
    day: String,
    rate: String,
}

impl EnterRequest {
    /// Reads a request. Today is by the clock of UTC: somewhere it is tomorrow already.
    pub fn read(body: &Value, now: domain::time::Timestamp) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(body, "").map_err(|error| vec![error])?;
        let mut text = |name| {
            let text = fields.required_text(name);
            (text, name)
        };
        let [base, quote, day, rate] = ["base", "quote", "day", "rate"].map(&mut text);
        let mut refuse = |(text, name): &(String, &str), is_wrong: bool, code: &str, detail: &str| {
            if is_wrong && !text.is_empty() {
                fields.refuse(name, code, detail);
            }
        };
        for code in [&base, &quote] {
            refuse(
                code,
                Currency::parse(&code.0).is_err(),
                "currency_unknown",
                "a code of ISO 4217, such as EUR",
            );
        }
        refuse(
            &quote,
            base.0 == quote.0,
            "currencies_same",
            "a currency is worth one of itself",
        );
        let last = now.after_ms(AHEAD_MS).rfc3339();
        let is_late = day.0.as_str() > last.get(..10).unwrap_or_default();
        if is_day(&day.0) {
            refuse(&day, is_late, "date_in_future", "at most 31 days ahead");
        } else {
            refuse(&day, true, "date_malformed", "a day such as 2026-11-23");
        }
        let read = rate::parse(&rate.0);
        let detail = "decimal text above zero: at most 9 digits before the point, 12 after it, 18 in all";
        refuse(&rate, read.is_none(), "rate_malformed", detail);
        let rate = read.map(|rate| rate.to_string()).unwrap_or_default();
        fields.finish(Self {
            base: base.0,
            quote: quote.0,
            day: day.0,
            rate,
        })
    }
}

/// Enters a rate, or enters it anew; the same again changes nothing.
pub async fn enter(database: &impl Database, by: By<'_>, request: &EnterRequest) -> Result<RateRow, ChangeError> {
    let EnterRequest { base, quote, day, rate } = request;
    let before = rates::entered(database, base, quote, day).await?;
    if let Some(before) = before.as_ref().filter(|before| before.rate == *rate) {
        return Ok(before.clone());
    }
    let before = before.map(|row| row.rate);
    let mut detail = json!({ "after": { "day": day, "rate": rate } });
    if let (Some(before), Some(object)) = (&before, detail.as_object_mut()) {
        object.insert("before".to_owned(), json!({ "day": day, "rate": before }));
    }
    let entered = Entered {
        base,
        quote,
        day,
        rate,
        before: before.as_deref(),
    };
    match rates::enter(database, by, &entered, &detail.to_string()).await {
        Err(error) if changes::is_refused(&error) => Err(ChangeError::Conflict(
            "changed_meanwhile",
            "Somebody else has changed it: look at it again.",
        )),
        other => {
            other?;
            let found = rates::entered(database, base, quote, day).await?;
            Ok(found.ok_or_else(|| StoreError::Decode("no rate".to_owned()))?)
        }
    }
}
