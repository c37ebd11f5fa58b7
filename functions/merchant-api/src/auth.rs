//! Who calls: `Authorization: Bearer sk_<mode>_<prefix>_<secret>`. Only the secret's SHA-256 is kept.

use domain::{time::Timestamp, token};
use edge::Problem;
use http::{HeaderMap, StatusCode, header};
use store::{Database, directory};

/// A merchant's server, let in.
#[derive(Debug)]
pub(crate) struct Merchant {
    /// The organisation.
    pub(crate) org_id: i64,
    /// The key's mode, and so that of everything it touches.
    pub(crate) mode: String,
    /// The key's prefix, for the journal.
    pub(crate) prefix: String,
    /// The organisation's registered origins.
    pub(crate) sites: Vec<String>,
    /// Its zone.
    pub(crate) time_zone: String,
}

/// Lets in the holder of a live secret key.
pub(crate) async fn merchant(
    database: &impl Database,
    headers: &HeaderMap,
    now: Timestamp,
) -> Result<Merchant, Problem> {
    let refused = || {
        Problem::new(
            StatusCode::UNAUTHORIZED,
            "api_key_wrong",
            "Send a valid API key: Authorization: Bearer sk_...",
        )
    };
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, key)| key);
    let (prefix, secret) = given.and_then(|key| key.trim().rsplit_once('_')).ok_or_else(refused)?;
    if prefix.len() > 64 || secret.len() > 128 {
        return Err(refused());
    }
    let key = directory::api_key(database, prefix, "secret", now.ms())
        .await?
        .ok_or_else(refused)?;
    let hash = token::sha256_hex(secret.as_bytes());
    if !key.secret_hash.is_some_and(|kept| token::same(&kept, &hash)) {
        return Err(refused());
    }
    Ok(Merchant {
        org_id: key.org_id,
        mode: key.mode,
        prefix: prefix.to_owned(),
        sites: serde_json::from_str(&key.sites).unwrap_or_default(),
        time_zone: key.time_zone,
    })
}
