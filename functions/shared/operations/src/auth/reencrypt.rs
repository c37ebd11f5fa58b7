//! Second factors are sealed anew under the present key, 200 people at a time.

use domain::sealed::KeyRing;
use store::{
    Database,
    auth::reencrypt::{self, SealedSecrets},
};

use super::{AuthError, With, totp_owner};
use crate::Entropy;

/// People at a time.
const BATCH: i64 = 200;

/// Seals anew what another key than the ring's first has sealed. Answers how many people's were done, and how
/// many are left.
pub async fn reencrypt<D: Database, E: Entropy>(
    with: With<'_, D, E>,
    key: &KeyRing,
) -> Result<(usize, i64), AuthError> {
    let begins = &format!("v2:{}:", key.first_id());
    let found = reencrypt::next(with.database, begins, BATCH).await?;
    let mut pairs = Vec::with_capacity(found.len());
    for old in found {
        let owner = totp_owner(old.person_id);
        let anew = |sealed: &Option<String>| -> Result<Option<String>, AuthError> {
            let Some(sealed) = sealed else { return Ok(None) };
            Ok(Some(key.seal(
                &owner,
                &key.open(&owner, sealed)?,
                with.entropy.bytes()?,
            )?))
        };
        let new = SealedSecrets {
            person_id: old.person_id,
            totp_secret: anew(&old.totp_secret)?,
            totp_pending: anew(&old.totp_pending)?,
        };
        pairs.push((old, new));
    }
    let left = reencrypt::replace(with.database, &pairs, begins).await?;
    Ok((pairs.len(), left))
}
