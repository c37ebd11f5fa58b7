//! Where postbacks may go: to public names over https, and never to ourselves. A name that its owner points at a private
//! address is not seen here; from the edge such an address leads nowhere.

use url::{Host, Url};

use super::{AddressError, is_plain, name};

/// Checks an address that we are to send postbacks to. Names beyond ASCII are given in Punycode: the tables that would
/// fold them weigh more than a function, and look-alikes stay visible.
///
/// `own_hosts` are our names, with or without scheme and port; what lies below them is ours too. `loopback_allowed` is for local
/// runs alone: it lets IPv4 loopback through, over http too, except at a port of ours.
pub fn check_postback(address: &str, own_hosts: &[String], loopback_allowed: bool) -> Result<(), AddressError> {
    let url = parse(address)?;
    let own = own_hosts.iter().map(|own| split_port(host_of(own)));
    match url.host() {
        Some(Host::Ipv4(ip)) if loopback_allowed && ip.is_loopback() => {
            let port = url.port_or_known_default().unwrap_or_default();
            // One machine, many servers: the port tells which is ours.
            let ours = |own: Option<u16>| own.map_or(matches!(port, 80 | 443), |own| own == port);
            return refuse_own(own.into_iter().any(|(_, own)| ours(own)));
        }
        Some(Host::Domain(host)) => {
            refuse_own(own.into_iter().any(|(own, _)| name::is_within(host, own)))?;
            if !name::is_public(host) {
                return Err(AddressError::NotPublic);
            }
        }
        _ => return Err(AddressError::NotPublic),
    }
    if url.scheme() == "https" {
        Ok(())
    } else {
        Err(AddressError::NotHttps)
    }
}

fn refuse_own(ours: bool) -> Result<(), AddressError> {
    if ours { Err(AddressError::OwnHost) } else { Ok(()) }
}

/// The host, and perhaps its port, of one of ours as it may stand in a setting: an address, a name, a wildcard route.
fn host_of(own: &str) -> &str {
    let own = own.split_once("://").map_or(own, |(_, rest)| rest);
    let own = own.split('/').next().unwrap_or_default();
    own.strip_prefix("*.").unwrap_or(own)
}

/// A host and its port, where it has one.
fn split_port(authority: &str) -> (&str, Option<u16>) {
    let split = authority.rsplit_once(':');
    let split = split.and_then(|(host, port)| Some((host, Some(port.parse().ok()?))));
    split.unwrap_or((authority, None))
}

fn parse(address: &str) -> Result<Url, AddressError> {
    let authority = authority_of(address).ok_or(AddressError::Malformed)?;
    let url = Url::parse(address).map_err(|_| AddressError::Malformed)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError::Credentials);
    }
    // What sends the postback reads the text again, with another parser. Where the host stands in the text as we read
    // it, letters' case aside, and nothing was mended, both read the same. Literal addresses are refused as such.
    let (host, _) = split_port(authority);
    let is_literal = !matches!(url.host(), Some(Host::Domain(_)));
    let host_as_read = is_literal || host.eq_ignore_ascii_case(url.host_str().unwrap_or_default());
    if host_as_read && url.port() != Some(0) {
        Ok(url)
    } else {
        Err(AddressError::Malformed)
    }
}

/// The authority of an absolute http(s) address. An authority with anything to decode or to fold is refused before
/// the parser sees it: its tables for that are left out (`idna_adapter`), and without them it must not be asked.
fn authority_of(address: &str) -> Option<&str> {
    // What RFC 3986 has no place for unencoded cannot be sent.
    let is_sendable = |address: &&str| is_plain(address) && !address.contains(['"', '<', '>', '^', '`', '{', '|', '}']);
    let (scheme, rest) = Some(address).filter(is_sendable)?.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    let is_bare = authority.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'%');
    Some(authority).filter(|_| is_web && is_bare && !authority.is_empty())
}
