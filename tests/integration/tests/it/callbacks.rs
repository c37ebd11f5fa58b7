//! `/callbacks/...`, as banks call it: signed, repeated, late, wrong.

use bank::cards::Behaviour;
use runtime::eventually;
use serde_json::json;

use crate::kit::{BankEvent, DESK, TestMerchant, Trip, at_once, now_ms, pay, post};

fn outcome_of(answer: &crate::kit::Answer) -> String {
    answer.json()["outcome"].as_str().unwrap_or_default().to_owned()
}

/// Proves PKP-01, PKP-02 (created, awaiting, captured), EDG-04.
#[test]
fn a_success_is_settled_with_its_fee_and_told() {
    let shop = TestMerchant::open();
    let payment = shop.payment("A-1");
    assert_eq!(shop.get(1)["status"], "created");
    let trip = shop.send_payer(&payment);
    assert_eq!(shop.get(1)["status"], "awaiting");
    let answer = shop.callback(&BankEvent::captured(&trip));
    assert_eq!((answer.status, outcome_of(&answer).as_str()), (200, "settled"));
    let paid = shop.get(1);
    assert_eq!(
        (&paid["status"], &paid["captured"], &paid["fee"]),
        (&json!("captured"), &json!("100.00"), &json!("3.50"))
    );
    let entries = shop.rows(
        "SELECT account, minor FROM entry WHERE org_id = ?1 AND ?2 = 0 ORDER BY line",
        json!(0),
    );
    let lines: Vec<(&str, i64)> = entries
        .iter()
        .map(|row| (row["account"].as_str().unwrap(), row["minor"].as_i64().unwrap()))
        .collect();
    let expected = [
        ("in_transit:sandbox", -10_000),
        ("available", 10_000),
        ("available", -350),
        ("service_fee", 250),
        ("bank_fee", 100),
    ];
    assert_eq!(lines, expected);
    shop.assert_balanced();
    let told = shop.sink.wait_for(1);
    assert_eq!(told[0].json()["type"], "payment.captured");
    eventually(
        "the notice",
        || Ok((shop.get(1)["notice"] == "delivered").then_some(())),
    )
    .unwrap();
}

/// Proves EDG-04.
#[test]
fn twenty_copies_and_a_hundred_replays_settle_once() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    let event = BankEvent::captured(&trip);
    let answers = at_once(20, |_| shop.callback(&event));
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    let fresh = answers
        .iter()
        .filter(|answer| answer.json()["duplicate"] == false)
        .count();
    assert_eq!(fresh, 1);
    for _ in 0..5 {
        let replays = at_once(20, |_| shop.callback(&event));
        assert!(
            replays
                .iter()
                .all(|answer| answer.status == 200 && answer.json()["duplicate"] == true),
            "{replays:?}"
        );
    }
    assert_eq!(shop.count("movement"), 1);
    assert_eq!(shop.count("entry"), 5);
    assert_eq!(shop.count("event"), 1);
    assert_eq!(shop.count("postback"), 1);
    assert_eq!(shop.count("operation"), 1);
    shop.assert_balanced();
    let told = shop.sink.wait_for(1);
    let ids: std::collections::BTreeSet<&str> = told.iter().map(|one| one.header("webhook-id")).collect();
    assert_eq!(ids.len(), 1);
}

#[test]
fn an_early_callback_is_kept_and_its_redelivery_settles() {
    let shop = TestMerchant::open();
    let trip = Trip {
        number: 1,
        attempt: 1,
        pay_url: String::new(),
        bank_url: String::new(),
    };
    let event = BankEvent::captured(&trip);
    let early = shop.callback(&event);
    assert_eq!((early.status, outcome_of(&early).as_str()), (409, "unmatched"));
    assert_eq!(shop.count("callback"), 1);
    assert_eq!(shop.count("movement"), 0);
    shop.trip("A-1");
    let again = shop.callback(&event);
    assert_eq!((again.status, outcome_of(&again).as_str()), (200, "settled"));
    assert_eq!(shop.get(1)["status"], "captured");
    shop.assert_balanced();
}

#[test]
fn a_wrong_signature_writes_nothing_and_is_counted() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    let body = BankEvent::captured(&trip).body();
    let now_s = (now_ms() / 1_000).to_string();
    let good = domain::signature::sign_bank_callback(&shop.merchant.callback_secret, now_ms() / 1_000, body.as_bytes());
    let foreign = domain::signature::sign_bank_callback("another secret", now_ms() / 1_000, body.as_bytes());
    let send = |timestamp: &str, signature: &str, body: &str| {
        let call = post(&shop.callback_path()).header("content-type", "application/json");
        call.header("x-bank-timestamp", timestamp)
            .header("x-bank-signature", signature)
            .body(body)
            .send()
    };
    let stale = domain::signature::sign_bank_callback(&shop.merchant.callback_secret, 1_700_000_000, body.as_bytes());
    let since = DESK.logs(0).unwrap().last().map_or(0, |line| line.seq);
    let refused = [
        send(&now_s, &foreign, &body),
        send(&now_s, "", &body),
        send(&now_s, "v1=", &body),
        send(&now_s, "v1=zz", &body),
        send("", &good, &body),
        send("1700000000", &stale, &body),
        send(&now_s, &good, &body.replace("10000", "10001")),
        post(&shop.callback_path())
            .header("content-type", "application/json")
            .body(body.clone())
            .send(),
    ];
    for answer in &refused {
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (401, "signature_wrong"),
            "{answer:?}"
        );
    }
    assert_eq!(shop.count("callback"), 0);
    assert_eq!(shop.get(1)["status"], "awaiting");
    for answer in refused {
        let id = answer.header("x-request-id").to_owned();
        let line = eventually("the log line", || {
            Ok(DESK.logs(since)?.into_iter().find(|line| line.text.contains(&id)))
        })
        .unwrap();
        assert!(
            line.text.contains("\"signature_wrong\"") && line.text.contains("\"rows_written\":0"),
            "{}",
            line.text
        );
    }
}

#[test]
fn a_wrong_amount_or_currency_is_booked_as_what_it_is() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    let less = BankEvent {
        amount_minor: 9_000,
        ..BankEvent::captured(&trip)
    };
    for _ in 0..3 {
        let answer = shop.callback(&less);
        assert_eq!((answer.status, outcome_of(&answer).as_str()), (200, "mismatch"));
    }
    let dollars = BankEvent {
        id: "be_usd".to_owned(),
        currency: "USD".to_owned(),
        ..BankEvent::captured(&trip)
    };
    assert_eq!(outcome_of(&shop.callback(&dollars)), "mismatch");
    let payment = shop.get(1);
    assert_eq!(
        (&payment["status"], &payment["attention"]),
        (&json!("awaiting"), &json!("amount_mismatch"))
    );
    let unclaimed = shop.rows(
        "SELECT currency, minor FROM balance WHERE org_id = ?1 AND account = ?2 ORDER BY currency",
        json!("unclaimed"),
    );
    let unclaimed: Vec<(&str, i64)> = unclaimed
        .iter()
        .map(|row| (row["currency"].as_str().unwrap(), row["minor"].as_i64().unwrap()))
        .collect();
    assert_eq!(unclaimed, [("RUB", 9_000), ("USD", 10_000)]);
    assert_eq!(shop.count("notification"), 2);
    assert_eq!(shop.count("event"), 0);
    shop.assert_balanced();
    // The right amount still settles.
    let right = BankEvent {
        id: "be_right".to_owned(),
        ..BankEvent::captured(&trip)
    };
    assert_eq!(outcome_of(&shop.callback(&right)), "settled");
    shop.assert_balanced();
}

/// Proves EDG-07 (the return's key is committed before the bank is asked).
#[test]
fn a_second_success_is_booked_flagged_and_returned() {
    let shop = TestMerchant::open();
    let payment = shop.payment("A-1");
    let (first, second) = (shop.send_payer(&payment), shop.send_payer(&payment));
    assert_ne!(first.attempt, second.attempt);
    // Both are paid at the bank itself, so that it knows what it is to give back.
    for trip in [&first, &second] {
        assert_eq!(pay(trip, Behaviour::Approve).status, 303);
    }
    eventually("both successes", || Ok((shop.count("callback") == 2).then_some(()))).unwrap();
    let returned = || {
        DESK.cron("payment-janitor", Some(now_ms() + 3_600_000))?;
        let done = shop.rows(
            "SELECT state FROM operation WHERE org_id = ?1 AND kind = ?2",
            json!("refund"),
        );
        Ok(done.first().filter(|row| row["state"] == "done").map(drop))
    };
    eventually("the return", returned).unwrap();
    let after = shop.get(1);
    assert_eq!(
        (&after["status"], &after["captured"]),
        (&json!("captured"), &json!("100.00"))
    );
    assert_eq!(after["attention"], "second_success");
    let unclaimed = shop.rows(
        "SELECT minor FROM balance WHERE org_id = ?1 AND account = ?2",
        json!("unclaimed"),
    );
    assert_eq!(unclaimed[0]["minor"], 0);
    shop.assert_balanced();
}

/// Two payments at the bank for one trip are two successes; two words about the one are one.
#[test]
fn a_trip_paid_twice_at_the_bank_is_a_second_success() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    let event = BankEvent::captured(&trip);
    assert_eq!(outcome_of(&shop.callback(&event)), "settled");
    let again = BankEvent {
        id: "be_again".to_owned(),
        ..event.clone()
    };
    assert_eq!(outcome_of(&shop.callback(&again)), "repeated");
    assert_eq!(shop.count("movement"), 1);
    let other = again.body().replace("be_again", "be_other").replace("bp_", "bp_other_");
    assert_eq!(outcome_of(&shop.signed(&other).send()), "surplus");
    assert_eq!(shop.get(1)["attention"], "second_success");
    assert_eq!(shop.get(1)["captured"], "100.00");
    shop.assert_balanced();
}

#[test]
fn a_disabled_terminal_still_settles() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    shop.execute("UPDATE terminal SET status = 'disabled' WHERE org_id = ?1");
    assert_eq!(outcome_of(&shop.callback(&BankEvent::captured(&trip))), "settled");
    // Nobody is sent there any more.
    let answer = post(&trip.pay_url).form("terminal=sandbox").send();
    assert_eq!(answer.status, 409);
}

/// Proves PKP-02 (failed).
#[test]
fn a_decline_lets_the_payer_choose_again_five_times() {
    let shop = TestMerchant::open();
    let payment = shop.payment("A-1");
    for attempt in 1..=5 {
        assert_eq!(shop.get(1)["status"], if attempt == 1 { "created" } else { "awaiting" });
        let trip = shop.send_payer(&payment);
        let declined = BankEvent {
            kind: "payment.declined",
            decline_code: Some("insufficient_funds"),
            ..BankEvent::captured(&trip)
        };
        assert_eq!(outcome_of(&shop.callback(&declined)), "settled");
    }
    assert_eq!(shop.get(1)["status"], "failed");
    assert_eq!(
        post(payment["pay_url"].as_str().unwrap())
            .form("terminal=sandbox")
            .send()
            .status,
        409
    );
    assert_eq!(shop.sink.wait_for(1)[0].json()["type"], "payment.failed");
    // What the bank says has happened is booked all the same.
    let late = BankEvent {
        id: "be_late".to_owned(),
        ..BankEvent::captured(&Trip {
            number: 1,
            attempt: 5,
            pay_url: String::new(),
            bank_url: String::new(),
        })
    };
    assert_eq!(outcome_of(&shop.callback(&late)), "late");
    let paid = shop.get(1);
    assert_eq!(
        (&paid["status"], &paid["attention"]),
        (&json!("captured"), &json!("late_success"))
    );
    shop.assert_balanced();
}

#[test]
fn bad_callbacks_are_refused_and_never_break_anything() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    let good = BankEvent::captured(&trip);
    let raw = |body: &str| shop.signed(body).send();
    for body in [
        "",
        "{",
        "null",
        "[]",
        "{}",
        "\u{0}",
        &good.body().replace("payment.captured", "payment.unheard"),
    ] {
        let answer = raw(body);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (400, "callback_malformed"),
            "{body}"
        );
    }
    for (from, to) in [
        ("\"amount_minor\":10000", "\"amount_minor\":0"),
        ("\"amount_minor\":10000", "\"amount_minor\":-1"),
        ("\"amount_minor\":10000", "\"amount_minor\":9007199254740993"),
        ("\"amount_minor\":10000", "\"amount_minor\":1e400"),
        ("\"amount_minor\":10000", "\"amount_minor\":\"10000\""),
        ("\"currency\":\"RUB\"", "\"currency\":\"XXX\""),
        ("\"event_id\":\"be_1_1\"", "\"event_id\":\"\""),
        ("\"mask\":\"220000******0004\"", "\"mask\":\"2200000000000004\""),
        ("\"mask\":\"220000******0004\"", "\"mask\":\"22000000000000040000\""),
        ("\"brand\":\"mir\"", "\"brand\":\"4111111111111111\""),
    ] {
        let body = good.body();
        assert!(body.contains(from), "{body}");
        let answer = raw(&body.replace(from, to));
        assert_eq!(answer.status, 400, "{to}: {answer:?}");
        answer.problem();
    }
    let large = raw(&format!("{{\"pad\":\"{}\"}}", "x".repeat(65 * 1024)));
    assert_eq!((large.status, large.problem().as_str()), (413, "body_too_large"));
    let form = post(&shop.callback_path()).form("a=b").send();
    assert_eq!((form.status, form.problem().as_str()), (415, "content_type_not_json"));
    let unknown = post("/callbacks/sandbox-bank/nobody/sandbox").json(&json!({})).send();
    assert_eq!((unknown.status, unknown.problem().as_str()), (404, "terminal_unknown"));
    assert_eq!(
        post("/callbacks/other-bank/demo/sandbox")
            .json(&json!({}))
            .send()
            .status,
        404
    );
    assert_eq!(crate::kit::get(&shop.callback_path()).send().status, 405);
    for reference in [
        "",
        "x",
        "1",
        "1-",
        "-1-1",
        "1-1-1",
        "99999999999999999999-1",
        "1-0",
        "0-1",
    ] {
        let event = BankEvent {
            id: format!("be_{reference}"),
            reference: reference.to_owned(),
            ..good.clone()
        };
        let answer = shop.callback(&event);
        assert!(matches!(answer.status, 400 | 409), "{reference}: {answer:?}");
    }
    assert_eq!(shop.get(1)["status"], "awaiting");
    assert_eq!(shop.count("movement"), 0);
}

#[test]
fn a_callback_reaches_no_other_organisation() {
    let (ours, theirs) = (TestMerchant::open(), TestMerchant::open());
    ours.trip("A-1");
    let trip = theirs.trip("B-1");
    let body = BankEvent::captured(&trip).body();
    // Signed by them for our address.
    let timestamp_s = now_ms() / 1_000;
    let signature =
        domain::signature::sign_bank_callback(&theirs.merchant.callback_secret, timestamp_s, body.as_bytes());
    let call = post(&ours.callback_path()).header("content-type", "application/json");
    let answer = call
        .header("x-bank-timestamp", &timestamp_s.to_string())
        .header("x-bank-signature", &signature)
        .body(body)
        .send();
    assert_eq!(answer.status, 401);
    assert_eq!(ours.get(1)["status"], "awaiting");
}
