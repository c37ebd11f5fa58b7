//! An organisation's registered sites: origins as browsers write them.

use domain::address;
use serde_json::{Value, json};

use crate::{endpoint, fields::Fields};

/// Sites of an organisation, at most.
const SITES_MAX: usize = 20;

/// Reads the sites that a request gives, as the JSON array that is kept.
pub(super) fn read(fields: &mut Fields<'_>, rules: endpoint::Rules<'_>) -> Option<String> {
    let given = fields.get("sites")?;
    let texts = |list: &Vec<Value>| list.iter().map(|site| site.as_str().map(str::to_owned)).collect();
    let listed: Option<Vec<String>> = given.as_array().filter(|list| list.len() <= SITES_MAX).and_then(texts);
    let Some(mut sites) = listed else {
        fields.refuse("sites", "wrong_type", "a list of at most 20 texts is expected");
        return None;
    };
    for (index, site) in sites.iter().enumerate() {
        if !is_site(site, rules) {
            let detail = "an origin is expected, such as https://shop.example: a public host, no path";
            fields.refuse(&format!("sites[{index}]"), "site_refused", detail);
        }
    }
    let mut seen = Vec::new();
    sites.retain(|site| {
        !seen.contains(site) && {
            seen.push(site.clone());
            true
        }
    });
    Some(json!(sites).to_string())
}

/// Whether a text is an origin that payers may come from and return to.
fn is_site(site: &str, rules: endpoint::Rules<'_>) -> bool {
    // Browsers leave the scheme's own port out: with it, no origin would ever be this one.
    let usual =
        site.starts_with("https://") && site.ends_with(":443") || site.starts_with("http://") && site.ends_with(":80");
    if !address::is_origin(site) || usual {
        return false;
    }
    // The name of this machine is as good as its number.
    let here = site.replacen("http://localhost", "http://127.0.0.1", 1);
    let site = if rules.loopback_allowed { here.as_str() } else { site };
    address::check_postback(site, rules.own_hosts, rules.loopback_allowed).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sites_are_public_origins_as_browsers_write_them() {
        let own_hosts = ["pay.example".to_owned()];
        let rules = |loopback_allowed| endpoint::Rules {
            own_hosts: &own_hosts,
            loopback_allowed,
        };
        for good in [
            "https://shop.example",
            "https://www.shop.example:8443",
            "https://xn--e1afmkfd.xn--p1ai",
        ] {
            assert!(is_site(good, rules(false)), "{good}");
        }
        for bad in [
            "",
            "shop.example",
            "https://",
            "https://shop.example/",
            "https://shop.example:443",
            "http://shop.example",
            "https://Shop.example",
            "https://user@shop.example",
            "https://10.0.0.1",
            "https://localhost",
            "http://localhost:3000",
            "http://127.0.0.1:3000",
            "https://pay.example",
            "https://*.shop.example",
            "https://shop.example\u{0}",
            "https://shop.example:0",
            "https://[::1]",
            "https://магазин.рф",
            "javascript://shop.example",
        ] {
            assert!(!is_site(bad, rules(false)), "{bad}");
        }
        for local in ["http://localhost:3000", "http://127.0.0.1:3000"] {
            assert!(is_site(local, rules(true)), "{local}");
        }
        for bad in [
            "http://localhost.evil.example",
            "http://shop.example",
            "http://localhost:80",
            "http://127.0.0.1:3000/x",
        ] {
            assert!(!is_site(bad, rules(true)), "{bad}");
        }
    }
}
