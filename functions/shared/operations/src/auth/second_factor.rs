//! A person sets a second factor up, takes it away, or draws new recovery codes.

use domain::{base32, recovery_code, sealed::KeyRing, totp};
use serde_json::json;
use store::{
    Database,
    auth::second_factor::{self, NewCodes},
};

use super::{AuthError, Who, With, open_secret, prove::permitted, totp_owner};
use crate::Entropy;

/// As authenticators show whose code it is.
const ISSUER: &str = "Edgetill";

/// A secret for the authenticator, shown this once.
#[derive(Debug)]
pub struct Begun {
    /// Base32, to be typed.
    pub secret: String,
    /// `otpauth://`, to be shown as a QR code.
    pub uri: String,
}

/// Draws a secret. It counts once a code of it has been shown; until then whatever was before stays.
pub async fn begin<D: Database, E: Entropy>(
    with: With<'_, D, E>,
    key: &KeyRing,
    who: Who<'_>,
) -> Result<Begun, AuthError> {
    let secret: [u8; totp::SECRET_BYTES] = with.entropy.bytes()?;
    let person_id = who.session.person_id;
    let hex: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let sealed = key.seal(&totp_owner(person_id), &hex, with.entropy.bytes()?)?;
    second_factor::pend(with.database, person_id, &sealed).await?;
    Ok(Begun {
        secret: base32::encode(&secret),
        uri: totp::uri(ISSUER, &who.session.login, &secret),
    })
}

/// Recovery codes just drawn, and their hashes.
struct Codes {
    texts: Vec<String>,
    hashes: Vec<String>,
}

impl Codes {
    fn draw(entropy: &impl Entropy) -> Result<Self, AuthError> {
        let mut texts = Vec::with_capacity(recovery_code::COUNT);
        for _ in 0..recovery_code::COUNT {
            texts.push(recovery_code::write(entropy.bytes()?));
        }
        let hashes = texts.iter().filter_map(|text| recovery_code::hash(text)).collect();
        Ok(Self { texts, hashes })
    }

    fn one(&self) -> &str {
        self.hashes.first().map_or("", String::as_str)
    }
}

/// Turns the second factor on by a code of the secret just begun; answers the recovery codes, shown this once.
pub async fn confirm<D: Database, E: Entropy>(
    with: With<'_, D, E>,
    key: &KeyRing,
    who: Who<'_>,
    code: &str,
) -> Result<Vec<String>, AuthError> {
    let person_id = who.session.person_id;
    let secrets = permitted(with, who).await?;
    let pending = secrets.totp_pending.ok_or(AuthError::NoSecondFactor)?;
    let secret = open_secret(key, person_id, &pending)?;
    let step = totp::verify(&secret, code.trim(), with.now).ok_or(AuthError::SecondFactor)?;
    let codes = Codes::draw(with.entropy)?;
    let hashes = json!(codes.hashes).to_string();
    let new = NewCodes {
        hashes: &hashes,
        one: codes.one(),
        letter_params: &with.change_params("enabled"),
    };
    let by = with.by(person_id, who.actor);
    let done = second_factor::confirm(with.database, by, who.token_hash, &pending, step, new).await?;
    done.then_some(codes.texts).ok_or(AuthError::SecondFactor)
}

/// Draws recovery codes in the place of those before, shown this once.
pub async fn renew_codes<D: Database, E: Entropy>(
    with: With<'_, D, E>,
    who: Who<'_>,
) -> Result<Vec<String>, AuthError> {
    let codes = Codes::draw(with.entropy)?;
    let hashes = json!(codes.hashes).to_string();
    let new = NewCodes {
        hashes: &hashes,
        one: codes.one(),
        letter_params: &with.change_params("recovery_codes"),
    };
    let by = with.by(who.session.person_id, who.actor);
    let done = second_factor::renew_codes(with.database, by, new).await?;
    done.then_some(codes.texts).ok_or(AuthError::NoSecondFactor)
}

/// Takes the second factor away.
pub async fn disable<D: Database, E>(with: With<'_, D, E>, who: Who<'_>) -> Result<(), AuthError> {
    let by = with.by(who.session.person_id, who.actor);
    let done = second_factor::disable(with.database, by, who.token_hash, &with.change_params("disabled")).await?;
    done.then_some(()).ok_or(AuthError::NoSecondFactor)
}
