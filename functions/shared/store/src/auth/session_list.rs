//! A person's live sessions, and ending them.

use super::{By, journaled};
use crate::{Database, StoreError, port::Answers, row, sessions::IDLE_MS, statement};

/// Sessions shown, at most.
const LISTED_MAX: i64 = 500;

row! {
    /// A live session as its person sees it.
    #[derive(Debug, Clone)]
    pub struct Listed {
        /// What it is seen and revoked by.
        pub session_id: String,
        /// The network address that it was opened from.
        pub address: String,
        /// The browser, as it calls itself.
        pub agent: String,
        /// When it was opened.
        pub created_at_ms: i64,
        /// When it was last seen, within a minute.
        pub seen_at_ms: i64,
        /// When it ends at the latest.
        pub expires_at_ms: i64,
        /// 1: the one that asks.
        pub is_current: i64,
    }
}

const LIST: &str = "SELECT session_id, address, agent, created_at_ms, seen_at_ms, expires_at_ms, token_hash = ?2 AS is_current FROM session
    WHERE person_id = ?1 AND revoked_at_ms IS NULL AND expires_at_ms > ?3 AND seen_at_ms > ?4 ORDER BY created_at_ms DESC LIMIT CAST(?5 AS INTEGER)";

/// The person's live sessions, newest first.
pub async fn list(
    database: &impl Database,
    person_id: i64,
    token_hash: &str,
    now_ms: i64,
) -> Result<Vec<Listed>, StoreError> {
    let alive = now_ms.saturating_sub(IDLE_MS);
    let list = statement!(LIST, person_id, token_hash, now_ms, alive, LISTED_MAX);
    Answers::of(database.batch(vec![list]).await?).last()?.all()
}

const SIGN_OUT: &str =
    "UPDATE session SET revoked_at_ms = CAST(?2 AS INTEGER) WHERE token_hash = ?1 AND revoked_at_ms IS NULL";

/// Ends the session that asks.
pub async fn sign_out(database: &impl Database, by: By<'_>, token_hash: &str) -> Result<(), StoreError> {
    let mut statements = vec![statement!(SIGN_OUT, token_hash, by.now_ms)];
    statements.extend(journaled(by, "signed_out", "{}"));
    database.batch(statements).await.map(drop)
}

const REVOKE: &str = "UPDATE session SET revoked_at_ms = CAST(?3 AS INTEGER) WHERE session_id = ?1 AND person_id = ?2 AND revoked_at_ms IS NULL RETURNING session_id";

/// Ends one of the person's sessions. False where they have none of this id, or it had ended.
pub async fn revoke(database: &impl Database, by: By<'_>, session_id: &str) -> Result<bool, StoreError> {
    let mut statements = vec![statement!(REVOKE, session_id, by.person_id, by.now_ms)];
    let detail = serde_json::json!({ "session": session_id }).to_string();
    statements.extend(journaled(by, "session_revoked", &detail));
    let mut answers = Answers::of(database.batch(statements).await?);
    Ok(!answers.next()?.0.is_empty())
}

const REVOKE_OTHERS: &str = "UPDATE session SET revoked_at_ms = CAST(?3 AS INTEGER) WHERE person_id = ?1 AND token_hash <> ?2 AND revoked_at_ms IS NULL";

/// Ends all sessions of the person but the one that asks.
pub async fn revoke_others(database: &impl Database, by: By<'_>, token_hash: &str) -> Result<(), StoreError> {
    let mut statements = vec![statement!(REVOKE_OTHERS, by.person_id, token_hash, by.now_ms)];
    statements.extend(journaled(by, "session_revoked", r#"{"session":"others"}"#));
    database.batch(statements).await.map(drop)
}
