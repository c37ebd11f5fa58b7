//! Organisations: what they say of themselves, and what operators of the platform see of all of them.

use serde_json::Value;

use crate::{
    Database, Rows, Statement, StoreError,
    changes::{self, By},
    port::Answers,
    row,
    sql::terminal_fees,
    statement,
};

row! {
    /// An organisation.
    #[derive(Debug, Clone)]
    pub struct Organisation {
        /// The organisation.
        pub org_id: i64,
        /// Its name in addresses; never changed.
        pub slug: String,
        /// `active` or `disabled`.
        pub status: String,
        /// When it was registered.
        pub created_at_ms: i64,
        /// [`Settings`], as JSON: what a change must find unchanged.
        pub settings: String,
    }

    /// What an organisation says of itself.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Settings {
        /// The short name, which payers see.
        pub name: String,
        /// The name of the company.
        pub legal_name: String,
        /// Its e-mail address; may be empty, as the texts that follow.
        pub email: String,
        /// Whom to call.
        pub contacts: String,
        /// Where it sits.
        pub address: String,
        /// ISO 4217.
        pub currency: String,
        /// The public site.
        pub site: String,
        /// Where endpoints in Spring's format post results of payments that name no address.
        pub response_url: String,
        /// `en` or `ru`.
        pub language: String,
        /// IANA name.
        pub time_zone: String,
        /// JSON array of origins.
        pub sites: String,
        /// 1: whoever has no second factor sees nothing of it.
        pub second_factor: i64,
        /// Where results of payouts made by hand are told.
        pub payout_url: String,
        /// After how many idle days a payout is removed.
        pub payout_idle_days: Option<i64>,
        /// After how many days personal data is erased.
        pub personal_days: Option<i64>,
    }
}

impl Organisation {
    /// What it says of itself.
    pub fn settings(&self) -> Result<Settings, StoreError> {
        let row = serde_json::from_str(&self.settings).map_err(|error| StoreError::Decode(error.to_string()))?;
        let settings = Rows(vec![row]).first()?;
        settings.ok_or_else(|| StoreError::Decode("no settings".to_owned()))
    }
}

impl Settings {
    /// By column.
    #[must_use]
    pub fn json(&self) -> Value {
        let texts = [
            ("name", &self.name),
            ("legal_name", &self.legal_name),
            ("email", &self.email),
            ("contacts", &self.contacts),
            ("address", &self.address),
            ("currency", &self.currency),
            ("site", &self.site),
            ("response_url", &self.response_url),
            ("language", &self.language),
            ("time_zone", &self.time_zone),
            ("sites", &self.sites),
            ("payout_url", &self.payout_url),
        ];
        let numbers = [
            ("second_factor", Some(self.second_factor)),
            ("payout_idle_days", self.payout_idle_days),
            ("personal_days", self.personal_days),
        ];
        let texts = texts.map(|(name, text)| (name.to_owned(), Value::from(text.as_str())));
        let numbers = numbers.map(|(name, number)| (name.to_owned(), Value::from(number)));
        Value::Object(texts.into_iter().chain(numbers).collect())
    }
}

macro_rules! settings {
    () => {
        "json_object('name', name, 'legal_name', legal_name, 'email', email, 'contacts', contacts, 'address', address, 'currency', currency, 'site', site,
      'response_url', response_url, 'language', language, 'time_zone', time_zone, 'sites', sites, 'second_factor', second_factor, 'payout_url', payout_url,
      'payout_idle_days', payout_idle_days, 'personal_days', personal_days)"
    };
}
macro_rules! organisation {
    () => {
        concat!("org_id, slug, status, created_at_ms, ", settings!(), " AS settings")
    };
}

const ONE: &str = concat!("SELECT ", organisation!(), " FROM organisation WHERE org_id = ?1");
const BY_SLUG: &str = concat!("SELECT ", organisation!(), " FROM organisation WHERE slug = ?1");

/// An organisation by its number.
pub async fn one(database: &impl Database, org_id: i64) -> Result<Option<Organisation>, StoreError> {
    let rows = database.batch(vec![statement!(ONE, org_id)]).await?;
    Answers::of(rows).last()?.first()
}

/// An organisation by its slug.
pub async fn by_slug(database: &impl Database, slug: &str) -> Result<Option<Organisation>, StoreError> {
    let rows = database.batch(vec![statement!(BY_SLUG, slug)]).await?;
    Answers::of(rows).last()?.first()
}

row! {
    /// An organisation as operators list it.
    #[derive(Debug, Clone)]
    pub struct Listed {
        /// The organisation.
        pub org_id: i64,
        /// Its name in addresses.
        pub slug: String,
        /// Its name.
        pub name: String,
        /// The company's name.
        pub legal_name: String,
        /// `active` or `disabled`.
        pub status: String,
        /// When it was registered.
        pub created_at_ms: i64,
        /// Where endpoints in Spring's format post results.
        pub response_url: String,
        /// JSON array of objects with terminal, acquirer, kind, mode, status, fees, by acquirer; fees as
        /// [`directory::Terminal`](crate::directory::Terminal) has them. Without archived ones.
        pub terminals: String,
    }
}

/// Which organisations are listed.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a> {
    /// Of this status.
    pub status: Option<&'a str>,
    /// With this in a name, as typed; empty: all.
    pub text: &'a str,
    /// The same as names begin: with a capital.
    pub capitalised: &'a str,
    /// Registered before this one.
    pub before: i64,
    /// At most so many, and one more if there is one.
    pub limit: i64,
}

const LIST: &str = concat!(
    "SELECT o.org_id, o.slug, o.name, o.legal_name, o.status, o.created_at_ms, o.response_url,
      (SELECT json_group_array(json_object('terminal', x.terminal_id, 'acquirer', x.acquirer, 'kind', x.kind, 'mode', x.mode, 'status', x.status, 'fees', json(x.fees)) ORDER BY x.acquirer, x.terminal_id)
        FROM (SELECT t.terminal_id, t.acquirer, t.kind, t.mode, t.status, ",
    terminal_fees!(),
    " FROM terminal t WHERE t.org_id = o.org_id AND t.status <> 'archived' AND t.kind <> 'manual') AS x) AS terminals
    FROM organisation o WHERE o.org_id < ?1 AND (?2 IS NULL OR o.status = ?2)
      AND (?3 = '' OR instr(lower(o.slug || char(10) || o.name || char(10) || o.legal_name), lower(?3)) > 0
        OR instr(o.name || char(10) || o.legal_name, ?4) > 0)
    ORDER BY o.org_id DESC LIMIT CAST(?5 AS INTEGER)"
);

/// Organisations, the newest first; one more than the limit where there are more.
pub async fn list(database: &impl Database, filter: Filter<'_>) -> Result<Vec<Listed>, StoreError> {
    let more = filter.limit.saturating_add(1);
    let list = statement!(
        LIST,
        filter.before,
        filter.status,
        filter.text,
        filter.capitalised,
        more
    );
    Answers::of(database.batch(vec![list]).await?).last()?.all()
}

const CHANGE: &str = concat!(
    "UPDATE organisation SET name = ?2 ->> '$.name', legal_name = ?2 ->> '$.legal_name', email = ?2 ->> '$.email', contacts = ?2 ->> '$.contacts',
      address = ?2 ->> '$.address', currency = ?2 ->> '$.currency', site = ?2 ->> '$.site', response_url = ?2 ->> '$.response_url',
      language = ?2 ->> '$.language', time_zone = ?2 ->> '$.time_zone', sites = ?2 ->> '$.sites', second_factor = ?2 ->> '$.second_factor',
      payout_url = ?2 ->> '$.payout_url', payout_idle_days = ?2 ->> '$.payout_idle_days', personal_days = ?2 ->> '$.personal_days'
    WHERE org_id = ?1 AND ",
    settings!(),
    " = ?3"
);

/// Changes what an organisation says of itself. Refused ([`changes::is_refused`]) where it is no longer what `found` says.
pub async fn change(
    database: &impl Database,
    by: By<'_>,
    found: &Organisation,
    settings: &Settings,
    detail: &str,
) -> Result<(), StoreError> {
    let org_id = found.org_id;
    let mut statements = changes::origins(org_id, by);
    statements.push(statement!(CHANGE, org_id, settings.json().to_string(), &found.settings));
    statements.extend(changes::entries(
        org_id,
        by,
        "organisation_changed",
        "organisation",
        detail,
    ));
    database.batch(statements).await.map(drop)
}

row! {
    struct Owners {
        owners: i64,
    }
}
const OWNERS: &str =
    "SELECT count(*) AS owners FROM membership m JOIN person p ON p.person_id = m.person_id AND p.status = 'active'
    WHERE m.org_id = ?1 AND m.role = 'owner' AND m.status = 'active'";

/// Whether somebody can act as its owner.
pub async fn has_owner(database: &impl Database, org_id: i64) -> Result<bool, StoreError> {
    let found: Option<Owners> = Answers::of(database.batch(vec![statement!(OWNERS, org_id)]).await?)
        .last()?
        .first()?;
    Ok(found.is_some_and(|found| found.owners > 0))
}

row! {
    struct Next {
        org_id: i64,
    }
}
const NEXT: &str = "SELECT COALESCE(max(org_id), 0) + 1 AS org_id FROM organisation";

/// The number that the next organisation would have.
pub async fn next(database: &impl Database) -> Result<i64, StoreError> {
    let next: Option<Next> = Answers::of(database.batch(vec![statement!(NEXT)]).await?)
        .last()?
        .first()?;
    let next = next.ok_or_else(|| StoreError::Decode("no answer".to_owned()))?;
    Ok(next.org_id)
}

const CREATE: &str = "INSERT INTO organisation (org_id, slug, name, legal_name, email, contacts, address, currency, site, response_url, language, time_zone, sites,
      second_factor, payout_url, payout_idle_days, personal_days, created_at_ms)
    SELECT ?1, ?2, ?3 ->> '$.name', ?3 ->> '$.legal_name', ?3 ->> '$.email', ?3 ->> '$.contacts', ?3 ->> '$.address', ?3 ->> '$.currency', ?3 ->> '$.site',
      ?3 ->> '$.response_url', ?3 ->> '$.language', ?3 ->> '$.time_zone', ?3 ->> '$.sites', ?3 ->> '$.second_factor', ?3 ->> '$.payout_url',
      ?3 ->> '$.payout_idle_days', ?3 ->> '$.personal_days', ?4";

/// Makes an organisation, with what belongs to it from the start.
pub async fn create(
    database: &impl Database,
    by: By<'_>,
    (org_id, slug): (i64, &str),
    settings: &Settings,
    detail: &str,
    and: Vec<Statement>,
) -> Result<(), StoreError> {
    let mut statements = changes::origins(org_id, by);
    statements.push(statement!(CREATE, org_id, slug, settings.json().to_string(), by.now_ms));
    statements.extend(changes::entries(
        org_id,
        by,
        "organisation_created",
        "organisation",
        detail,
    ));
    statements.extend(and);
    database.batch(statements).await.map(drop)
}

const STATUS: &str = "UPDATE organisation SET status = ?2 WHERE org_id = ?1 AND status <> ?2";

/// Enables or disables an organisation. Refused ([`changes::is_refused`]) where it is so already.
pub async fn set_status(
    database: &impl Database,
    by: By<'_>,
    org_id: i64,
    status: &str,
    detail: &str,
) -> Result<(), StoreError> {
    let mut statements = changes::origins(org_id, by);
    statements.push(statement!(STATUS, org_id, status));
    let action = if status == "active" {
        "organisation_enabled"
    } else {
        "organisation_disabled"
    };
    statements.extend(changes::entries(org_id, by, action, "organisation", detail));
    database.batch(statements).await.map(drop)
}

/// An operator's visit.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'a> {
    /// SHA-256 of the session's token: a visit is a session's.
    pub token_hash: &'a str,
    /// The organisation.
    pub org_id: i64,
    /// `manager` or `viewer`.
    pub role: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Until when.
    pub until_ms: i64,
}

const ENTER: &str =
    "INSERT INTO operator_visit (token_hash, org_id, role, reason, until_ms) VALUES (?1, ?2, ?3, ?4, ?5)
    ON CONFLICT DO UPDATE SET role = excluded.role, reason = excluded.reason, until_ms = excluded.until_ms";
const LEAVE: &str = "DELETE FROM operator_visit WHERE token_hash = ?1 AND org_id = ?2";

/// Lets an operator in, or lets them stay longer.
pub async fn enter(database: &impl Database, by: By<'_>, visit: Visit<'_>, detail: &str) -> Result<(), StoreError> {
    let org_id = visit.org_id;
    let mut statements = changes::origins(org_id, by);
    statements.push(statement!(
        ENTER,
        visit.token_hash,
        org_id,
        visit.role,
        visit.reason,
        visit.until_ms
    ));
    statements.extend(changes::entries(org_id, by, "operator_entered", "organisation", detail));
    database.batch(statements).await.map(drop)
}

/// Ends an operator's visit. Refused ([`changes::is_refused`]) where there is none.
pub async fn leave(database: &impl Database, by: By<'_>, token_hash: &str, org_id: i64) -> Result<(), StoreError> {
    let mut statements = changes::origins(org_id, by);
    statements.push(statement!(LEAVE, token_hash, org_id));
    statements.extend(changes::entries(org_id, by, "operator_left", "organisation", "{}"));
    database.batch(statements).await.map(drop)
}
