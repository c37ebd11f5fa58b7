//! What happened with a client: notes, and every change of an order's status. Seen by the organisation alone.

use crate::{Database, StoreError, change::By, port::Answers, row, sql::next_journal, statement};

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

    struct Known {
        client_id: i64,
    }
}

/// Entries looked at for one page: those of the other mode's orders are left out.
pub const WINDOW: i64 = 5_000;
const KNOWN: &str = "SELECT client_id FROM client WHERE org_id = ?1 AND client_id = ?2";
const LIST: &str = "SELECT l.entry, l.at_ms, l.kind, l.order_id, l.before, l.after, l.text, l.actor FROM client_timeline l
    LEFT JOIN sales_order s ON s.org_id = l.org_id AND s.order_id = l.order_id
    WHERE l.org_id = ?1 AND l.client_id = ?2 AND (l.order_id IS NULL OR s.mode = ?3) AND l.entry < ?4
      AND l.entry >= min(CAST(?4 AS INTEGER), COALESCE((SELECT max(m.entry) FROM client_timeline m WHERE m.org_id = ?1 AND m.client_id = ?2), 0) + 1) - CAST(?6 AS INTEGER)
    ORDER BY l.entry DESC LIMIT CAST(?5 AS INTEGER)";
const LOOKED: &str = "SELECT max(e.at, 1) AS client_id FROM (SELECT min(CAST(?3 AS INTEGER),
      COALESCE((SELECT max(m.entry) FROM client_timeline m WHERE m.org_id = ?1 AND m.client_id = ?2), 0) + 1) - CAST(?4 AS INTEGER) AS at) AS e WHERE e.at > 1";

/// Entries of a client below one, newest first, notes and those of a mode's orders; and down to where was looked, where that is not the
/// end. Empty: no such client. One round trip.
pub async fn list(
    database: &impl Database,
    org_id: i64,
    client_id: i64,
    mode: &str,
    below: i64,
    limit: u32,
) -> Result<Option<(Vec<TimelineEntry>, Option<i64>)>, StoreError> {
    let statements = vec![
        statement!(KNOWN, org_id, client_id),
        statement!(LIST, org_id, client_id, mode, below, limit, WINDOW),
        statement!(LOOKED, org_id, client_id, below, WINDOW),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let known: Option<Known> = answers.next()?.first()?;
    let entries = answers.next()?.all()?;
    let looked: Option<Known> = answers.next()?.first()?;
    Ok(known.map(|_| (entries, looked.map(|looked| looked.client_id))))
}

const CLAIM: &str = "INSERT INTO idempotency (org_id, scope, key, request_hash, run, number, state, created_at_ms)
    SELECT ?1, 'client_note', ?2, ?3, ?4, COALESCE((SELECT max(entry) FROM client_timeline WHERE org_id = ?1 AND client_id = ?5), 0) + 1, 'done', ?6
    WHERE EXISTS (SELECT 1 FROM client WHERE org_id = ?1 AND client_id = ?5) ON CONFLICT (org_id, scope, key) DO NOTHING";
// A note follows what it notes: the number is the next one, whoever adds another.
const NOTE: &str = "INSERT INTO client_timeline (org_id, client_id, entry, at_ms, kind, text, actor)
    SELECT i.org_id, CAST(?4 AS INTEGER), i.number, i.created_at_ms, 'note', ?5, ?6 FROM idempotency i
    WHERE i.org_id = ?1 AND i.scope = 'client_note' AND i.key = ?2 AND i.run = ?3";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail) SELECT ?1, ",
    next_journal!(),
    ", ?2, ?3, 'client_note_added', 'client:' || CAST(?4 AS INTEGER), json_object('entry', (SELECT max(entry) FROM client_timeline WHERE org_id = ?1 AND client_id = ?4))
     WHERE changes() > 0"
);
const ACTIVE: &str = "UPDATE client SET active_at_ms = max(active_at_ms, CAST(?3 AS INTEGER)) WHERE org_id = ?1 AND client_id = ?2 AND changes() > 0";
const NOTED: &str =
    "SELECT l.entry, l.at_ms, l.kind, l.order_id, l.before, l.after, l.text, l.actor, i.request_hash FROM idempotency i
    JOIN client_timeline l ON l.org_id = i.org_id AND l.client_id = ?3 AND l.entry = i.number
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

/// Adds a note. One round trip.
pub async fn note(
    database: &impl Database,
    by: By<'_>,
    client_id: i64,
    request: super::change::Request<'_>,
    text: &str,
) -> Result<Noting, StoreError> {
    let (org, now, key) = (by.org_id, by.now_ms, request.key);
    // From where somebody works is the journal's, and erased by its rule.
    let writer = by.actor.split('/').next().unwrap_or_default();
    let statements = vec![
        statement!(CLAIM, org, key, request.hash, request.run, client_id, now),
        statement!(NOTE, org, key, request.run, client_id, text, writer),
        statement!(JOURNAL, org, now, by.actor, client_id),
        statement!(ACTIVE, org, client_id, now),
        statement!(NOTED, org, key, client_id),
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
