//! A rate as it is answered.

use edge::payment_json::time;
use serde::Serialize;
use store::rates::RateRow;

/// A rate: one `base` is worth `rate` of `quote`.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Rate))]
pub struct RateJson {
    /// ISO 4217 code.
    base: String,
    /// ISO 4217 code.
    quote: String,
    /// `ecb` (European Central Bank), `cbr` (Bank of Russia), `sandbox` or `operator`.
    source: String,
    /// `YYYY-MM-DD`, as the source dates it.
    day: String,
    /// Decimal text above zero.
    rate: String,
    /// When it was fetched or entered.
    at: String,
    /// Who entered it, such as `operator:3`; `system` where it was fetched.
    actor: String,
}

impl RateJson {
    pub(crate) fn of(row: RateRow) -> Self {
        // From where an operator works is the platform's journal's to know.
        let actor = row.actor.split('/').next().unwrap_or_default().to_owned();
        Self {
            base: row.base,
            quote: row.quote,
            source: row.source,
            day: row.day,
            rate: row.rate,
            at: time(row.at_ms),
            actor,
        }
    }
}
