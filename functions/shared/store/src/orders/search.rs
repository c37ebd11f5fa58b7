//! Pieces of the lists' SQL: the words of a search, and where a time begins.

/// What follows every text that begins with a word.
macro_rules! word_end {
    ($word:literal) => {
        concat!($word, " || char(1114111)")
    };
}

/// Whether every word of `$words` (a JSON array) begins something that client `$client` of organisation `?1` is found by.
macro_rules! client_has_words {
    ($client:literal, $words:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM json_each(",
            $words,
            ") AS w WHERE NOT EXISTS (SELECT 1 FROM client_term x INDEXED BY client_term_by_client
        WHERE x.org_id = ?1 AND x.client_id = ",
            $client,
            " AND x.term >= w.value AND x.term < ",
            $crate::orders::search::word_end!("w.value"),
            "))"
        )
    };
}

/// Clients that are looked for through their orders, rather than orders through their clients.
macro_rules! clients_max {
    () => {
        "100"
    };
}

/// `matched`: clients of organisation `?1` of whom every word of `$words` (a JSON array, the longest first) is known, one more than
/// [`clients_max`] at most.
macro_rules! matched {
    ($words:literal) => {
        concat!(
            "matched(client_id) AS MATERIALIZED (SELECT DISTINCT f.client_id FROM client_term f WHERE f.org_id = ?1 AND f.term >= json_extract(",
            $words,
            ", '$[0]') AND f.term < json_extract(",
            $words,
            ", '$[0]') || char(1114111) AND ",
            $crate::orders::search::client_has_words!("f.client_id", $words),
            " LIMIT ",
            $crate::orders::search::clients_max!(),
            " + 1)"
        )
    };
}

/// Whether the row halfway between the bounds of a search is of a time (a bound value) or later.
macro_rules! halfway {
    ($table:literal, $key:literal, $at:literal, $time:literal) => {
        concat!(
            "(SELECT h.",
            $at,
            " FROM ",
            $table,
            " h WHERE h.org_id = ?1 AND h.",
            $key,
            " = (lo + hi) / 2) >= CAST(",
            $time,
            " AS INTEGER)"
        )
    };
}

/// A search by halves for the first row of a table, numbered without gaps within organisation `?1`, that is of a time (a bound value) or
/// later: `min(hi)` of `$name`. Empty where no time is given.
macro_rules! first_at {
    ($name:literal, $table:literal, $key:literal, $at:literal, $time:literal) => {
        concat!(
            $name,
            "(lo, hi) AS (SELECT 0, COALESCE((SELECT z.",
            $key,
            " FROM ",
            $table,
            " z WHERE z.org_id = ?1 ORDER BY z.",
            $key,
            " DESC LIMIT 1), 0) + 1 WHERE ",
            $time,
            " IS NOT NULL UNION ALL SELECT iif(",
            $crate::orders::search::halfway!($table, $key, $at, $time),
            ", lo, (lo + hi) / 2), iif(",
            $crate::orders::search::halfway!($table, $key, $at, $time),
            ", (lo + hi) / 2, hi) FROM ",
            $name,
            " WHERE hi - lo > 1)"
        )
    };
}

pub(crate) use {client_has_words, clients_max, first_at, halfway, matched, word_end};
