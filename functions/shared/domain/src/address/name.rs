//! Which host names are public: not by asking DNS, which answers differently each time, but by how they are made.

use std::net::Ipv4Addr;

/// Longest name, in bytes (RFC 1035).
const NAME_BYTES_MAX: usize = 253;
/// Longest label, in bytes (RFC 1035).
const LABEL_BYTES_MAX: usize = 63;

/// Last labels that no public registry hands out: reserved (RFC 2606, 6761, 6762, 7686, 8375, 9476; ICANN: internal, home,
/// corp, mail), or used by networks and clusters for themselves.
const PRIVATE_ENDS: &str = "alt arpa bit cluster consul corp dhcp docker domain exit gateway home i2p internal intra intranet \
    invalid k8s kube lan local localdomain localhost localnet mail onion priv private router svc test workgroup";

/// Names whose owners point them, or any literal address spelled below them, at a machine of the asker's own network.
const STAND_INS: &str = "1u.ms 42foo.com backname.io beweb.com bugbounty.dod.network ddev.site docksal.site \
    fuf.me lacolhost.com lndo.site local-ip.co local-ip.medicmobile.org local-ip.sh local.gd localho.st \
    localhost.direct localhost.domaincontrol.com localtest.me lock.cmpxchg8b.com lvh.me \
    mail.ebc.apple.com metadata.goog metadata.tencentyun.com nip.io plex.direct ratchetlocal.com rbndr.us rebind.it \
    smackaho.st spoofed.burpcollaborator.net sslip.io supercalifragilisticexpialidocious.co.uk traefik.me ulh.us \
    vcap.me xip.io xip.name yoogle.com";

/// Whether a name, in lower case, is a public one.
pub(super) fn is_public(name: &str) -> bool {
    let end = name.rsplit('.').next().unwrap_or_default();
    // Registries have letters alone, or Punycode; so nothing here ends as a number does.
    let registered = end.starts_with("xn--") || end.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_host(name)
        && end.len() > 1
        && registered
        && !PRIVATE_ENDS.split_ascii_whitespace().any(|private| private == end)
        && !STAND_INS.split_ascii_whitespace().any(|zone| is_within(name, zone))
        && !spells_private_address(name)
}

/// Whether a text is a host name of two labels or more: letters, digits and hyphens inside.
pub(super) fn is_host(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LABEL_BYTES_MAX).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.len() <= NAME_BYTES_MAX && name.contains('.') && name.split('.').all(is_label)
}

/// Whether a name is a zone's own or below it. Either may end in the root's dot.
pub(super) fn is_within(name: &str, zone: &str) -> bool {
    let (name, zone) = (name.trim_end_matches('.'), zone.trim_end_matches('.'));
    let start = name.len().checked_sub(zone.len()).filter(|_| !zone.is_empty());
    let split = start.and_then(|start| name.split_at_checked(start));
    split.is_some_and(|(below, end)| end.eq_ignore_ascii_case(zone) && (below.is_empty() || below.ends_with('.')))
}

/// Whether a private IPv4 address stands in a name, dotted or hyphenated, as in `10-0-0-1.any.example`: for services of
/// this kind that are not listed.
fn spells_private_address(name: &str) -> bool {
    let octets: Vec<Option<u8>> = name.split(['.', '-']).map(|part| part.parse().ok()).collect();
    octets.windows(4).any(|window| match window {
        [Some(a), Some(b), Some(c), Some(d)] => is_private(Ipv4Addr::new(*a, *b, *c, *d)),
        _ => false,
    })
}

fn is_private(ip: Ipv4Addr) -> bool {
    // 100.64.0.0/10 is shared by carriers, and holds metadata servers.
    let shared = matches!(ip.octets(), [100, 64..=127, ..]);
    ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_unspecified() || shared
}
