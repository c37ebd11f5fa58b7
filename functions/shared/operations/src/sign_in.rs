//! A person signs in to the cabinet, or out of it.

use domain::{password, time::Timestamp, token};
use store::{
    Database, StoreError,
    sessions::{self, NewSession, Origin, Session},
};

use crate::{Entropy, NoEntropy};

/// How long a session lives, in milliseconds.
const LIFE_MS: i64 = 12 * 3_600_000;

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Login or password are wrong; which, is not told.
    #[error("the login or the password is wrong")]
    Credentials,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

/// Signs in: answers the new session and its token, which only the cookie holds.
pub async fn sign_in(
    database: &impl Database,
    entropy: &impl Entropy,
    login: &str,
    password: &str,
    origin: &Origin,
    now: Timestamp,
) -> Result<(Session, String), SignInError> {
    let login = login.trim().to_lowercase();
    let found = if login.len() <= 254 && password.len() <= password::LENGTH_BYTES_MAX {
        sessions::login(database, &login).await?
    } else {
        None
    };
    // An unknown login takes as long as a wrong password.
    let verified = password::verify(
        password,
        found.as_ref().map_or(password::NOBODY, |found| &found.password_hash),
    );
    let found = found.filter(|_| verified).ok_or(SignInError::Credentials)?;
    let token = token::secret(entropy.bytes()?);
    let hash = token::sha256_hex(token.as_bytes());
    let new = NewSession {
        token_hash: &hash,
        session_id: &token::opaque(entropy.bytes()?),
        origin,
        expires_at_ms: now.after_ms(LIFE_MS).ms(),
    };
    let session = sessions::open(database, &found, &new, now.ms()).await?;
    Ok((session.ok_or(SignInError::Credentials)?, token))
}
