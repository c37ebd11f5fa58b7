//! Limits: which one a payment, or a payer's trip to a terminal, would break. The schema counts (`schema/0009_limits.sql`);
//! whoever writes a payment or a trip asks in the same statement.

use crate::{Database, StoreError, port::Answers, row, statement};

/// Limits `l` with what was used of them by day `d` and month `m`, of organisation, mode, currency and local day given as SQL;
/// `subject` is what is counted, by scope.
macro_rules! limits_in_use {
    ($org:literal, $mode:literal, $currency:literal, $day:literal, $subject:expr) => {
        concat!(
            "payment_limit l
              LEFT JOIN limit_usage d ON d.org_id = l.org_id AND d.mode = l.mode AND d.scope = l.scope AND d.subject = ", $subject,
            " AND d.currency = l.currency AND d.period = ", $day,
            " LEFT JOIN limit_usage m ON m.org_id = l.org_id AND m.mode = l.mode AND m.scope = l.scope AND m.subject = ", $subject,
            " AND m.currency = l.currency AND m.period = substr(", $day, ", 1, 7)
              WHERE l.org_id = ", $org, " AND l.mode = ", $mode, " AND l.currency = ", $currency
        )
    };
}

/// Whether a limit would be broken by an amount in minor units.
macro_rules! limit_broken {
    ($amount:literal) => {
        concat!(
            "(",
            $amount,
            " < l.minimum_minor OR ",
            $amount,
            " > l.maximum_minor OR COALESCE(d.minor, 0) + ",
            $amount,
            " > l.day_minor
              OR COALESCE(d.count, 0) + 1 > l.day_count OR COALESCE(m.minor, 0) + ",
            $amount,
            " > l.month_minor OR COALESCE(m.count, 0) + 1 > l.month_count)"
        )
    };
}
pub(crate) use {limit_broken, limits_in_use};

row! {
    /// A limit that stands in the way.
    #[derive(Debug, Clone)]
    pub struct Broken {
        /// `organisation`, `terminal` or `payer`.
        pub scope: String,
        /// `minimum`, `maximum`, `day_sum`, `day_count`, `month_sum` or `month_count`.
        pub what: String,
    }
}

const BROKEN: &str = concat!(
    "SELECT l.scope, CASE WHEN CAST(?5 AS INTEGER) < l.minimum_minor THEN 'minimum' WHEN CAST(?5 AS INTEGER) > l.maximum_minor THEN 'maximum'
       WHEN COALESCE(d.minor, 0) + CAST(?5 AS INTEGER) > l.day_minor THEN 'day_sum' WHEN COALESCE(d.count, 0) + 1 > l.day_count THEN 'day_count'
       WHEN COALESCE(m.minor, 0) + CAST(?5 AS INTEGER) > l.month_minor THEN 'month_sum' ELSE 'month_count' END AS what
     FROM ",
    limits_in_use!("?1", "?2", "?3", "?4", "iif(l.scope = 'payer', ?6, '')"),
    " AND l.scope IN ('organisation', 'payer') AND (l.scope = 'organisation' OR ?6 IS NOT NULL) AND ",
    limit_broken!("CAST(?5 AS INTEGER)"),
    " ORDER BY l.scope LIMIT 1"
);

/// The first limit of the organisation or the payer that a payment would break.
pub async fn broken(
    database: &impl Database,
    org_id: i64,
    mode: &str,
    currency: &str,
    local_day: &str,
    amount_minor: i64,
    label: Option<&str>,
) -> Result<Option<Broken>, StoreError> {
    let statement = statement!(BROKEN, org_id, mode, currency, local_day, amount_minor, label);
    Answers::of(database.batch(vec![statement]).await?).last()?.first()
}
