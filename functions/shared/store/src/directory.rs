//! Who a key, a host or a callback address leads to.

use crate::{Database, Rows, StoreError, row, sessions::Origin, sql::terminal_columns, statement};

row! {
    /// An API key with the organisation it opens.
    #[derive(Debug, Clone)]
    pub struct ApiKey {
        /// The organisation.
        pub org_id: i64,
        /// `live` or `test`.
        pub mode: String,
        /// SHA-256 of the secret, in hex; empty for a widget key.
        pub secret_hash: Option<String>,
        /// JSON array of what it may do.
        pub permissions: String,
        /// What the merchant's server signs the widget's data with, sealed; empty for a secret key.
        pub signing_secret: Option<String>,
        /// JSON array of the organisation's registered origins.
        pub sites: String,
        /// IANA name of its zone.
        pub time_zone: String,
    }
}

const API_KEY: &str = "SELECT k.org_id, k.mode, k.secret_hash, k.permissions, k.signing_secret, o.sites, o.time_zone
    FROM api_key k JOIN organisation o ON o.org_id = k.org_id
    WHERE k.prefix = ?1 AND k.kind = ?2 AND k.revoked_at_ms IS NULL AND (k.expires_at_ms IS NULL OR k.expires_at_ms > ?3)";

/// Finds a live key of a kind (`secret`, `widget`) by its prefix.
pub async fn api_key(
    database: &impl Database,
    prefix: &str,
    kind: &str,
    now_ms: i64,
) -> Result<Option<ApiKey>, StoreError> {
    one(database.batch(vec![statement!(API_KEY, prefix, kind, now_ms)]).await?)?.first()
}

/// How precisely it is known when a key was used, in milliseconds: ten minutes.
pub const USED_MS: i64 = 600_000;

/// The live secret key `?1` of this hash (`?2`): whoever has guessed a prefix writes nothing.
macro_rules! proven {
    () => {
        "prefix = ?1 AND kind = 'secret' AND secret_hash = ?2 AND revoked_at_ms IS NULL AND (expires_at_ms IS NULL OR expires_at_ms > ?3)"
    };
}
const USED: &str = concat!(
    "UPDATE api_key SET last_used_at_ms = CAST(?3 AS INTEGER) WHERE ",
    proven!(),
    " AND (last_used_at_ms IS NULL OR last_used_at_ms <= ?3 - CAST(?4 AS INTEGER))"
);
const ORIGIN: &str = concat!(
    "INSERT INTO origin (org_id, origin, address, agent, at_ms) SELECT org_id, ?4, ?5, ?6, CAST(?3 AS INTEGER) FROM api_key WHERE ",
    proven!(),
    " ON CONFLICT DO NOTHING"
);

/// [`api_key`], of a secret key whose secret has this hash; notes when and from where it was used. One round trip.
pub async fn used_api_key(
    database: &impl Database,
    prefix: &str,
    secret_hash: &str,
    origin: &Origin,
    now_ms: i64,
) -> Result<Option<ApiKey>, StoreError> {
    let Origin { id, address, agent } = origin;
    let statements = vec![
        statement!(USED, prefix, secret_hash, now_ms, USED_MS),
        statement!(ORIGIN, prefix, secret_hash, now_ms, id, address, agent),
        statement!(API_KEY, prefix, "secret", now_ms),
    ];
    one(database.batch(statements).await?)?.first()
}

row! {
    /// A terminal as its callbacks see it.
    #[derive(Debug, Clone)]
    pub struct Terminal {
        /// The organisation.
        pub org_id: i64,
        /// The terminal's id within the organisation.
        pub terminal_id: String,
        /// The acquirer's name.
        pub acquirer: String,
        /// `live` or `test`.
        pub mode: String,
        /// 1 or 2.
        pub stages: i64,
        /// Hours after a hold at which it is captured or released by itself; empty: shortly before the bank lets it go.
        pub deadline_hours: Option<i64>,
        /// Sealed JSON.
        pub credentials: String,
        /// JSON array of [currency, service %, bank %, minimum in minor units].
        pub fees: String,
    }
}

const TERMINAL: &str = concat!(
    "SELECT ",
    terminal_columns!(),
    "
    FROM organisation o JOIN terminal t ON t.org_id = o.org_id
    WHERE o.slug = ?1 AND t.terminal_id = ?2 AND t.acquirer = ?3 AND t.kind <> 'manual'"
);

/// Finds a terminal by the address its callbacks come to, whatever its status: what has happened is booked.
pub async fn terminal(
    database: &impl Database,
    slug: &str,
    terminal_id: &str,
    acquirer: &str,
) -> Result<Option<Terminal>, StoreError> {
    one(database
        .batch(vec![statement!(TERMINAL, slug, terminal_id, acquirer)])
        .await?)?
    .first()
}

fn one(rows: Vec<Rows>) -> Result<Rows, StoreError> {
    crate::port::Answers::of(rows).last()
}
