//! API keys as an organisation manages them. A secret key opens /v1 and is shown once; of it only the SHA-256 is kept.

mod request;

use domain::{
    permission::{KeyPermission, Permission},
    sealed::KeyRing,
    token,
};
use serde_json::json;
use store::{
    Database,
    keys::{self, Made, New, Row},
};

pub use request::KeyRequest;

use crate::{
    Entropy,
    change::{ChangeError, Changer, Difference, HIDDEN, stored},
    create_payment::widget_secret_owner,
};

/// How long a replaced key goes on unless said otherwise, and at most, in hours.
const OVERLAP_HOURS: i64 = 24;
const OVERLAP_HOURS_MAX: i64 = 720;
const HOUR_MS: i64 = 3_600_000;

/// Who may do what: nobody gives a key what they may not do themselves.
#[derive(Clone, Copy)]
pub struct Giver<'a>(pub &'a dyn Fn(Permission) -> bool);

impl Giver<'_> {
    fn may_give(self, permissions: &[KeyPermission]) -> Result<(), ChangeError> {
        let needed = |permission: &KeyPermission| match permission {
            KeyPermission::Capture => Some(Permission::Capture),
            KeyPermission::Refund => Some(Permission::Refund),
            KeyPermission::Sales | KeyPermission::ManualPayments => Some(Permission::ManualPayments),
            KeyPermission::Read | KeyPermission::Payments | KeyPermission::Postbacks => None,
        };
        match permissions.iter().filter_map(needed).find(|needed| !(self.0)(*needed)) {
            Some(missing) => Err(ChangeError::NotYours(missing)),
            None => Ok(()),
        }
    }
}

/// A key just made, with what is shown this once.
#[derive(Debug)]
pub struct Shown {
    /// The key.
    pub row: Row,
    /// A secret key whole, or what a widget's data is signed with.
    pub secret: String,
}

/// Where a key is in its life.
#[must_use]
pub fn state(row: &Row, now_ms: i64) -> &'static str {
    match (row.revoked_at_ms, row.expires_at_ms) {
        (Some(_), _) => "revoked",
        (None, Some(end)) if end <= now_ms => "expired",
        // Replaced, or in its last week.
        (None, Some(end)) if row.rotated_to.is_some() || end.saturating_sub(now_ms) < 7 * 24 * HOUR_MS => "expiring",
        _ => "live",
    }
}

fn subject(prefix: &str) -> String {
    format!("key:{prefix}")
}

fn permissions(row: &Row) -> Vec<KeyPermission> {
    let names: Vec<String> = serde_json::from_str(&row.permissions).unwrap_or_default();
    names.iter().filter_map(|name| KeyPermission::parse(name)).collect()
}

async fn find(database: &impl Database, org_id: i64, prefix: &str) -> Result<Row, ChangeError> {
    let found = keys::one(database, org_id, prefix).await?;
    found.ok_or(ChangeError::NotFound("key"))
}

async fn find_live(database: &impl Database, change: Changer<'_>, prefix: &str) -> Result<Row, ChangeError> {
    let row = find(database, change.org_id, prefix).await?;
    match state(&row, change.now.ms()) {
        "revoked" | "expired" => Err(ChangeError::Conflict("key_over", "The key is over: make another one.")),
        _ => Ok(row),
    }
}

/// A secret before it is kept.
struct Secret {
    prefix: String,
    shown: String,
    hash: Option<String>,
    sealed: Option<String>,
}

/// `sk_<mode>_<12 hex>` with 64 hex of secret behind it; `wk_<mode>_<12 hex>` with 64 hex of what signs the widget's data.
fn make(entropy: &impl Entropy, ring: &KeyRing, kind: &str, mode: &str) -> Result<Secret, ChangeError> {
    let id: String = token::opaque(entropy.bytes()?).chars().take(12).collect();
    let secret = token::secret(entropy.bytes()?);
    if kind == "secret" {
        let prefix = format!("sk_{mode}_{id}");
        return Ok(Secret {
            shown: format!("{prefix}_{secret}"),
            hash: Some(token::sha256_hex(secret.as_bytes())),
            sealed: None,
            prefix,
        });
    }
    let prefix = format!("wk_{mode}_{id}");
    let sealed = ring.seal(&widget_secret_owner(&prefix), &secret, entropy.bytes()?)?;
    Ok(Secret {
        prefix,
        shown: secret,
        hash: None,
        sealed: Some(sealed),
    })
}

/// Makes a key.
pub async fn create<D: Database>(
    database: &D,
    entropy: &impl Entropy,
    ring: &KeyRing,
    change: Changer<'_>,
    giver: Giver<'_>,
    request: &KeyRequest,
) -> Result<Shown, ChangeError> {
    let checked = request.check_new(change.now)?;
    giver.may_give(&checked.permissions)?;
    let secret = make(entropy, ring, &checked.kind, &checked.mode)?;
    let new = New {
        prefix: &secret.prefix,
        kind: &checked.kind,
        mode: &checked.mode,
        name: &checked.name,
        permissions: &checked.permissions_json(),
        secret_hash: secret.hash.as_deref(),
        signing_secret: secret.sealed.as_deref(),
        expires_at_ms: checked.expires_at.map(domain::time::Timestamp::ms),
    };
    let mut difference = Difference::default();
    difference
        .new_value("kind", new.kind)
        .new_value("mode", new.mode)
        .new_value("name", new.name)
        .new_value("permissions", stored(new.permissions))
        .new_value("expires_at", checked.expires_at.map(domain::time::Timestamp::rfc3339))
        .new_value("secret", HIDDEN);
    let entry = difference.entry("key_created", subject(new.prefix));
    match keys::create(database, change.by(), &new, &entry).await? {
        Made::Yes => Ok(Shown {
            row: find(database, change.org_id, new.prefix).await?,
            secret: secret.shown,
        }),
        Made::NameTaken => Err(ChangeError::Conflict(
            "name_taken",
            "A live key of this kind and mode has the name.",
        )),
        Made::TooMany => Err(ChangeError::Conflict(
            "too_many_keys",
            "An organisation has at most 50 live keys.",
        )),
    }
}

/// Changes a key's name and permissions: what the request leaves out stays as it is.
pub async fn change<D: Database>(
    database: &D,
    change: Changer<'_>,
    giver: Giver<'_>,
    prefix: &str,
    request: &KeyRequest,
) -> Result<Row, ChangeError> {
    let row = find_live(database, change, prefix).await?;
    let (name, permissions) = request.check_change(&row)?;
    let given: Vec<KeyPermission> = permissions.clone().unwrap_or_default();
    let held = self::permissions(&row);
    let added: Vec<KeyPermission> = given.into_iter().filter(|one| !held.contains(one)).collect();
    giver.may_give(&added)?;
    let permissions = permissions.map_or_else(|| row.permissions.clone(), |list| request::permissions_json(&list));
    let mut difference = Difference::default();
    difference.value("name", row.name.as_str(), name.as_str()).value(
        "permissions",
        stored(&row.permissions),
        stored(&permissions),
    );
    if difference.is_empty() {
        return Ok(row);
    }
    let entry = difference.entry("key_changed", subject(prefix));
    keys::change(database, change.by(), &row, &name, &permissions, &entry).await?;
    find(database, change.org_id, prefix).await
}

/// Puts a new key in a key's place, which goes on for some hours, so that a merchant's servers can be given the new one. A key that
/// was to live for a time has a successor that lives as long.
pub async fn rotate<D: Database>(
    database: &D,
    entropy: &impl Entropy,
    ring: &KeyRing,
    change: Changer<'_>,
    giver: Giver<'_>,
    prefix: &str,
    overlap_hours: Option<i64>,
) -> Result<Shown, ChangeError> {
    let hours = overlap_hours.unwrap_or(OVERLAP_HOURS);
    if !(0..=OVERLAP_HOURS_MAX).contains(&hours) {
        return Err(ChangeError::field("overlap_hours", "out_of_range", "0 to 720"));
    }
    let row = find_live(database, change, prefix).await?;
    if row.rotated_to.is_some() {
        return Err(ChangeError::Conflict(
            "key_rotated",
            "Another key has taken its place already.",
        ));
    }
    // Whoever renews a key is shown it.
    giver.may_give(&permissions(&row))?;
    let secret = make(entropy, ring, &row.kind, &row.mode)?;
    let life_ms = row.expires_at_ms.map(|end| end.saturating_sub(row.created_at_ms));
    let ends_at_ms = change.now.after_ms(hours.saturating_mul(HOUR_MS)).ms();
    let ends_at_ms = row.expires_at_ms.map_or(ends_at_ms, |end| end.min(ends_at_ms));
    let new = New {
        prefix: &secret.prefix,
        kind: &row.kind,
        mode: &row.mode,
        name: &row.name,
        permissions: &row.permissions,
        secret_hash: secret.hash.as_deref(),
        signing_secret: secret.sealed.as_deref(),
        expires_at_ms: life_ms.map(|life_ms| change.now.after_ms(life_ms).ms()),
    };
    let time = |ms: i64| domain::time::Timestamp::from_ms(ms).rfc3339();
    let mut difference = Difference::default();
    difference
        .value("expires_at", row.expires_at_ms.map(time), json!(time(ends_at_ms)))
        .new_value("rotated_to", new.prefix)
        .new_value("secret", HIDDEN);
    let entry = difference.entry("key_rotated", subject(prefix));
    if !keys::rotate(database, change.by(), &row, &new, ends_at_ms, &entry).await? {
        return Err(ChangeError::Conflict(
            "too_many_keys",
            "Too many keys are live: revoke some.",
        ));
    }
    Ok(Shown {
        row: find(database, change.org_id, new.prefix).await?,
        secret: secret.shown,
    })
}

/// Ends a key at once; one that is revoked already stays so.
pub async fn revoke<D: Database>(database: &D, change: Changer<'_>, prefix: &str) -> Result<Row, ChangeError> {
    let row = find(database, change.org_id, prefix).await?;
    if row.revoked_at_ms.is_some() {
        return Ok(row);
    }
    let mut difference = Difference::default();
    difference.value("revoked", false, true);
    let entry = difference.entry("key_revoked", subject(prefix));
    keys::revoke(database, change.by(), &row, &entry).await?;
    find(database, change.org_id, prefix).await
}
