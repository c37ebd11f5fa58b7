//! Changes of settings: each with its entry in the journal, all or nothing.

use crate::{Database, Statement, StoreError, port::Answers, statement};

/// Who changes something of which organisation, and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// The organisation.
    pub org_id: i64,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// Now.
    pub now_ms: i64,
}

/// What the journal says of a change.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What was done, e.g. `terminal_changed`.
    pub action: &'static str,
    /// To what, e.g. `terminal:main`.
    pub subject: String,
    /// JSON object, `{"before":{..},"after":{..}}` with what changed.
    pub detail: String,
}

/// The beginning of a statement that writes [`By`] and [`Entry`] (`?1` to `?6`) but for the detail, which follows.
macro_rules! journal_of {
    () => {
        concat!(
            "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail) SELECT ?1, ",
            $crate::sql::next_journal!(),
            ", ?2, ?3, ?4, ?5, "
        )
    };
}

/// The entry of a change to a row that must still be as it was read: `$snapshot` tells that, `?7` is what it told then. Where it
/// differs there is no detail, which the schema refuses, and so the whole batch: nobody's change is lost under another's.
macro_rules! journal_if_same {
    ($snapshot:expr) => {
        concat!($crate::change::journal_of!(), "iif(", $snapshot, " IS ?7, ?6, NULL)")
    };
}
pub(crate) use {journal_if_same, journal_of};

/// Whether a batch was refused because the row had changed since it was read.
#[must_use]
pub fn is_raced(error: &StoreError) -> bool {
    matches!(error, StoreError::Constraint(text) if text.contains("journal.detail") || text.contains("api_key.name"))
}

const JOURNAL: &str = concat!(journal_of!(), "?6 WHERE changes() > 0 RETURNING seq");

/// The entry of what the statement before it did, if it did anything.
pub(crate) fn journal(by: By<'_>, entry: &Entry) -> Statement {
    let (action, subject, detail) = (entry.action, &entry.subject, &entry.detail);
    statement!(JOURNAL, by.org_id, by.now_ms, by.actor, action, subject, detail)
}

/// The entry of a change to a row that must still be as it was read; `sql` is made by [`journal_if_same`]. It comes first.
pub(crate) fn journal_same(sql: &'static str, by: By<'_>, entry: &Entry, snapshot: Option<&str>) -> Statement {
    let (action, subject, detail) = (entry.action, &entry.subject, &entry.detail);
    statement!(sql, by.org_id, by.now_ms, by.actor, action, subject, detail, snapshot)
}

/// Runs statements of which the one at `place` is [`journal`]'s: answers whether it was written, and so the change.
pub(crate) async fn written(
    database: &impl Database,
    statements: Vec<Statement>,
    place: usize,
) -> Result<bool, StoreError> {
    let mut answers = Answers::of(database.batch(statements).await?).skip(place)?;
    Ok(!answers.next()?.0.is_empty())
}
