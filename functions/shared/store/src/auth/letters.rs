//! Letters that sign-in and its kin queue, each where its condition holds; to whoever has an address.

use crate::{Statement, letters::letter_columns, statement};

macro_rules! queue_to_person {
    ($condition:literal) => {
        concat!(
            "INSERT INTO ",
            letter_columns!(),
            " SELECT ?2, p.email, p.language, ?3, NULL, ?4, ?4, CAST(?4 AS INTEGER) + 86400000 FROM person p
    WHERE p.person_id = ?1 AND p.email IS NOT NULL AND ",
            $condition
        )
    };
}

const ABOUT_PASSWORD: &str = queue_to_person!("p.password_hash = ?5");

/// Tells the person that their password is this one now.
pub(super) fn password_changed(person_id: i64, password_hash: &str, params: &str, now_ms: i64) -> Statement {
    statement!(
        ABOUT_PASSWORD,
        person_id,
        "password_changed",
        params,
        now_ms,
        password_hash
    )
}

const ABOUT_SESSION: &str = queue_to_person!("EXISTS (SELECT 1 FROM session s WHERE s.token_hash = ?5)");

/// Tells the person of a session just opened from a browser that they had not used.
pub(super) fn new_sign_in(person_id: i64, token_hash: &str, params: &str, now_ms: i64) -> Statement {
    statement!(ABOUT_SESSION, person_id, "new_sign_in", params, now_ms, token_hash)
}

/// Tells the person that a recovery code opened this session.
pub(super) fn recovery_code_used(person_id: i64, token_hash: &str, params: &str, now_ms: i64) -> Statement {
    statement!(
        ABOUT_SESSION,
        person_id,
        "second_factor_changed",
        params,
        now_ms,
        token_hash
    )
}

const ABOUT_CODES: &str =
    queue_to_person!("EXISTS (SELECT 1 FROM recovery_code r WHERE r.person_id = ?1 AND r.code_hash = ?5)");

/// Tells the person that they have a second factor, or new recovery codes, of which this is one's hash.
pub(super) fn second_factor_on(person_id: i64, code_hash: &str, params: &str, now_ms: i64) -> Statement {
    statement!(
        ABOUT_CODES,
        person_id,
        "second_factor_changed",
        params,
        now_ms,
        code_hash
    )
}

const AFTER: &str = queue_to_person!("changes() > 0");

/// Tells the person that they have no second factor any more, where the statement before did something.
pub(super) fn second_factor_off(person_id: i64, params: &str, now_ms: i64) -> Statement {
    statement!(AFTER, person_id, "second_factor_changed", params, now_ms)
}
