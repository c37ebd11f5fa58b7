//! Unguessable names, made of random bytes that the caller drew.

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::time::Timestamp;

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
