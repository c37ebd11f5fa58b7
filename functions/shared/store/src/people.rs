//! People of an organisation: who belongs to it, with which role and which single permissions.

use crate::{
    Database, Statement, StoreError,
    changes::{self, By},
    port::Answers,
    row,
    sql::next_journal,
    statement,
};

/// People listed at most.
const LIST_MAX: i64 = 500;

row! {
    /// A person in an organisation.
    #[derive(Debug, Clone)]
    pub struct Member {
        /// The person.
        pub person_id: i64,
        /// The name.
        pub name: String,
        /// The login.
        pub login: String,
        /// The e-mail address.
        pub email: Option<String>,
        /// The phone.
        pub phone: Option<String>,
        /// The role.
        pub role: String,
        /// JSON array of single permissions beyond it.
        pub permissions: String,
        /// `active` or `disabled`: the membership, not the person.
        pub status: String,
        /// 1: the person has a second factor.
        pub has_second_factor: i64,
        /// When the person last used the cabinet.
        pub last_seen_at_ms: Option<i64>,
        /// When the person joined.
        pub created_at_ms: i64,
    }
}

/// The single permissions of membership `m`, a JSON array in order of their names.
macro_rules! permissions {
    ($membership:literal) => {
        concat!(
            "(SELECT json_group_array(x.permission) FROM membership_permission x WHERE x.person_id = ",
            $membership,
            ".person_id AND x.org_id = ",
            $membership,
            ".org_id)"
        )
    };
}
pub(crate) use permissions;

macro_rules! member {
    () => {
        concat!(
            "SELECT p.person_id, p.name, p.login, p.email, p.phone, m.role, ", permissions!("m"), " AS permissions, m.status,
      p.totp_secret IS NOT NULL AS has_second_factor, (SELECT max(s.seen_at_ms) FROM session s WHERE s.person_id = p.person_id) AS last_seen_at_ms, m.created_at_ms
    FROM membership m JOIN person p ON p.person_id = m.person_id WHERE m.org_id = ?1"
        )
    };
}
const LIST: &str = concat!(member!(), " ORDER BY m.person_id LIMIT CAST(?2 AS INTEGER)");
const ONE: &str = concat!(member!(), " AND m.person_id = ?2");

/// The organisation's people, in order of their numbers.
pub async fn list(database: &impl Database, org_id: i64) -> Result<Vec<Member>, StoreError> {
    let rows = database.batch(vec![statement!(LIST, org_id, LIST_MAX)]).await?;
    Answers::of(rows).last()?.all()
}

/// One of the organisation's people.
pub async fn one(database: &impl Database, org_id: i64, person_id: i64) -> Result<Option<Member>, StoreError> {
    let rows = database.batch(vec![statement!(ONE, org_id, person_id)]).await?;
    Answers::of(rows).last()?.first()
}

/// Who lets people in and out: what they may was read a moment ago, and must still be so when it is done.
#[derive(Debug, Clone, Copy)]
pub struct Actor<'a> {
    /// As the journal names them, from where, and when.
    pub by: By<'a>,
    /// The person.
    pub person_id: i64,
    /// The role in the organisation; empty for an operator of the platform.
    pub role: &'a str,
    /// JSON array of single permissions beyond it, in order of their names.
    pub permissions: &'a str,
}

/// That the actor (person `?3`, role `?4`, permissions `?5`, in organisation `?1`) is still what they were.
macro_rules! actor_stands {
    () => {
        concat!(
            "(EXISTS (SELECT 1 FROM membership a WHERE a.person_id = ?3 AND a.org_id = ?1 AND a.status = 'active' AND a.role = ?4 AND ",
            $crate::people::permissions!("a"),
            " = ?5)
      OR (?4 = '' AND EXISTS (SELECT 1 FROM person a WHERE a.person_id = ?3 AND a.kind = 'operator' AND a.status = 'active')))"
        )
    };
}
pub(crate) use actor_stands;

/// That the person is somebody else, what was read of them still stands (role `?8`, permissions `?9`), and who is no owner does not
/// change one.
macro_rules! of_another {
    () => {
        concat!(
            "person_id = ?6 AND org_id = ?1 AND person_id <> ?3 AND role = ?8 AND ",
            permissions!("membership"),
            " = ?9 AND (?4 = 'owner' OR role <> 'owner') AND ",
            actor_stands!()
        )
    };
}

const CHANGE: &str = concat!(
    "UPDATE membership SET role = ?7 WHERE ?2 > 0 AND (?4 = 'owner' OR ?7 <> 'owner') AND ",
    of_another!()
);
const CLEAR: &str = "DELETE FROM membership_permission WHERE person_id = ?1 AND org_id = ?2";
const GRANT: &str =
    "INSERT INTO membership_permission (person_id, org_id, permission) SELECT ?1, ?2, g.value FROM json_each(?3) AS g";

/// Gives a person another role and other single permissions. Refused ([`changes::is_refused`]) where the actor or the person is no
/// longer what they were.
///
/// Where the person `loses` something, their open invitations end: others were asked in by what they no longer have.
pub async fn change(
    database: &impl Database,
    org_id: i64,
    actor: Actor<'_>,
    found: &Member,
    (role, permissions): (&str, &str),
    loses: bool,
    detail: &str,
) -> Result<(), StoreError> {
    let (by, person_id) = (actor.by, found.person_id);
    let mut statements = changes::origins(org_id, by);
    statements.push(guarded(CHANGE, org_id, actor, found, role));
    statements.extend(changes::entries(
        org_id,
        by,
        "person_changed",
        &subject(person_id),
        detail,
    ));
    statements.push(statement!(CLEAR, person_id, org_id));
    statements.push(statement!(GRANT, person_id, org_id, permissions));
    if loses {
        statements.extend(end_invitations(org_id, by, &subject(person_id)));
    }
    database.batch(statements).await.map(drop)
}

const STATUS: &str = concat!(
    "UPDATE membership SET status = ?7 WHERE ?2 > 0 AND status <> ?7 AND ",
    of_another!()
);
const END_SESSIONS: &str = "UPDATE session SET revoked_at_ms = CAST(?3 AS INTEGER) WHERE person_id = ?1 AND org_id = ?2 AND revoked_at_ms IS NULL";

/// Enables or disables a person in the organisation. Disabled, they reach it no more: the membership is read at every request, and
/// sessions that are this organisation's own end. Refused ([`changes::is_refused`]) where it is so already, or somebody is no longer
/// what they were.
pub async fn set_status(
    database: &impl Database,
    org_id: i64,
    actor: Actor<'_>,
    found: &Member,
    status: &str,
    detail: &str,
) -> Result<(), StoreError> {
    let (by, person_id) = (actor.by, found.person_id);
    let enabled = status == "active";
    let action = if enabled { "person_enabled" } else { "person_disabled" };
    let mut statements = changes::origins(org_id, by);
    statements.push(guarded(STATUS, org_id, actor, found, status));
    statements.extend(changes::entries(org_id, by, action, &subject(person_id), detail));
    if !enabled {
        statements.push(statement!(END_SESSIONS, person_id, org_id, by.now_ms));
        statements.extend(end_invitations(org_id, by, &subject(person_id)));
    }
    database.batch(statements).await.map(drop)
}

fn subject(person_id: i64) -> String {
    format!("person:{person_id}")
}

fn guarded(sql: &'static str, org_id: i64, actor: Actor<'_>, found: &Member, to: &str) -> Statement {
    let Actor {
        by,
        person_id,
        role,
        permissions,
    } = actor;
    let (now_ms, target) = (by.now_ms, found.person_id);
    statement!(
        sql,
        org_id,
        now_ms,
        person_id,
        role,
        permissions,
        target,
        to,
        &found.role,
        &found.permissions
    )
}

/// Open invitations of organisation `?1` that a person (`?4`, as the journal names them without the place) has sent.
macro_rules! sent_by {
    () => {
        "org_id = ?1 AND accepted_at_ms IS NULL AND revoked_at_ms IS NULL AND expires_at_ms > ?2 AND (invited_by = ?4 OR invited_by LIKE ?4 || '/%')"
    };
}
const JOURNAL_END: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
     SELECT ?1, ",
    next_journal!(),
    " - 1 + row_number() OVER (ORDER BY invitation_id), ?2, ?3, 'invitation_revoked', 'invitation:' || invitation_id,
       json_object('before', json_object('state', 'open'), 'after', json_object('state', 'revoked'), 'because_of', ?4)
     FROM invitation WHERE ",
    sent_by!()
);
const END: &str = concat!(
    "UPDATE invitation SET revoked_at_ms = CAST(?2 AS INTEGER) WHERE ?3 <> '' AND ",
    sent_by!()
);

/// Ends the open invitations that somebody has sent.
pub(crate) fn end_invitations(org_id: i64, by: By<'_>, sender: &str) -> [Statement; 2] {
    [
        statement!(JOURNAL_END, org_id, by.now_ms, by.actor, sender),
        statement!(END, org_id, by.now_ms, by.actor, sender),
    ]
}
