//! A new password: by whoever knows the old one, or by whoever a letter with a token has reached.

use super::{By, journaled, letters, throttle};
use crate::{Database, Statement, StoreError, port::Answers, statement};

/// What was the password (`?3`) of a person (`?1`) is remembered, at `?2` or just after the one before.
macro_rules! remember {
    ($condition:literal) => {
        concat!(
            "INSERT INTO old_password (person_id, replaced_at_ms, password_hash)
    SELECT p.person_id, max(CAST(?2 AS INTEGER), COALESCE((SELECT max(o.replaced_at_ms) + 1 FROM old_password o WHERE o.person_id = p.person_id), 0)), p.password_hash
    FROM person p WHERE p.person_id = ?1 AND p.password_hash = ?3 AND p.status = 'active'",
            $condition
        )
    };
}
const REMEMBER: &str = remember!("");
const REMEMBER_AFTER: &str = remember!(" AND changes() > 0");
const CHANGE: &str = "UPDATE person SET password_hash = ?2, password_changed_at_ms = CAST(?3 AS INTEGER) WHERE person_id = ?1 AND changes() > 0 RETURNING person_id";
const FORGET: &str = "DELETE FROM old_password WHERE person_id = ?1 AND replaced_at_ms NOT IN
    (SELECT o.replaced_at_ms FROM old_password o WHERE o.person_id = ?1 ORDER BY o.replaced_at_ms DESC LIMIT 4)";
const END_OTHERS: &str = "UPDATE session SET revoked_at_ms = CAST(?2 AS INTEGER) WHERE person_id = ?1 AND token_hash <> ?3 AND revoked_at_ms IS NULL
    AND EXISTS (SELECT 1 FROM person p WHERE p.person_id = ?1 AND p.password_hash = ?4)";
const END_RESETS: &str =
    "UPDATE password_reset SET used_at_ms = CAST(?2 AS INTEGER) WHERE person_id = ?1 AND used_at_ms IS NULL
    AND EXISTS (SELECT 1 FROM person p WHERE p.person_id = ?1 AND p.password_hash = ?3)";
const END_CHALLENGES: &str = "DELETE FROM sign_in_challenge WHERE person_id = ?1 AND EXISTS (SELECT 1 FROM person p WHERE p.person_id = ?1 AND p.password_hash = ?2)";

/// A password to be replaced.
#[derive(Debug, Clone, Copy)]
pub struct Replacement<'a> {
    /// The present hash.
    pub old_hash: &'a str,
    /// The new one.
    pub new_hash: &'a str,
    /// What the letter about it says, a JSON object.
    pub letter_params: &'a str,
}

// A browser that knew the old password is known no more: its next sign-in is told.
const FORGET_DEVICES: &str = "DELETE FROM known_device WHERE person_id = ?1 AND EXISTS (SELECT 1 FROM person p WHERE p.person_id = ?1 AND p.password_hash = ?2)";

/// What follows the statement that has remembered the old password: the second one answers a row if all was done.
fn replaced(by: By<'_>, replacement: &Replacement<'_>, kept_session: &str, detail: &str) -> Vec<Statement> {
    let (person, now, hash) = (by.person_id, by.now_ms, replacement.new_hash);
    let mut statements = vec![statement!(CHANGE, person, hash, now)];
    statements.extend(journaled(by, "password_changed", detail));
    statements.extend([
        statement!(END_OTHERS, person, now, kept_session, hash),
        statement!(END_RESETS, person, now, hash),
        statement!(END_CHALLENGES, person, hash),
        statement!(FORGET_DEVICES, person, hash),
        statement!(FORGET, person),
        letters::password_changed(person, hash, replacement.letter_params, now),
    ]);
    statements
}

/// Replaces the password by whoever knows it; their other sessions end. False where it was changed meanwhile.
pub async fn change(
    database: &impl Database,
    by: By<'_>,
    token_hash: &str,
    replacement: &Replacement<'_>,
) -> Result<bool, StoreError> {
    let mut statements = vec![statement!(REMEMBER, by.person_id, by.now_ms, replacement.old_hash)];
    statements.extend(replaced(by, replacement, token_hash, "{}"));
    statements.push(throttle::prove_done(by.person_id, replacement.new_hash));
    let answers = Answers::of(database.batch(statements).await?);
    Ok(!answers.skip(1)?.next()?.0.is_empty())
}

const USE_RESET: &str = "UPDATE password_reset SET used_at_ms = CAST(?2 AS INTEGER) WHERE token_hash = ?1 AND used_at_ms IS NULL AND expires_at_ms > ?2";

/// Replaces the password by whoever has the letter's token; all sessions end, and the locks of the names (hashes, a JSON array)
/// with them. False where the token was used already.
pub async fn reset(
    database: &impl Database,
    by: By<'_>,
    reset_hash: &str,
    name_subjects: &str,
    replacement: &Replacement<'_>,
) -> Result<bool, StoreError> {
    let mut statements = vec![
        statement!(USE_RESET, reset_hash, by.now_ms),
        statement!(REMEMBER_AFTER, by.person_id, by.now_ms, replacement.old_hash),
    ];
    statements.extend(replaced(by, replacement, "", r#"{"by":"recovery"}"#));
    statements.push(throttle::unlock(by.person_id, name_subjects, replacement.new_hash));
    let answers = Answers::of(database.batch(statements).await?);
    Ok(!answers.skip(2)?.next()?.0.is_empty())
}
