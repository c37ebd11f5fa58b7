//! How often something may be tried. A permit is taken before anything is tried, in one statement, so that parallel tries
//! cannot beat it; whoever succeeds gives it back.

use crate::{Statement, statement};

/// Tries without success of an account, from a device or at a challenge's person, before it is locked.
pub const TRIES_MAX: i64 = 5;
/// How long a lock lasts after the last try, in milliseconds: 30 minutes.
pub const LOCK_MS: i64 = 1_800_000;

const TAKE: &str = "INSERT INTO throttle (scope, subject, count, resets_at_ms) VALUES (?1, ?2, 1, CAST(?3 AS INTEGER) + CAST(?5 AS INTEGER))
    ON CONFLICT (scope, subject) DO UPDATE SET count = iif(resets_at_ms > ?3, count + 1, 1), resets_at_ms = excluded.resets_at_ms
    WHERE resets_at_ms <= ?3 OR count < ?4 RETURNING count";
const UNTIL: &str = "SELECT resets_at_ms FROM throttle WHERE scope = ?1 AND subject = ?2";

/// Takes a permit of a signed-in person to prove who they are; answers its count, if there was one.
pub(super) fn take_prove(person_id: i64, now_ms: i64) -> Statement {
    statement!(TAKE, "prove", subject(person_id), now_ms, TRIES_MAX, LOCK_MS)
}

/// Until when the person's counter stands.
pub(super) fn prove_until(person_id: i64) -> Statement {
    statement!(UNTIL, "prove", subject(person_id))
}

const FREE: &str = "DELETE FROM throttle WHERE scope = ?1 AND subject = ?2 AND changes() > 0";

/// Frees the person's counter, where the statement before did something.
pub(super) fn free_prove(person_id: i64) -> Statement {
    statement!(FREE, "prove", subject(person_id))
}

const FREE_ANYHOW: &str = "DELETE FROM throttle WHERE scope = 'prove' AND subject = ?1";

/// Frees the person's counter.
pub(super) fn free(person_id: i64) -> Statement {
    statement!(FREE_ANYHOW, subject(person_id))
}

fn subject(person_id: i64) -> String {
    format!("person:{person_id}")
}

const PROVE_DONE: &str = "DELETE FROM throttle WHERE scope = 'prove' AND subject = ?2 AND EXISTS (SELECT 1 FROM person p WHERE p.person_id = ?1 AND p.password_hash = ?3)";

/// Frees the person's counter, where the password is this one now.
pub(super) fn prove_done(person_id: i64, password_hash: &str) -> Statement {
    statement!(PROVE_DONE, person_id, subject(person_id), password_hash)
}

const UNLOCK: &str =
    "DELETE FROM throttle WHERE scope = 'sign_in' AND subject IN (SELECT n.value FROM json_each(?2) AS n)
    AND EXISTS (SELECT 1 FROM person p WHERE p.person_id = ?1 AND p.password_hash = ?3)";

/// Frees the counters of a person's names, where the password is this one now.
pub(super) fn unlock(person_id: i64, subjects: &str, password_hash: &str) -> Statement {
    statement!(UNLOCK, person_id, subjects, password_hash)
}
