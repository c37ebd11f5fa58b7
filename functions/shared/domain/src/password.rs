//! Cabinet passwords: argon2id, 19 MiB, t=2, p=1 (OWASP). Memory is what an isolate has least of, so only `cabinet-auth`
//! and `cabinet-recovery` hash them. Hashes are kept as PHC strings (github.com/P-H-C/phc-string-format), read and written here by hand: the crate
//! for it weighs as much as argon2 itself.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use subtle::ConstantTimeEq;

/// The longest password that is hashed, in bytes.
pub const LENGTH_BYTES_MAX: usize = 256;
/// The shortest that is taken, in characters (OWASP ASVS 5.0, 6.2.1, asks for 8; it prefers 15).
pub const LENGTH_MIN: usize = 12;
/// How hard to guess a password must be, of 0 to 4 (zxcvbn): "safely unguessable".
pub const SCORE_MIN: u8 = 3;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// Lengths of a hash and of a salt, in bytes; older ones may be as short as 8.
const HASH_BYTES: usize = 32;
const SALT_BYTES_MIN: usize = 8;
/// The most memory that a hash may ask for, in KiB: it is one of ours, but what is read is bounded.
const MEMORY_KIB_MAX: u32 = 64 * 1024;

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
    let hash = argon2id(password, &salt, MEMORY_KIB, PASSES, 1).ok_or(HashError)?;
    let (salt, hash) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(hash));
    Ok(format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p=1${salt}${hash}"))
}

fn argon2id(password: &str, salt: &[u8], memory_kib: u32, passes: u32, lanes: u32) -> Option<[u8; HASH_BYTES]> {
    let params = Params::new(memory_kib, passes, lanes, None).ok()?;
    let mut hash = [0; HASH_BYTES];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(password.as_bytes(), salt, &mut hash)
        .ok()?;
    Some(hash)
}

/// Checks a password against a PHC string of argon2id with whatever parameters it names.
#[must_use]
pub fn verify(password: &str, phc: &str) -> bool {
    check_phc(password, phc).unwrap_or(false)
}

fn check_phc(password: &str, phc: &str) -> Option<bool> {
    let mut parts = phc.strip_prefix("$argon2id$v=19$")?.split('$');
    let (params, salt, kept) = (parts.next()?, parts.next()?, parts.next()?);
    let mut params = params.split(',');
    let mut number = |name: &str| params.next()?.strip_prefix(name)?.parse::<u32>().ok();
    let (memory_kib, passes, lanes) = (number("m=")?, number("t=")?, number("p=")?);
    let (salt, kept) = (STANDARD_NO_PAD.decode(salt).ok()?, STANDARD_NO_PAD.decode(kept).ok()?);
    let is_good = parts.next().is_none()
        && params.next().is_none()
        && salt.len() >= SALT_BYTES_MIN
        && memory_kib <= MEMORY_KIB_MAX;
    let hash = is_good
        .then(|| argon2id(password, &salt, memory_kib, passes, lanes))
        .flatten()?;
    Some(kept.ct_eq(&hash[..]).into())
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
        for malformed in [
            "",
            "$argon2id$v=19$",
            "$argon2id$v=16$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            "$argon2id$v=19$m=256,t=2$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4$",
            "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65",
            "$argon2id$v=19$m=4000000000,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
        ] {
            assert!(!verify("password", malformed), "{malformed}");
        }
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
