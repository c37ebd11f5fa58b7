//! Any literal address in any spelling is refused; any text is judged.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::*;
use url::{Host, Url};

/// One IPv4 address in every spelling that some parser reads.
fn spellings(ip: Ipv4Addr) -> Vec<String> {
    let [a, b, c, d] = ip.octets();
    let number = u32::from(ip);
    let low = u16::from_be_bytes([c, d]);
    let rest = number & 0x00ff_ffff;
    let percent = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    let wide = |text: &str| -> String {
        let widen = |digit: char| char::from_u32(digit as u32 - '0' as u32 + '０' as u32).unwrap();
        text.chars()
            .map(|letter| if letter.is_ascii_digit() { widen(letter) } else { letter })
            .collect()
    };
    let [e, f] = [u16::from_be_bytes([a, b]), low];
    vec![
        format!("{ip}"),
        format!("{ip}."),
        format!("{ip}.."),
        format!("{a}.{b}.{low}"),
        format!("{a}.{rest}"),
        format!("{number}"),
        format!("0x{number:x}"),
        format!("0X{number:08X}"),
        format!("0{number:o}"),
        format!("0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}"),
        format!("0{a:o}.0{b:o}.0{c:o}.0{d:o}"),
        format!("0x{a:x}.{b}.0{c:o}.{d}"),
        format!("000{a:o}.{b}.{c}.{d}"),
        percent(&ip.to_string()),
        format!("{a}%2e{b}%2E{c}.{d}"),
        wide(&ip.to_string()),
        format!("{a}。{b}．{c}｡{d}"),
        format!("{a}\u{ad}.{b}.{c}.{d}"),
        format!("[::{ip}]"),
        format!("[::ffff:{ip}]"),
        format!("[0:0:0:0:0:ffff:{e:x}:{f:x}]"),
        format!("[2002:{e:x}:{f:x}::1]"),
        format!("[64:ff9b::{ip}]"),
        format!("[64:ff9b:1::{ip}]"),
        format!("{ip}.nip.io"),
        format!("{a}-{b}-{c}-{d}.sslip.io"),
        format!("{number:08x}.nip.io"),
        format!("shop.example@{ip}"),
    ]
}

/// Addresses that matter more than others.
fn any_ipv4() -> impl Strategy<Value = Ipv4Addr> {
    let special = [
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "192.168.0.1",
        "0.0.0.0",
        "100.100.100.200",
    ];
    let special = special.map(|ip| ip.parse::<Ipv4Addr>().unwrap()).to_vec();
    prop_oneof![prop::sample::select(special), any::<u32>().prop_map(Ipv4Addr::from)]
}

proptest! {
    #[test]
    fn any_ipv4_is_refused_in_any_spelling(ip in any_ipv4(), port in prop::option::of(any::<u16>())) {
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        for spelling in spellings(ip) {
            for scheme in ["https", "HTTPS", "http"] {
                let address = format!("{scheme}://{spelling}{port}/x");
                prop_assert!(check_postback(&address, &[], false).is_err(), "{}", address);
                let allowed = check_postback(&address, &[], true).is_ok();
                prop_assert!(!allowed || ip.is_loopback(), "{}", address);
            }
        }
    }

    #[test]
    fn any_ipv6_is_refused_in_any_spelling(bits in any::<u128>(), zeros in 0_u32..128) {
        let ip = Ipv6Addr::from(bits >> zeros);
        let groups = ip.segments();
        let long = groups.map(|group| format!("{group:04x}")).join(":");
        let short = groups.map(|group| format!("{group:X}")).join(":");
        for spelling in [
            format!("[{ip}]"), format!("[{long}]"), format!("[{short}]"), format!("[{ip}%25eth0]"), format!("[{ip}%lo]"),
            format!("%5b{ip}%5d"), format!("{ip}"), format!("[{ip}"), format!("［{ip}］"), format!("[{ip}]."),
            format!("{}.ip6.arpa", long.replace(':', ".")), format!("{}.sslip.io", ip.to_string().replace(':', "-")),
        ] {
            for loopback_allowed in [false, true] {
                let address = format!("https://{spelling}/x");
                prop_assert!(check_postback(&address, &[], loopback_allowed).is_err(), "{}", address);
            }
        }
    }

    #[test]
    fn a_private_address_in_a_name_is_refused(b in any::<u8>(), c in any::<u8>(), d in any::<u8>(), before in "([a-z]{1,5}[.-])?") {
        for a in [10, 127] {
            for address in [format!("https://{before}{a}.{b}.{c}.{d}.any.example/"), format!("https://{before}{a}-{b}-{c}-{d}.any.example/")] {
                prop_assert_eq!(check_postback(&address, &[], true), Err(AddressError::NotPublic), "{}", address);
            }
        }
    }

    #[test]
    fn what_lies_below_us_is_refused(below in "([a-z0-9]{1,9}\\.){0,3}", port in 1..=u16::MAX) {
        let own = ["desk.example".to_owned()];
        let address = format!("https://{below}desk.example:{port}/");
        prop_assert_eq!(check_postback(&address, &own, false), Err(AddressError::OwnHost));
        prop_assert_eq!(check_postback(&address, &["esk.example".to_owned()], false).is_ok(), below.parse::<Ipv4Addr>().is_err());
    }

    /// Whatever is let through leads, for the parser that browsers' standard describes, to a public name over https.
    #[test]
    fn any_text_is_judged(
        text in prop_oneof![
            "\\PC{0,60}", "https?://\\PC{0,40}", "https://[xX][nN]--[a-zA-Z0-9-]{0,12}\\.[eE]xample/", "https://[a-z0-9.:@%/\\[\\]_-]{0,30}", "[hH]ttps://[a-zA-Z0-9.-]{1,9}\\.[a-zA-Z]{2,5}(:[0-9]{0,5})?\\PC{0,9}", "https://[a-z0-9-]{1,5}(\\.[a-z0-9-]{1,5}){1,4}/",
        ],
        own in "\\PC{0,12}",
    ) {
        if check_postback(&text, &[own], false).is_ok() {
            let Ok(url) = Url::parse(&text) else {
                // A label that only looks like Punycode: no parser reads it, so nothing is sent there.
                prop_assert!(text.to_ascii_lowercase().contains("xn--"));
                return Ok(());
            };
            prop_assert_eq!(url.scheme(), "https");
            let Some(Host::Domain(name)) = url.host() else { panic!("{url} leads to no name") };
            prop_assert!(name.contains('.') && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte)));
            let start = ["https://", name].concat();
            prop_assert!(text.to_ascii_lowercase().starts_with(&start));
            prop_assert_eq!(url.username(), "");
            // The parser of what is sent reads it so too.
            let sent: http::Uri = text.parse().unwrap();
            let host = sent.host().map(str::to_ascii_lowercase);
            prop_assert_eq!(host.as_deref(), Some(name));
            prop_assert_eq!(sent.scheme_str(), Some("https"));
            prop_assert_eq!(sent.port_u16().filter(|port| *port != 443), url.port());
        }
    }
}
