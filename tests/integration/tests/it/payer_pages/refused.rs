//! What is refused: each as a page that says why beside the field, with what was typed kept, and with nothing stored.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use serde_json::json;

use super::{Form, PDF, Till};
use crate::kit::{Answer, DESK, get, post};

/// Checks a refusal: its status, what it says, and that what was typed is still there.
fn assert_refused(what: &str, answer: &Answer, status: u16, says: &str) {
    assert_eq!(answer.status, status, "{what}: {answer:?}");
    assert!(
        answer.header("content-type").starts_with("text/html"),
        "{what}: {answer:?}"
    );
    assert!(answer.text.contains(says), "{what}: {answer:?}");
}

/// Proves MAN-03 (bad input: clear 4xx, nothing stored).
#[test]
fn bad_input_is_refused_and_nothing_is_stored() {
    let till = Till::open();
    let good = || till.form("cash");
    let file = |name: &str, declared: &str, bytes: &[u8]| good().with_receipt(name, declared, bytes);
    let mut large = PDF.to_vec();
    large.resize(5 * 1024 * 1024 + 1, b' ');
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
    let cases: Vec<(&str, Form, u16, &str)> = vec![
        (
            "a day to come",
            good().with("paid_on", "2999-01-01"),
            422,
            "still to come",
        ),
        (
            "a day too old",
            good().with("paid_on", "2001-01-01"),
            422,
            "more than a year ago",
        ),
        (
            "no day",
            good().with("paid_on", "2026-02-30"),
            422,
            "a day of the calendar",
        ),
        ("an empty day", good().with("paid_on", ""), 422, "a day of the calendar"),
        (
            "a long comment",
            good().with("comment", &"я".repeat(50_000)),
            422,
            "The comment is too long",
        ),
        (
            "no contact",
            good().with("email", ""),
            422,
            "Write an e-mail address or a phone",
        ),
        (
            "a bad address",
            good().with("email", "anna@"),
            422,
            "not an e-mail address",
        ),
        (
            "a header in the address",
            good().with("email", "a@b.example\r\nBcc: c@d.example"),
            422,
            "not an e-mail address",
        ),
        (
            "a bad phone",
            good().with("phone", "call me"),
            422,
            "code of the country",
        ),
        (
            "a card as a name",
            good().with("name", "4111 1111 1111 1111"),
            422,
            "Leave the card number out",
        ),
        (
            "a long name",
            good().with("name", &"n".repeat(2_000)),
            422,
            "shorter name",
        ),
        (
            "a foreign system",
            good().with("system", "sandbox"),
            422,
            "Choose how to pay",
        ),
        ("no system", good().with("system", "' OR 1=1"), 422, "Choose how to pay"),
        ("no stamp", good().with("request", ""), 422, "open for too long"),
        (
            "a foreign stamp",
            good().with("request", "4111111111111111"),
            422,
            "open for too long",
        ),
        (
            "a file that lies",
            file("r.png", "image/png", PDF),
            422,
            "not what its name says",
        ),
        (
            "a page as a picture",
            file("r.png", "image/png", b"<html><script>alert(1)</script>"),
            422,
            "not what its name says",
        ),
        ("svg", file("r.svg", "image/svg+xml", svg), 415, "of another kind"),
        (
            "svg as png",
            file("r.png", "image/png", svg),
            422,
            "not what its name says",
        ),
        (
            "a program",
            file("r.exe", "application/octet-stream", b"MZ\x90"),
            415,
            "of another kind",
        ),
        (
            "an empty file",
            file("r.pdf", "application/pdf", b""),
            422,
            "not what its name says",
        ),
        (
            "a large file",
            file("r.pdf", "application/pdf", &large),
            413,
            "larger than 5 MB",
        ),
    ];
    for (what, form, status, says) in cases {
        let answer = till.send(&form);
        assert_refused(what, &answer, status, says);
        if form.text("email") == "anna@mail.example" && form.text("system") == "cash" {
            assert!(
                answer.text.contains("anna@mail.example"),
                "{what}: what was typed is kept: {answer:?}"
            );
        }
        assert_eq!(till.made(), [0; 7], "{what}");
    }
    // And then it is bought: nothing was used up.
    till.buy();
}

/// More than is read at all is refused with a page too, before it is sent.
#[test]
fn more_than_is_read_is_refused_with_a_page() {
    let till = Till::open();
    let answer = announced(&till.link, 7 * 1024 * 1024);
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert!(answer.contains("larger than 5 MB"), "{answer}");
    assert_eq!(till.made(), [0; 7]);
}

/// What is answered to a form of so many bytes, of which none are sent: sending them would break off where the answer comes first.
fn announced(path: &str, length: usize) -> String {
    let host = DESK.base_url().trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    let (mut answer, mut part) = (Vec::new(), [0; 4096]);
    while !String::from_utf8_lossy(&answer).contains("</html>") {
        let read = stream.read(&mut part).unwrap();
        assert!(read > 0, "cut off: {}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&part[..read]);
    }
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn what_is_no_form_is_refused() {
    let till = Till::open();
    let call = || post(&till.link);
    assert_eq!(
        call().json(&json!({ "system": "cash" })).send().problem(),
        "content_type_not_form"
    );
    assert_eq!(call().body("x").send().problem(), "content_type_not_form");
    let broken = call()
        .header("content-type", "multipart/form-data; boundary=x")
        .body("--y");
    assert_eq!(broken.send().problem(), "malformed_form");
    let unbound = call().header("content-type", "multipart/form-data").body("--y");
    assert_eq!(unbound.send().problem(), "malformed_form");
    assert_eq!(till.made(), [0; 7]);
}

/// A form without a file needs no multipart.
#[test]
fn a_plain_form_is_taken() {
    let till = Till::open();
    let form = till.form("cash");
    let body = format!(
        "system=cash&email=anna%40mail.example&paid_on={}&price={}&request={}",
        form.text("paid_on"),
        form.text("price").replace(' ', "+"),
        form.text("request")
    );
    let answer = post(&till.link).form(&body).send();
    assert_eq!(answer.status, 303, "{answer:?}");
}

#[test]
fn what_is_not_sold_cannot_be_bought() {
    let till = Till::open();
    let form = till.form("cash");
    for (sql, says) in [
        (
            "UPDATE offer SET status = 'inactive' WHERE org_id = ?1",
            "not sold at the moment",
        ),
        (
            "UPDATE offer SET status = 'archived' WHERE org_id = ?1",
            "not sold at the moment",
        ),
        (
            "UPDATE organisation SET status = 'disabled' WHERE org_id = ?1",
            "does not take payments",
        ),
        (
            "UPDATE terminal SET status = 'archived' WHERE org_id = ?1 AND terminal_id = 'cash'",
            "does not take payments",
        ),
    ] {
        till.shop.execute(sql);
        let page = get(&format!("{}?lang=en", till.link)).send();
        assert_refused(sql, &page, 404, says);
        assert_refused(sql, &till.send(&form), 409, says);
        till.shop
            .execute("UPDATE offer SET status = 'active' WHERE org_id = ?1");
        till.shop
            .execute("UPDATE organisation SET status = 'active' WHERE org_id = ?1");
    }
    assert_eq!(till.made(), [0; 7]);
}

/// Proves MAN-03: whoever saw another price is shown the new one before anything is bought.
#[test]
fn a_price_that_has_changed_is_shown_first() {
    let till = Till::open();
    let form = till.form("cash");
    till.shop
        .execute("UPDATE offer SET price_minor = 999900 WHERE org_id = ?1");
    let answer = till.send(&form);
    assert_refused("another price", &answer, 409, "The price has changed");
    assert_eq!(till.made(), [0; 7]);
    // What was typed is kept, and the price is the new one: sent again, it is bought.
    let seen = Form::of(&answer);
    assert_eq!(seen.text("email"), form.text("email"));
    assert_eq!(till.send(&seen).status, 303);
    assert_eq!(till.trip()["price_minor"], 999_900);
}

/// Proves MAN-03: what waits behind a link is bounded, for one contact by the hour; the page says so, and keeps no receipt.
#[test]
fn orders_that_wait_are_bounded() {
    let till = Till::open();
    for _ in 0..5 {
        assert_eq!(till.send(&till.form("cash")).status, 303);
    }
    let made = till.made();
    let sixth = till.form("cash").with_receipt("r.pdf", "application/pdf", PDF);
    assert_refused("a sixth", &till.send(&sixth), 429, "Too many orders wait");
    assert_eq!(till.made(), made);
    // Files too, of the whole organisation.
    till.shop.execute(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
         INSERT INTO file (org_id, file, kind, media_type, size_bytes, created_at_ms) SELECT ?1, printf('%032x', i), 'receipt', 'application/pdf', 8, unixepoch() * 1000 FROM n",
    );
    let files = till.files();
    let other = sixth.with("email", "other@mail.example");
    assert_refused("no more files", &till.send(&other), 429, "takes no more files");
    assert_eq!(till.files(), files);
    let without = Form { file: None, ..other };
    assert_eq!(till.send(&without).status, 303);
}

/// One of two systems was archived while the page was open.
#[test]
fn an_archived_system_is_not_to_be_paid_by() {
    let till = Till::selling(&["cash", "wire"]);
    let form = till.form("cash");
    till.shop
        .execute("UPDATE terminal SET status = 'archived' WHERE org_id = ?1 AND terminal_id = 'cash'");
    assert_refused("archived", &till.send(&form), 422, "Choose how to pay");
    assert_eq!(till.made(), [0; 7]);
}

#[test]
fn wrong_tokens_open_nothing() {
    let till = Till::open();
    let form = till.form("cash");
    for token in [
        "0".repeat(32),
        "x".repeat(32),
        "1".to_owned(),
        "1'%20OR%20'1'='1".to_owned(),
    ] {
        for (place, says) in [("offer", "No such offer"), ("manual", "No such payment")] {
            let path = format!("/{place}/{token}");
            assert_refused(&path, &get(&path).send(), 404, says);
            assert_refused(&path, &form.sent_to(&path).send(), 404, says);
        }
        assert_eq!(
            get(&format!("/manual/{token}/status")).send().problem(),
            "payment_not_found"
        );
        assert_eq!(get(&format!("/files/demo/{token}")).send().status, 404);
    }
    assert_eq!(till.made(), [0; 7]);
}
