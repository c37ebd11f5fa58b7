//! The idempotency of requests that are about no payment: their answer is kept beside the key.

use crate::{Database, Rows, Statement, StoreError, port::Answers, row, statement};

/// A request under its key.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The organisation.
    pub org_id: i64,
    /// Which door and mode.
    pub scope: &'a str,
    /// The key.
    pub key: &'a str,
    /// SHA-256 of what is asked.
    pub hash: &'a str,
    /// This very request.
    pub run: &'a str,
    /// Now.
    pub now_ms: i64,
    /// Keys older than this are free again.
    pub keys_since_ms: i64,
}

row! {
    /// What stands under a key.
    #[derive(Debug, Clone)]
    pub struct Kept {
        /// SHA-256 of what was asked.
        pub request_hash: String,
        /// Who has it.
        pub run: String,
        /// What was answered, JSON; none while it is at work.
        pub answer: Option<String>,
    }
}

// One whose first request died is taken over by the next of the same content: what it asks is harmless to ask twice.
const CLAIM: &str = "INSERT INTO idempotency (org_id, scope, key, request_hash, run, state, created_at_ms) VALUES (?1, ?2, ?3, ?4, ?5, 'in_flight', ?6)
    ON CONFLICT (org_id, scope, key) DO UPDATE SET request_hash = excluded.request_hash, run = excluded.run, state = excluded.state, number = NULL, operation = NULL,
      answer = NULL, created_at_ms = excluded.created_at_ms
    WHERE idempotency.created_at_ms < ?7 OR (idempotency.state = 'in_flight' AND idempotency.request_hash = excluded.request_hash AND idempotency.created_at_ms < ?6 - 60000)";
const KEPT: &str = "SELECT request_hash, run, answer FROM idempotency WHERE org_id = ?1 AND scope = ?2 AND key = ?3";
const DONE: &str =
    "UPDATE idempotency SET state = 'done', answer = ?5 WHERE org_id = ?1 AND scope = ?2 AND key = ?3 AND run = ?4";

const RELEASE: &str = "DELETE FROM idempotency WHERE org_id = ?1 AND scope = ?2 AND key = ?3 AND run = ?4";

/// The statement that claims a key, for a batch that does what is asked: it comes first, and what follows acts only where
/// [`claimed!`] holds. All of it is one transaction, so that a key stands for what was done or is free.
pub(crate) fn claiming(request: Request<'_>) -> Statement {
    let Request { org_id, scope, key, .. } = request;
    statement!(
        CLAIM,
        org_id,
        scope,
        key,
        request.hash,
        request.run,
        request.now_ms,
        request.keys_since_ms
    )
}

/// The statement that answers what stands under a key.
pub(crate) fn kept(request: Request<'_>) -> Statement {
    statement!(KEPT, request.org_id, request.scope, request.key)
}

/// Whether the key (`?1` organisation, `?2` scope, `?3` key) is this run's (`?4`).
macro_rules! claimed {
    () => {
        "EXISTS (SELECT 1 FROM idempotency i WHERE i.org_id = ?1 AND i.scope = ?2 AND i.key = ?3 AND i.run = ?4)"
    };
}

/// Keeps what was made, an expression, under the key of this run (as [`claimed!`] names them).
macro_rules! done_with {
    ($made:expr) => {
        concat!(
            "UPDATE idempotency SET state = 'done', answer = CAST(",
            $made,
            " AS TEXT) WHERE org_id = ?1 AND scope = ?2 AND key = ?3 AND run = ?4"
        )
    };
}
pub(crate) use {claimed, done_with};

/// What came of a request under its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Once {
    /// It was done just now.
    Now,
    /// It was done before, and this was made.
    Before(String),
    /// The first of its kind is still at work.
    InFlight,
    /// The key stands for another request.
    Reused,
}

/// Reads what [`kept`] has answered.
pub(crate) fn once(rows: Rows, request: Request<'_>) -> Result<Once, StoreError> {
    let kept: Option<Kept> = rows.first()?;
    let kept = kept.ok_or_else(|| StoreError::Decode("the key was not written".to_owned()))?;
    Ok(match kept.answer {
        _ if kept.run == request.run => Once::Now,
        _ if kept.request_hash != request.hash => Once::Reused,
        Some(answer) => Once::Before(answer),
        None => Once::InFlight,
    })
}

/// Claims a key, or answers who has it.
pub async fn claim(database: &impl Database, request: Request<'_>) -> Result<Kept, StoreError> {
    let statements = vec![claiming(request), kept(request)];
    let found = Answers::of(database.batch(statements).await?).last()?.first()?;
    found.ok_or_else(|| StoreError::Decode("the key was not written".to_owned()))
}

/// Keeps the answer.
pub async fn done(database: &impl Database, request: Request<'_>, answer: &str) -> Result<(), StoreError> {
    let done = statement!(DONE, request.org_id, request.scope, request.key, request.run, answer);
    database.batch(vec![done]).await.map(drop)
}

/// Gives a key back whose request was refused.
pub async fn release(database: &impl Database, request: Request<'_>) -> Result<(), StoreError> {
    let release = statement!(RELEASE, request.org_id, request.scope, request.key, request.run);
    database.batch(vec![release]).await.map(drop)
}
