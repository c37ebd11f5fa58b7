//! Between which rows a page of a list looks: below the page before, within the days asked for, and no further than a window where
//! filters may find little.

/// Rows looked at for one page by a filter that has no index.
macro_rules! window {
    () => {
        "2500"
    };
}

/// How far clocks of two isolates may differ, in milliseconds: numbers are in order of time but for that.
pub(super) const SKEW_MS: i64 = 60_000;

/// CTEs `top`, `bottom` and `floor` (each of one `id`) of `$table`, whose key within organisation `?1` is `$key` and whose time is `$at`:
/// `?3` only below, `?4` and `?5` a time from and to (as searched for), `?6` whether rows are filtered. `$rows` are the rows in question, `w`,
/// by an index of theirs. Where the words `?9` are those of few clients (and no client `?8` is asked for), there is nothing to look at:
/// their orders are found the other way round.
macro_rules! places {
    ($table:literal, $key:literal, $at:literal, $rows:expr) => {
        concat!(
            "WITH RECURSIVE ",
            $crate::orders::search::matched!("?9"),
            ", ",
            $crate::orders::search::first_at!("early", $table, $key, $at, "?4"),
            ", ",
            $crate::orders::search::first_at!("late", $table, $key, $at, "?5"),
            ", top(id) AS (SELECT iif(?8 IS NULL AND ?9 IS NOT NULL AND (SELECT count(*) FROM matched) <= ",
            $crate::orders::search::clients_max!(),
            ", 0, min(CAST(?3 AS INTEGER), COALESCE((SELECT min(hi) FROM late), 9007199254740991)))),
      bottom(id) AS (SELECT COALESCE((SELECT min(hi) FROM early), 1)),
      floor(id) AS (SELECT max((SELECT id FROM bottom), iif(?6, COALESCE((SELECT w.",
            $key,
            " FROM ",
            $rows,
            " AND w.",
            $key,
            " < (SELECT id FROM top) ORDER BY w.",
            $key,
            " DESC LIMIT 1 OFFSET ",
            $crate::orders::places::window!(),
            " - 1), 0), 0))) "
        )
    };
}
pub(super) use {places, window};
