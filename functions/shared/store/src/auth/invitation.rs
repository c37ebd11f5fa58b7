//! Invitations being accepted: once, by whoever has the letter's token.

use super::{
    By,
    sign_in::{NewSession, open_with, opened},
};
use crate::{
    Database, Statement, StoreError,
    port::Answers,
    row,
    sessions::{Origin, Session},
    sql::next_journal,
    statement,
};

row! {
    /// An open invitation.
    #[derive(Debug, Clone)]
    pub struct Invitation {
        /// The organisation; 0: the platform.
        pub org_id: i64,
        /// Counted within it.
        pub invitation_id: i64,
        /// The organisation's name; none for the platform.
        pub organisation: Option<String>,
        /// To whom the letter went.
        pub email: String,
        /// The role; none for an operator.
        pub role: Option<String>,
        /// The person who has this address.
        pub person_id: Option<i64>,
        /// `merchant` or `operator`.
        pub kind: Option<String>,
        /// 1: that person belongs to an organisation.
        pub belongs: i64,
        /// The id that a new person gets, unless somebody takes it first.
        pub next_person_id: i64,
    }
}

/// The condition under which an invitation is open: `?1` is its token's hash, `?2` now.
macro_rules! open {
    () => {
        "i.token_hash = ?1 AND i.accepted_at_ms IS NULL AND i.revoked_at_ms IS NULL AND i.expires_at_ms > ?2"
    };
}

const FIND: &str = concat!(
    "SELECT i.org_id, i.invitation_id, o.name AS organisation, i.email, i.role, p.person_id, p.kind,
      EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.person_id) AS belongs, (SELECT COALESCE(max(person_id), 0) + 1 FROM person) AS next_person_id FROM invitation i
    LEFT JOIN organisation o ON o.org_id = i.org_id LEFT JOIN person p ON p.email = i.email WHERE ",
    open!()
);

/// Finds an open invitation by its token's hash.
pub async fn find(database: &impl Database, token_hash: &str, now_ms: i64) -> Result<Option<Invitation>, StoreError> {
    let rows = database.batch(vec![statement!(FIND, token_hash, now_ms)]).await?;
    Answers::of(rows).last()?.first()
}

const ACCEPT: &str = "UPDATE invitation SET accepted_at_ms = CAST(?2 AS INTEGER)
    WHERE token_hash = ?1 AND accepted_at_ms IS NULL AND revoked_at_ms IS NULL AND expires_at_ms > ?2 RETURNING invitation_id";
const NEW_PERSON: &str = "INSERT INTO person (person_id, kind, login, email, name, language, password_hash, password_changed_at_ms, created_at_ms)
    SELECT ?7, iif(i.org_id = 0, 'operator', 'merchant'), ?2, i.email, ?3, ?4, ?5, ?6, ?6 FROM invitation i WHERE i.token_hash = ?1 AND changes() > 0";
// Whoever was let go and is asked again begins anew; a member stays what they are.
const LET_GO: &str = "DELETE FROM membership_permission WHERE (person_id, org_id) IN
    (SELECT m.person_id, m.org_id FROM invitation i JOIN person p ON p.email = i.email JOIN membership m ON m.person_id = p.person_id AND m.org_id = i.org_id
      WHERE i.token_hash = ?1 AND i.accepted_at_ms = ?2 AND m.status = 'disabled')";
const JOIN: &str = "INSERT INTO membership (person_id, org_id, role, created_at_ms)
    SELECT p.person_id, i.org_id, i.role, ?2 FROM invitation i JOIN person p ON p.email = i.email WHERE i.token_hash = ?1 AND i.accepted_at_ms = ?2 AND i.org_id > 0
    ON CONFLICT (person_id, org_id) DO UPDATE SET role = excluded.role, status = 'active' WHERE status = 'disabled'";
const PERMIT: &str = "INSERT INTO membership_permission (person_id, org_id, permission)
    SELECT p.person_id, i.org_id, x.value FROM invitation i JOIN person p ON p.email = i.email JOIN json_each(i.permissions) AS x
    WHERE i.token_hash = ?1 AND i.accepted_at_ms = ?2 AND changes() > 0 ON CONFLICT DO NOTHING";
// Operators belong to no organisation.
const OPERATE: &str = "UPDATE person SET kind = 'operator' WHERE person_id = ?3 AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person_id = ?3)
    AND EXISTS (SELECT 1 FROM invitation i WHERE i.token_hash = ?1 AND i.accepted_at_ms = ?2 AND i.org_id = 0)";
// Whoever saw no organisation sees this one.
const SEE: &str = "UPDATE session SET org_id = ?2 WHERE token_hash = ?1 AND org_id IS NULL AND ?2 > 0
    AND EXISTS (SELECT 1 FROM membership m WHERE m.person_id = session.person_id AND m.org_id = ?2 AND m.status = 'active')";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
    SELECT ?1, ",
    next_journal!(),
    ", ?2, ?3, 'invitation_accepted', 'invitation:' || CAST(?4 AS INTEGER), ?5 WHERE changes() > 0"
);
const ORIGIN: &str = "INSERT INTO origin (org_id, origin, address, agent, at_ms) SELECT ?1, ?3, ?4, ?5, ?2 WHERE changes() > 0 ON CONFLICT DO NOTHING";

impl Invitation {
    /// Journals the acceptance with the organisation that asked, where the statement before did it.
    fn journal(&self, by: By<'_>, person: &str) -> [Statement; 2] {
        let Origin { id, address, agent } = by.origin;
        let detail = serde_json::json!({ "after": { "person": person, "role": self.role } }).to_string();
        [
            statement!(JOURNAL, self.org_id, by.now_ms, by.actor, self.invitation_id, detail),
            statement!(ORIGIN, self.org_id, by.now_ms, id, address, agent),
        ]
    }
}

/// A person to be.
#[derive(Debug, Clone, Copy)]
pub struct NewPerson<'a> {
    /// The login.
    pub login: &'a str,
    /// The name.
    pub name: &'a str,
    /// `en` or `ru`.
    pub language: &'a str,
    /// PHC string.
    pub password_hash: &'a str,
}

/// Makes a person of an invitation, with what it grants and a session; none where it was accepted already. The schema refuses a
/// name that is taken.
pub async fn accept_new(
    database: &impl Database,
    by: By<'_>,
    token_hash: &str,
    invitation: &Invitation,
    person: &NewPerson<'_>,
    new: &NewSession<'_>,
) -> Result<Option<Session>, StoreError> {
    let now = by.now_ms;
    let NewPerson {
        login,
        name,
        language,
        password_hash,
    } = *person;
    let mut statements = vec![
        statement!(ACCEPT, token_hash, now),
        statement!(
            NEW_PERSON,
            token_hash,
            login,
            name,
            language,
            password_hash,
            now,
            by.person_id
        ),
    ];
    statements.extend(invitation.journal(by, login));
    statements.push(statement!(JOIN, token_hash, now));
    statements.push(statement!(PERMIT, token_hash, now));
    statements.push(open_with(by, password_hash, new));
    statements.extend(opened(by, new));
    Answers::of(database.batch(statements).await?).last()?.first()
}

/// Gives a person who is there already (and signed in) what an invitation grants. False where it was accepted already.
pub async fn accept_known(
    database: &impl Database,
    by: By<'_>,
    token_hash: &str,
    invitation: &Invitation,
    session_hash: &str,
    login: &str,
) -> Result<bool, StoreError> {
    let now = by.now_ms;
    let mut statements = vec![statement!(ACCEPT, token_hash, now)];
    statements.extend(invitation.journal(by, login));
    statements.extend([
        statement!(LET_GO, token_hash, now),
        statement!(JOIN, token_hash, now),
        statement!(PERMIT, token_hash, now),
        statement!(OPERATE, token_hash, now, by.person_id),
        statement!(SEE, session_hash, invitation.org_id),
    ]);
    let mut answers = Answers::of(database.batch(statements).await?);
    Ok(!answers.next()?.0.is_empty())
}
