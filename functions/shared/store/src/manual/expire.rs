//! Trips that nobody has confirmed in time, rejected in bounded pieces.

use super::reject::{Following, event_prefix};
use crate::{Database, Statement, StoreError, lease::Lease, port::Answers, row, statement};

/// A piece of what is due.
#[derive(Debug, Clone)]
pub struct Piece<'a> {
    /// Without which nothing is rejected.
    pub lease: &'a Lease,
    /// Due is what was to be confirmed until then.
    pub due_ms: i64,
    /// Trips, at most: 65,535, so that their events can be told apart.
    pub limit: u16,
    /// Random.
    pub run: &'a str,
    /// A new event's id, of which the last digits are given here.
    pub event_id: &'a str,
    /// RFC 3339.
    pub occurred_at: &'a str,
    /// Now.
    pub now_ms: i64,
}

// The oldest first; whoever holds the lease no more does nothing.
const EXPIRE: &str = "UPDATE manual_payment SET state = 'rejected', reason = 'expired', run = ?3, decided_by = 'system', decided_at_ms = ?4, remind_at_ms = NULL
    WHERE state = 'open' AND (org_id, number, attempt) IN (SELECT d.org_id, d.number, d.attempt FROM manual_payment d INDEXED BY manual_payment_due
      WHERE d.state = 'open' AND d.confirm_by_ms <= ?1 AND EXISTS (SELECT 1 FROM lease l WHERE l.name = ?5 AND l.holder = ?6)
      ORDER BY d.confirm_by_ms LIMIT CAST(?2 AS INTEGER))";
const REJECTED: &str =
    "SELECT count(*) AS count FROM manual_payment m INDEXED BY manual_payment_by_run WHERE m.run = ?1";
const TOLD: &str = "SELECT e.org_id, e.event_id FROM manual_payment m INDEXED BY manual_payment_by_run
    JOIN event e INDEXED BY event_by_payment ON e.org_id = m.org_id AND e.number = m.number AND substr(e.event_id, 1, length(?2)) = ?2
    WHERE m.run = ?1 AND EXISTS (SELECT 1 FROM postback b INDEXED BY postback_by_event WHERE b.org_id = e.org_id AND b.event_id = e.event_id)
    LIMIT CAST(?3 AS INTEGER)";

row! {
    struct Count {
        count: i64,
    }
}
row! {
    /// An event that endpoints are to be told.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Told {
        /// The organisation.
        pub org_id: i64,
        /// The event.
        pub event_id: String,
    }
}

/// The statements that reject a piece of what is due, with all that follows from it.
fn statements(piece: &Piece<'_>, told: u32) -> Vec<Statement> {
    let prefix = event_prefix(piece.event_id);
    let following = Following {
        run: piece.run,
        prefix,
        occurred_at: piece.occurred_at,
        at_ms: piece.due_ms,
    };
    let mut statements = vec![statement!(
        EXPIRE,
        piece.due_ms,
        u32::from(piece.limit),
        piece.run,
        piece.now_ms,
        piece.lease.name,
        &piece.lease.holder
    )];
    statements.extend(following.statements());
    statements.push(statement!(REJECTED, piece.run));
    statements.push(statement!(TOLD, piece.run, prefix, told));
    statements
}

/// Rejects a piece of what is due. One round trip. Answers how many trips, and some of the events that endpoints are to be told, `told`
/// at most.
pub async fn expire(database: &impl Database, piece: &Piece<'_>, told: u32) -> Result<(i64, Vec<Told>), StoreError> {
    let mut answers = Answers::of(database.batch(statements(piece, told)).await?).skip(5)?;
    let count: Option<Count> = answers.next()?.first()?;
    Ok((count.map_or(0, |count| count.count), answers.next()?.all()?))
}

/// Trips of which people are to be reminded until some instant (?1), the first ones, at most so many (?2).
macro_rules! to_remind {
    () => {
        "SELECT d.org_id, d.number, d.attempt, d.state, d.confirm_by_ms FROM manual_payment d INDEXED BY manual_payment_to_remind
      WHERE d.remind_at_ms <= ?1 ORDER BY d.remind_at_ms, d.org_id, d.number, d.attempt LIMIT CAST(?2 AS INTEGER)"
    };
}
// Not of what is due already: it ends at once.
const NOTIFY: &str = concat!(
    "INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
    SELECT org_id, 'manual:' || number || ':' || attempt || ':due', 'manual_payment_due', 'payment:' || number, ?3 FROM (",
    to_remind!(),
    ") WHERE state = 'open' AND confirm_by_ms > ?1 ON CONFLICT DO NOTHING"
);
const REMINDED: &str = concat!(
    "UPDATE manual_payment SET remind_at_ms = NULL WHERE (org_id, number, attempt) IN (SELECT x.org_id, x.number, x.attempt FROM (",
    to_remind!(),
    ") AS x)"
);
const COUNT: &str = "SELECT changes() AS count";

/// Reminds people of trips that soon end by themselves, at most so many, each once. One round trip. Answers how many were looked at.
pub async fn remind(database: &impl Database, due_ms: i64, limit: u32, now_ms: i64) -> Result<i64, StoreError> {
    let statements = vec![
        statement!(NOTIFY, due_ms, limit, now_ms),
        statement!(REMINDED, due_ms, limit),
        statement!(COUNT),
    ];
    let count: Option<Count> = Answers::of(database.batch(statements).await?).last()?.first()?;
    Ok(count.map_or(0, |count| count.count))
}
