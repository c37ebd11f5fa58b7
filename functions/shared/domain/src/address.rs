//! Addresses that merchants give us: where payers return to, where postbacks go, where letters go.

mod email;
mod name;
mod postback;

pub use email::check_email;
pub use postback::check_postback;

/// The longest address that is looked at, in bytes.
pub const LENGTH_BYTES_MAX: usize = 2_048;

/// Why an address was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not an absolute address, or too long.
    #[error("not an absolute http(s) address")]
    Malformed,
    /// Another scheme than https.
    #[error("the address must be https")]
    NotHttps,
    /// A login or password in the address.
    #[error("the address must not carry credentials")]
    Credentials,
    /// A literal address, a local name, a name that stands for a literal address.
    #[error("the address must name a public host")]
    NotPublic,
    /// Ours: the desk would talk to itself.
    #[error("the address must not be one of ours")]
    OwnHost,
    /// Not an e-mail address.
    #[error("not an e-mail address")]
    Email,
    /// Not on one of the organisation's registered sites.
    #[error("the address is not on a registered site of the organisation")]
    SiteNotRegistered,
}

/// Nothing in it that a browser would read as another address than we do: no space, no control, no backslash.
fn is_plain(address: &str) -> bool {
    let printable = |byte: u8| byte.is_ascii_graphic() || !byte.is_ascii();
    address.len() <= LENGTH_BYTES_MAX && address.bytes().all(|byte| printable(byte) && byte != b'\\')
}

/// Checks that a return address leads to one of the organisation's registered sites. A site is an origin, written as
/// browsers write it; what follows it can no longer change where the address leads.
pub fn check_return(address: &str, sites: &[String]) -> Result<(), AddressError> {
    if !is_plain(address) {
        return Err(AddressError::Malformed);
    }
    let leads_to = |site: &String| {
        let rest = address.strip_prefix(site.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    };
    let origin = |site: &&String| is_origin(site);
    if sites.iter().filter(origin).any(leads_to) {
        Ok(())
    } else {
        Err(AddressError::SiteNotRegistered)
    }
}

/// Whether a text is an origin: scheme, host and perhaps a port, nothing after.
#[must_use]
pub fn is_origin(site: &str) -> bool {
    let host = site
        .strip_prefix("https://")
        .or_else(|| site.strip_prefix("http://"))
        .unwrap_or_default();
    let allowed = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']')
    };
    !host.is_empty() && host.bytes().all(allowed)
}

#[cfg(test)]
mod tests;
