//! What happened with a client: notes, and every change of an order's status. Seen by the organisation alone.

use crate::{
    Database, StoreError, change::By, clients::list::of_mode, port::Answers, row, sql::next_journal, statement,
};

row! {
    /// An entry.
    #[derive(Debug, Clone, PartialEq, Eq)]
    #[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql")]
    pub struct TimelineEntry {
        pub entry: i64,
        pub at_ms: i64,
        pub kind: String,
        pub order_id: Option<i64>,
        pub before: Option<String>,
        pub after: Option<String>,
        pub text: Option<String>,
        pub actor: String,
    }

}

const KNOWN: &str = concat!(
    "SELECT c.client_id FROM client c WHERE c.org_id = ?1 AND c.client_id = ?2 AND ",
    of_mode!("c", "?3")
);
const LIST: &str = "SELECT entry, at_ms, kind, order_id, before, after, text, actor FROM client_timeline
    WHERE org_id = ?1 AND client_id = ?2 AND mode = ?3 AND entry < ?4 ORDER BY entry DESC LIMIT CAST(?5 AS INTEGER)";

/// A mode's entries of a client below one, newest first. Empty: no such client. One round trip.
pub async fn list(
    database: &impl Database,
    org_id: i64,
    client_id: i64,
    mode: &str,
    below: i64,
    limit: u32,
) -> Result<Option<Vec<TimelineEntry>>, StoreError> {
    let statements = vec![
        statement!(KNOWN, org_id, client_id, mode),
        statement!(LIST, org_id, client_id, mode, below, limit),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let is_known = !answers.next()?.0.is_empty();
    let entries = answers.next()?.all()?;
    Ok(is_known.then_some(entries))
}

const CLAIM: &str = concat!(
    "INSERT INTO idempotency (org_id, scope, key, request_hash, run, number, state, created_at_ms)
    SELECT ?1, 'client_note', ?2, ?3, ?4, COALESCE((SELECT max(entry) FROM client_timeline WHERE org_id = ?1 AND client_id = ?5 AND mode = ?7), 0) + 1, 'done', ?6
    WHERE EXISTS (SELECT 1 FROM client c WHERE c.org_id = ?1 AND c.client_id = ?5 AND ",
    of_mode!("c", "?7"),
    ") ON CONFLICT (org_id, scope, key) DO NOTHING"
);
// A note follows what it notes: the number is the next one, whoever adds another.
const NOTE: &str = "INSERT INTO client_timeline (org_id, client_id, mode, entry, at_ms, kind, text, actor)
    SELECT i.org_id, CAST(?4 AS INTEGER), ?7, i.number, i.created_at_ms, 'note', ?5, ?6 FROM idempotency i
    WHERE i.org_id = ?1 AND i.scope = 'client_note' AND i.key = ?2 AND i.run = ?3";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail) SELECT ?1, ",
    next_journal!(),
    ", ?2, ?3, 'client_note_added', 'client:' || CAST(?4 AS INTEGER), json_object('entry', (SELECT max(entry) FROM client_timeline WHERE org_id = ?1 AND client_id = ?4 AND mode = ?5))
     WHERE changes() > 0"
);
const ACTIVE: &str = "UPDATE client SET active_at_ms = max(active_at_ms, CAST(?3 AS INTEGER)) WHERE org_id = ?1 AND client_id = ?2 AND changes() > 0";
const NOTED: &str =
    "SELECT l.entry, l.at_ms, l.kind, l.order_id, l.before, l.after, l.text, l.actor, i.request_hash FROM idempotency i
    JOIN client_timeline l ON l.org_id = i.org_id AND l.client_id = ?3 AND l.mode = ?4 AND l.entry = i.number
    WHERE i.org_id = ?1 AND i.scope = 'client_note' AND i.key = ?2";
const KEPT: &str = "SELECT request_hash FROM idempotency WHERE org_id = ?1 AND scope = 'client_note' AND key = ?2";

row! {
    struct Kept {
        request_hash: String,
    }
}

/// What became of a request to add a note.
#[derive(Debug)]
pub enum Noting {
    /// Added, by this request or an earlier one with the same key.
    Noted(TimelineEntry),
    /// The key stands for another request.
    KeyReused,
    /// No such client.
    NoClient,
}

/// Adds a note on what happens with a client in a mode. One round trip.
pub async fn note(
    database: &impl Database,
    by: By<'_>,
    (client_id, mode): (i64, &str),
    request: super::change::Request<'_>,
    text: &str,
) -> Result<Noting, StoreError> {
    let (org, now, key) = (by.org_id, by.now_ms, request.key);
    // From where somebody works is the journal's, and erased by its rule.
    let writer = by.actor.split('/').next().unwrap_or_default();
    let statements = vec![
        statement!(CLAIM, org, key, request.hash, request.run, client_id, now, mode),
        statement!(NOTE, org, key, request.run, client_id, text, writer, mode),
        statement!(JOURNAL, org, now, by.actor, client_id, mode),
        statement!(ACTIVE, org, client_id, now),
        statement!(NOTED, org, key, client_id, mode),
        statement!(KEPT, org, key),
    ];
    let mut answers = Answers::of(database.batch(statements).await?).skip(4)?;
    let noted: Option<TimelineEntry> = answers.next()?.first()?;
    let kept: Option<Kept> = answers.next()?.first()?;
    Ok(match (kept, noted) {
        (None, _) => Noting::NoClient,
        (Some(kept), Some(noted)) if kept.request_hash == request.hash => Noting::Noted(noted),
        _ => Noting::KeyReused,
    })
}
