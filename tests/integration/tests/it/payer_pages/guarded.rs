//! What pages carry, and what they do not.

use serde_json::json;

use super::{GIF, PDF, Till};
use crate::kit::{DESK, assert_headers, get};

const SCRIPT: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

/// The headers of payers' pages.
#[test]
fn pages_are_guarded() {
    let till = Till::open();
    let shown = till.buy();
    for path in [&till.link, &shown, "/offer/0", "/manual/0", "/files/demo/0"] {
        let answer = get(path).send();
        assert_headers(path, &answer);
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && !policy.contains("unsafe"),
            "{path}: {policy}"
        );
    }
    let policy = get(&till.link).send();
    let policy = policy.header("content-security-policy");
    assert!(
        policy.contains("form-action 'self'") && policy.ends_with("frame-ancestors 'self'"),
        "{policy}"
    );
    let framed = get(&shown).send();
    let ancestors = format!("frame-ancestors 'self' {}", till.shop.sink.url());
    assert!(
        framed.header("content-security-policy").ends_with(&ancestors),
        "{framed:?}"
    );
}

#[test]
fn what_people_write_is_not_markup() {
    let till = Till::selling(&["cash", "wire"]);
    till.shop.execute_with(
        "UPDATE offer SET title = ?2, description = ?2 WHERE org_id = ?1",
        &[json!(SCRIPT)],
    );
    till.shop.execute_with(
        "UPDATE terminal SET name = ?2, description = ?2 WHERE org_id = ?1",
        &[json!(SCRIPT)],
    );
    till.shop.execute_with(
        "UPDATE manual_system SET merchant_name = ?2, merchant_description = ?2, comment_hint = ?2 WHERE org_id = ?1",
        &[json!(SCRIPT)],
    );
    till.shop
        .execute_with("UPDATE organisation SET name = ?2 WHERE org_id = ?1", &[json!(SCRIPT)]);
    let form = till.form("cash");
    // What was typed comes back; what is in the address does not.
    let typed = ["name", "email", "phone", "paid_on", "comment", "system", "request"]
        .into_iter()
        .fold(form.clone(), |form, name| form.with(name, SCRIPT));
    let bought = till.send(&form);
    let shown = bought.header("location").to_owned();
    for answer in [
        get(&till.link).send(),
        get(&format!("{}?system=cash", till.link)).send(),
        get(&format!(
            "{}?system=%22%3E%3Cscript%3E&lang=%22%3E%3Cscript%3E",
            till.link
        ))
        .send(),
        till.send(&typed),
        till.send(&typed.with("system", "cash")),
        get(&shown).send(),
        get(&format!("{shown}&system=%22%3E%3Cscript%3E")).send(),
    ] {
        assert!(answer.header("content-type").starts_with("text/html"), "{answer:?}");
        assert!(
            !answer.text.contains("<script>") && !answer.text.contains("<img src=x"),
            "{answer:?}"
        );
    }
}

#[test]
fn pages_speak_the_payers_language() {
    let till = Till::open();
    let russian = get(&till.link)
        .header("accept-language", "ru-RU,ru;q=0.9,en;q=0.1")
        .send();
    for text in [
        "lang=\"ru\"",
        "К переводу",
        "Дата оплаты",
        "Комментарий",
        "Оплатить",
        "Тестовый режим",
    ] {
        assert!(russian.text.contains(text), "{text}: {russian:?}");
    }
    let english = get(&format!("{}?lang=en", till.link))
        .header("accept-language", "ru")
        .send();
    assert!(
        english.text.contains("Date of payment") && english.text.contains("Test mode"),
        "{english:?}"
    );
    let wrong = till
        .form("cash")
        .with("paid_on", "x")
        .sent_to(&format!("{}?lang=ru", till.link))
        .send();
    assert!(wrong.text.contains("Укажите день по календарю"), "{wrong:?}");
}

/// Proves MAN-01 (the picture): pictures are shown to anyone, receipts to nobody here.
#[test]
fn pictures_are_shown_and_receipts_are_not() {
    let till = Till::open();
    let (org_id, slug) = (till.shop.merchant.org_id, &till.shop.merchant.slug);
    let picture = format!("{:032x}", org_id);
    till.shop.execute_with(
        "INSERT INTO file (org_id, file, kind, media_type, size_bytes, created_at_ms) VALUES (?1, ?2, 'image', 'image/gif', 14, 1)",
        &[json!(picture)],
    );
    DESK.put("FILES", &format!("{org_id}/{picture}"), GIF).unwrap();
    till.shop.execute_with(
        "UPDATE manual_system SET image = ?2 WHERE org_id = ?1",
        &[json!(picture)],
    );
    let address = format!("/files/{slug}/{picture}");
    assert!(get(&till.link).send().text.contains(&format!("src=\"{address}\"")));
    let shown = get(&address).send();
    assert_eq!((shown.status, shown.text.as_bytes()), (200, GIF), "{shown:?}");
    assert_eq!(shown.header("content-type"), "image/gif");
    assert_eq!(shown.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(shown.header("x-content-type-options"), "nosniff");
    assert!(
        shown
            .header("content-security-policy")
            .starts_with("default-src 'none'")
    );
    // Under another organisation's name it is not there, and a receipt is not under its own.
    assert_eq!(get(&format!("/files/demo/{picture}")).send().status, 404);
    till.send(&till.form("cash").with_receipt("r.pdf", "application/pdf", PDF));
    let receipt = till.trip()["receipt"].as_str().unwrap().to_owned();
    assert_eq!(get(&format!("/files/{slug}/{receipt}")).send().status, 404);
}
