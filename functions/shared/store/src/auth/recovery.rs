//! A forgotten password: asked for by anybody, answered by a letter to whom it belongs.

use super::{prove::secrets, throttle::TRIES_MAX};
use crate::{
    Database, StoreError,
    letters::letter_columns,
    port::Answers,
    row,
    sessions::Origin,
    sql::{journal_person, origin_person},
    statement,
};

/// Requests of an address within an hour.
const ADDRESS_MAX: i64 = 20;
/// An hour and a day, in milliseconds.
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 86_400_000;

row! {
    /// Whose password it is.
    #[derive(Debug, Clone)]
    pub struct Reader {
        /// The person.
        pub person_id: i64,
        /// Where the letter goes.
        pub email: String,
    }
}

const TAKE_ADDRESS: &str = "INSERT INTO throttle (scope, subject, count, resets_at_ms) VALUES ('recovery_address', ?1, 1, CAST(?2 AS INTEGER) + CAST(?3 AS INTEGER))
    ON CONFLICT (scope, subject) DO UPDATE SET count = iif(resets_at_ms > ?2, count + 1, 1), resets_at_ms = iif(resets_at_ms > ?2, resets_at_ms, excluded.resets_at_ms)
    WHERE resets_at_ms <= ?2 OR count < ?4 RETURNING count";
const READER: &str = "SELECT p.person_id, p.email FROM person p WHERE (p.login = ?1 OR p.email = ?1 OR p.phone = ?1) AND p.status = 'active' AND p.email IS NOT NULL";

/// Takes a permit of the address, and reads who is meant; nobody without a permit.
pub async fn reader(
    database: &impl Database,
    name: &str,
    address_subject: &str,
    now_ms: i64,
) -> Result<Option<Reader>, StoreError> {
    let statements = vec![
        statement!(TAKE_ADDRESS, address_subject, now_ms, HOUR_MS, ADDRESS_MAX),
        statement!(READER, name),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let has_permit = !answers.next()?.0.is_empty();
    Ok(answers.last()?.first()?.filter(|_| has_permit))
}

const TAKE_PERSON: &str = "INSERT INTO throttle (scope, subject, count, resets_at_ms)
    SELECT 'recovery', 'person:' || p.person_id, 1, CAST(?2 AS INTEGER) + CAST(?3 AS INTEGER) FROM person p WHERE p.person_id = ?1
    ON CONFLICT (scope, subject) DO UPDATE SET count = iif(resets_at_ms > ?2, count + 1, 1), resets_at_ms = iif(resets_at_ms > ?2, resets_at_ms, excluded.resets_at_ms)
    WHERE resets_at_ms <= ?2 OR count < ?4";
const RESET: &str =
    "INSERT INTO password_reset (token_hash, person_id, expires_at_ms) SELECT ?1, ?2, ?3 WHERE changes() > 0";
const LETTER: &str = concat!(
    "INSERT INTO ",
    letter_columns!(),
    " SELECT 'password_reset', p.email, p.language, ?2, ?3, ?4, ?4, r.expires_at_ms FROM password_reset r JOIN person p ON p.person_id = r.person_id WHERE r.token_hash = ?1"
);
const JOURNAL: &str = journal_person!("?1", "changes() > 0");
const ORIGIN: &str = origin_person!("?1", "changes() > 0");

/// A way to a new password.
#[derive(Debug, Clone, Copy)]
pub struct NewReset<'a> {
    /// SHA-256 of its token.
    pub token_hash: &'a str,
    /// The token, sealed for the letter.
    pub sealed: &'a str,
    /// What the letter says, a JSON object.
    pub letter_params: &'a str,
    /// When it is over.
    pub expires_at_ms: i64,
}

/// Opens the way and queues the letter, at most five times a day for a person. Nobody (0) gets none, for the same statements.
pub async fn ask(
    database: &impl Database,
    person_id: i64,
    origin: &Origin,
    new: &NewReset<'_>,
    now_ms: i64,
) -> Result<(), StoreError> {
    let Origin { id, address, agent } = origin;
    let actor = format!("system/{id}");
    let statements = vec![
        statement!(TAKE_PERSON, person_id, now_ms, DAY_MS, TRIES_MAX),
        statement!(RESET, new.token_hash, person_id, new.expires_at_ms),
        statement!(LETTER, new.token_hash, new.letter_params, new.sealed, now_ms),
        statement!(JOURNAL, person_id, now_ms, actor, "recovery_asked", "{}"),
        statement!(ORIGIN, person_id, now_ms, id, address, agent),
    ];
    database.batch(statements).await.map(drop)
}

row! {
    /// Whose password a token opens, and what the new one must differ from.
    #[derive(Debug, Clone)]
    pub struct Resetting {
        /// The person.
        pub person_id: i64,
        /// `merchant` or `operator`.
        pub kind: String,
        /// The person's login.
        pub login: String,
        /// Their e-mail address.
        pub email: Option<String>,
        /// Their phone.
        pub phone: Option<String>,
        /// Their name.
        pub name: String,
        /// PHC string.
        pub password_hash: String,
        /// JSON array of PHC strings.
        pub old_passwords: String,
    }
}

const RESETTING: &str = concat!(
    "SELECT p.person_id, p.kind, p.login, p.email, p.phone, p.name, ",
    secrets!(),
    " FROM password_reset r JOIN person p ON p.person_id = r.person_id AND p.status = 'active'
    WHERE r.token_hash = ?1 AND r.used_at_ms IS NULL AND r.expires_at_ms > ?2"
);

/// Finds whose password a token (its hash) opens, while it does.
pub async fn resetting(
    database: &impl Database,
    token_hash: &str,
    now_ms: i64,
) -> Result<Option<Resetting>, StoreError> {
    let rows = database.batch(vec![statement!(RESETTING, token_hash, now_ms)]).await?;
    Answers::of(rows).last()?.first()
}
