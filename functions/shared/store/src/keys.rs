//! API keys as organisations manage them. Of a secret key only the SHA-256 is here, of a widget key the sealed secret.

use crate::{
    Database, StoreError,
    change::{By, Entry, journal, journal_if_same, journal_same, written},
    port::Answers,
    row, statement,
};

/// Live keys of an organisation, at most; those that another has replaced do not count.
pub const KEYS_MAX: i64 = 50;
/// Live keys of an organisation with those that another has replaced, at most.
pub const KEYS_WITH_REPLACED_MAX: i64 = 200;

row! {
    /// A key as people see it.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0001_directory.sql")]
    pub struct Row {
        pub prefix: String,
        pub kind: String,
        pub mode: String,
        pub name: String,
        pub permissions: String,
        pub created_at_ms: i64,
        pub expires_at_ms: Option<i64>,
        pub revoked_at_ms: Option<i64>,
        pub last_used_at_ms: Option<i64>,
        pub rotated_to: Option<String>,
        /// All that can be changed, as one text.
        pub snapshot: String,
    }
}

/// All of key `k` that can be changed.
macro_rules! snapshot {
    () => {
        "json_array(k.name, k.permissions, k.expires_at_ms, k.revoked_at_ms, k.rotated_to)"
    };
}
macro_rules! key {
    () => {
        concat!("SELECT k.prefix, k.kind, k.mode, k.name, k.permissions, k.created_at_ms, k.expires_at_ms, k.revoked_at_ms, k.last_used_at_ms, k.rotated_to, ",
            snapshot!(), " AS snapshot FROM api_key k WHERE k.org_id = ?1")
    };
}
/// Whether key `$k` opens anything at `$now`.
macro_rules! live {
    ($k:literal, $now:literal) => {
        concat!(
            $k,
            ".revoked_at_ms IS NULL AND (",
            $k,
            ".expires_at_ms IS NULL OR ",
            $k,
            ".expires_at_ms > ",
            $now,
            ")"
        )
    };
}

const LIST: &str = concat!(
    key!(),
    " AND k.mode = ?2 ORDER BY k.created_at_ms DESC, k.prefix LIMIT 500"
);
const ONE: &str = concat!(key!(), " AND k.prefix = ?2");

/// Keys of a mode, newest first.
pub async fn list(database: &impl Database, org_id: i64, mode: &str) -> Result<Vec<Row>, StoreError> {
    let rows = database.batch(vec![statement!(LIST, org_id, mode)]).await?;
    Answers::of(rows).last()?.all()
}

/// One key.
pub async fn one(database: &impl Database, org_id: i64, prefix: &str) -> Result<Option<Row>, StoreError> {
    let rows = database.batch(vec![statement!(ONE, org_id, prefix)]).await?;
    Answers::of(rows).last()?.first()
}

/// A key to be made.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "columns are documented in schema/0001_directory.sql")]
pub struct New<'a> {
    pub prefix: &'a str,
    pub kind: &'a str,
    pub mode: &'a str,
    pub name: &'a str,
    pub permissions: &'a str,
    /// SHA-256, of a secret key.
    pub secret_hash: Option<&'a str>,
    /// Sealed, of a widget key.
    pub signing_secret: Option<&'a str>,
    pub expires_at_ms: Option<i64>,
}

const CREATE: &str = concat!("INSERT INTO api_key (prefix, org_id, kind, mode, name, permissions, secret_hash, signing_secret, expires_at_ms, created_at_ms)
    SELECT ?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8, CAST(?9 AS INTEGER), ?10
    WHERE (SELECT count(*) FROM api_key n WHERE n.org_id = ?1 AND n.rotated_to IS NULL AND ", live!("n", "?10"), ") < CAST(?11 AS INTEGER)
      AND NOT EXISTS (SELECT 1 FROM api_key n WHERE n.org_id = ?1 AND n.kind = ?3 AND n.mode = ?4 AND n.name = ?5 AND n.rotated_to IS NULL AND ", live!("n", "?10"), ")");
const TWIN: &str = concat!(
    "SELECT n.prefix FROM api_key n WHERE n.org_id = ?1 AND n.kind = ?2 AND n.mode = ?3 AND n.name = ?4 AND n.rotated_to IS NULL AND ",
    live!("n", "?5"),
    " LIMIT 1"
);

/// What became of a key to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// It is there.
    Yes,
    /// A live one of its kind and mode has the name.
    NameTaken,
    /// There are as many as there may be.
    TooMany,
}

/// Makes a key.
pub async fn create(database: &impl Database, by: By<'_>, new: &New<'_>, entry: &Entry) -> Result<Made, StoreError> {
    let create = statement!(
        CREATE,
        by.org_id,
        new.prefix,
        new.kind,
        new.mode,
        new.name,
        new.permissions,
        new.secret_hash,
        new.signing_secret,
        new.expires_at_ms,
        by.now_ms,
        KEYS_MAX
    );
    // Looked for before the key is there.
    let twin = statement!(TWIN, by.org_id, new.kind, new.mode, new.name, by.now_ms);
    let mut answers = Answers::of(database.batch(vec![twin, create, journal(by, entry)]).await?);
    let has_twin = !answers.next()?.0.is_empty();
    let is_made = !answers.skip(1)?.next()?.0.is_empty();
    Ok(match (is_made, has_twin) {
        (true, _) => Made::Yes,
        (false, true) => Made::NameTaken,
        (false, false) => Made::TooMany,
    })
}

const SAME: &str = journal_if_same!(concat!(
    "(SELECT ",
    snapshot!(),
    " FROM api_key k WHERE k.org_id = ?1 AND k.prefix = substr(?5, 5))"
));
const CHANGE: &str = "UPDATE api_key SET name = ?3, permissions = ?4 WHERE org_id = ?1 AND prefix = ?2";
const REVOKE: &str = "UPDATE api_key SET revoked_at_ms = CAST(?3 AS INTEGER) WHERE org_id = ?1 AND prefix = ?2";

/// Changes a key that is still as it was read.
pub async fn change(
    database: &impl Database,
    by: By<'_>,
    row: &Row,
    name: &str,
    permissions: &str,
    entry: &Entry,
) -> Result<(), StoreError> {
    let change = statement!(CHANGE, by.org_id, &row.prefix, name, permissions);
    let statements = vec![journal_same(SAME, by, entry, Some(&row.snapshot)), change];
    database.batch(statements).await.map(drop)
}

/// Ends a key that is still as it was read, at once.
pub async fn revoke(database: &impl Database, by: By<'_>, row: &Row, entry: &Entry) -> Result<(), StoreError> {
    let revoke = statement!(REVOKE, by.org_id, &row.prefix, by.now_ms);
    let statements = vec![journal_same(SAME, by, entry, Some(&row.snapshot)), revoke];
    database.batch(statements).await.map(drop)
}

const REPLACE: &str = concat!("INSERT INTO api_key (prefix, org_id, kind, mode, name, permissions, secret_hash, signing_secret, expires_at_ms, created_at_ms)
    SELECT ?2, k.org_id, k.kind, k.mode, k.name, k.permissions, ?4, ?5, CAST(?6 AS INTEGER), ?7 FROM api_key k
    WHERE k.org_id = ?1 AND k.prefix = ?3
      AND (SELECT count(*) FROM api_key n WHERE n.org_id = ?1 AND ", live!("n", "?7"), ") < CAST(?8 AS INTEGER)");
const END: &str =
    "UPDATE api_key SET rotated_to = ?3, expires_at_ms = CAST(?4 AS INTEGER) WHERE org_id = ?1 AND prefix = ?2
    AND EXISTS (SELECT 1 FROM api_key n WHERE n.prefix = ?3)";

/// Puts a new key in the place of one that is still as it was read and ends at `ends_at_ms`. False: there are as many as there may be.
pub async fn rotate(
    database: &impl Database,
    by: By<'_>,
    row: &Row,
    new: &New<'_>,
    ends_at_ms: i64,
    entry: &Entry,
) -> Result<bool, StoreError> {
    let replace = statement!(
        REPLACE,
        by.org_id,
        new.prefix,
        &row.prefix,
        new.secret_hash,
        new.signing_secret,
        new.expires_at_ms,
        by.now_ms,
        KEYS_WITH_REPLACED_MAX
    );
    // What changed first is what the entry is of; it is refused as a whole where the key is another by now.
    let check = statement!(CHECK_SAME, by.org_id, &row.prefix, &row.snapshot);
    let end = statement!(END, by.org_id, &row.prefix, new.prefix, ends_at_ms);
    written(database, vec![check, replace, journal(by, entry), end], 2).await
}

// The name is its own where the key is as it was read, and none, which the schema refuses, where it is not.
const CHECK_SAME: &str = concat!(
    "UPDATE api_key AS k SET name = iif(",
    snapshot!(),
    " = ?3, k.name, NULL) WHERE k.org_id = ?1 AND k.prefix = ?2"
);

const USED: &str = "UPDATE api_key SET last_used_at_ms = CAST(?2 AS INTEGER) WHERE prefix = ?1";

/// Notes that a widget key was used.
pub async fn used(database: &impl Database, prefix: &str, now_ms: i64) -> Result<(), StoreError> {
    database.batch(vec![statement!(USED, prefix, now_ms)]).await.map(drop)
}
