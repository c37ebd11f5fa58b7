//! Sessions of the cabinet: whom a cookie lets in, and what they may see of which organisation.

use crate::{Database, Statement, StoreError, port::Answers, row, statement};

/// How long a session may be idle, in milliseconds: an hour.
pub const IDLE_MS: i64 = 3_600_000;
/// How precisely it is known when a session was seen, in milliseconds: a row written for every request would be dear.
const SEEN_MS: i64 = 60_000;

row! {
    /// Somebody signed in: the person, and what the session sees of the organisation asked for.
    #[derive(Debug, Clone)]
    pub struct Session {
        /// What people see and revoke the session by.
        pub session_id: String,
        /// The person.
        pub person_id: i64,
        /// `merchant` or `operator`.
        pub kind: String,
        /// The person's name.
        pub person_name: String,
        /// The person's login.
        pub login: String,
        /// The person's e-mail address.
        pub email: Option<String>,
        /// The person's phone.
        pub phone: Option<String>,
        /// The person's language.
        pub language: String,
        /// The person's own zone; empty: the organisation's.
        pub person_time_zone: String,
        /// 1: the person has a second factor.
        pub has_second_factor: i64,
        /// When the session ends at the latest.
        pub expires_at_ms: i64,
        /// When the person last proved who they are.
        pub proved_at_ms: i64,
        /// The organisation; none where the session may not see the one asked for.
        pub org_id: Option<i64>,
        /// Its slug.
        pub slug: Option<String>,
        /// Its name.
        pub organisation_name: Option<String>,
        /// Its zone.
        pub time_zone: Option<String>,
        /// Its language.
        pub organisation_language: Option<String>,
        /// Its currency.
        pub currency: Option<String>,
        /// Its status.
        pub organisation_status: Option<String>,
        /// 1: it demands a second factor of everyone.
        pub second_factor_required: Option<i64>,
        /// The role in it.
        pub role: Option<String>,
        /// JSON array of single permissions beyond the role.
        pub permissions: String,
        /// JSON array of modes in which it has terminals.
        pub modes: String,
        /// JSON array of [slug, name, role] of all organisations of the person.
        pub organisations: String,
        /// Until when an operator visits it, and why.
        pub visit_until_ms: Option<i64>,
        /// The reason of the visit.
        pub visit_reason: Option<String>,
    }
}

/// The condition under which session `s` lives: `?2` is now, `?3` how far back it must have been seen.
macro_rules! session_lives {
    () => {
        "s.token_hash = ?1 AND s.revoked_at_ms IS NULL AND s.expires_at_ms > ?2 AND s.seen_at_ms > ?3"
    };
}

// The organisation asked for (`?4`), or the session's own where none is; seen only by who belongs to it or visits it.
const SESSION: &str = concat!("SELECT s.session_id, s.person_id, p.kind, p.name AS person_name, p.login, p.email, p.phone, p.language, p.time_zone AS person_time_zone,
      p.totp_secret IS NOT NULL AS has_second_factor, s.expires_at_ms, s.proved_at_ms,
      o.org_id, o.slug, o.name AS organisation_name, o.time_zone, o.language AS organisation_language, o.currency, o.status AS organisation_status,
      o.second_factor AS second_factor_required, COALESCE(m.role, v.role) AS role, v.until_ms AS visit_until_ms, v.reason AS visit_reason,
      (SELECT json_group_array(x.permission) FROM membership_permission x WHERE x.person_id = m.person_id AND x.org_id = m.org_id) AS permissions,
      (SELECT json_group_array(DISTINCT t.mode) FROM terminal t WHERE t.org_id = o.org_id AND COALESCE(m.role, v.role) IS NOT NULL) AS modes,
      (SELECT json_group_array(json_array(y.slug, y.name, x.role) ORDER BY y.name) FROM membership x JOIN organisation y ON y.org_id = x.org_id
        WHERE x.person_id = s.person_id AND x.status = 'active') AS organisations
    FROM session s JOIN person p ON p.person_id = s.person_id AND p.status = 'active'
    LEFT JOIN membership m ON m.person_id = s.person_id AND m.status = 'active'
      AND m.org_id = iif(?4 = '', s.org_id, (SELECT n.org_id FROM organisation n WHERE n.slug = ?4))
    LEFT JOIN operator_visit v ON p.kind = 'operator' AND v.token_hash = s.token_hash AND v.until_ms > ?2
      AND v.org_id = iif(?4 = '', s.org_id, (SELECT n.org_id FROM organisation n WHERE n.slug = ?4))
    LEFT JOIN organisation o ON o.org_id = COALESCE(m.org_id, v.org_id)
    WHERE ", session_lives!());

const SEEN: &str = "UPDATE session SET seen_at_ms = ?2 WHERE token_hash = ?1 AND revoked_at_ms IS NULL AND expires_at_ms > ?2 AND seen_at_ms > ?3
    AND seen_at_ms < ?2 - CAST(?4 AS INTEGER)";

// From where the organisation's people worked: written before what they do, once a day for each place.
const ORIGIN: &str = concat!("INSERT INTO origin (org_id, origin, address, agent, at_ms)
    SELECT COALESCE(
        (SELECT m.org_id FROM membership m WHERE m.person_id = s.person_id AND m.status = 'active' AND m.org_id = iif(?4 = '', s.org_id, (SELECT n.org_id FROM organisation n WHERE n.slug = ?4))),
        (SELECT v.org_id FROM operator_visit v WHERE v.token_hash = s.token_hash AND v.until_ms > ?2 AND v.org_id = iif(?4 = '', s.org_id, (SELECT n.org_id FROM organisation n WHERE n.slug = ?4))),
        0), ?5, ?6, ?7, ?2
    FROM session s WHERE ", session_lives!(), " ON CONFLICT DO NOTHING");

/// From where somebody works, as the journal refers to it.
#[derive(Debug, Clone)]
pub struct Origin {
    /// 16 hex digits.
    pub id: String,
    /// The network address.
    pub address: String,
    /// The browser or program, as it calls itself.
    pub agent: String,
}

/// Finds a live session by the hash of its token, with the organisation of this slug (empty: the session's own), and marks it
/// as seen. Where an origin is given, it is kept for the journal.
pub async fn session(
    database: &impl Database,
    token_hash: &str,
    slug: &str,
    origin: Option<&Origin>,
    now_ms: i64,
) -> Result<Option<Session>, StoreError> {
    let alive = now_ms.saturating_sub(IDLE_MS);
    let mut statements = vec![statement!(SEEN, token_hash, now_ms, alive, SEEN_MS)];
    if let Some(origin) = origin {
        let (id, address, agent) = (&origin.id, &origin.address, &origin.agent);
        statements.push(statement!(ORIGIN, token_hash, now_ms, alive, slug, id, address, agent));
    }
    statements.push(statement!(SESSION, token_hash, now_ms, alive, slug));
    Answers::of(database.batch(statements).await?).last()?.first()
}

/// The statement that answers a session just opened, in its own organisation.
pub(crate) fn opened(token_hash: &str, now_ms: i64) -> Statement {
    let alive = now_ms.saturating_sub(IDLE_MS);
    statement!(SESSION, token_hash, now_ms, alive, "")
}
