//! Cabinet passwords: argon2id, 19 MiB, t=2, p=1 (OWASP). Memory is what an isolate has least of, so only `cabinet-auth`
//! hashes them.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

/// The longest password that is hashed, in bytes.
pub const LENGTH_BYTES_MAX: usize = 256;
/// The shortest that is taken, in characters (OWASP ASVS 5.0, 6.2.1, asks for 8; it prefers 15).
pub const LENGTH_MIN: usize = 12;
/// How hard to guess a password must be, of 0 to 4 (zxcvbn): "safely unguessable".
pub const SCORE_MIN: u8 = 3;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// A verifying hash of no one's password: an unknown login costs the same time as a wrong password.
pub const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashing failed (out of memory).
#[derive(Debug, thiserror::Error)]
#[error("the password could not be hashed")]
pub struct HashError;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than [`LENGTH_MIN`] characters.
    #[error("at least {LENGTH_MIN} characters")]
    Short,
    /// More than [`LENGTH_BYTES_MAX`] bytes.
    #[error("at most {LENGTH_BYTES_MAX} bytes")]
    Long,
}

/// Checks the length of a password that somebody wants. Nothing in it is demanded or forbidden: how guessable it is counts.
pub fn check(password: &str) -> Result<(), PasswordError> {
    if password.chars().count() < LENGTH_MIN {
        Err(PasswordError::Short)
    } else if password.len() > LENGTH_BYTES_MAX {
        Err(PasswordError::Long)
    } else {
        Ok(())
    }
}

/// Whether a password should be hashed anew, its hash being made with other parameters than ours.
#[must_use]
pub fn is_outdated(phc: &str) -> bool {
    let ours = format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p=1$");
    !phc.starts_with(&ours)
}

/// Hashes a password to a PHC string.
pub fn hash(password: &str, salt: [u8; 16]) -> Result<String, HashError> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).map_err(|_| HashError)?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2
        .hash_password_with_salt(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|_| HashError)
}

/// Checks a password against a PHC string with whatever parameters it names.
#[must_use]
pub fn verify(password: &str, phc: &str) -> bool {
    PasswordHash::new(phc).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verifies_its_own_and_foreign_parameters() {
        let phc = hash("correct horse", [3; 16]).unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{phc}");
        assert!(verify("correct horse", &phc));
        assert!(!verify("wrong horse", &phc));
        assert!(!verify("anything", NOBODY));
    }

    #[test]
    fn lengths_have_bounds() {
        assert_eq!(check("elevenchars"), Err(PasswordError::Short));
        assert_eq!(check("пароль-из-12"), Ok(()));
        assert_eq!(check(&"x".repeat(256)), Ok(()));
        assert_eq!(check(&"x".repeat(257)), Err(PasswordError::Long));
    }

    /// The known answer of the reference implementation's test suite as a PHC string: a hash made elsewhere verifies, and is
    /// known to be outdated.
    #[test]
    fn hashes_made_elsewhere_verify_and_are_hashed_anew() {
        let ours = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$";
        assert!(!is_outdated(&hash("x", [1; 16]).unwrap()) && !is_outdated(NOBODY) && !is_outdated(ours));
        // m=256 KiB, t=2, p=1, "password", "somesalt".
        let older = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assert!(verify("password", older) && !verify("passwore", older) && is_outdated(older));
        assert!(is_outdated("$argon2i$v=19$m=19456,t=2,p=1$AAAA$AAAA") && is_outdated(""));
    }

    /// Known answer from the reference implementation's test suite: argon2id, m=256 KiB, t=2, p=1, "password", "somesalt".
    #[test]
    fn published_vector() {
        let mut out = [0; 32];
        let params = Params::new(256, 2, 1, None).unwrap();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(b"password", b"somesalt", &mut out)
            .unwrap();
        assert_eq!(
            hex::encode(out),
            "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"
        );
    }
}
