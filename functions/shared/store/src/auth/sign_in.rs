//! Sign-in: a permit and the person in one batch, the session in another.

use super::{
    By, journaled_with_session, letters,
    throttle::{LOCK_MS, TRIES_MAX},
};
use crate::{
    Database, Statement, StoreError,
    port::Answers,
    row,
    sessions::{self, Origin, Session},
    sql::{journal_person, origin_person},
    statement,
};

/// Wrong tries from one network address, before it is locked.
pub const ADDRESS_TRIES_MAX: i64 = 50;

row! {
    /// A person who may sign in.
    #[derive(Debug, Clone)]
    pub struct Candidate {
        /// The person.
        pub person_id: i64,
        /// `merchant` or `operator`.
        pub kind: String,
        /// PHC string.
        pub password_hash: String,
        /// 1: they have a second factor.
        pub has_second_factor: i64,
        /// The organisation joined first; none for whoever belongs to none.
        pub org_id: Option<i64>,
        /// 1: the browser is one that they have signed in from.
        pub is_known_device: i64,
    }
}

impl Candidate {
    /// As the journal names the person, from an origin.
    #[must_use]
    pub fn actor(&self, origin: &Origin) -> String {
        actor(&self.kind, self.person_id, origin)
    }
}

/// As the journal names a person of a kind (`merchant` or `operator`).
#[must_use]
pub fn actor(kind: &str, person_id: i64, origin: &Origin) -> String {
    let kind = if kind == "operator" { "operator" } else { "person" };
    format!("{kind}:{person_id}/{}", origin.id)
}

/// A try to sign in.
#[derive(Debug, Clone, Copy)]
pub struct Try<'a> {
    /// Login, e-mail address or phone, normalised.
    pub name: &'a str,
    /// What its wrong tries are counted by: a hash of the name.
    pub name_subject: &'a str,
    /// SHA-256 of the browser's token; empty without one. Where it is one of that very person's, it is counted by this instead.
    pub device_hash: &'a str,
    /// A hash of the network address.
    pub address_subject: &'a str,
    /// Now.
    pub now_ms: i64,
}

/// Whether it may be tried, and who it is.
#[derive(Debug)]
pub struct Admission {
    /// The permit; none where there was none left.
    pub permit: Option<Permit>,
    /// Without a permit: from when on there is one again.
    pub again_at_ms: i64,
    /// The person of the name; also where there is no permit.
    pub candidate: Option<Candidate>,
}

row! {
    /// A permit taken.
    #[derive(Debug, Clone)]
    pub struct Permit {
        /// By what it is counted.
        pub subject: String,
        /// Which one it is, of [`TRIES_MAX`].
        pub count: i64,
    }
    struct Until { again_at_ms: i64 }
}

/// By what tries of a name (`?1`) are counted: the device (`?3`), where it is the person's, or else the name's hash (`?2`).
macro_rules! account_subject {
    () => {
        "iif(EXISTS (SELECT 1 FROM known_device d JOIN person p ON p.person_id = d.person_id AND p.status = 'active'
        WHERE d.token_hash = ?3 AND ?1 IN (p.login, p.email, p.phone)), ?3, ?2)"
    };
}

const TAKE_ACCOUNT: &str = concat!(
    "INSERT INTO throttle (scope, subject, count, resets_at_ms) SELECT 'sign_in', ", account_subject!(), ", 1, CAST(?5 AS INTEGER) + CAST(?7 AS INTEGER)
    WHERE NOT EXISTS (SELECT 1 FROM throttle a WHERE a.scope = 'sign_in_address' AND a.subject = ?4 AND a.resets_at_ms > ?5 AND a.count >= ?8)
    ON CONFLICT (scope, subject) DO UPDATE SET count = iif(resets_at_ms > ?5, count + 1, 1), resets_at_ms = excluded.resets_at_ms
    WHERE resets_at_ms <= ?5 OR count < ?6 RETURNING subject, count");
// Unlike an account's, this time is not drawn out by further tries: many people may share an address.
const TAKE_ADDRESS: &str = "INSERT INTO throttle (scope, subject, count, resets_at_ms) SELECT 'sign_in_address', ?1, 1, CAST(?2 AS INTEGER) + CAST(?3 AS INTEGER) WHERE changes() > 0
    ON CONFLICT (scope, subject) DO UPDATE SET count = iif(resets_at_ms > ?2, count + 1, 1), resets_at_ms = iif(resets_at_ms > ?2, resets_at_ms, excluded.resets_at_ms)";
const UNTIL: &str = concat!(
    "SELECT COALESCE(max(resets_at_ms), CAST(?5 AS INTEGER)) AS again_at_ms FROM throttle WHERE (scope = 'sign_in' AND subject = ",
    account_subject!(),
    " AND count >= ?6)
      OR (scope = 'sign_in_address' AND subject = ?4 AND count >= ?7)"
);
const CANDIDATE: &str = "SELECT p.person_id, p.kind, p.password_hash, p.totp_secret IS NOT NULL AS has_second_factor,
      (SELECT m.org_id FROM membership m WHERE m.person_id = p.person_id AND m.status = 'active' ORDER BY m.created_at_ms, m.org_id LIMIT 1) AS org_id,
      EXISTS (SELECT 1 FROM known_device d WHERE d.token_hash = ?2 AND d.person_id = p.person_id) AS is_known_device
    FROM person p WHERE (p.login = ?1 OR p.email = ?1 OR p.phone = ?1) AND p.status = 'active'";

/// Takes a permit of the account (or device) and one of the address, if both have one, and reads who it is. The same statements
/// whether there is such an account or not.
pub async fn admit(database: &impl Database, asked: &Try<'_>) -> Result<Admission, StoreError> {
    let Try {
        name,
        name_subject,
        device_hash,
        address_subject,
        now_ms,
    } = *asked;
    let statements = vec![
        statement!(
            TAKE_ACCOUNT,
            name,
            name_subject,
            device_hash,
            address_subject,
            now_ms,
            TRIES_MAX,
            LOCK_MS,
            ADDRESS_TRIES_MAX
        ),
        statement!(TAKE_ADDRESS, address_subject, now_ms, LOCK_MS),
        statement!(
            UNTIL,
            name,
            name_subject,
            device_hash,
            address_subject,
            now_ms,
            TRIES_MAX,
            ADDRESS_TRIES_MAX
        ),
        statement!(CANDIDATE, name, device_hash),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let permit = answers.next()?.first()?;
    let mut answers = answers.skip(1)?;
    let until = answers.next()?.first::<Until>()?;
    Ok(Admission {
        permit,
        again_at_ms: until.map_or(now_ms, |until| until.again_at_ms),
        candidate: answers.last()?.first()?,
    })
}

const JOURNAL_LOCKED: &str = journal_person!("?1", "EXISTS (SELECT 1 FROM person p WHERE p.person_id = ?1)");
const ORIGIN_LOCKED: &str = origin_person!("?1", "changes() > 0");

/// Journals that an account is locked from here on: the last permit was used up. Nobody (0) has no journal, and costs the same.
pub async fn locked(database: &impl Database, person_id: i64, origin: &Origin, now_ms: i64) -> Result<(), StoreError> {
    let Origin { id, address, agent } = origin;
    let actor = format!("system/{id}");
    let statements = vec![
        statement!(JOURNAL_LOCKED, person_id, now_ms, actor, "sign_in_locked", "{}"),
        statement!(ORIGIN_LOCKED, person_id, now_ms, id, address, agent),
    ];
    database.batch(statements).await.map(drop)
}

/// A session to be opened.
#[derive(Debug, Clone, Copy)]
pub struct NewSession<'a> {
    /// SHA-256 of its token.
    pub token_hash: &'a str,
    /// What people see and revoke it by; random.
    pub session_id: &'a str,
    /// When it ends at the latest.
    pub expires_at_ms: i64,
    /// SHA-256 of the token by which the browser is known from here on, new or not.
    pub device_hash: &'a str,
    /// Whether it was known already: then nobody is told.
    pub is_known_device: bool,
    /// Random, 32 hex digits: the notification of a browser not seen before.
    pub notification: &'a str,
    /// What the letter about it says, a JSON object.
    pub letter_params: &'a str,
    /// What the journal says, a JSON object.
    pub detail: &'a str,
}

const DEVICE: &str = "INSERT INTO known_device (token_hash, person_id, seen_at_ms) SELECT ?1, s.person_id, ?3 FROM session s WHERE s.token_hash = ?2
    ON CONFLICT (token_hash) DO UPDATE SET seen_at_ms = excluded.seen_at_ms WHERE person_id = excluded.person_id";
const NOTIFY: &str = "INSERT INTO notification (org_id, notification, kind, subject, person_id, created_at_ms)
    SELECT s.org_id, ?2, 'new_sign_in', 'session:' || s.session_id, s.person_id, ?3 FROM session s WHERE s.token_hash = ?1 AND s.org_id IS NOT NULL";

/// What follows the statement that opens a session, in its batch; the last answers the session, if it was opened.
pub(super) fn opened(by: By<'_>, new: &NewSession<'_>) -> Vec<Statement> {
    let (hash, now_ms) = (new.token_hash, by.now_ms);
    let mut statements = journaled_with_session(by, "signed_in", new.detail, hash).to_vec();
    statements.push(statement!(DEVICE, new.device_hash, hash, now_ms));
    if !new.is_known_device {
        statements.push(letters::new_sign_in(by.person_id, hash, new.letter_params, now_ms));
        statements.push(statement!(NOTIFY, hash, new.notification, now_ms));
    }
    statements.push(sessions::opened(hash, now_ms));
    statements
}

/// The columns of a new session and what is in them, of person `p`: `?1` to `?7`.
macro_rules! insert_session {
    () => {
        "INSERT INTO session (token_hash, session_id, person_id, org_id, address, agent, created_at_ms, seen_at_ms, expires_at_ms, proved_at_ms)
    SELECT ?1, ?2, p.person_id,
      (SELECT m.org_id FROM membership m WHERE m.person_id = p.person_id AND m.status = 'active' ORDER BY m.created_at_ms, m.org_id LIMIT 1),
      ?4, ?5, ?6, ?6, ?7, ?6 FROM person p WHERE p.person_id = ?3 AND p.status = 'active'"
    };
}

/// The statement that opens a session where the one before did something.
pub(super) fn open_after(by: By<'_>, new: &NewSession<'_>) -> Statement {
    opening(concat!(insert_session!(), " AND changes() > 0"), by, new)
}

/// A statement that begins with `insert_session!`.
fn opening(sql: &'static str, by: By<'_>, new: &NewSession<'_>) -> Statement {
    let Origin { address, agent, .. } = by.origin;
    statement!(
        sql,
        new.token_hash,
        new.session_id,
        by.person_id,
        address,
        agent,
        by.now_ms,
        new.expires_at_ms
    )
}

// The password that was verified is the person's still, and no second factor was set up meanwhile.
const OPEN: &str = concat!(insert_session!(), " AND p.password_hash = ?8 AND p.totp_secret IS NULL");

/// The statement that opens a session of whoever has this password and no second factor.
pub(super) fn open_with(by: By<'_>, password_hash: &str, new: &NewSession<'_>) -> Statement {
    let mut open = opening(OPEN, by, new);
    open.values.push(password_hash.into());
    open
}

const REHASH: &str = "UPDATE person SET password_hash = ?3 WHERE person_id = ?1 AND password_hash = ?2";
const FREE: &str = "DELETE FROM throttle WHERE scope = 'sign_in' AND subject = ?1";
const GIVE_BACK: &str =
    "UPDATE throttle SET count = count - 1 WHERE scope = 'sign_in_address' AND subject = ?1 AND count > 0";

/// A password found right.
#[derive(Debug, Clone, Copy)]
pub struct Verified<'a> {
    /// The hash that it was verified against.
    pub password_hash: &'a str,
    /// The same password hashed with today's parameters, where those differ.
    pub rehashed: Option<&'a str>,
    /// The account's counter.
    pub subject: &'a str,
    /// The address's.
    pub address_subject: &'a str,
}

impl Verified<'_> {
    /// The hash is renewed, the account's counter freed, the address's permit given back.
    fn statements(&self, person_id: i64) -> Vec<Statement> {
        let mut statements = vec![
            statement!(FREE, self.subject),
            statement!(GIVE_BACK, self.address_subject),
        ];
        if let Some(rehashed) = self.rehashed {
            statements.push(statement!(REHASH, person_id, self.password_hash, rehashed));
        }
        statements
    }
}

/// Opens a session for whoever has no second factor; none where the password or the factor was changed meanwhile.
pub async fn open(
    database: &impl Database,
    by: By<'_>,
    verified: &Verified<'_>,
    new: &NewSession<'_>,
) -> Result<Option<Session>, StoreError> {
    let hash = verified.rehashed.unwrap_or(verified.password_hash);
    let mut statements = verified.statements(by.person_id);
    statements.push(open_with(by, hash, new));
    statements.extend(opened(by, new));
    Answers::of(database.batch(statements).await?).last()?.first()
}

const CHALLENGE: &str = "INSERT INTO sign_in_challenge (token_hash, person_id, expires_at_ms)
    SELECT ?1, p.person_id, ?3 FROM person p WHERE p.person_id = ?2 AND p.status = 'active' AND p.password_hash = ?4";

/// Asks for the second factor: the password was right, and its counter is freed; guesses at the factor have their own.
pub async fn challenge(
    database: &impl Database,
    person_id: i64,
    verified: &Verified<'_>,
    token_hash: &str,
    expires_at_ms: i64,
) -> Result<(), StoreError> {
    let hash = verified.rehashed.unwrap_or(verified.password_hash);
    let mut statements = verified.statements(person_id);
    statements.push(statement!(CHALLENGE, token_hash, person_id, expires_at_ms, hash));
    database.batch(statements).await.map(drop)
}
