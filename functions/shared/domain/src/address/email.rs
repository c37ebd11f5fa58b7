//! Where letters may go. Plain on purpose: the address that a letter reaches is right, and any other is only well-formed.

use super::{AddressError, name};

/// Longest address, in bytes (RFC 5321, section 4.5.3.1.3, without its brackets).
const ADDRESS_BYTES_MAX: usize = 254;
/// Longest part before the sign (RFC 5321, section 4.5.3.1.1).
const LOCAL_BYTES_MAX: usize = 64;

/// Checks an e-mail address: unquoted, in ASCII, at a name with a dot. Nothing in it ends a line, a list or a header.
pub fn check_email(address: &str) -> Result<(), AddressError> {
    // What RFC 5322 allows without quotes (`atext`).
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    let is_local = |local: &str| {
        local.len() <= LOCAL_BYTES_MAX && local.split('.').all(|part| !part.is_empty() && part.bytes().all(plain))
    };
    // The first sign splits: a second one is in the name, which has none.
    match address.split_once('@') {
        Some((local, host)) if address.len() <= ADDRESS_BYTES_MAX && is_local(local) && name::is_host(host) => Ok(()),
        _ => Err(AddressError::Email),
    }
}
