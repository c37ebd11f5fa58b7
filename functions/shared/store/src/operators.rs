//! Operators of the platform.

use crate::{
    Database, StoreError,
    changes::{self, PLATFORM},
    people::{Actor, actor_stands, end_invitations},
    port::Answers,
    row, statement,
};

/// Operators listed at most.
const LIST_MAX: i64 = 500;

row! {
    /// An operator.
    #[derive(Debug, Clone)]
    pub struct Operator {
        /// The person.
        pub person_id: i64,
        /// The name.
        pub name: String,
        /// The login.
        pub login: String,
        /// The e-mail address.
        pub email: Option<String>,
        /// `active` or `disabled`.
        pub status: String,
        /// 1: the operator has a second factor.
        pub has_second_factor: i64,
        /// When the operator last used the cabinet.
        pub last_seen_at_ms: Option<i64>,
        /// When the operator joined.
        pub created_at_ms: i64,
    }
}

const LIST: &str =
    "SELECT p.person_id, p.name, p.login, p.email, p.status, p.totp_secret IS NOT NULL AS has_second_factor,
      (SELECT max(s.seen_at_ms) FROM session s WHERE s.person_id = p.person_id) AS last_seen_at_ms, p.created_at_ms
    FROM person p WHERE p.kind = 'operator' ORDER BY p.person_id LIMIT CAST(?1 AS INTEGER)";

/// All operators.
pub async fn list(database: &impl Database) -> Result<Vec<Operator>, StoreError> {
    let rows = database.batch(vec![statement!(LIST, LIST_MAX)]).await?;
    Answers::of(rows).last()?.all()
}

// The actor is an active operator and is not the one: so one stays.
const STATUS: &str = concat!(
    "UPDATE person SET status = ?7 WHERE person_id = ?6 AND kind = 'operator' AND status <> ?7 AND person_id <> ?3 AND ?1 = 0 AND ?2 > 0 AND ",
    actor_stands!()
);
const END_SESSIONS: &str =
    "UPDATE session SET revoked_at_ms = CAST(?2 AS INTEGER) WHERE person_id = ?1 AND revoked_at_ms IS NULL";

/// Enables or disables an operator; disabled, they reach nothing any more. Refused ([`changes::is_refused`]) where they are so already,
/// are no operator, or where the actor is no longer one.
pub async fn set_status(
    database: &impl Database,
    actor: Actor<'_>,
    person_id: i64,
    status: &str,
    detail: &str,
) -> Result<(), StoreError> {
    let by = actor.by;
    let enabled = status == "active";
    let action = if enabled {
        "operator_enabled"
    } else {
        "operator_disabled"
    };
    let mut statements = vec![statement!(
        STATUS,
        PLATFORM,
        by.now_ms,
        actor.person_id,
        actor.role,
        actor.permissions,
        person_id,
        status
    )];
    let subject = format!("person:{person_id}");
    statements.extend(changes::entries(PLATFORM, by, action, &subject, detail));
    if !enabled {
        statements.push(statement!(END_SESSIONS, person_id, by.now_ms));
        statements.extend(end_invitations(PLATFORM, by, &format!("operator:{person_id}")));
    }
    database.batch(statements).await.map(drop)
}
