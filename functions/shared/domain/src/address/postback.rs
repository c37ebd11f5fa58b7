//! Where postbacks may go: to public names over https, and never to ourselves. A name that its owner points at a private
//! address is not seen here; from the edge such an address leads nowhere.
//!
//! An address is taken apart by hand: only the plainest is let through, whatever needs a parser's judgement is refused, so all
//! parsers read alike what is accepted (tests hold it against two), and the usual one weighs a seventh of a function.

use std::net::Ipv4Addr;

use super::{AddressError, is_plain, name};

/// Checks an address that we are to send postbacks to. Names beyond ASCII are given in Punycode: the tables that would
/// fold them weigh more than a function, and look-alikes stay visible.
///
/// `own_hosts` are our names, with or without scheme and port; what lies below them is ours too. `loopback_allowed` is for local
/// runs alone: it lets IPv4 loopback through, over http too, except at a port of ours.
pub fn check_postback(address: &str, own_hosts: &[String], loopback_allowed: bool) -> Result<(), AddressError> {
    let (scheme, authority) = split(address).ok_or(AddressError::Malformed)?;
    if authority.contains('@') {
        return Err(AddressError::Credentials);
    }
    if authority.starts_with('[') {
        return Err(AddressError::NotPublic);
    }
    let (host, port) = split_port(authority);
    let is_https = scheme.eq_ignore_ascii_case("https");
    let port = port.unwrap_or(if is_https { 443 } else { 80 });
    if host.contains(':') || port == 0 {
        return Err(AddressError::Malformed);
    }
    let mut own = own_hosts.iter().map(|own| split_port(host_of(own)));
    if let Ok(ip) = host.parse::<Ipv4Addr>() {
        if !(loopback_allowed && ip.is_loopback()) {
            return Err(AddressError::NotPublic);
        }
        // One machine, many servers: the port tells which is ours.
        let ours = |own: Option<u16>| own.map_or(matches!(port, 80 | 443), |own| own == port);
        return refuse_own(own.any(|(_, own)| ours(own)));
    }
    let host = host.to_ascii_lowercase();
    refuse_own(own.any(|(own, _)| name::is_within(&host, own)))?;
    if !name::is_public(&host) {
        return Err(AddressError::NotPublic);
    }
    if is_https { Ok(()) } else { Err(AddressError::NotHttps) }
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
    let digits = |port: &&str| port.bytes().all(|byte| byte.is_ascii_digit());
    let port = |port: &str| Some(port).filter(digits)?.parse().ok();
    let split = authority
        .rsplit_once(':')
        .and_then(|(host, given)| Some((host, Some(port(given)?))));
    split.unwrap_or((authority, None))
}

/// The scheme and authority of an absolute http(s) address. What RFC 3986 has no place for unencoded cannot be sent, and an
/// authority with anything to decode or to fold is refused.
fn split(address: &str) -> Option<(&str, &str)> {
    let is_sendable = |address: &&str| is_plain(address) && !address.contains(['"', '<', '>', '^', '`', '{', '|', '}']);
    let (scheme, rest) = Some(address).filter(is_sendable)?.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let is_web = ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web));
    let is_bare = authority.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'%');
    Some((scheme, authority)).filter(|_| is_web && is_bare && !authority.is_empty())
}
