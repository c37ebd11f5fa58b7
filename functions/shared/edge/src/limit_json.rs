//! A limit as JSON tells it, of its own and with its terminal.

use serde::Serialize;
use store::limit_settings::Row;

use crate::payment_json::amount;

/// A limit. Amounts are decimal texts in its currency; what is empty is not limited.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Limit))]
pub struct LimitJson {
    /// `organisation`, `terminal`, `payer` or `card`.
    scope: String,
    /// Which terminal, where the scope is `terminal`.
    terminal: Option<String>,
    /// ISO 4217 code.
    currency: String,
    /// `organisation`, or `operator` of the platform: both hold.
    set_by: String,
    /// Of one operation.
    minimum: Option<String>,
    /// Of one operation.
    maximum: Option<String>,
    /// The sum of a day in the organisation's zone.
    day_sum: Option<String>,
    /// The number of a day.
    day_count: Option<i64>,
    /// The sum of a month.
    month_sum: Option<String>,
    /// The number of a month.
    month_count: Option<i64>,
    /// What was used of it; empty for payers and cards, of whom each has their own count.
    used: Option<UsedJson>,
}

/// What was used of a limit.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = LimitUsed))]
pub struct UsedJson {
    /// Today.
    day_sum: String,
    /// Today.
    day_count: i64,
    /// This month.
    month_sum: String,
    /// This month.
    month_count: i64,
}

impl LimitJson {
    /// A limit's row.
    #[must_use]
    pub fn of(row: Row) -> Self {
        let text = |minor: i64| amount(minor, &row.currency);
        let used = matches!(row.scope.as_str(), "organisation" | "terminal").then(|| UsedJson {
            day_sum: text(row.used_day_minor),
            day_count: row.used_day_count,
            month_sum: text(row.used_month_minor),
            month_count: row.used_month_count,
        });
        Self {
            minimum: row.minimum_minor.map(text),
            maximum: row.maximum_minor.map(text),
            day_sum: row.day_minor.map(text),
            day_count: row.day_count,
            month_sum: row.month_minor.map(text),
            month_count: row.month_count,
            used,
            scope: row.scope,
            terminal: Some(row.terminal_id).filter(|terminal| !terminal.is_empty()),
            currency: row.currency,
            set_by: row.set_by,
        }
    }
}
