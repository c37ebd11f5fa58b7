//! Callbacks: signed, repeated, late, twice.

use domain::{signature::verify_bank_callback, time::Timestamp};
use serde_json::json;

use super::fixture::{CALLBACK_SECRET, Fixture, NOW_MS, RETURN_URL, card, card_form};
use crate::cards::Behaviour;

const MINUTE_MS: i64 = 60_000;

#[test]
fn the_merchant_is_told_before_the_payer_returns() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, "2200000000000004");
    let told = bank.told();
    assert_eq!(told.len(), 1);
    let body = &told[0];
    assert_eq!(
        (body["type"].as_str(), body["payment_id"].as_str()),
        (Some("payment.captured"), Some(id.as_str()))
    );
    assert_eq!(
        (&body["amount_minor"], &body["currency"], &body["reference"]),
        (&json!(10_000), &json!("RUB"), &json!("1-1"))
    );
    assert_eq!(
        (&body["card"]["brand"], &body["card"]["country"]),
        (&json!("mir"), &json!("RU"))
    );
    assert!(body["card"]["token"].as_str().unwrap().starts_with("ct_"));
    let got = bank.merchant.got.borrow();
    let header = |name: &str| got[0].headers().get(name).unwrap().to_str().unwrap();
    verify_bank_callback(
        CALLBACK_SECRET,
        header("x-bank-timestamp"),
        got[0].body(),
        header("x-bank-signature"),
        Timestamp::from_ms(NOW_MS),
    )
    .unwrap();
    drop(got);
    bank.tick(NOW_MS + MINUTE_MS);
    assert_eq!(bank.told().len(), 1);
}

#[test]
fn the_same_card_has_the_same_token() {
    let bank = Fixture::new();
    let tokens: Vec<String> = [
        ("a", "2200000000000004"),
        ("b", "2200000000000004"),
        ("c", "4111111111111111"),
    ]
    .map(|(key, card)| bank.paid(key, 1, card))
    .map(|id| bank.status(&id)["card"]["token"].as_str().unwrap().to_owned())
    .into();
    assert_eq!(tokens[0], tokens[1]);
    assert_ne!(tokens[0], tokens[2]);
}

#[test]
fn a_callback_is_repeated_until_it_is_taken() {
    let bank = Fixture::new();
    bank.merchant.status.set(503);
    assert_eq!(bank.paid("k", 1, "2200000000000004").get(..3), Some("bp_"));
    bank.merchant.status.set(0);
    for minute in 1..=3 {
        bank.clock.0.set(NOW_MS + minute * MINUTE_MS);
        bank.tick(NOW_MS + minute * MINUTE_MS);
    }
    bank.merchant.status.set(200);
    bank.clock.0.set(NOW_MS + 4 * MINUTE_MS);
    bank.tick(NOW_MS + 4 * MINUTE_MS);
    bank.tick(NOW_MS + 5 * MINUTE_MS);
    let told = bank.told();
    assert_eq!(told.len(), 5);
    assert!(told.iter().all(|body| body["event_id"] == told[0]["event_id"]));
    assert_eq!(bank.database.value("SELECT state FROM callback").unwrap(), "delivered");
}

#[test]
fn after_twenty_attempts_it_is_given_up() {
    let bank = Fixture::new();
    bank.merchant.status.set(500);
    bank.paid("k", 1, "2200000000000004");
    for minute in 1..=30 {
        bank.clock.0.set(NOW_MS + minute * MINUTE_MS);
        bank.tick(NOW_MS + minute * MINUTE_MS);
    }
    assert_eq!(bank.told().len(), 20);
    assert_eq!(bank.database.value("SELECT state FROM callback").unwrap(), "exhausted");
    assert_eq!(bank.database.value("SELECT sent_status FROM callback").unwrap(), 500);
}

/// A tick that is told a time far ahead repeats what is due once, not in a loop.
#[test]
fn one_tick_is_one_attempt() {
    let bank = Fixture::new();
    bank.merchant.status.set(500);
    for payment in 0..8 {
        bank.paid(&format!("k{payment}"), 1, "2200000000000004");
    }
    bank.tick(NOW_MS + 600 * MINUTE_MS);
    assert_eq!(bank.told().len(), 16);
}

#[test]
fn told_twice_is_the_same_event_two_times() {
    let bank = Fixture::new();
    bank.paid("k", 1, "2200000000000046");
    let told = bank.told();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0], told[1]);
}

#[test]
fn told_late_is_told_by_the_cron() {
    let bank = Fixture::new();
    let id = bank.paid("k", 2, "2200000000000053");
    assert_eq!(bank.status(&id)["status"], "authorised");
    bank.tick(NOW_MS + MINUTE_MS - 1);
    assert_eq!(bank.told().len(), 0);
    bank.tick(NOW_MS + MINUTE_MS);
    assert_eq!(bank.told()[0]["type"], "payment.authorised");
}

#[test]
fn after_a_timeout_the_result_comes_later() {
    let bank = Fixture::new();
    let (id, page) = bank.started("k", 1);
    assert_eq!(bank.page(&page, Some(&card_form("5200000000000023"))).location, page);
    let shown = bank.page(&page, None);
    assert!(shown.html.contains("processing") && shown.html.contains(&format!("6;url={RETURN_URL}")));
    assert_eq!(
        (bank.status(&id)["status"].as_str(), bank.told().len()),
        (Some("new"), 0)
    );
    bank.tick(NOW_MS + MINUTE_MS - 1);
    assert_eq!(bank.told().len(), 0);
    bank.clock.0.set(NOW_MS + MINUTE_MS + 150);
    bank.tick(NOW_MS + MINUTE_MS);
    assert_eq!(
        (bank.status(&id)["status"].as_str(), bank.told().len()),
        (Some("captured"), 1)
    );
    assert_eq!(bank.told()[0]["card"]["mask"], "520000******0023");
}

#[test]
fn the_hold_card_holds_whatever_was_asked() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, "2200000000000038");
    assert_eq!(bank.status(&id)["status"], "authorised");
    assert_eq!(bank.told()[0]["type"], "payment.authorised");
}

#[test]
fn nothing_scans_a_growing_table() {
    let bank = Fixture::new();
    bank.paid("k", 1, "2200000000000004");
    everything_happens(&bank);
    for sql in bank.database.statements_seen() {
        for line in bank.database.plan(sql).unwrap() {
            // The lists that are scanned are bound to the statement.
            let growing = line.starts_with("SCAN") && !line.contains("CONSTANT ROW") && !line.contains("json_each");
            assert!(!growing, "{line}\n{sql}");
        }
    }
}

/// Every statement of the bank is run.
fn everything_happens(bank: &Fixture) {
    let held = bank.paid("held", 2, card(Behaviour::Late));
    bank.operate(&held, "void", "v", 1_000);
    bank.operate(&held, "capture", "c", 5_000);
    let silent = bank.paid("silent", 2, card(Behaviour::SilentBefore));
    bank.raw(&silent, "void", "v", 1_000);
    let disputed = bank.paid("disputed", 1, card(Behaviour::Chargeback));
    let refunded = bank.paid("refunded", 1, card(Behaviour::Chargeback));
    bank.operate(&refunded, "refund", "r", 10_000);
    bank.tick(NOW_MS + MINUTE_MS);
    let dispute = bank.events(&disputed)[1]["dispute_id"].as_str().unwrap().to_owned();
    bank.post(
        &format!("/bank/manager-api/payments/{disputed}/chargebacks/{dispute}/decide"),
        &json!({ "status": "won" }),
    );
    bank.post(
        &format!("/bank/manager-api/payments/{disputed}/refund-by-bank"),
        &json!({ "amount_minor": 1 }),
    );
    let reviewed = bank.paid("reviewed", 1, card(Behaviour::RefundReview));
    bank.operate(&reviewed, "refund", "r", 1);
    bank.post(
        &format!("/bank/manager-api/payments/{reviewed}/operations/r/decide"),
        &json!({ "status": "done" }),
    );
    let (_, terminal) = bank.get("/bank/api/terminal");
    let page = terminal["manager_url"]
        .as_str()
        .unwrap()
        .replace("https://pay.example.com", "");
    assert_eq!(bank.page(&page, None).status, 200);
    bank.page(&page, Some("operation=x&decision=done"));
    bank.get("/bank/api/payments?key=k");
    bank.post("/bank/manager-api/registers", &json!({ "day": "2026-11-23" }));
    bank.tick(NOW_MS + 8 * 24 * 60 * MINUTE_MS);
    assert_eq!(bank.status(&silent)["status"], "voided");
}
