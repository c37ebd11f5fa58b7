//! What payers see and do.

use futures_executor::block_on;
use serde_json::json;

use super::fixture::{Fixture, NOW_MS, RETURN_URL, card_form};
use crate::{
    pay_page::find,
    settle::{Outcome, Verdict, settle},
};

#[test]
fn a_card_is_typed_and_nothing_of_it_stays() {
    let bank = Fixture::new();
    let (id, page) = bank.started("k", 1);
    let shown = bank.page(&page, None);
    assert_eq!(shown.status, 200);
    assert!(
        shown.html.contains("100.00\u{a0}₽")
            && shown.html.contains("Demo shop")
            && shown.html.contains("no real money")
    );
    assert!(shown.policy.contains("frame-ancestors *") && shown.policy.contains("default-src 'none'"));
    assert!(bank.page(&format!("{page}?lang=ru"), None).html.contains("Оплатить"));
    let paid = bank.page(&page, Some(&card_form("4111111111111111")));
    assert_eq!((paid.status, paid.location.as_str()), (303, RETURN_URL));
    assert_eq!(bank.status(&id)["status"], "captured");
    assert_eq!(everything(&bank).matches("4111111111111111").count(), 0);
    assert_eq!(
        bank.told()
            .iter()
            .filter(|body| body.to_string().contains("4111111111111111"))
            .count(),
        0
    );
}

/// The whole database as text.
fn everything(bank: &Fixture) -> String {
    let tables = [
        "SELECT json_group_array(json_array(payment_id, token, reference, description, card_mask, card_token, rrn)) FROM payment",
        "SELECT json_group_array(json_array(event_id, body)) FROM callback",
    ];
    tables
        .iter()
        .map(|sql| bank.database.value(sql).unwrap().to_string())
        .collect()
}

#[test]
fn mistakes_can_be_corrected() {
    let bank = Fixture::new();
    let (id, page) = bank.started("k", 1);
    let wrong = bank.page(
        &page,
        Some("action=pay&number=4111111111111112&expiry=01%2F20&cvv=12&name="),
    );
    assert_eq!(wrong.status, 422);
    for field in ["number-error", "expiry-error", "cvv-error", "name-error"] {
        assert!(wrong.html.contains(&format!("id=\"{field}\"")), "{field}");
    }
    assert!(!wrong.html.contains("4111111111111112") && wrong.html.contains("value=\"01/20\""));
    assert_eq!(bank.page(&page, Some("%ff%fe=&&&==&number=%00")).status, 422);
    assert_eq!(bank.status(&id)["status"], "new");
    assert_eq!(
        bank.page(&page, Some(&card_form("2200000000000004"))).location,
        RETURN_URL
    );
}

#[test]
fn a_finished_payment_shows_its_outcome() {
    let bank = Fixture::new();
    let (_, page) = bank.started("k", 1);
    bank.page(&page, Some(&card_form("2200000000000004")));
    let again = bank.page(&page, Some(&card_form("4000000000000002")));
    assert_eq!((again.status, again.location.as_str()), (303, page.as_str()));
    let outcome = bank.page(&page, None);
    assert!(outcome.html.contains("Paid") && outcome.html.contains(&format!("href=\"{RETURN_URL}\"")));
    assert_eq!(bank.told().len(), 1);
    assert_eq!(bank.page(&format!("{page}/challenge"), Some("code=1234")).status, 303);
}

/// Two submits that both found the payment waiting: one settles it.
#[test]
fn a_double_submit_settles_once() {
    let bank = Fixture::new();
    let (id, page) = bank.started("k", 1);
    let token = page.rsplit('/').next().unwrap();
    let (one, two) = (
        block_on(find(&bank.database, token)).unwrap(),
        block_on(find(&bank.database, token)).unwrap(),
    );
    let tell_at = domain::time::Timestamp::from_ms(NOW_MS);
    let outcome = |verdict| Outcome {
        step: "card",
        verdict,
        card: None,
        copies: 1,
        tell_at: Some(tell_at),
        chaos: None,
    };
    assert!(
        block_on(settle(bank.bank(), &one, &outcome(Verdict::Captured)))
            .unwrap()
            .is_some()
    );
    assert!(
        block_on(settle(bank.bank(), &two, &outcome(Verdict::Declined("declined"))))
            .unwrap()
            .is_none()
    );
    assert_eq!(bank.status(&id)["status"], "captured");
    assert_eq!(bank.database.value("SELECT count(*) FROM callback").unwrap(), 1);
}

#[test]
fn declines_return_to_the_shop() {
    let bank = Fixture::new();
    for (key, card, code) in [
        ("k1", "4000000000000002", "declined"),
        ("k2", "2200000000000012", "insufficient_funds"),
    ] {
        let id = bank.paid(key, 1, card);
        assert_eq!(bank.status(&id)["decline_code"], code);
        let told = bank.told().pop().unwrap();
        assert_eq!(
            (told["type"].as_str(), told["decline_code"].as_str()),
            (Some("payment.declined"), Some(code))
        );
    }
    let (id, page) = bank.started("k3", 1);
    assert_eq!(bank.page(&page, Some("action=cancel")).location, RETURN_URL);
    assert_eq!(bank.status(&id)["status"], "declined");
    assert_eq!(bank.told().pop().unwrap()["card"], json!(null));
    assert!(bank.page(&page, None).html.contains("Not paid"));
}

#[test]
fn three_d_secure_asks_who_pays() {
    let bank = Fixture::new();
    for (key, code, status, decline) in [
        ("k1", "1234", "captured", json!(null)),
        ("k2", "9999", "declined", json!("authentication_failed")),
    ] {
        let (id, page) = bank.started(key, 1);
        let sent = bank.page(&page, Some(&card_form("2200000000000020")));
        assert_eq!((sent.status, sent.location.as_str()), (303, page.as_str()));
        assert_eq!(bank.page(&page, None).location, format!("{page}/challenge?lang=en"));
        let challenge = bank.page(&format!("{page}/challenge"), None);
        assert!(challenge.html.contains("1234") && challenge.html.contains("0020"));
        assert_eq!(bank.status(&id)["status"], "new");
        assert_eq!(
            bank.page(&format!("{page}/challenge"), Some(&format!("code={code}")))
                .location,
            RETURN_URL
        );
        let answer = bank.status(&id);
        assert_eq!(
            (answer["status"].as_str(), &answer["decline_code"]),
            (Some(status), &decline)
        );
        assert_eq!(answer["card"]["mask"], "220000******0020");
    }
}

#[test]
fn unknown_and_late_pages_say_so() {
    let bank = Fixture::new();
    for path in [
        "/bank/pay/0123456789abcdef0123456789abcdef",
        "/bank/pay/x",
        "/bank/pay/'%20OR%201",
        "/bank/nothing",
        "/bank/pay/x/y/z",
    ] {
        let page = bank.page(path, None);
        assert_eq!(page.status, 404, "{path}");
        assert!(page.html.contains("There is no such page"));
    }
    assert_eq!(
        bank.page("/bank/pay/0123456789abcdef0123456789abcdef", Some("action=pay"))
            .status,
        404
    );
    let (id, page) = bank.started("k", 1);
    bank.clock.0.set(NOW_MS + 86_400_000);
    assert_eq!(bank.page(&page, Some(&card_form("2200000000000004"))).status, 303);
    assert!(bank.page(&page, None).html.contains("Time is up"));
    assert_eq!(bank.status(&id)["status"], "new");
}

#[test]
fn what_merchants_write_is_no_markup() {
    let bank = Fixture::new();
    bank.database
        .execute("UPDATE terminal SET merchant = '<script>alert(1)</script>'")
        .unwrap();
    let (_, page) = bank.started("k", 1);
    assert!(!bank.page(&page, None).html.contains("<script>alert"));
}
