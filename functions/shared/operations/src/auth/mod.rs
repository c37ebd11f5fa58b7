//! How people come in: sign-in, the second factor, recovery, invitations, and what they change about themselves. One file an
//! operation. Nothing here tells whether an account exists: known and unknown names run the same statements.

mod error;
pub mod invitation;
mod new_password;
pub mod password;
mod policy;
pub mod profile;
pub mod prove;
pub mod recovery;
pub mod reencrypt;
pub mod second_factor;
pub mod session;
pub mod sign_in;
mod text;

use domain::{sealed::KeyRing, time::Timestamp, token};
pub use error::AuthError;
pub use policy::Strength;
use serde_json::json;
use store::{
    auth::By,
    sessions::{Origin, Session},
};

/// What every operation here works with.
#[derive(Debug)]
pub struct With<'a, D, E> {
    /// The database.
    pub database: &'a D,
    /// Chance.
    pub entropy: &'a E,
    /// From where the request comes.
    pub origin: &'a Origin,
    /// Now.
    pub now: Timestamp,
}

// Derived, these would ask the ports themselves to be Copy.
impl<D, E> Clone for With<'_, D, E> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<D, E> Copy for With<'_, D, E> {}

/// A person with a session.
#[derive(Debug, Clone, Copy)]
pub struct Who<'a> {
    /// The session.
    pub session: &'a Session,
    /// SHA-256 of its token.
    pub token_hash: &'a str,
    /// As the journal names the person.
    pub actor: &'a str,
}

impl<'a, D, E> With<'a, D, E> {
    /// From where and when, as letters tell it.
    fn letter_params(&self) -> String {
        json!({ "at_ms": self.now.ms(), "address": self.origin.address, "agent": self.origin.agent }).to_string()
    }

    /// The same, with what has changed about the second factor.
    fn change_params(&self, change: &str) -> String {
        let Origin { address, agent, .. } = self.origin;
        json!({ "change": change, "at_ms": self.now.ms(), "address": address, "agent": agent }).to_string()
    }

    fn by(&self, person_id: i64, actor: &'a str) -> By<'a> {
        By {
            person_id,
            actor,
            origin: self.origin,
            now_ms: self.now.ms(),
        }
    }
}

/// By what tries of a name are counted.
fn name_subject(name: &str) -> String {
    token::sha256_hex(format!("name:{name}").as_bytes())
}

/// By what tries from a network address are counted. Of an IPv6 address it is the network: whoever has one has 2^64 of them.
fn address_subject(address: &str) -> String {
    let network = if address.contains('.') || !address.contains(':') {
        address.to_owned()
    } else {
        ipv6_network(address)
    };
    token::sha256_hex(format!("address:{network}").as_bytes())
}

/// The first four groups of an IPv6 address. By hand: the standard library's reader weighs more than all of this file.
fn ipv6_network(address: &str) -> String {
    let groups = |text: &str| text.split(':').filter(|group| !group.is_empty()).count();
    let (head, tail) = address.split_once("::").unwrap_or((address, ""));
    let zeros = 8_usize.saturating_sub(groups(head)).saturating_sub(groups(tail));
    let head = head.split(':').filter(|group| !group.is_empty());
    let all = head.chain(std::iter::repeat_n("0", zeros)).chain(tail.split(':'));
    let written = all
        .take(4)
        .map(|group| group.trim_start_matches('0').to_ascii_lowercase());
    written.collect::<Vec<String>>().join(":")
}

/// The hash by which a browser's token is kept; empty without one.
fn device_hash(token: &str) -> String {
    if token.is_empty() {
        String::new()
    } else {
        token::sha256_hex(format!("device:{token}").as_bytes())
    }
}

/// What a person's second factor is sealed for.
#[must_use]
pub fn totp_owner(person_id: i64) -> String {
    format!("person:{person_id}:totp")
}

/// The bytes of a second factor's secret.
fn open_secret(key: &KeyRing, person_id: i64, sealed: &str) -> Result<Vec<u8>, AuthError> {
    let text = key.open(&totp_owner(person_id), sealed)?;
    let pairs = text.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    pairs.collect::<Option<Vec<u8>>>().ok_or(AuthError::SecretMalformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_network_is_one_address() {
        let same = |left, right| address_subject(left) == address_subject(right);
        assert!(same("2001:db8:1:2::1", "2001:db8:1:2:ffff::7"));
        assert!(same("2001:db8::1", "2001:0DB8:0:0:5::") && same("::1", "0:0:0:0:0:0:0:2"));
        assert!(!same("2001:db8::1", "2001:db8:0:1::1"));
        assert!(!same("2001:db8:1:2::1", "2001:db8:1:3::1"));
        assert!(!same("203.0.113.7", "203.0.113.8"));
        assert!(!same("::ffff:203.0.113.7", "::ffff:203.0.113.8"));
    }
}
