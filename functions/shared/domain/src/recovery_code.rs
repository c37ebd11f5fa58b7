//! Codes that take the second factor's place, once each. They have 80 random bits, so a plain hash keeps them.

use crate::{base32, token::sha256_hex};

/// How many a person has.
pub const COUNT: usize = 10;
/// Letters of a code, and of each of its groups.
const LENGTH: usize = 16;
const GROUP: usize = 4;

/// A code to be written down, e.g. `MFRG-GZDF-MZTW-Q2LK`.
#[must_use]
pub fn write(random: [u8; 10]) -> String {
    let letters: Vec<char> = base32::encode(&random).chars().collect();
    let groups = letters.chunks(GROUP).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<String>>().join("-")
}

/// As it is kept: the hash of a code however it was typed; none for what is no code.
#[must_use]
pub fn hash(typed: &str) -> Option<String> {
    let letters: String = typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_uppercase())
        .take(LENGTH.saturating_add(1))
        .collect();
    (letters.len() == LENGTH).then(|| sha256_hex(format!("recovery:{letters}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_it_is_typed_it_is_the_same_code() {
        let code = write(*b"0123456789");
        assert_eq!(code, "GAYT-EMZU-GU3D-OOBZ");
        let kept = hash(&code);
        assert!(kept.is_some());
        for typed in ["gaytemzugu3doobz", " GAYT EMZU GU3D OOBZ ", "GAYT-EMZU-GU3D-OOBZ-"] {
            assert_eq!(hash(typed), kept, "{typed}");
        }
        for none in ["", "123456", "GAYT-EMZU-GU3D-OOB", "GAYT-EMZU-GU3D-OOBZ-A"] {
            assert_eq!(hash(none), None, "{none}");
        }
        assert_ne!(hash(&write([1; 10])), kept);
    }
}
