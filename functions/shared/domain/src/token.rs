//! Unguessable names, made of random bytes that the caller drew.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{money::MINOR_MAX, time::Timestamp};

/// 128 random bits as 32 hex digits: opens a pay page, names a run.
#[must_use]
pub fn opaque(random: [u8; 16]) -> String {
    hex::encode(random)
}

/// 256 random bits as 64 hex digits: a session, a secret.
#[must_use]
pub fn secret(random: [u8; 32]) -> String {
    hex::encode(random)
}

/// An event's id: sorts by time, ends in 80 random bits. No dot, since Standard Webhooks signs `id.timestamp.body`.
#[must_use]
pub fn event_id(now: Timestamp, random: [u8; 10]) -> String {
    format!("evt_{:012x}{}", now.ms().max(0), hex::encode(random))
}

/// Where the ids of events of this time and later begin: [`event_id`]s sort by time.
#[must_use]
pub fn event_ids_from(at: Timestamp) -> String {
    format!("evt_{:012x}", at.ms().clamp(0, 0xffff_ffff_ffff))
}

/// Reads a number as we write them: digits alone, from 1 to 2^53 - 1, no sign, no zero in front.
#[must_use]
pub fn number(text: &str) -> Option<i64> {
    let written = text.len() <= 16 && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|number| written && (1..=MINOR_MAX).contains(number))
}

/// SHA-256 in hex: how secrets of full entropy are kept.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Compares two texts in time that depends on their lengths alone.
#[must_use]
pub fn same(left: &str, right: &str) -> bool {
    left.as_bytes().ct_eq(right.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_one_way() {
        assert_eq!(number("1"), Some(1));
        assert_eq!(number("9007199254740991"), Some(MINOR_MAX));
        for text in [
            "",
            "0",
            "01",
            "+1",
            "-1",
            " 1",
            "1.0",
            "9007199254740992",
            "99999999999999999999",
            "１",
        ] {
            assert_eq!(number(text), None, "{text:?}");
        }
    }
}
