//! Digests that other systems sign with. MD5 and SHA-1 are broken, and are here for formats that their owners published
//! alone; what is ours is signed with HMAC-SHA256 ([`crate::signature`]).

use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha512};

/// MD5 in lower-case hex.
#[must_use]
pub fn md5_hex(bytes: &[u8]) -> String {
    hex::encode(Md5::digest(bytes))
}

/// SHA-1 in lower-case hex.
#[must_use]
pub fn sha1_hex(bytes: &[u8]) -> String {
    hex::encode(Sha1::digest(bytes))
}

/// SHA-512 in lower-case hex.
#[must_use]
pub fn sha512_hex(bytes: &[u8]) -> String {
    hex::encode(Sha512::digest(bytes))
}

#[cfg(test)]
pub(crate) mod vectors;
