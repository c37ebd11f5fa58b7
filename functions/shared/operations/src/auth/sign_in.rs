//! A person signs in: a permit, then the password, then the second factor where there is one.

use domain::{login, password, sealed::KeyRing, token};
use store::{
    Database,
    auth::{
        challenge::{self, Tried},
        sign_in::{self as store_sign_in, Candidate, Permit, Try, Verified},
        throttle::TRIES_MAX,
    },
};

use super::{
    AuthError, With, address_subject, device_hash, name_subject,
    session::{Opened, Opening, Shown},
};
use crate::Entropy;

/// How long a challenge waits for its code, in milliseconds.
const CHALLENGE_MS: i64 = 300_000;

/// What somebody typed.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// Login, e-mail address or phone.
    pub name: &'a str,
    /// The password.
    pub password: &'a str,
    /// The token of their browser, if it has one.
    pub device: &'a str,
}

/// The password was right.
#[derive(Debug)]
pub enum SignedIn {
    /// And all that is asked for.
    In(Box<Opened>),
    /// The second factor is asked for: with this token, within five minutes.
    Challenge(String),
}

/// Signs in. Without a permit nothing is hashed.
pub async fn sign_in<D: Database, E: Entropy>(with: With<'_, D, E>, typed: &Typed<'_>) -> Result<SignedIn, AuthError> {
    let name = login::normalise(typed.name);
    let (name_subject, device_hash) = (name_subject(&name), device_hash(typed.device));
    let address_subject = address_subject(&with.origin.address);
    let asked = Try {
        name: if name.len() <= login::LENGTH_BYTES_MAX {
            &name
        } else {
            ""
        },
        name_subject: &name_subject,
        device_hash: &device_hash,
        address_subject: &address_subject,
        now_ms: with.now.ms(),
    };
    let admission = store_sign_in::admit(with.database, &asked).await?;
    let permit = admission
        .permit
        .ok_or_else(|| AuthError::until(admission.again_at_ms, with.now))?;
    let candidate = admission.candidate;
    if !verified(candidate.as_ref(), typed.password) {
        return Err(refused(with, candidate.as_ref(), &permit).await);
    }
    let candidate = candidate.ok_or(AuthError::Credentials)?;
    let rehashed = rehashed(with, &candidate, typed.password)?;
    let verified = Verified {
        password_hash: &candidate.password_hash,
        rehashed: rehashed.as_deref(),
        subject: &permit.subject,
        address_subject: &address_subject,
    };
    if candidate.has_second_factor == 1 {
        return challenge(with, &candidate, &verified).await.map(SignedIn::Challenge);
    }
    let opening = Opening::draw(with, typed.device, candidate.is_known_device == 1)?;
    let actor = candidate.actor(with.origin);
    let by = with.by(candidate.person_id, &actor);
    let opened = store_sign_in::open(with.database, by, &verified, &opening.to_open("{}")).await?;
    let session = opened.ok_or(AuthError::Credentials)?;
    Ok(SignedIn::In(Box::new(opening.opened(session))))
}

/// Whether the password is the person's. An unknown name takes as long as a wrong password.
fn verified(candidate: Option<&Candidate>, password: &str) -> bool {
    let hash = candidate.map_or(password::NOBODY, |candidate| &candidate.password_hash);
    password::verify(password, hash) && candidate.is_some() && password.len() <= password::LENGTH_BYTES_MAX
}

/// The permit is used up; where it was the last one, the account is locked from here on, which its journal tells.
async fn refused<D: Database, E>(with: With<'_, D, E>, candidate: Option<&Candidate>, permit: &Permit) -> AuthError {
    if permit.count < TRIES_MAX {
        return AuthError::Credentials;
    }
    let nobody = 0;
    let person_id = candidate.map_or(nobody, |candidate| candidate.person_id);
    match store_sign_in::locked(with.database, person_id, with.origin, with.now.ms()).await {
        Ok(()) => AuthError::Credentials,
        Err(error) => error.into(),
    }
}

/// The password hashed with today's parameters, where the person's hash has others.
fn rehashed<D, E: Entropy>(
    with: With<'_, D, E>,
    candidate: &Candidate,
    password: &str,
) -> Result<Option<String>, AuthError> {
    if !password::is_outdated(&candidate.password_hash) {
        return Ok(None);
    }
    Ok(Some(password::hash(password, with.entropy.bytes()?)?))
}

async fn challenge<D: Database, E: Entropy>(
    with: With<'_, D, E>,
    candidate: &Candidate,
    verified: &Verified<'_>,
) -> Result<String, AuthError> {
    let token = token::secret(with.entropy.bytes()?);
    let hash = token::sha256_hex(token.as_bytes());
    let until = with.now.after_ms(CHALLENGE_MS).ms();
    store_sign_in::challenge(with.database, candidate.person_id, verified, &hash, until).await?;
    Ok(token)
}

/// Answers a challenge with a code: six digits, or a recovery code. Each opens one session.
pub async fn second_factor<D: Database, E: Entropy>(
    with: With<'_, D, E>,
    key: &KeyRing,
    challenge: &str,
    code: &str,
    device: &str,
) -> Result<Opened, AuthError> {
    let challenge_hash = token::sha256_hex(challenge.as_bytes());
    let tried = challenge::attempt(with.database, &challenge_hash, &device_hash(device), with.now.ms()).await?;
    let challenged = match tried {
        Tried::Checked(challenged) => challenged,
        Tried::Locked(until) => return Err(AuthError::until(until, with.now)),
        Tried::Over => return Err(AuthError::ChallengeOver),
    };
    // Taken away since the password was asked for: they sign in anew.
    let sealed = challenged.totp_secret.as_deref().ok_or(AuthError::ChallengeOver)?;
    let shown = Shown::read(with, key, challenged.person_id, sealed, code)?;
    let opening = Opening::draw(with, device, challenged.is_known_device == 1)?;
    let actor = store_sign_in::actor(&challenged.kind, challenged.person_id, with.origin);
    let (by, new) = (with.by(challenged.person_id, &actor), opening.to_open(shown.detail()));
    let opened = challenge::open(
        with.database,
        by,
        &challenge_hash,
        shown.proof(sealed),
        &new,
        &with.change_params("recovery_code_used"),
    )
    .await?;
    Ok(opening.opened(opened.ok_or(AuthError::SecondFactor)?))
}
