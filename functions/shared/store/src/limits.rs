//! Limits: which one a payment, or a payer's trip to a terminal, would break. The schema counts (`schema/0009_limits.sql`);
//! whoever writes a payment or a trip asks in the same statement.

use crate::{Database, StoreError, port::Answers, row, sql::system_allowed, statement};

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

/// Of a limit that would be broken, what of it: the first that stands in the way.
macro_rules! limit_what {
    ($amount:literal) => {
        concat!(
            "CASE WHEN ",
            $amount,
            " < l.minimum_minor THEN 'minimum' WHEN ",
            $amount,
            " > l.maximum_minor THEN 'maximum'
       WHEN COALESCE(d.minor, 0) + ",
            $amount,
            " > l.day_minor THEN 'day_sum' WHEN COALESCE(d.count, 0) + 1 > l.day_count THEN 'day_count'
       WHEN COALESCE(m.minor, 0) + ",
            $amount,
            " > l.month_minor THEN 'month_sum' ELSE 'month_count' END"
        )
    };
}

macro_rules! broken {
    () => {
        concat!(
            "SELECT l.scope, ",
            limit_what!("CAST(?5 AS INTEGER)"),
            " AS what FROM ",
            limits_in_use!("?1", "?2", "?3", "?4", "iif(l.scope = 'payer', ?6, '')"),
            " AND l.scope IN ('organisation', 'payer') AND (l.scope = 'organisation' OR ?6 IS NOT NULL) AND ",
            limit_broken!("CAST(?5 AS INTEGER)"),
            " ORDER BY l.scope LIMIT 1"
        )
    };
}

const BROKEN: &str = broken!();
// Once a limit and day, however many are refused. Least and greatest amounts are bounds of a payment, and never used up.
const TELL: &str = concat!(
    "INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
     SELECT ?1, 'limit:' || ?2 || ':' || b.scope || '::' || ?3 || ':' || b.what || ':' || ?4, 'limit_reached', 'limit:' || b.scope || '::' || ?3 || ':' || b.what, ?7
     FROM (",
    broken!(),
    ") AS b WHERE b.what NOT IN ('minimum', 'maximum') ON CONFLICT DO NOTHING"
);

/// A payment that was refused.
#[derive(Debug, Clone, Copy)]
pub struct Refused<'a> {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`.
    pub mode: &'a str,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// The organisation's day, `YYYY-MM-DD`.
    pub local_day: &'a str,
    /// In minor units.
    pub amount_minor: i64,
    /// The payer in the merchant's system.
    pub label: Option<&'a str>,
    /// Now.
    pub now_ms: i64,
}

/// The first limit of the organisation or the payer that a refused payment would break; people are told that it is reached.
pub async fn broken(database: &impl Database, refused: &Refused<'_>) -> Result<Option<Broken>, StoreError> {
    let Refused {
        org_id,
        mode,
        currency,
        local_day: day,
        amount_minor: amount,
        label,
        now_ms,
    } = *refused;
    let statements = vec![
        statement!(TELL, org_id, mode, currency, day, amount, label, now_ms),
        statement!(BROKEN, org_id, mode, currency, day, amount, label),
    ];
    Answers::of(database.batch(statements).await?).last()?.first()
}

const TELL_OF_TERMINALS: &str = concat!(
    "INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
     SELECT b.org_id, 'limit:' || b.mode || ':' || b.place || b.what || ':' || b.local_day, 'limit_reached', 'limit:' || b.place || b.what, ?3 FROM (
       SELECT p.org_id, p.mode, p.local_day, 'terminal:' || l.terminal_id || ':' || p.currency || ':' AS place, ",
    limit_what!("p.amount_minor"),
    " AS what
       FROM payment p JOIN terminal t ON t.org_id = p.org_id AND t.mode = p.mode AND t.status = 'active' AND t.terminal_id = COALESCE(?2, p.terminal_id, t.terminal_id) AND ",
    system_allowed!(),
    " JOIN ",
    limits_in_use!("p.org_id", "p.mode", "p.currency", "p.local_day", "l.terminal_id"),
    " AND l.scope = 'terminal' AND l.terminal_id = t.terminal_id AND ",
    limit_broken!("p.amount_minor"),
    " AND p.token = ?1 AND p.money IN ('created', 'awaiting') AND p.expires_at_ms > ?3) AS b
     WHERE b.what NOT IN ('minimum', 'maximum') ON CONFLICT DO NOTHING"
);

/// A payer could not go to a terminal (`None`: to any) with the payment of this token: where limits stand in the way, people are told.
pub async fn tell_of_terminals(
    database: &impl Database,
    token: &str,
    terminal_id: Option<&str>,
    now_ms: i64,
) -> Result<(), StoreError> {
    let statement = statement!(TELL_OF_TERMINALS, token, terminal_id, now_ms);
    database.batch(vec![statement]).await.map(drop)
}
