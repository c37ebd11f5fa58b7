//! Secrets at rest are sealed anew under the ring's first key, so that older keys can be taken away.

use domain::sealed::KeyRing;
use serde_json::json;
use store::{
    Database,
    change::Entry,
    reencrypt::{self, Kept, Kind},
};

use crate::{
    Entropy,
    change::{ChangeError, Changer},
    create_payment::widget_secret_owner,
    postbacks::secrets_owner,
    terminal::credentials_owner,
};

/// What became of secrets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reencrypted {
    /// Sealed anew now.
    pub done: i64,
    /// Still under another key: to be asked for again, as long as something is done.
    pub left: i64,
}

/// Seals some of the secrets of all organisations anew, of each kind [`reencrypt::AT_ONCE`] at most. What opens under none of the
/// keys stays as it is, and is counted as left.
pub async fn reencrypt<D: Database>(
    database: &D,
    entropy: &impl Entropy,
    key: &KeyRing,
    kinds: &[Kind],
    change: Changer<'_>,
) -> Result<Reencrypted, ChangeError> {
    let mut all = Reencrypted::default();
    for kind in kinds {
        let mut anew = Vec::new();
        for kept in reencrypt::others(database, *kind, key.first_id()).await? {
            let owner = owner(*kind, &kept);
            if let Ok(text) = key.open(&owner, &kept.sealed) {
                let sealed = key.seal(&owner, &text, entropy.bytes()?)?;
                anew.push((kept, sealed));
            }
        }
        let done = i64::try_from(anew.len()).unwrap_or_default();
        let entry = Entry {
            action: "secrets_reencrypted",
            subject: name(*kind).to_owned(),
            detail: json!({ "count": done, "key": key.first_id() }).to_string(),
        };
        let left = reencrypt::replace(database, *kind, key.first_id(), &anew, change.by(), &entry).await?;
        all.done = all.done.saturating_add(done);
        all.left = all.left.saturating_add(left);
    }
    Ok(all)
}

const fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Credentials => "terminals",
        Kind::WidgetKeys => "keys",
        Kind::Endpoints => "endpoints",
    }
}

fn owner(kind: Kind, kept: &Kept) -> String {
    match kind {
        Kind::Credentials => credentials_owner(kept.org_id, &kept.id),
        Kind::WidgetKeys => widget_secret_owner(&kept.id),
        Kind::Endpoints => secrets_owner(kept.org_id, kept.id.parse().unwrap_or_default()),
    }
}
