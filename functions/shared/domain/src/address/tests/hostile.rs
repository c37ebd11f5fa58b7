//! Addresses that a merchant's endpoint may and may not have, one by one.

use super::*;

fn own() -> Vec<String> {
    [
        "https://desk.example:443/",
        "*.branch.example",
        "Pay.Edgetill.example.",
        "127.0.0.1:8787",
        "localhost:8787",
        "",
    ]
    .map(str::to_owned)
    .to_vec()
}

#[test]
fn public_https_names_are_good() {
    for address in [
        "https://shop.example/postback",
        "https://shop.example",
        "https://sub.shop.example:8443/x?y=1",
        "https://shop.example:443/",
        "HTTPS://Shop.Example/Postback",
        "https://xn--e1afmkfd.xn--p1ai/",
        "https://xn--mnchen-3ya.example/",
        "https://shop.xn--fiqs8s/",
        "https://xn--mgbh0fb.xn--kgbechtv/",
        "https://shop.example?x=1",
        "https://shop.example#x",
        "https://shop.example/a@b:c",
        "https://shop.example/?return=https://127.0.0.1/",
        "https://shop.example//double//slash",
        "https://shop.example/%31%32",
        "https://shop.example/оплата",
        "https://1.shop.example/",
        "https://123.shop.example/",
        "https://a-b-c.shop.example/",
        "https://ec2-54-12-33-44.compute-1.example/",
        "https://localhost.shop.example/",
        "https://internal.shop.example/",
        "https://desk.example.shop.example/",
        "https://mydesk.example/",
        "https://notnip.io/",
        "https://io.nip.example/",
        "https://example/x".replace("example/", "shop.co.uk/").as_str(),
        "https://version-1-2-3.shop.example/",
        "https://10.20.shop.example/",
    ] {
        assert_eq!(check_postback(address, &own(), false), Ok(()), "{address}");
        assert_eq!(check_postback(address, &own(), true), Ok(()), "{address}");
    }
}

/// Refused everywhere, on a local run too, with the error that helps most.
fn refused(error: AddressError, addresses: &[&str]) {
    for address in addresses {
        for loopback_allowed in [false, true] {
            let judged = check_postback(address, &own(), loopback_allowed);
            assert_eq!(judged, Err(error), "{address} loopback {loopback_allowed}");
        }
    }
}

#[test]
fn what_is_no_plain_address_is_refused() {
    let long = format!("https://shop.example/{}", "a".repeat(LENGTH_BYTES_MAX));
    let malformed = [
        "",
        "shop.example",
        "//shop.example/",
        "https://",
        "https:///",
        "https:shop.example",
        "https:/shop.example/",
        "https:///shop.example/",
        "https:\\\\shop.example/",
        "https://shop.example\\@evil.example/",
        " https://shop.example/",
        "https://shop.example/ ",
        "https://shop.example/\r\nHost: x",
        "ht\ntps://shop.example/",
        "https://sh\top.example/",
        "https://shop.example:0/",
        "https://shop.example:/",
        "https://shop.example:65536/",
        "https://shop.example:-1/",
        "https://shop.example:8443:1/",
        "https://shop.example:١/",
        "https://shop%2eexample/",
        "https://%73hop.example/",
        "https://%40@shop.example/",
        "https://%31%30.0.0.1/",
        "https://10%2e0%2e0%2e1/",
        "https://%5b::1%5d/",
        "https://A🟰/",
        "https://A%F0%9F%9F%B0.example/",
        "https://shop.example%00/",
        "https://shop.example%2f@evil.example/",
        "https://shop。example/",
        "https://shop．example/",
        "https://ｓhop.example/",
        "https://пример.рф/",
        "https://sho\u{ad}p.example/",
        "https://shop\u{200b}.example/",
        "https://shop\u{2060}.example/",
        "https://shop.example\u{0}/",
        "https://１２７.0.0.1/",
        "https://①②⑦.0.0.1/",
        "https://ⓛocalhost/",
        "https://[::1%25lo]/",
        "https://sh<op.example/",
        "https://sh^op.example/",
        "https://shop.example/<script>",
        "https://shop.example/?x={}",
        "https://shop.example/a`b",
        "ftp://shop.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "gopher://shop.example/",
        "ws://shop.example/",
        "blob:https://shop.example/x",
        "https+unix://shop.example/",
        &long,
    ];
    refused(AddressError::Malformed, &malformed);
}

#[test]
fn credentials_are_refused() {
    refused(
        AddressError::Credentials,
        &[
            "https://@shop.example/",
            "https://:@shop.example/",
            "https://user@shop.example/",
            "https://user:word@shop.example/",
            "https://:word@shop.example/",
            "https://shop.example@127.0.0.1/",
            "https://shop.example:443@evil.example/",
            "https://a@b@shop.example/",
        ],
    );
}

#[test]
fn literal_addresses_are_refused_in_any_spelling() {
    let literals = [
        "https://10.0.0.1/",
        "https://172.16.0.1/",
        "https://192.168.1.1:8443/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.100.100.200/",
        "https://0.0.0.0/",
        "https://0/",
        "https://8.8.8.8/",
        "https://255.255.255.255/",
        "https://224.0.0.1/",
        "https://10.1/",
        "https://10.0.1/",
        "https://0xa9fea9fe/",
        "https://0xA9.0xFE.0xA9.0xFE/",
        "https://2852039166/",
        "https://0251.0376.0251.0376/",
        "https://169.254.43518/",
        "https://0x0a.1/",
        "https://10.0.0.1./",
        "https://[::]/",
        "https://[::1]/",
        "https://[0:0:0:0:0:0:0:1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[2002:7f00:1::]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[64:ff9b:1::10.0.0.1]/",
        "https://[2001:0:7f00:1::]/",
        "https://[fe80::1]/",
        "https://[fc00::1]/",
        "https://[fd00:ec2::254]/",
        "https://[ff02::1]/",
        "https://[2606:4700:4700::1111]/",
    ];
    refused(AddressError::NotPublic, &literals);
    for local in ["https://localhost/", "https://a.localhost/", "https://LOCALHOST:8788/"] {
        assert_eq!(
            check_postback(local, &[], true),
            Err(AddressError::NotPublic),
            "{local}"
        );
    }
    for loopback in [
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "017700000001",
        "127.255.0.9",
        "127.0.0.1.",
    ] {
        let address = format!("https://{loopback}/");
        let judged = check_postback(&address, &[], false);
        assert_eq!(judged, Err(AddressError::NotPublic), "{address}");
    }
}

#[test]
fn private_names_are_refused() {
    let label = "a".repeat(64);
    let long_label = format!("https://{label}.example/");
    let long_name = format!("https://{}example/", "abcdefgh.".repeat(28));
    refused(
        AddressError::NotPublic,
        &[
            "https://shop.example.1/",
            "https://a.0x7f/",
            "https://127.0.0.1.8/",
            "https://0x1ffffffff/",
            "https://1.2.3.4.5/",
            "https://256.256.256.256/",
            "https://[g::1]/",
            "https://[::1/",
            "https://xn--127-.example/",
            "https://shop.xn--localhost-/",
            "https://localhost.localdomain/",
            "https://BROADCASTHOST/",
            "https://shop/",
            "https://com/",
            "https://shop.example./",
            "https://shop.example../",
            "https://.shop.example/",
            "https://shop..example/",
            "https://./",
            "https://-shop.example/",
            "https://shop-.example/",
            "https://my_shop.example/",
            "https://*.shop.example/",
            "https://shop.e/",
            "https://shop.ex4mple/",
            "https://a.LOCAL/",
            "https://demo.localhost.localdomain/",
            "https://printer.local/",
            "https://metadata.google.internal/",
            "https://host.docker.internal/",
            "https://instance-data.ec2.internal/",
            "https://nas.lan/",
            "https://nas.home/",
            "https://nas.home.arpa/",
            "https://1.0.0.127.in-addr.arpa/",
            "https://erp.corp/",
            "https://wiki.intranet/",
            "https://abc.onion/",
            "https://x.i2p/",
            "https://x.test/",
            "https://x.invalid/",
            "https://kubernetes.default.svc/",
            "https://api.default.svc.cluster.local/",
            "https://vault.service.consul/",
            "https://metadata.goog/",
            "https://127.0.0.1.nip.io/",
            "https://nip.io/",
            "https://7f000001.nip.io/",
            "https://app.10-0-0-1.sslip.io/",
            "https://0--1.sslip.io/",
            "https://10.0.0.1.xip.io/",
            "https://localtest.me/",
            "https://LocalTest.ME/",
            "https://a.lvh.me/",
            "https://vcap.me/",
            "https://x.traefik.me/",
            "https://localho.st/",
            "https://lacolhost.com/",
            "https://yoogle.com/",
            "https://7f000001.c0a80001.rbndr.us/",
            "https://make-127-0-0-1-rr.1u.ms/",
            "https://127.0.0.1.shop.example/",
            "https://10-0-0-1.shop.example/",
            "https://ip-169-254-169-254.shop.example/",
            "https://a.100-64-0-1.shop.example/",
            "https://0-0-0-0.shop.example/",
            &long_label,
            &long_name,
        ],
    );
}

#[test]
fn our_own_hosts_are_refused() {
    refused(
        AddressError::OwnHost,
        &[
            "https://desk.example/",
            "https://DESK.example:8443/",
            "https://shop.desk.example/",
            "https://a.b.desk.example/",
            "http://desk.example/",
            "https://branch.example/",
            "https://demo.branch.example/",
            "https://pay.edgetill.example/v1",
            "https://pay.edgetill.example./",
            "https://demo.pay.edgetill.example/",
            "https://localhost:1/",
            "https://demo.localhost:8787/",
        ],
    );
}

#[test]
fn http_is_refused() {
    refused(
        AddressError::NotHttps,
        &[
            "http://shop.example/",
            "http://shop.example:443/",
            "HTTP://shop.example/",
        ],
    );
}

#[test]
fn a_local_run_may_tell_its_neighbours() {
    for address in [
        "http://127.0.0.1:8788/postback",
        "https://127.0.0.1:8788/",
        "http://127.0.0.2/",
    ] {
        assert_eq!(check_postback(address, &own()[3..5], true), Ok(()), "{address}");
        assert_eq!(
            check_postback(address, &own(), false),
            Err(AddressError::NotPublic),
            "{address}"
        );
    }
    for address in ["http://127.0.0.1:8787/", "http://127.0.0.2:8787/"] {
        assert_eq!(
            check_postback(address, &own(), true),
            Err(AddressError::OwnHost),
            "{address}"
        );
    }
    assert_eq!(
        check_postback("http://127.0.0.1/", &["127.0.0.1".to_owned()], true),
        Err(AddressError::OwnHost)
    );
    for address in [
        "http://10.0.0.1/",
        "http://0.0.0.0:8788/",
        "http://[::1]:8788/",
        "http://nip.io:8788/",
    ] {
        assert_eq!(
            check_postback(address, &own(), true),
            Err(AddressError::NotPublic),
            "{address}"
        );
    }
    assert_eq!(
        check_postback("http://a@127.0.0.1:8788/", &own(), true),
        Err(AddressError::Credentials)
    );
}
