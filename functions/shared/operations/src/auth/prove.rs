//! A signed-in person proves once more who they are: by the second factor, or by the password where there is none.

use domain::{password, sealed::KeyRing};
use store::{
    Database,
    auth::prove::{self, Secrets, Shown as Proven, Tried},
};

use super::{AuthError, Who, With, session::Shown};

/// What they show.
#[derive(Debug, Clone, Default)]
pub struct Proof {
    /// Six digits, or a recovery code.
    pub code: Option<String>,
    /// The password.
    pub password: Option<String>,
}

/// Proves it, for ten minutes.
pub async fn prove<D: Database, E>(
    with: With<'_, D, E>,
    key: &KeyRing,
    who: Who<'_>,
    proof: &Proof,
) -> Result<(), AuthError> {
    let secrets = permitted(with, who).await?;
    let by = with.by(who.session.person_id, who.actor);
    match (&secrets.totp_secret, &proof.code, &proof.password) {
        (Some(sealed), code, _) => {
            let code = code.as_deref().ok_or(AuthError::SecondFactor)?;
            let shown = Shown::read(with, key, who.session.person_id, sealed, code)?;
            let proven = Proven::Factor(shown.proof(sealed));
            let done = prove::proved(with.database, by, who.token_hash, proven).await?;
            done.then_some(()).ok_or(AuthError::SecondFactor)
        }
        (None, _, typed) => {
            check_password(&secrets, typed.as_deref().unwrap_or_default())?;
            let proven = Proven::Password(&secrets.password_hash);
            let done = prove::proved(with.database, by, who.token_hash, proven).await?;
            done.then_some(()).ok_or(AuthError::Credentials)
        }
    }
}

/// Takes a permit of the person's to try something they can be recognised by.
pub(super) async fn permitted<D: Database, E>(with: With<'_, D, E>, who: Who<'_>) -> Result<Secrets, AuthError> {
    match prove::attempt(with.database, who.session.person_id, with.now.ms()).await? {
        Tried::Checked(secrets) => Ok(secrets),
        Tried::Locked(until) => Err(AuthError::until(until, with.now)),
    }
}

fn check_password(secrets: &Secrets, typed: &str) -> Result<(), AuthError> {
    if password::verify(typed, &secrets.password_hash) {
        return Ok(());
    }
    Err(AuthError::Credentials)
}
