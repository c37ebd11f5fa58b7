//! Endpoints: where an organisation is told of events. Every change is journaled in its batch.

use crate::{Database, Statement, StoreError, port::Answers, row, sql::next_journal, statement};

/// Endpoints of an organisation and mode, at most.
pub const ENDPOINTS_MAX: i64 = 20;

row! {
    /// An endpoint as people see it.
    #[derive(Debug, Clone)]
    pub struct Endpoint {
        /// Counted within the organisation.
        pub endpoint_id: i64,
        /// `live` or `test`.
        pub mode: String,
        /// What people call it.
        pub name: String,
        /// `standard`, `paykeeper`, `paykassma`, `spring` or `email`.
        pub format: String,
        /// An https or e-mail address.
        pub address: String,
        /// JSON array.
        pub event_types: String,
        /// 1: its delivery of the success event is the payment's notice.
        pub is_primary: i64,
        /// `enabled` or `disabled`.
        pub status: String,
        /// `person`, `gone` or `failing`.
        pub disabled_reason: Option<String>,
        /// Since when.
        pub disabled_at_ms: Option<i64>,
        /// Since when every attempt has failed.
        pub failing_since_ms: Option<i64>,
        /// `closed`, `open` or `half_open`.
        pub breaker: String,
        /// When the breaker lets the next attempt through.
        pub breaker_until_ms: Option<i64>,
        /// Postbacks that wait for it to be well again, up to 1,001.
        pub held: i64,
        /// JSON array of [id, scheme, created, expires] of the live secrets, newest first.
        pub secrets: String,
        /// When it was made.
        pub created_at_ms: i64,
    }
}

macro_rules! endpoint {
    () => {
        "SELECT n.endpoint_id, n.mode, n.name, n.format, n.address, n.event_types, n.is_primary, n.status, n.disabled_reason, n.disabled_at_ms, n.failing_since_ms,
      n.breaker, n.breaker_until_ms, n.created_at_ms,
      (SELECT count(*) FROM (SELECT 1 FROM postback h WHERE h.org_id = n.org_id AND h.endpoint_id = n.endpoint_id AND h.state = 'held' LIMIT 1001)) AS held,
      (SELECT json_group_array(json_array(s.secret_id, s.scheme, s.created_at_ms, s.expires_at_ms) ORDER BY s.secret_id DESC) FROM endpoint_secret s
        WHERE s.org_id = n.org_id AND s.endpoint_id = n.endpoint_id AND (s.expires_at_ms IS NULL OR s.expires_at_ms > ?2)) AS secrets
    FROM endpoint n WHERE n.org_id = ?1 AND n.status <> 'deleted'"
    };
}
const LIST: &str = concat!(endpoint!(), " AND n.mode = ?3 ORDER BY n.endpoint_id");
const ONE: &str = concat!(endpoint!(), " AND n.endpoint_id = ?3");

/// Endpoints of a mode.
pub async fn list(database: &impl Database, org_id: i64, mode: &str, now_ms: i64) -> Result<Vec<Endpoint>, StoreError> {
    let rows = database.batch(vec![statement!(LIST, org_id, now_ms, mode)]).await?;
    Answers::of(rows).last()?.all()
}

/// One endpoint.
pub async fn one(
    database: &impl Database,
    org_id: i64,
    endpoint_id: i64,
    now_ms: i64,
) -> Result<Option<Endpoint>, StoreError> {
    let rows = database
        .batch(vec![statement!(ONE, org_id, now_ms, endpoint_id)])
        .await?;
    Answers::of(rows).last()?.first()
}

row! {
    /// What the next endpoint of an organisation would be.
    #[derive(Debug, Clone, Copy)]
    pub struct Room {
        /// Its id.
        pub endpoint_id: i64,
        /// Endpoints that the mode has.
        pub count: i64,
        /// 1: the mode has a primary one.
        pub has_primary: i64,
    }
}
const ROOM: &str = "SELECT COALESCE(max(endpoint_id), 0) + 1 AS endpoint_id, count(*) FILTER (WHERE mode = ?2 AND status <> 'deleted') AS count,
      COALESCE(max(mode = ?2 AND is_primary = 1), 0) AS has_primary FROM endpoint WHERE org_id = ?1";

/// The next endpoint's id, and how many there are.
pub async fn room(database: &impl Database, org_id: i64, mode: &str) -> Result<Room, StoreError> {
    let rows = database.batch(vec![statement!(ROOM, org_id, mode)]).await?;
    let room = Answers::of(rows).last()?.first()?;
    room.ok_or_else(|| StoreError::Decode("no answer".to_owned()))
}

/// Whose endpoint it is, who changes it and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// The organisation.
    pub org_id: i64,
    /// The endpoint.
    pub endpoint_id: i64,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// Now.
    pub now_ms: i64,
}

/// A sealed secret of a scheme: `standard`, or the format's own.
#[derive(Debug, Clone)]
pub struct Sealed {
    /// The scheme.
    pub scheme: &'static str,
    /// The secret, sealed.
    pub secret: String,
}

/// An endpoint's settings.
#[derive(Debug, Clone)]
pub struct Settings<'a> {
    /// What people call it.
    pub name: &'a str,
    /// Where to.
    pub address: &'a str,
    /// JSON array.
    pub event_types: &'a str,
    /// Whether it is the mode's primary one.
    pub is_primary: bool,
}

const UNSET_PRIMARY: &str =
    "UPDATE endpoint SET is_primary = 0 WHERE org_id = ?1 AND is_primary = 1 AND endpoint_id <> ?2 AND ?4
    AND (?3 IS NOT NULL OR EXISTS (SELECT 1 FROM endpoint n WHERE n.org_id = ?1 AND n.endpoint_id = ?2 AND n.status <> 'deleted'))
    AND mode = COALESCE(?3, (SELECT n.mode FROM endpoint n WHERE n.org_id = ?1 AND n.endpoint_id = ?2))";
const INSERT: &str =
    "INSERT INTO endpoint (org_id, endpoint_id, mode, name, format, address, event_types, is_primary, created_at_ms)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
const INSERT_SECRET: &str =
    "INSERT INTO endpoint_secret (org_id, endpoint_id, secret_id, scheme, secret, created_at_ms)
    SELECT ?1, ?2, COALESCE((SELECT max(s.secret_id) FROM endpoint_secret s WHERE s.org_id = ?1 AND s.endpoint_id = ?2), 0) + 1, ?3, ?4, ?5
    WHERE EXISTS (SELECT 1 FROM endpoint n WHERE n.org_id = ?1 AND n.endpoint_id = ?2 AND n.status <> 'deleted')";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
     SELECT ?1, ",
    next_journal!(),
    ", ?2, ?3, ?4, 'endpoint:' || CAST(?5 AS INTEGER), ?6 WHERE changes() > 0"
);

fn journal(by: By<'_>, action: &str, detail: &str) -> Statement {
    statement!(JOURNAL, by.org_id, by.now_ms, by.actor, action, by.endpoint_id, detail)
}

/// Makes an endpoint, with the id that [`room`] answered; refused by the schema where somebody else took it meanwhile.
pub async fn create(
    database: &impl Database,
    by: By<'_>,
    mode: &str,
    format: &str,
    settings: &Settings<'_>,
    secrets: &[Sealed],
) -> Result<(), StoreError> {
    let (org, endpoint) = (by.org_id, by.endpoint_id);
    let insert = statement!(
        INSERT,
        org,
        endpoint,
        mode,
        settings.name,
        format,
        settings.address,
        settings.event_types,
        settings.is_primary,
        by.now_ms
    );
    let mut statements = vec![
        statement!(UNSET_PRIMARY, org, endpoint, mode, settings.is_primary),
        insert,
        journal(by, "endpoint_created", &detail(settings)),
    ];
    statements.extend(
        secrets
            .iter()
            .map(|sealed| statement!(INSERT_SECRET, org, endpoint, sealed.scheme, &sealed.secret, by.now_ms)),
    );
    database.batch(statements).await.map(drop)
}

fn detail(settings: &Settings<'_>) -> String {
    serde_json::json!({ "name": settings.name, "address": settings.address, "event_types": settings.event_types, "primary": settings.is_primary }).to_string()
}

// At another address it is another merchant's server: what was known of the old one's health is no longer so.
const CHANGE: &str = "UPDATE endpoint SET name = ?3, address = ?4, event_types = ?5, is_primary = ?6,
      breaker = iif(address = ?4, breaker, 'closed'), breaker_until_ms = iif(address = ?4, breaker_until_ms, NULL), breaker_opened = iif(address = ?4, breaker_opened, 0),
      epoch = epoch + (address <> ?4), window_from_ms = iif(address = ?4, window_from_ms, NULL), failing_since_ms = iif(address = ?4, failing_since_ms, NULL)
    WHERE org_id = ?1 AND endpoint_id = ?2 AND status <> 'deleted'";

/// Changes an endpoint's settings.
pub async fn change(database: &impl Database, by: By<'_>, settings: &Settings<'_>) -> Result<(), StoreError> {
    let (org, endpoint) = (by.org_id, by.endpoint_id);
    let change = statement!(
        CHANGE,
        org,
        endpoint,
        settings.name,
        settings.address,
        settings.event_types,
        settings.is_primary
    );
    let statements = vec![
        statement!(UNSET_PRIMARY, org, endpoint, None::<&str>, settings.is_primary),
        change,
        journal(by, "endpoint_changed", &detail(settings)),
    ];
    database.batch(statements).await.map(drop)
}

// What was held goes out again by and by, in order of age.
const ENABLE: &str = "UPDATE endpoint SET status = 'enabled', disabled_reason = NULL, disabled_at_ms = NULL, breaker = 'closed', breaker_until_ms = NULL,
      breaker_opened = 0, window_from_ms = NULL, failing_since_ms = NULL, failed_at_ms = NULL, holding = 1, epoch = epoch + 1
    WHERE org_id = ?1 AND endpoint_id = ?2 AND status = 'disabled'";
const DISABLE: &str =
    "UPDATE endpoint SET status = 'disabled', disabled_reason = 'person', disabled_at_ms = CAST(?3 AS INTEGER), holding = 1
    WHERE org_id = ?1 AND endpoint_id = ?2 AND status = 'enabled'";
const DELETE: &str = "UPDATE endpoint SET status = 'deleted', is_primary = 0, holding = 0 WHERE org_id = ?1 AND endpoint_id = ?2 AND status <> 'deleted'";
// What was not delivered by then never will be.
const END: &str = "UPDATE postback SET state = 'exhausted', due_at_ms = NULL, resend_at_ms = NULL WHERE org_id = ?1 AND endpoint_id = ?2
    AND state IN ('pending', 'held')";
const DELETE_SECRETS: &str = "DELETE FROM endpoint_secret WHERE org_id = ?1 AND endpoint_id = ?2
    AND EXISTS (SELECT 1 FROM endpoint n WHERE n.org_id = ?1 AND n.endpoint_id = ?2 AND n.status = 'deleted')";

/// What is done to an endpoint as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// It is told again.
    Enable,
    /// It is told nothing until enabled; nothing is dropped.
    Disable,
    /// It is told nothing any more.
    Delete,
}

/// Enables, disables or deletes an endpoint; one that is so already stays as it is.
pub async fn switch(database: &impl Database, by: By<'_>, switch: Switch) -> Result<(), StoreError> {
    let (org, endpoint) = (by.org_id, by.endpoint_id);
    let mut statements = match switch {
        Switch::Enable => vec![statement!(ENABLE, org, endpoint), journal(by, "endpoint_enabled", "{}")],
        Switch::Disable => vec![
            statement!(DISABLE, org, endpoint, by.now_ms),
            journal(by, "endpoint_disabled", r#"{"reason":"person"}"#),
        ],
        Switch::Delete => vec![statement!(DELETE, org, endpoint), journal(by, "endpoint_deleted", "{}")],
    };
    if switch == Switch::Delete {
        statements.push(statement!(END, org, endpoint));
        statements.push(statement!(DELETE_SECRETS, org, endpoint));
    }
    database.batch(statements).await.map(drop)
}

const OVERLAP: &str = "UPDATE endpoint_secret SET expires_at_ms = CAST(?4 AS INTEGER) WHERE org_id = ?1 AND endpoint_id = ?2 AND scheme = ?3 AND expires_at_ms IS NULL";

/// Gives an endpoint a new secret; the one before signs on until `overlap_until_ms`. The schema refuses a sixth live one.
pub async fn rotate(
    database: &impl Database,
    by: By<'_>,
    sealed: &Sealed,
    overlap_until_ms: i64,
) -> Result<(), StoreError> {
    let (org, endpoint) = (by.org_id, by.endpoint_id);
    let statements = vec![
        statement!(OVERLAP, org, endpoint, sealed.scheme, overlap_until_ms),
        statement!(INSERT_SECRET, org, endpoint, sealed.scheme, &sealed.secret, by.now_ms),
        journal(
            by,
            "endpoint_secret_rotated",
            &serde_json::json!({ "scheme": sealed.scheme }).to_string(),
        ),
    ];
    database.batch(statements).await.map(drop)
}

row! {
    /// An endpoint as the tester of handlers needs it.
    #[derive(Debug, Clone)]
    pub struct ToTest {
        /// `live` or `test`.
        pub mode: String,
        /// `standard`, `paykeeper`, `paykassma`, `spring` or `email`.
        pub format: String,
        /// Where to.
        pub address: String,
        /// JSON array of [scheme, sealed secret] of the live secrets, newest first.
        pub secrets: String,
    }
}
const TO_TEST: &str = "SELECT n.mode, n.format, n.address,
      (SELECT json_group_array(json_array(s.scheme, s.secret) ORDER BY s.secret_id DESC) FROM endpoint_secret s
        WHERE s.org_id = n.org_id AND s.endpoint_id = n.endpoint_id AND (s.expires_at_ms IS NULL OR s.expires_at_ms > ?3)) AS secrets
    FROM endpoint n WHERE n.org_id = ?1 AND n.endpoint_id = ?2 AND n.status <> 'deleted'";

/// An endpoint to be tested, enabled or not.
pub async fn to_test(
    database: &impl Database,
    org_id: i64,
    endpoint_id: i64,
    now_ms: i64,
) -> Result<Option<ToTest>, StoreError> {
    let rows = database
        .batch(vec![statement!(TO_TEST, org_id, endpoint_id, now_ms)])
        .await?;
    Answers::of(rows).last()?.first()
}

const JOURNAL_TEST: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
     SELECT ?1, ",
    next_journal!(),
    ", ?2, ?3, 'endpoint_tested', 'endpoint:' || CAST(?4 AS INTEGER), ?5 WHERE changes() > 0 RETURNING seq"
);

const TESTED: &str = "UPDATE endpoint SET tested_at_ms = CAST(?3 AS INTEGER) WHERE org_id = ?1 AND endpoint_id = ?2
    AND (tested_at_ms IS NULL OR tested_at_ms <= ?3 - 60000)";

/// Journals that an endpoint's handler is tested: nothing else is written of it. Answers false, and writes nothing, within a minute of
/// the test before: whoever owns the address need not have asked for it.
pub async fn journal_test(database: &impl Database, by: By<'_>, mode: &str) -> Result<bool, StoreError> {
    let detail = serde_json::json!({ "mode": mode }).to_string();
    let journal = statement!(JOURNAL_TEST, by.org_id, by.now_ms, by.actor, by.endpoint_id, detail);
    let tested = statement!(TESTED, by.org_id, by.endpoint_id, by.now_ms);
    let rows = Answers::of(database.batch(vec![tested, journal]).await?).last()?;
    Ok(!rows.0.is_empty())
}
