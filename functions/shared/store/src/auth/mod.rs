//! Coming in: passwords, second factors, sessions, recovery, invitations, and the counters that guesses run into. What a person
//! does is journaled in every organisation that they work in, or with the platform.

pub mod challenge;
pub mod contacts;
pub mod invitation;
mod letters;
pub mod password;
pub mod prove;
pub mod recovery;
pub mod reencrypt;
pub mod second_factor;
pub mod session_list;
pub mod sign_in;
pub mod throttle;
pub mod tidy;

use crate::{
    Statement,
    sessions::Origin,
    sql::{journal_person, origin_person},
    statement,
};

/// Who does something, from where and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// The person.
    pub person_id: i64,
    /// As the journal names them.
    pub actor: &'a str,
    /// From where.
    pub origin: &'a Origin,
    /// Now.
    pub now_ms: i64,
}

const JOURNAL: &str = journal_person!("?1", "changes() > 0");
const ORIGIN: &str = origin_person!("?1", "changes() > 0");

/// Journals the statement before, if it did anything, and keeps from where that was done.
fn journaled(by: By<'_>, action: &str, detail: &str) -> [Statement; 2] {
    let Origin { id, address, agent } = by.origin;
    [
        statement!(JOURNAL, by.person_id, by.now_ms, by.actor, action, detail),
        statement!(ORIGIN, by.person_id, by.now_ms, id, address, agent),
    ]
}

const JOURNAL_IN: &str = journal_person!("?1", "EXISTS (SELECT 1 FROM session s WHERE s.token_hash = ?6)");
const ORIGIN_IN: &str = origin_person!("?1", "EXISTS (SELECT 1 FROM session s WHERE s.token_hash = ?6)");

/// Keeps from where a person with this session does something.
fn origin_of_session(by: By<'_>, token_hash: &str) -> Statement {
    let Origin { id, address, agent } = by.origin;
    statement!(ORIGIN_IN, by.person_id, by.now_ms, id, address, agent, token_hash)
}

/// Journals what the batch did if it has opened this session, and keeps from where that was done.
fn journaled_with_session(by: By<'_>, action: &str, detail: &str, token_hash: &str) -> [Statement; 2] {
    [
        statement!(
            JOURNAL_IN,
            by.person_id,
            by.now_ms,
            by.actor,
            action,
            detail,
            token_hash
        ),
        origin_of_session(by, token_hash),
    ]
}
