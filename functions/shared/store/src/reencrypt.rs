//! Secrets at rest that are not under the key that now seals.

use crate::{
    Database, StoreError,
    change::{By, Entry, journal},
    port::Answers,
    row, statement,
};

/// Secrets taken up at once, at most.
pub const AT_ONCE: u32 = 100;

/// What is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Credentials of terminals.
    Credentials,
    /// Secrets of widget keys.
    WidgetKeys,
    /// Secrets of endpoints.
    Endpoints,
}

row! {
    /// A sealed secret, of whatever kind.
    #[derive(Debug, Clone)]
    pub struct Kept {
        /// The organisation.
        pub org_id: i64,
        /// The terminal, the key's prefix or the endpoint's id.
        pub id: String,
        /// Which of several; 0 where there is one.
        pub place: i64,
        /// As it is sealed.
        pub sealed: String,
    }
}

row! {
    struct Count {
        left: i64,
    }
}

/// What is sealed under another key than `?1`, of column `$secret`; texts of old name none, and are key `1`'s.
macro_rules! other_key {
    ($secret:literal) => {
        concat!(
            "NOT (",
            $secret,
            " LIKE 'v2:' || ?1 || ':%' OR (?1 = '1' AND ",
            $secret,
            " LIKE 'v1:%'))"
        )
    };
}

const CREDENTIALS: [&str; 3] = [
    concat!(
        "SELECT org_id, terminal_id AS id, 0 AS place, credentials AS sealed FROM terminal WHERE kind <> 'manual' AND ",
        other_key!("credentials"),
        " ORDER BY org_id, terminal_id LIMIT CAST(?2 AS INTEGER)"
    ),
    "UPDATE terminal SET credentials = j.value ->> 4 FROM json_each(?1) AS j
     WHERE org_id = j.value ->> 0 AND terminal_id = j.value ->> 1 AND credentials = j.value ->> 3",
    concat!(
        "SELECT count(*) AS left FROM terminal WHERE kind <> 'manual' AND ",
        other_key!("credentials")
    ),
];
const WIDGET_KEYS: [&str; 3] = [
    concat!(
        "SELECT org_id, prefix AS id, 0 AS place, signing_secret AS sealed FROM api_key WHERE signing_secret IS NOT NULL AND ",
        other_key!("signing_secret"),
        " ORDER BY prefix LIMIT CAST(?2 AS INTEGER)"
    ),
    "UPDATE api_key SET signing_secret = j.value ->> 4 FROM json_each(?1) AS j WHERE prefix = j.value ->> 1 AND signing_secret = j.value ->> 3",
    concat!(
        "SELECT count(*) AS left FROM api_key WHERE signing_secret IS NOT NULL AND ",
        other_key!("signing_secret")
    ),
];
const ENDPOINTS: [&str; 3] = [
    concat!("SELECT org_id, CAST(endpoint_id AS TEXT) AS id, secret_id AS place, secret AS sealed FROM endpoint_secret WHERE ", other_key!("secret"),
        " ORDER BY org_id, endpoint_id, secret_id LIMIT CAST(?2 AS INTEGER)"),
    "UPDATE endpoint_secret SET secret = j.value ->> 4 FROM json_each(?1) AS j
     WHERE org_id = j.value ->> 0 AND endpoint_id = CAST(j.value ->> 1 AS INTEGER) AND secret_id = j.value ->> 2 AND secret = j.value ->> 3",
    concat!("SELECT count(*) AS left FROM endpoint_secret WHERE ", other_key!("secret")),
];

const fn sql(kind: Kind) -> &'static [&'static str; 3] {
    match kind {
        Kind::Credentials => &CREDENTIALS,
        Kind::WidgetKeys => &WIDGET_KEYS,
        Kind::Endpoints => &ENDPOINTS,
    }
}

/// Secrets of all organisations that are not under the key of this id, [`AT_ONCE`] at most.
pub async fn others(database: &impl Database, kind: Kind, key_id: &str) -> Result<Vec<Kept>, StoreError> {
    let [find, ..] = sql(kind);
    let rows = database.batch(vec![statement!(find, key_id, AT_ONCE)]).await?;
    Answers::of(rows).last()?.all()
}

/// Puts secrets sealed anew (with what they were) in their places, unless somebody has changed them meanwhile. Answers how many are
/// still under another key.
pub async fn replace(
    database: &impl Database,
    kind: Kind,
    key_id: &str,
    anew: &[(Kept, String)],
    by: By<'_>,
    entry: &Entry,
) -> Result<i64, StoreError> {
    let [_, replace, count] = sql(kind);
    let rows = anew
        .iter()
        .map(|(kept, sealed)| serde_json::json!([kept.org_id, kept.id, kept.place, kept.sealed, sealed]));
    let rows = serde_json::Value::Array(rows.collect()).to_string();
    let statements = vec![statement!(replace, rows), journal(by, entry), statement!(count, key_id)];
    let count: Option<Count> = Answers::of(database.batch(statements).await?).last()?.first()?;
    Ok(count.map_or(0, |count| count.left))
}
