//! People and their sessions.

use crate::{Database, Statement, StoreError, port::Answers, row, sql::next_journal, statement};

row! {
    /// What sign-in needs of a person: the hash, and the organisation that the session opens.
    #[derive(Debug, Clone)]
    pub struct Login {
        /// The person.
        pub person_id: i64,
        /// PHC string.
        pub password_hash: String,
        /// The organisation joined first.
        pub org_id: i64,
    }
}

const LOGIN: &str =
    "SELECT p.person_id, p.password_hash, m.org_id FROM person p JOIN membership m ON m.person_id = p.person_id
    WHERE p.login = ?1 AND p.status = 'active' ORDER BY m.created_at_ms, m.org_id LIMIT 1";

/// Finds an active person by login (lower case).
pub async fn login(database: &impl Database, login: &str) -> Result<Option<Login>, StoreError> {
    Answers::of(database.batch(vec![statement!(LOGIN, login)]).await?)
        .last()?
        .first()
}

row! {
    /// Somebody signed in: the session with its person and organisation.
    #[derive(Debug, Clone)]
    pub struct Session {
        /// The person.
        pub person_id: i64,
        /// The organisation that this session sees.
        pub org_id: i64,
        /// The person's name.
        pub person_name: String,
        /// The person's login.
        pub login: String,
        /// The person's language.
        pub language: String,
        /// The organisation's slug.
        pub slug: String,
        /// The organisation's name.
        pub organisation_name: String,
        /// The organisation's time zone.
        pub time_zone: String,
        /// The role in the organisation.
        pub role: String,
        /// JSON array of single permissions beyond the role.
        pub permissions: String,
        /// JSON array of modes in which the organisation has terminals.
        pub modes: String,
        /// When the session ends.
        pub expires_at_ms: i64,
    }
}

const SESSION: &str = "SELECT s.person_id, s.org_id, p.name AS person_name, p.login, p.language, o.slug, o.name AS organisation_name,
    o.time_zone, m.role, s.expires_at_ms,
    (SELECT json_group_array(x.permission) FROM membership_permission x WHERE x.person_id = s.person_id AND x.org_id = s.org_id) AS permissions,
    (SELECT json_group_array(DISTINCT t.mode) FROM terminal t WHERE t.org_id = s.org_id) AS modes
    FROM session s JOIN person p ON p.person_id = s.person_id JOIN organisation o ON o.org_id = s.org_id
    JOIN membership m ON m.person_id = s.person_id AND m.org_id = s.org_id
    WHERE s.token_hash = ?1 AND s.revoked_at_ms IS NULL AND s.expires_at_ms > ?2 AND p.status = 'active'";

/// Finds a live session by the hash of its token.
pub async fn session(database: &impl Database, token_hash: &str, now_ms: i64) -> Result<Option<Session>, StoreError> {
    Answers::of(database.batch(vec![statement!(SESSION, token_hash, now_ms)]).await?)
        .last()?
        .first()
}

const OPEN: &str =
    "INSERT INTO session (token_hash, person_id, org_id, created_at_ms, expires_at_ms) VALUES (?1, ?2, ?3, ?4, ?5)";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject)
    SELECT ?1, ",
    next_journal!(),
    ", ?2, ?3, ?4, ?5"
);

fn journal(org_id: i64, person_id: i64, action: &str, now_ms: i64) -> Statement {
    let person = format!("person:{person_id}");
    statement!(JOURNAL, org_id, now_ms, &person, action, &person)
}

/// Opens a session and answers it.
pub async fn open(
    database: &impl Database,
    login: &Login,
    token_hash: &str,
    now_ms: i64,
    expires_at_ms: i64,
) -> Result<Option<Session>, StoreError> {
    let statements = vec![
        statement!(OPEN, token_hash, login.person_id, login.org_id, now_ms, expires_at_ms),
        journal(login.org_id, login.person_id, "signed_in", now_ms),
        statement!(SESSION, token_hash, now_ms),
    ];
    Answers::of(database.batch(statements).await?).last()?.first()
}

const REVOKE: &str = "UPDATE session SET revoked_at_ms = ?2 WHERE token_hash = ?1 AND revoked_at_ms IS NULL";

/// Ends a session at once.
pub async fn revoke(
    database: &impl Database,
    session: &Session,
    token_hash: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let statements = vec![
        statement!(REVOKE, token_hash, now_ms),
        journal(session.org_id, session.person_id, "signed_out", now_ms),
    ];
    database.batch(statements).await.map(drop)
}
