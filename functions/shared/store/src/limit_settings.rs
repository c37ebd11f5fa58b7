//! Limits as people set them: an organisation its own, the platform's operators theirs. Both hold.

use crate::{
    Database, Statement, StoreError,
    change::{By, Entry, journal_if_same, journal_same},
    port::Answers,
    row, statement, terminals,
};

/// Limits of an organisation, at most.
pub const LIMITS_MAX: i64 = 500;

row! {
    /// A limit, with what was used of it today and this month. Amounts in minor units.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0009_limits.sql")]
    pub struct Row {
        pub scope: String,
        /// Empty unless the scope is `terminal`.
        pub terminal_id: String,
        pub currency: String,
        pub set_by: String,
        pub minimum_minor: Option<i64>,
        pub maximum_minor: Option<i64>,
        pub day_minor: Option<i64>,
        pub day_count: Option<i64>,
        pub month_minor: Option<i64>,
        pub month_count: Option<i64>,
        pub used_day_minor: i64,
        pub used_day_count: i64,
        pub used_month_minor: i64,
        pub used_month_count: i64,
        /// All that can be changed, as one text.
        pub snapshot: String,
    }
}

/// All of limit `l` that can be changed.
macro_rules! snapshot {
    () => {
        "json_array(l.minimum_minor, l.maximum_minor, l.day_minor, l.day_count, l.month_minor, l.month_count)"
    };
}
macro_rules! limit {
    () => {
        concat!("SELECT l.scope, l.terminal_id, l.currency, l.set_by, l.minimum_minor, l.maximum_minor, l.day_minor, l.day_count, l.month_minor, l.month_count,
            COALESCE(d.minor, 0) AS used_day_minor, COALESCE(d.count, 0) AS used_day_count, COALESCE(m.minor, 0) AS used_month_minor, COALESCE(m.count, 0) AS used_month_count, ",
            snapshot!(), " AS snapshot
          FROM payment_limit l
          LEFT JOIN limit_usage d ON d.org_id = l.org_id AND d.mode = l.mode AND d.scope = l.scope AND d.subject = l.terminal_id AND d.currency = l.currency AND d.period = ?3
          LEFT JOIN limit_usage m ON m.org_id = l.org_id AND m.mode = l.mode AND m.scope = l.scope AND m.subject = l.terminal_id AND m.currency = l.currency
            AND m.period = substr(?3, 1, 7)
          WHERE l.org_id = ?1 AND l.mode = ?2")
    };
}
const LIST: &str = concat!(
    limit!(),
    " ORDER BY l.scope, l.terminal_id, l.currency, l.set_by LIMIT 1000"
);

fn list_statement(org_id: i64, mode: &str, local_day: &str) -> Statement {
    statement!(LIST, org_id, mode, local_day)
}

/// Limits of a mode, with what was used of them on the organisation's day (`YYYY-MM-DD`). What single payers and cards have used is
/// not told here.
pub async fn list(database: &impl Database, org_id: i64, mode: &str, local_day: &str) -> Result<Vec<Row>, StoreError> {
    let rows = database.batch(vec![list_statement(org_id, mode, local_day)]).await?;
    Answers::of(rows).last()?.all()
}

/// Terminals of a mode, with the limits of the mode: one round trip.
pub async fn terminals_with_limits(
    database: &impl Database,
    org_id: i64,
    mode: &str,
    local_day: &str,
) -> Result<(Vec<terminals::Row>, Vec<Row>), StoreError> {
    let statements = vec![terminals::list(org_id, mode), list_statement(org_id, mode, local_day)];
    let mut answers = Answers::of(database.batch(statements).await?);
    Ok((answers.next()?.all()?, answers.next()?.all()?))
}

/// Which limit.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// `live` or `test`.
    pub mode: &'a str,
    /// `organisation`, `terminal`, `payer` or `card`.
    pub scope: &'a str,
    /// Empty unless the scope is `terminal`.
    pub terminal_id: &'a str,
    /// ISO 4217 code.
    pub currency: &'a str,
    /// `operator` or `organisation`.
    pub set_by: &'a str,
}

row! {
    /// What a limit is, if there is one, and whether there may be.
    #[derive(Debug, Clone)]
    pub struct Found {
        /// All that can be changed, as one text: JSON array of minimum, maximum, a day's sum and number, a month's sum and number.
        pub snapshot: Option<String>,
        /// 1: the terminal is one of the organisation's, of the mode; or none is named.
        pub has_terminal: i64,
        /// Limits that the organisation has.
        pub count: i64,
    }
}

/// The limit at a place: organisation `?1`, and the place from `?`s given.
macro_rules! at_place {
    ($mode:literal, $scope:literal, $terminal:literal, $currency:literal, $set_by:literal) => {
        concat!(
            "(SELECT ",
            snapshot!(),
            " FROM payment_limit l WHERE l.org_id = ?1 AND l.mode = ",
            $mode,
            " AND l.scope = ",
            $scope,
            " AND l.terminal_id = ",
            $terminal,
            " AND l.currency = ",
            $currency,
            " AND l.set_by = ",
            $set_by,
            ")"
        )
    };
}
const FIND: &str = concat!("SELECT ", at_place!("?2", "?3", "?4", "?5", "?6"), " AS snapshot,
    (?4 = '' OR EXISTS (SELECT 1 FROM terminal t WHERE t.org_id = ?1 AND t.terminal_id = ?4 AND t.mode = ?2 AND t.kind <> 'manual')) AS has_terminal,
    (SELECT count(*) FROM payment_limit n WHERE n.org_id = ?1) AS count");

/// Looks at a place.
pub async fn find(database: &impl Database, org_id: i64, place: Place<'_>) -> Result<Found, StoreError> {
    let Place {
        mode,
        scope,
        terminal_id,
        currency,
        set_by,
    } = place;
    let find = statement!(FIND, org_id, mode, scope, terminal_id, currency, set_by);
    let found = Answers::of(database.batch(vec![find]).await?).last()?.first()?;
    found.ok_or_else(|| StoreError::Decode("no answer".to_owned()))
}

const SAME: &str = journal_if_same!(at_place!("?8", "?9", "?10", "?11", "?12"));
const SET: &str = "INSERT INTO payment_limit (org_id, mode, scope, terminal_id, currency, set_by, minimum_minor, maximum_minor, day_minor, day_count, month_minor, month_count)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, CAST(?7 AS INTEGER), CAST(?8 AS INTEGER), CAST(?9 AS INTEGER), CAST(?10 AS INTEGER), CAST(?11 AS INTEGER), CAST(?12 AS INTEGER))
    ON CONFLICT (org_id, mode, scope, terminal_id, currency, set_by) DO UPDATE SET minimum_minor = excluded.minimum_minor, maximum_minor = excluded.maximum_minor,
      day_minor = excluded.day_minor, day_count = excluded.day_count, month_minor = excluded.month_minor, month_count = excluded.month_count";
const DELETE: &str = "DELETE FROM payment_limit WHERE org_id = ?1 AND mode = ?2 AND scope = ?3 AND terminal_id = ?4 AND currency = ?5 AND set_by = ?6";

/// Minimum, maximum, a day's sum and number, a month's sum and number; amounts in minor units.
pub type Bounds = [Option<i64>; 6];

/// Sets a limit that is still as it was read, or where there still is none; without bounds it is deleted.
pub async fn set(
    database: &impl Database,
    by: By<'_>,
    place: Place<'_>,
    bounds: Option<Bounds>,
    snapshot: Option<&str>,
    entry: &Entry,
) -> Result<(), StoreError> {
    let Place {
        mode,
        scope,
        terminal_id,
        currency,
        set_by,
    } = place;
    let mut same = journal_same(SAME, by, entry, snapshot);
    same.values
        .extend([mode, scope, terminal_id, currency, set_by].map(Into::into));
    let mut change = statement!(DELETE, by.org_id, mode, scope, terminal_id, currency, set_by);
    if let Some(bounds) = bounds {
        change.sql = SET;
        change.values.extend(bounds.map(Into::into));
    }
    database.batch(vec![same, change]).await.map(drop)
}
