//! What every session that is opened has in common.

use domain::{token, totp};
use store::{
    Database,
    auth::{challenge::Proof, sign_in::NewSession},
    sessions::Session,
};

use super::{AuthError, With, device_hash, open_secret};
use crate::Entropy;
use domain::{recovery_code, sealed::KeyRing};

/// How long a session lives, in milliseconds.
const LIFE_MS: i64 = 12 * 3_600_000;

/// A session just opened, with what only its cookies hold.
#[derive(Debug)]
pub struct Opened {
    /// The session.
    pub session: Session,
    /// Its token.
    pub token: String,
    /// The token by which the browser is known from here on.
    pub device: String,
}

/// A session to be opened, with its secrets.
pub(super) struct Opening {
    token: String,
    token_hash: String,
    session_id: String,
    device: String,
    device_hash: String,
    is_known_device: bool,
    notification: String,
    letter_params: String,
    expires_at_ms: i64,
}

impl Opening {
    /// Draws the secrets. A browser that is known keeps its token.
    pub(super) fn draw<D: Database, E: Entropy>(
        with: With<'_, D, E>,
        device: &str,
        is_known_device: bool,
    ) -> Result<Self, AuthError> {
        let token = token::secret(with.entropy.bytes()?);
        let device = if is_known_device {
            device.to_owned()
        } else {
            token::secret(with.entropy.bytes()?)
        };
        Ok(Self {
            token_hash: token::sha256_hex(token.as_bytes()),
            token,
            session_id: token::opaque(with.entropy.bytes()?),
            device_hash: device_hash(&device),
            device,
            is_known_device,
            notification: token::opaque(with.entropy.bytes()?),
            letter_params: with.letter_params(),
            expires_at_ms: with.now.after_ms(LIFE_MS).ms(),
        })
    }

    /// As the store takes it.
    pub(super) fn to_open<'a>(&'a self, detail: &'a str) -> NewSession<'a> {
        NewSession {
            token_hash: &self.token_hash,
            session_id: &self.session_id,
            expires_at_ms: self.expires_at_ms,
            device_hash: &self.device_hash,
            is_known_device: self.is_known_device,
            notification: &self.notification,
            letter_params: &self.letter_params,
            detail,
        }
    }

    /// The session that was opened.
    pub(super) fn opened(self, session: Session) -> Opened {
        Opened {
            session,
            token: self.token,
            device: self.device,
        }
    }
}

/// A code as somebody typed it, found good.
pub(super) enum Shown {
    /// Of a step of the second factor.
    Step(i64),
    /// The hash of a recovery code, which the database knows or not.
    RecoveryCode(String),
}

impl Shown {
    /// Reads a code: six digits, right for the secret; or a recovery code.
    pub(super) fn read<D, E>(
        with: With<'_, D, E>,
        key: &KeyRing,
        person_id: i64,
        sealed: &str,
        typed: &str,
    ) -> Result<Self, AuthError> {
        if let Some(hash) = recovery_code::hash(typed) {
            return Ok(Self::RecoveryCode(hash));
        }
        let secret = open_secret(key, person_id, sealed)?;
        let digits: String = typed.chars().filter(|letter| !letter.is_whitespace()).take(7).collect();
        let step = totp::verify(&secret, &digits, with.now);
        step.map(Self::Step).ok_or(AuthError::SecondFactor)
    }

    /// As the store takes it.
    pub(super) fn proof<'a>(&'a self, sealed: &'a str) -> Proof<'a> {
        match self {
            Self::Step(step) => Proof::Step {
                step: *step,
                secret: sealed,
            },
            Self::RecoveryCode(hash) => Proof::RecoveryCode(hash),
        }
    }

    /// As the journal tells it.
    pub(super) fn detail(&self) -> &'static str {
        match self {
            Self::Step(_) => r#"{"by":"totp"}"#,
            Self::RecoveryCode(_) => r#"{"by":"recovery_code"}"#,
        }
    }
}
