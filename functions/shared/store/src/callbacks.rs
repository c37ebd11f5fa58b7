//! Callbacks that need a person: attached to the payment they belong to, or dismissed; and the mark on a payment, cleared.

use crate::{
    Database, StoreError,
    directory::Terminal,
    port::Answers,
    row,
    sql::{next_journal, terminal_columns},
    statement,
};

row! {
    /// A callback that fits nothing, with its terminal.
    #[derive(Debug, Clone)]
    pub struct Open {
        /// What came, card numbers masked.
        pub body: String,
        /// `unmatched`, `mismatch` or `contradicted`.
        pub outcome: String,
    }
}

const OPEN: &str = "SELECT body, outcome FROM callback WHERE org_id = ?1 AND terminal_id = ?2 AND event_id = ?3
    AND outcome IN ('unmatched', 'mismatch', 'contradicted')";
const TERMINAL: &str = concat!(
    "SELECT ",
    terminal_columns!(),
    "
    FROM terminal t WHERE t.org_id = ?1 AND t.terminal_id = ?2"
);
// The last trip of the payment to this very terminal.
const TRIP: &str = "SELECT max(attempt) AS attempt FROM attempt WHERE org_id = ?1 AND number = ?2 AND terminal_id = ?3";

row! {
    struct Trip {
        attempt: Option<i64>,
    }
}

/// What attaching needs: the callback, its terminal, and the payment's last trip to that terminal.
pub async fn open(
    database: &impl Database,
    org_id: i64,
    terminal_id: &str,
    event_id: &str,
    number: i64,
) -> Result<Option<(Open, Terminal, Option<i64>)>, StoreError> {
    let statements = vec![
        statement!(OPEN, org_id, terminal_id, event_id),
        statement!(TERMINAL, org_id, terminal_id),
        statement!(TRIP, org_id, number, terminal_id),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let (open, terminal) = (answers.next()?.first()?, answers.next()?.first()?);
    let trip: Option<Trip> = answers.next()?.first()?;
    Ok(open
        .zip(terminal)
        .map(|(open, terminal)| (open, terminal, trip.and_then(|trip| trip.attempt))))
}

const DISMISS: &str = "UPDATE callback SET outcome = 'dismissed', resolution = ?4 WHERE org_id = ?1 AND terminal_id = ?2 AND event_id = ?3
    AND outcome IN ('unmatched', 'mismatch', 'contradicted') RETURNING event_id";
const EXPLAIN: &str = "UPDATE callback SET resolution = ?4 WHERE org_id = ?1 AND terminal_id = ?2 AND event_id = ?3";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT ?1, ",
    next_journal!(),
    ", ?4, ?5, ?6, 'callback:' || c.terminal_id || ':' || c.event_id,
      json_object('reason', c.resolution, 'number', c.number)
    FROM callback c WHERE c.org_id = ?1 AND c.terminal_id = ?2 AND c.event_id = ?3 AND c.resolution = ?7"
);
// Written before the dismissal: what was settled otherwise is not dismissed.
const JOURNAL_DISMISSED: &str = concat!("INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT ?1, ", next_journal!(), ", ?4, ?5, 'callback_dismissed',
      'callback:' || c.terminal_id || ':' || c.event_id, json_object('reason', ?6, 'number', c.number)
    FROM callback c WHERE c.org_id = ?1 AND c.terminal_id = ?2 AND c.event_id = ?3 AND c.outcome IN ('unmatched', 'mismatch', 'contradicted')");

/// Dismisses a callback that fits nothing; answers whether there was one.
pub async fn dismiss(
    database: &impl Database,
    org_id: i64,
    terminal_id: &str,
    event_id: &str,
    reason: &str,
    actor: &str,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let statements = vec![
        statement!(JOURNAL_DISMISSED, org_id, terminal_id, event_id, now_ms, actor, reason),
        statement!(DISMISS, org_id, terminal_id, event_id, reason),
    ];
    let dismissed = Answers::of(database.batch(statements).await?).last()?;
    Ok(!dismissed.0.is_empty())
}

/// Records why a callback was attached.
pub async fn attached(
    database: &impl Database,
    org_id: i64,
    terminal_id: &str,
    event_id: &str,
    reason: &str,
    actor: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let statements = vec![
        statement!(EXPLAIN, org_id, terminal_id, event_id, reason),
        statement!(
            JOURNAL,
            org_id,
            terminal_id,
            event_id,
            now_ms,
            actor,
            "callback_attached",
            reason
        ),
    ];
    database.batch(statements).await.map(drop)
}

const CLEAR: &str =
    "UPDATE payment SET attention = NULL WHERE org_id = ?1 AND number = ?2 AND attention IS NOT NULL RETURNING number";
const JOURNAL_CLEARED: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT ?1, ",
    next_journal!(),
    ", ?3, ?4, 'attention_settled', 'payment:' || p.number,
      json_object('was', p.attention, 'reason', ?5)
    FROM payment p WHERE p.org_id = ?1 AND p.number = ?2 AND p.attention IS NOT NULL"
);

/// Clears the mark that asks for attention; answers whether there was one.
pub async fn settle_attention(
    database: &impl Database,
    org_id: i64,
    number: i64,
    reason: &str,
    actor: &str,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let statements = vec![
        statement!(JOURNAL_CLEARED, org_id, number, now_ms, actor, reason),
        statement!(CLEAR, org_id, number),
    ];
    let rows = Answers::of(database.batch(statements).await?).last()?;
    Ok(!rows.0.is_empty())
}
