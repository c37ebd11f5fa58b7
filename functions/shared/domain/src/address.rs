//! Addresses that merchants give us: where payers return to, and where postbacks go.

use url::{Host, Url};

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
    /// A literal address, a local name.
    #[error("the address must name a public host")]
    NotPublic,
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

fn parse(address: &str) -> Result<Url, AddressError> {
    let url = Some(address)
        .filter(|address| is_plain(address))
        .and_then(|address| Url::parse(address).ok());
    let url = url.ok_or(AddressError::Malformed)?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(AddressError::Malformed);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError::Credentials);
    }
    Ok(url)
}

/// Checks an address that we are to send postbacks to. Names beyond ASCII are given in Punycode: the tables that would
/// fold them weigh more than a function, and look-alikes stay visible.
/// `loopback_allowed` is for local runs alone.
pub fn check_postback(address: &str, loopback_allowed: bool) -> Result<(), AddressError> {
    let url = parse(address)?;
    match url.host() {
        Some(Host::Ipv4(ip)) if loopback_allowed && ip.is_loopback() => return Ok(()),
        Some(Host::Domain(name)) => check_name(name)?,
        _ => return Err(AddressError::NotPublic),
    }
    if url.scheme() == "https" {
        Ok(())
    } else {
        Err(AddressError::NotHttps)
    }
}

/// A public name has a dot inside and no suffix that networks keep for themselves.
fn check_name(name: &str) -> Result<(), AddressError> {
    const PRIVATE_SUFFIXES: [&str; 9] = [
        ".localhost",
        ".local",
        ".internal",
        ".lan",
        ".home",
        ".corp",
        ".intranet",
        ".home.arpa",
        ".onion",
    ];
    let dotted = name.trim_matches('.') == name && name.contains('.');
    if dotted && !PRIVATE_SUFFIXES.iter().any(|suffix| name.ends_with(suffix)) {
        Ok(())
    } else {
        Err(AddressError::NotPublic)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn returns_lead_to_registered_sites() {
        let sites = ["https://shop.example".to_owned(), "http://127.0.0.1:8788".to_owned()];
        assert_eq!(check_return("https://shop.example/thanks?order=1", &sites), Ok(()));
        assert_eq!(check_return("http://127.0.0.1:8788/success", &sites), Ok(()));
        for address in [
            "https://shop.example.evil.com/",
            "http://shop.example/",
            "https://shop.example:444/",
            "//shop.example/",
        ] {
            assert!(check_return(address, &sites).is_err(), "{address}");
        }
        for address in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https:\\\\shop.example",
            "https://shop.example@evil.com/",
            "https://a b/",
        ] {
            assert!(check_return(address, &sites).is_err(), "{address}");
        }
    }

    #[test]
    fn postbacks_go_to_public_https_hosts() {
        for address in [
            "https://shop.example/postback",
            "https://sub.shop.example:8443/x?y=1",
            "https://xn--e1afmkfd.xn--p1ai/",
        ] {
            assert_eq!(check_postback(address, false), Ok(()), "{address}");
        }
        for address in [
            "http://shop.example/",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://017700000001/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://localhost/",
            "https://shop/",
            "https://shop.example./",
            "https://a.internal/",
            "https://user@shop.example/",
            "https://пример.рф/",
            "ftp://shop.example/",
            "https://169.254.169.254/latest",
            "https://１２７.0.0.1/",
        ] {
            assert!(check_postback(address, false).is_err(), "{address}");
        }
        assert_eq!(check_postback("http://127.0.0.1:8788/postback", true), Ok(()));
        assert!(check_postback("http://10.0.0.1/", true).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_judged(text in "\\PC{0,60}") {
            let _ = check_postback(&text, false);
            let _ = check_return(&text, &[]);
        }
    }
}
