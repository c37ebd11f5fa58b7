//! The journal as people read it: newest first, a window of its key at a time.

use crate::{
    Database, Statement, StoreError, journal::origin_of_actor, port::Answers, row, sessions::Origin, sql::next_journal,
    statement,
};

/// Entries looked at for one page, however rare what a filter looks for.
pub const WINDOW: i64 = 5_000;

/// What a list of entries looks for; what is empty lets everything through.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// From this time on, in unix milliseconds.
    pub from_ms: Option<i64>,
    /// Before this time.
    pub to_ms: Option<i64>,
    /// A kind (`person`) or one actor (`person:7`).
    pub actor: Option<String>,
    /// The action.
    pub action: Option<String>,
    /// How the subject begins.
    pub subject: Option<String>,
    /// A text within action, subject or detail; ASCII letters in any case.
    pub text: Option<String>,
}

row! {
    /// An entry as people read it.
    #[derive(Debug, Clone)]
    pub struct Line {
        /// Its place.
        pub seq: i64,
        /// When.
        pub at_ms: i64,
        /// Who, and after a `/` the origin.
        pub actor: String,
        /// What.
        pub action: String,
        /// To what.
        pub subject: String,
        /// JSON.
        pub detail: String,
        /// The person's or the key's name.
        pub name: Option<String>,
        /// From which network address, while that is kept.
        pub address: Option<String>,
        /// From which browser or program.
        pub agent: Option<String>,
        /// 1: it is sealed.
        pub is_sealed: i64,
    }

    struct Looked {
        seq: i64,
    }
}

/// How far clocks of two isolates may differ, in milliseconds: entries are in order of time but for that.
const SKEW_MS: i64 = 3_600_000;

/// When the entry halfway between the bounds of a search was written.
macro_rules! halfway {
    () => {
        "(SELECT h.at_ms FROM journal h WHERE h.org_id = ?1 AND h.seq = (lo + hi) / 2)"
    };
}

/// A search by halves for the first entry of a time (a bound value) or later, as `name`.
macro_rules! first_at {
    ($name:literal, $time:literal) => {
        concat!(
            $name,
            "(lo, hi) AS (SELECT 0, (SELECT seq FROM last) + 1 WHERE ",
            $time,
            " IS NOT NULL UNION ALL
      SELECT iif(",
            halfway!(),
            " >= CAST(",
            $time,
            " AS INTEGER), lo, (lo + hi) / 2), iif(",
            halfway!(),
            " >= CAST(",
            $time,
            " AS INTEGER), (lo + hi) / 2, hi) FROM ",
            $name,
            " WHERE hi - lo > 1)"
        )
    };
}

// ?2: only entries below; ?3, ?4: search from and to; ?5: the window.
macro_rules! bounds {
    () => {
        concat!(
            "WITH RECURSIVE last(seq) AS (SELECT COALESCE((SELECT j.seq FROM journal j WHERE j.org_id = ?1 ORDER BY seq DESC LIMIT 1), 0)),
      ",
            first_at!("early", "?3"),
            ", ",
            first_at!("late", "?4"),
            ", top(seq) AS (SELECT min(COALESCE(CAST(?2 AS INTEGER), (SELECT seq FROM last) + 1), COALESCE((SELECT min(hi) FROM late), 9007199254740991))),
      floor(seq, bottom) AS (SELECT max((SELECT seq FROM top) - CAST(?5 AS INTEGER), b.seq), b.seq
        FROM (SELECT COALESCE((SELECT max(lo) FROM early), 0) + 1 AS seq) b) "
        )
    };
}

const LIST: &str = concat!(
    bounds!(),
    "SELECT j.seq, j.at_ms, j.actor, j.action, j.subject, j.detail, COALESCE(p.name, k.name) AS name, o.address, o.agent,
      EXISTS (SELECT 1 FROM journal_seal s WHERE s.org_id = j.org_id AND s.seq = j.seq) AS is_sealed
    FROM journal j
    LEFT JOIN origin o ON o.org_id = j.org_id AND o.origin = ",
    origin_of_actor!(),
    " LEFT JOIN person p ON (j.actor GLOB 'person:*' OR j.actor GLOB 'operator:*') AND p.person_id = CAST(substr(j.actor, instr(j.actor, ':') + 1) AS INTEGER)
    LEFT JOIN api_key k ON j.actor GLOB 'api_key:*' AND k.org_id = j.org_id AND k.prefix = substr(substr(j.actor, 1, instr(j.actor || '/', '/') - 1), 9)
    WHERE j.org_id = ?1 AND j.seq < (SELECT seq FROM top) AND j.seq >= (SELECT seq FROM floor)
      AND (?7 IS NULL OR j.at_ms >= CAST(?7 AS INTEGER)) AND (?8 IS NULL OR j.at_ms < CAST(?8 AS INTEGER))
      AND (?9 IS NULL OR instr(j.actor || '/', ?9 || '/') = 1 OR instr(j.actor, ?9 || ':') = 1)
      AND (?10 IS NULL OR j.action = ?10) AND (?11 IS NULL OR instr(j.subject, ?11) = 1)
      AND (?12 IS NULL OR instr(lower(j.action || ' ' || j.subject || ' ' || j.detail), ?12) > 0)
    ORDER BY j.seq DESC LIMIT CAST(?6 AS INTEGER)"
);
const LOOKED: &str = concat!(bounds!(), "SELECT seq FROM floor WHERE seq > bottom");

/// Entries below a place (none: from the newest), newest first, at most so many; and the place down to which was looked, where
/// that is not the end.
pub async fn list(
    database: &impl Database,
    org_id: i64,
    filter: &Filter,
    below: Option<i64>,
    limit: u32,
) -> Result<(Vec<Line>, Option<i64>), StoreError> {
    let from = filter.from_ms.map(|ms| ms.saturating_sub(SKEW_MS));
    let to = filter.to_ms.map(|ms| ms.saturating_add(SKEW_MS));
    let text = filter.text.as_ref().map(|text| text.to_ascii_lowercase());
    let (actor, action, subject) = (filter.actor.clone(), filter.action.clone(), filter.subject.clone());
    let statements = vec![
        statement!(
            LIST,
            org_id,
            below,
            from,
            to,
            WINDOW,
            limit,
            filter.from_ms,
            filter.to_ms,
            actor,
            action,
            subject,
            text
        ),
        statement!(LOOKED, org_id, below, from, to, WINDOW),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let lines = answers.next()?.all()?;
    let looked: Option<Looked> = answers.next()?.first()?;
    Ok((lines, looked.map(|looked| looked.seq)))
}

const ORIGIN: &str = "INSERT INTO origin (org_id, origin, address, agent, at_ms) VALUES (CAST(?1 AS INTEGER), ?2, ?3, ?4, CAST(?5 AS INTEGER)) ON CONFLICT DO NOTHING";
const EXPORTED: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT CAST(?1 AS INTEGER), ",
    next_journal!(),
    ", CAST(?2 AS INTEGER), ?3, 'journal_exported', 'journal', ?4"
);

/// Tells the journal that it is taken away, by whom, from where and what of it. Reading writes no origin, so it is written here.
pub async fn exported(
    database: &impl Database,
    org_id: i64,
    actor: &str,
    origin: &Origin,
    detail: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let statements: Vec<Statement> = vec![
        statement!(ORIGIN, org_id, &origin.id, &origin.address, &origin.agent, now_ms),
        statement!(EXPORTED, org_id, now_ms, actor, detail),
    ];
    database.batch(statements).await.map(drop)
}
