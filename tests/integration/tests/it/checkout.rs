//! The pay page, as a payer without JavaScript walks it, and the bank's page behind it.

use bank::cards::{Behaviour, DECLINED};
use runtime::eventually;
use serde_json::json;

use crate::kit::{Call, DESK, TestMerchant, get, now_ms, pay, post};

/// Proves EDG-09 (a card page with test cards, declines and 3-D Secure).
#[test]
fn a_payer_pays_after_a_decline() {
    let shop = TestMerchant::open();
    let payment = shop.payment("A-1");
    let page = get(payment["pay_url"].as_str().unwrap()).send();
    assert!(
        page.status == 200 && page.text.contains("100.00") && page.text.contains("Pay by card"),
        "{page:?}"
    );
    let trip = shop.send_payer(&payment);
    let declined = pay(&trip, Behaviour::Decline(DECLINED));
    assert_eq!(declined.status, 303, "{declined:?}");
    let back = declined.header("location").to_owned();
    assert!(back.starts_with(&format!("{}/return", trip.pay_url)), "{back}");
    eventually("the decline", || {
        Ok(get(&back).send().text.contains("try another card").then_some(()))
    })
    .unwrap();
    let again = shop.send_payer(&payment);
    assert_eq!(again.attempt, 2);
    let paid = pay(&again, Behaviour::Approve);
    assert_eq!(paid.status, 303, "{paid:?}");
    eventually("the success", || {
        Ok(get(paid.header("location"))
            .send()
            .text
            .contains("The payment has gone through")
            .then_some(()))
    })
    .unwrap();
    assert_eq!(shop.get(1)["status"], "captured");
}

#[test]
fn the_page_is_framed_by_registered_sites_alone() {
    let shop = TestMerchant::open();
    let answer = get(shop.payment("A-1")["pay_url"].as_str().unwrap()).send();
    let policy = answer.header("content-security-policy");
    assert!(
        policy.contains(&format!("frame-ancestors 'self' {}", shop.sink.url())),
        "{policy}"
    );
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{policy}"
    );
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
}

#[test]
fn unknown_tokens_show_a_page_not_an_error() {
    for token in [
        "0".repeat(32),
        "x".repeat(32),
        "1".to_owned(),
        "1' OR '1'='1".replace(' ', "%20"),
    ] {
        let answer = get(&format!("/pay/{token}")).send();
        assert_eq!(answer.status, 404, "{answer:?}");
        assert!(answer.text.contains("No such payment"));
        assert_eq!(
            post(&format!("/pay/{token}")).form("terminal=sandbox").send().status,
            404
        );
        assert_eq!(get(&format!("/pay/{token}/status")).send().status, 404);
    }
    assert_eq!(Call::new("DELETE", "/pay/x").send().status, 405);
}

#[test]
fn nobody_is_sent_to_the_bank_when_it_may_not_be() {
    let shop = TestMerchant::open();
    let payment = shop.payment("A-1");
    let url = payment["pay_url"].as_str().unwrap();
    for form in ["", "terminal=", "terminal=nowhere", "terminal=%27", "x"] {
        assert_eq!(post(url).form(form).send().status, 409, "{form}");
    }
    shop.execute("UPDATE organisation SET status = 'disabled' WHERE org_id = ?1");
    let refused = post(url).form("terminal=sandbox").send();
    assert!(
        refused.status == 409 && refused.text.contains("does not take payments"),
        "{refused:?}"
    );
    shop.execute("UPDATE organisation SET status = 'active' WHERE org_id = ?1");
    shop.execute("UPDATE payment SET expires_at_ms = 1 WHERE org_id = ?1");
    let expired = post(url).form("terminal=sandbox").send();
    assert!(
        expired.status == 409 && expired.text.contains("time to pay is over"),
        "{expired:?}"
    );
    assert_eq!(shop.count("attempt"), 0);
}

/// No further trip is to be had, but one may still bring money: nobody is told that all has failed.
#[test]
fn the_page_waits_while_a_trip_is_open() {
    let shop = TestMerchant::open();
    let payment = shop.payment("A-1");
    let trips: Vec<_> = (0..5).map(|_| shop.send_payer(&payment)).collect();
    let url = payment["pay_url"].as_str().unwrap();
    let page = get(url).send();
    assert!(
        page.text.contains("Waiting for the bank") && !page.text.contains("failed"),
        "{page:?}"
    );
    let status = get(&format!("{url}/status")).send().json();
    assert_eq!(status["waiting"], true);
    pay(&trips[0], Behaviour::Approve);
    eventually("the success", || {
        Ok(get(url)
            .send()
            .text
            .contains("The payment has gone through")
            .then_some(()))
    })
    .unwrap();
    assert_eq!(get(&format!("{url}/status")).send().json()["waiting"], false);
}

#[test]
fn a_bank_out_of_reach_leaves_the_payer_a_way() {
    let shop = TestMerchant::open();
    let payment = shop.payment("A-1");
    DESK.sql(
        "BANK",
        &[runtime::SqlStatement::new(
            "UPDATE terminal SET status = 'disabled' WHERE terminal_number = ?1",
            [json!(shop.merchant.org_id)],
        )],
    )
    .unwrap();
    let answer = post(payment["pay_url"].as_str().unwrap())
        .form("terminal=sandbox")
        .send();
    assert!(
        answer.status == 502 && answer.text.contains("cannot be reached"),
        "{answer:?}"
    );
    assert_eq!(shop.get(1)["status"], "created", "the bank has not taken it");
}

#[test]
fn what_merchants_write_is_not_markup() {
    let shop = TestMerchant::open();
    let script = "<script>alert(1)</script>\"'><img src=x>";
    let answer = shop.create(
        "k",
        &json!({ "amount": "1.00", "currency": "RUB", "order": script, "description": script }),
    );
    let page = get(answer.json()["pay_url"].as_str().unwrap()).send();
    assert!(
        !page.text.contains("<script>alert") && !page.text.contains("<img"),
        "{page:?}"
    );
}

#[test]
fn the_page_speaks_russian() {
    let shop = TestMerchant::open();
    let url = shop.payment("A-1")["pay_url"].as_str().unwrap().to_owned();
    assert!(
        get(&url)
            .header("accept-language", "ru-RU,ru;q=0.9")
            .send()
            .text
            .contains("Оплатить картой")
    );
    assert!(get(&format!("{url}?lang=ru")).send().text.contains("Тестовый режим"));
}

/// A payment whose bank answers only later is awaiting until then, and paid after it.
#[test]
fn a_delayed_callback_settles_by_the_banks_cron() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    let answer = pay(&trip, Behaviour::ToldLate);
    assert_eq!(answer.status, 303, "{answer:?}");
    let page = get(answer.header("location")).send().text;
    let status = shop.get(1)["status"].clone();
    // A neighbour's cron may have let the time pass already.
    let told = status == "captured";
    assert!(told || status == "awaiting", "{status}");
    assert!(told || page.contains("Waiting for the bank"), "{page}");
    eventually("settlement", || {
        DESK.cron("sandbox-bank", Some(now_ms() + 600_000))?;
        Ok((shop.get(1)["status"] == "captured").then_some(()))
    })
    .unwrap();
}
