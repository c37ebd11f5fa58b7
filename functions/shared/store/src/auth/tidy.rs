//! What is over is tidied away, oldest first and so much at once.

use crate::{Database, StoreError, statement};

/// Rows of a kind that one tidying takes away, at most.
pub const TIDIED_MAX: i64 = 5_000;
/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;

// A session is worth looking up for a month after its end; visits hang on it.
const VISITS: &str = "DELETE FROM operator_visit WHERE token_hash IN
    (SELECT s.token_hash FROM session s WHERE s.expires_at_ms < ?1 ORDER BY s.expires_at_ms LIMIT CAST(?2 AS INTEGER))";
const SESSIONS: &str = "DELETE FROM session WHERE token_hash IN
    (SELECT s.token_hash FROM session s WHERE s.expires_at_ms < ?1 ORDER BY s.expires_at_ms LIMIT CAST(?2 AS INTEGER))";
const THROTTLES: &str = "DELETE FROM throttle WHERE (scope, subject) IN
    (SELECT t.scope, t.subject FROM throttle t WHERE t.resets_at_ms < ?1 ORDER BY t.resets_at_ms LIMIT CAST(?2 AS INTEGER))";
const CHALLENGES: &str = "DELETE FROM sign_in_challenge WHERE token_hash IN
    (SELECT c.token_hash FROM sign_in_challenge c WHERE c.expires_at_ms < ?1 ORDER BY c.expires_at_ms LIMIT CAST(?2 AS INTEGER))";
const RESETS: &str = "DELETE FROM password_reset WHERE token_hash IN
    (SELECT r.token_hash FROM password_reset r WHERE r.expires_at_ms < ?1 ORDER BY r.expires_at_ms LIMIT CAST(?2 AS INTEGER))";
const DEVICES: &str = "DELETE FROM known_device WHERE token_hash IN
    (SELECT d.token_hash FROM known_device d WHERE d.seen_at_ms < ?1 ORDER BY d.seen_at_ms LIMIT CAST(?2 AS INTEGER))";

/// Takes away sessions that ended 30 days ago, devices not seen for a year, and challenges, resets and counters that are over.
pub async fn tidy(database: &impl Database, now_ms: i64) -> Result<(), StoreError> {
    let before = |days: i64| now_ms.saturating_sub(days.saturating_mul(DAY_MS));
    let statements = vec![
        statement!(VISITS, before(30), TIDIED_MAX),
        statement!(SESSIONS, before(30), TIDIED_MAX),
        statement!(THROTTLES, now_ms, TIDIED_MAX),
        statement!(CHALLENGES, now_ms, TIDIED_MAX),
        statement!(RESETS, before(1), TIDIED_MAX),
        statement!(DEVICES, before(365), TIDIED_MAX),
    ];
    database.batch(statements).await.map(drop)
}
