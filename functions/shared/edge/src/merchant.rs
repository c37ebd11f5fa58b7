//! Merchants' servers at the door. Who calls: `Authorization: Bearer sk_<mode>_<prefix>_<secret>`, and nowhere else: addresses are logged and remembered. Only the
//! secret's SHA-256 is kept.

use domain::{permission::KeyPermission, time::Timestamp, token};
use http::{HeaderMap, StatusCode, header};
use store::{Database, directory};

use crate::{Problem, cache::Cache, origin};

thread_local! {
    /// Keys with the origins from which this isolate has noted their use of late: noting it again would cost a write each time.
    static NOTED: Cache<()> = Cache::lasting(directory::USED_MS);
}

/// A merchant's server, let in.
#[derive(Debug)]
pub struct Merchant {
    /// The organisation.
    pub org_id: i64,
    /// The key's mode, and so that of everything it touches.
    pub mode: String,
    /// As the journal names the key, and from where it was used.
    pub actor: String,
    /// The organisation's registered origins.
    pub sites: Vec<String>,
    /// Its zone.
    pub time_zone: String,
}

/// Lets in the holder of a live secret key with a permission.
pub async fn let_in(
    database: &impl Database,
    headers: &HeaderMap,
    permission: KeyPermission,
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
    let hash = token::sha256_hex(secret.as_bytes());
    let origin = origin::of(headers, &hash, now);
    let used = format!("{prefix}/{}", origin.id);
    let key = if NOTED.with(|noted| noted.get(&used, now.ms())).is_some() {
        directory::api_key(database, prefix, "secret", now.ms()).await?
    } else {
        directory::used_api_key(database, prefix, &hash, &origin, now.ms()).await?
    };
    let key = key.ok_or_else(refused)?;
    if !key.secret_hash.is_some_and(|kept| token::same(&kept, &hash)) {
        return Err(refused());
    }
    NOTED.with(|noted| noted.put(&used, (), now.ms()));
    let permissions: Vec<String> = serde_json::from_str(&key.permissions).unwrap_or_default();
    if !permissions.iter().any(|name| name == permission.name()) {
        let detail = format!("The key has not the permission {:?}.", permission.name());
        return Err(Problem::new(StatusCode::FORBIDDEN, "permission_missing", detail));
    }
    Ok(Merchant {
        org_id: key.org_id,
        mode: key.mode,
        actor: format!("api_key:{used}"),
        sites: serde_json::from_str(&key.sites).unwrap_or_default(),
        time_zone: key.time_zone,
    })
}
