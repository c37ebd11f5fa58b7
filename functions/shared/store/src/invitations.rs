//! Invitations to join an organisation, or the platform's operators: by a letter with a token, of which only the SHA-256 is kept.

use crate::{
    Database, Statement, StoreError,
    changes::{self, By},
    letters::{self, NewLetter},
    people::{Actor, actor_stands},
    port::Answers,
    row, statement,
};

/// Invitations of an organisation that are open at once, at most.
pub const OPEN_MAX: i64 = 100;
/// Letters of invitation that an organisation sends in a day, at most.
pub const LETTERS_A_DAY: i64 = 20;
/// Invitations listed at most.
const LIST_MAX: i64 = 500;
const DAY_MS: i64 = 86_400_000;

row! {
    /// An invitation.
    #[derive(Debug, Clone)]
    pub struct Invitation {
        /// Counted within the organisation.
        pub invitation_id: i64,
        /// Who is asked in.
        pub email: String,
        /// With which role; none: as an operator of the platform.
        pub role: Option<String>,
        /// JSON array of single permissions beyond it.
        pub permissions: String,
        /// The name of who sent it last.
        pub invited_by: Option<String>,
        /// When it was made.
        pub created_at_ms: i64,
        /// Until when its token opens.
        pub expires_at_ms: i64,
        /// `open`, `accepted`, `expired` or `revoked`.
        pub state: String,
    }
}

macro_rules! invitation {
    () => {
        "SELECT i.invitation_id, i.email, i.role, i.permissions, i.created_at_ms, i.expires_at_ms,
      (SELECT p.name FROM person p WHERE p.person_id = CAST(substr(i.invited_by, instr(i.invited_by, ':') + 1) AS INTEGER)) AS invited_by,
      CASE WHEN i.accepted_at_ms IS NOT NULL THEN 'accepted' WHEN i.revoked_at_ms IS NOT NULL THEN 'revoked' WHEN i.expires_at_ms <= ?2 THEN 'expired' ELSE 'open' END AS state
    FROM invitation i WHERE i.org_id = ?1"
    };
}
const LIST: &str = concat!(
    invitation!(),
    " ORDER BY i.invitation_id DESC LIMIT CAST(?3 AS INTEGER)"
);
const ONE: &str = concat!(invitation!(), " AND i.invitation_id = ?3");

/// Invitations, the newest first.
pub async fn list(database: &impl Database, org_id: i64, now_ms: i64) -> Result<Vec<Invitation>, StoreError> {
    let list = statement!(LIST, org_id, now_ms, LIST_MAX);
    Answers::of(database.batch(vec![list]).await?).last()?.all()
}

/// One invitation.
pub async fn one(
    database: &impl Database,
    org_id: i64,
    invitation_id: i64,
    now_ms: i64,
) -> Result<Option<Invitation>, StoreError> {
    let one = statement!(ONE, org_id, now_ms, invitation_id);
    Answers::of(database.batch(vec![one]).await?).last()?.first()
}

row! {
    /// What stands before the next invitation: its number, and whether it would be let through.
    #[derive(Debug, Clone)]
    pub struct Room {
        /// The number that it would have.
        pub invitation_id: i64,
        /// 1: the actor is no longer what they were.
        pub actor_changed: i64,
        /// 1: whoever has the e-mail address belongs to it already.
        pub is_member: i64,
        /// 1: another open invitation goes to the address.
        pub is_invited: i64,
        /// Open invitations.
        pub open: i64,
        /// Letters sent lately.
        pub letters: i64,
        /// The name of the organisation; none: the platform.
        pub organisation: Option<String>,
        /// The language that letters are in.
        pub language: Option<String>,
    }
}

/// That whoever has e-mail address `?6` is in: belongs to organisation `?1`, or is an operator.
macro_rules! is_member {
    () => {
        "EXISTS (SELECT 1 FROM person p WHERE p.email = ?6 AND iif(?1 = 0, p.kind = 'operator',
        EXISTS (SELECT 1 FROM membership m WHERE m.person_id = p.person_id AND m.org_id = ?1)))"
    };
}
/// Invitation `o`, another than `?7`, that is still open.
macro_rules! other_open {
    () => {
        "o.org_id = ?1 AND o.invitation_id <> ?7 AND o.accepted_at_ms IS NULL AND o.revoked_at_ms IS NULL AND o.expires_at_ms > ?2"
    };
}

const ROOM: &str = concat!(
    "SELECT COALESCE((SELECT max(i.invitation_id) FROM invitation i WHERE i.org_id = ?1), 0) + 1 AS invitation_id, NOT ",
    actor_stands!(),
    " AS actor_changed, ",
    is_member!(),
    " AS is_member,
      EXISTS (SELECT 1 FROM invitation o WHERE ",
    other_open!(),
    " AND o.email = ?6) AS is_invited, (SELECT count(*) FROM invitation o WHERE ",
    other_open!(),
    ") AS open,
      COALESCE((SELECT t.count FROM throttle t WHERE t.scope = 'invitation' AND t.subject = ?8 AND t.resets_at_ms > ?2), 0) AS letters,
      (SELECT name FROM organisation WHERE org_id = ?1) AS organisation, (SELECT language FROM organisation WHERE org_id = ?1) AS language"
);

/// What stands before an invitation of this address; `invitation_id` is one that is there already, or 0.
pub async fn room(
    database: &impl Database,
    org_id: i64,
    actor: Actor<'_>,
    email: &str,
    invitation_id: i64,
) -> Result<Room, StoreError> {
    let (now_ms, subject) = (actor.by.now_ms, throttled(org_id));
    let (person, role, permissions) = (actor.person_id, actor.role, actor.permissions);
    let room = statement!(
        ROOM,
        org_id,
        now_ms,
        person,
        role,
        permissions,
        email,
        invitation_id,
        subject
    );
    let room = Answers::of(database.batch(vec![room]).await?).last()?.first()?;
    room.ok_or_else(|| StoreError::Decode("no answer".to_owned()))
}

fn throttled(org_id: i64) -> String {
    domain::token::sha256_hex(format!("organisation:{org_id}").as_bytes())
}

/// An invitation as it goes out.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// The organisation; [`PLATFORM`](changes::PLATFORM): the operators.
    pub org_id: i64,
    /// Its number.
    pub invitation_id: i64,
    /// SHA-256 of its token.
    pub token_hash: &'a str,
    /// To whom.
    pub email: &'a str,
    /// With which role.
    pub role: Option<&'a str>,
    /// JSON array of single permissions beyond it.
    pub permissions: &'a str,
    /// Until when the token opens.
    pub expires_at_ms: i64,
    /// What the journal keeps.
    pub detail: &'a str,
    /// The letter that carries the token.
    pub letter: NewLetter<'a>,
}

const LETTER_COUNTS: &str = "INSERT INTO throttle (scope, subject, count, resets_at_ms) VALUES ('invitation', ?1, 1, ?2 + CAST(?3 AS INTEGER))
    ON CONFLICT (scope, subject) DO UPDATE SET count = iif(resets_at_ms > ?2, count + 1, 1), resets_at_ms = iif(resets_at_ms > ?2, resets_at_ms, excluded.resets_at_ms)
    WHERE resets_at_ms <= ?2 OR count < CAST(?4 AS INTEGER)";

/// What lets an invitation out, after the letter was counted.
macro_rules! may_go {
    () => {
        concat!(
            "changes() > 0 AND ",
            actor_stands!(),
            " AND NOT ",
            is_member!(),
            " AND NOT EXISTS (SELECT 1 FROM invitation o WHERE ",
            other_open!(),
            " AND o.email = ?6) AND (SELECT count(*) FROM invitation o WHERE ",
            other_open!(),
            ") < CAST(?8 AS INTEGER)"
        )
    };
}

const INSERT: &str = concat!(
    "INSERT INTO invitation (org_id, invitation_id, email, token_hash, expires_at_ms, role, permissions, invited_by, created_at_ms)
     SELECT ?1, ?7, ?6, ?9, ?10, ?11, ?12, ?13, ?2 WHERE ",
    may_go!()
);
// Whoever sends it again answers for it; it must still be what they have seen.
const AGAIN: &str = concat!(
    "UPDATE invitation SET token_hash = ?9, expires_at_ms = CAST(?10 AS INTEGER), invited_by = ?13
     WHERE org_id = ?1 AND invitation_id = ?7 AND accepted_at_ms IS NULL AND revoked_at_ms IS NULL AND role IS ?11 AND permissions = ?12 AND ",
    may_go!()
);

fn statements(sql: &'static str, actor: Actor<'_>, action: &str, sent: &Sent<'_>) -> Vec<Statement> {
    let Actor {
        by,
        person_id,
        role,
        permissions,
    } = actor;
    let (org_id, now_ms) = (sent.org_id, by.now_ms);
    let subject = format!("invitation:{}", sent.invitation_id);
    let mut statements = changes::origins(org_id, by);
    statements.push(statement!(
        LETTER_COUNTS,
        throttled(org_id),
        now_ms,
        DAY_MS,
        LETTERS_A_DAY
    ));
    statements.push(statement!(
        sql,
        org_id,
        now_ms,
        person_id,
        role,
        permissions,
        sent.email,
        sent.invitation_id,
        OPEN_MAX,
        sent.token_hash,
        sent.expires_at_ms,
        sent.role,
        sent.permissions,
        by.actor
    ));
    statements.extend(changes::entries(org_id, by, action, &subject, sent.detail));
    statements.push(letters::queue(&sent.letter));
    statements
}

/// The statements that send a new invitation, for a batch. Refused ([`changes::is_refused`]) as [`room`] tells.
#[must_use]
pub fn create(actor: Actor<'_>, sent: &Sent<'_>) -> Vec<Statement> {
    statements(INSERT, actor, "invitation_created", sent)
}

/// The statements that send an invitation again, with another token. Refused as [`create`], and where it is accepted, revoked or another.
#[must_use]
pub fn again(actor: Actor<'_>, sent: &Sent<'_>) -> Vec<Statement> {
    statements(AGAIN, actor, "invitation_sent_again", sent)
}

const REVOKE: &str = concat!(
    "UPDATE invitation SET revoked_at_ms = CAST(?2 AS INTEGER) WHERE org_id = ?1 AND invitation_id = ?6 AND accepted_at_ms IS NULL AND revoked_at_ms IS NULL
      AND (?4 IN ('owner', '') OR role IS NOT 'owner') AND ",
    actor_stands!()
);

/// Ends an invitation: its token opens nothing any more. Refused ([`changes::is_refused`]) where it is accepted or revoked, where it is
/// an owner's and the actor is none, or where the actor is no longer what they were.
pub async fn revoke(
    database: &impl Database,
    org_id: i64,
    actor: Actor<'_>,
    invitation_id: i64,
    detail: &str,
) -> Result<(), StoreError> {
    let by: By<'_> = actor.by;
    let (person, role, permissions) = (actor.person_id, actor.role, actor.permissions);
    let mut statements = changes::origins(org_id, by);
    statements.push(statement!(
        REVOKE,
        org_id,
        by.now_ms,
        person,
        role,
        permissions,
        invitation_id
    ));
    let subject = format!("invitation:{invitation_id}");
    statements.extend(changes::entries(org_id, by, "invitation_revoked", &subject, detail));
    database.batch(statements).await.map(drop)
}
