//! The idempotency of requests that are about no payment: their answer is kept beside the key.

use crate::{Database, StoreError, port::Answers, row, statement};

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

/// Claims a key, or answers who has it.
pub async fn claim(database: &impl Database, request: Request<'_>) -> Result<Kept, StoreError> {
    let Request {
        org_id,
        scope,
        key,
        hash,
        run,
        now_ms,
        keys_since_ms,
    } = request;
    let statements = vec![
        statement!(CLAIM, org_id, scope, key, hash, run, now_ms, keys_since_ms),
        statement!(KEPT, org_id, scope, key),
    ];
    let kept = Answers::of(database.batch(statements).await?).last()?.first()?;
    kept.ok_or_else(|| StoreError::Decode("the key was not written".to_owned()))
}

/// Keeps the answer.
pub async fn done(database: &impl Database, request: Request<'_>, answer: &str) -> Result<(), StoreError> {
    let done = statement!(DONE, request.org_id, request.scope, request.key, request.run, answer);
    database.batch(vec![done]).await.map(drop)
}
