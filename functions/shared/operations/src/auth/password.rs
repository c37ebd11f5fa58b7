//! A signed-in person replaces their password. Their other sessions end.

use domain::password;
use store::{
    Database,
    auth::{
        password::{self as store_password, Replacement},
        prove,
    },
};

use super::{AuthError, Strength, Who, With, new_password::NewPassword, policy, prove::permitted};
use crate::Entropy;

/// Replaces the password by whoever knows it.
pub async fn change<D: Database, E: Entropy>(
    with: With<'_, D, E>,
    strength: &impl Strength,
    who: Who<'_>,
    old: &str,
    new: &str,
) -> Result<(), AuthError> {
    let secrets = permitted(with, who).await?;
    if !password::verify(old, &secrets.password_hash) {
        return Err(AuthError::field("old", "password_wrong", "this is not your password"));
    }
    let session = who.session;
    let inputs = [
        session.login.as_str(),
        session.email.as_deref().unwrap_or_default(),
        session.phone.as_deref().unwrap_or_default(),
        &session.person_name,
    ];
    let present = Some(secrets.password_hash.as_str());
    if let Err(error) = policy::check(strength, "new", new, &inputs, present, &secrets.old_passwords).await {
        prove::forgive(with.database, session.person_id).await?;
        return Err(error);
    }
    let new = NewPassword::of(with, new)?;
    let replacement = Replacement {
        old_hash: &secrets.password_hash,
        new_hash: &new.hash,
        letter_params: &new.letter_params,
    };
    let by = with.by(session.person_id, who.actor);
    let done = store_password::change(with.database, by, who.token_hash, &replacement).await?;
    done.then_some(()).ok_or(AuthError::Raced)
}
