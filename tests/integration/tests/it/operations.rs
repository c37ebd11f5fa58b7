//! `/v1/payments/{number}/capture`, `/cancel` and `/refunds`, as merchants' servers call them: all at once, twice, for too much;
//! and what /v1 tells of it afterwards.

use std::collections::BTreeSet;

use bank::cards::Behaviour;
use domain::token::sha256_hex;
use runtime::SqlStatement;
use serde_json::{Value, json};

use crate::kit::{Answer, BankEvent, DESK, TestMerchant, assert_sums, at_once, get, post, rub};

/// What is over is never an error of ours: done, or a refusal with one of these codes.
fn assert_done_or(answers: &[Answer], done: usize, codes: &[&str]) {
    let created = answers.iter().filter(|answer| answer.status == 201).count();
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        assert_eq!(answer.status, 409, "{answer:?}");
        assert!(codes.contains(&answer.problem().as_str()), "{answer:?}");
    }
    assert_eq!(created, done, "{answers:?}");
}

/// Proves EDG-03, PKP-04 (partial refunds).
#[test]
fn fifty_refunds_at_once_never_exceed_what_was_captured() {
    let shop = TestMerchant::open();
    let number = shop.paid("A-1", Behaviour::Approve);
    let answers = at_once(50, |index| {
        shop.operate(number, "refunds", &format!("r-{index}"), &rub("30.00"))
    });
    assert_done_or(&answers, 3, &["amount_exceeds_captured", "operation_in_flight"]);
    for answer in answers.iter().filter(|answer| answer.status == 201) {
        assert_eq!(answer.json()["state"], "done", "{answer:?}");
    }
    assert_sums(&shop, number, [10_000, 0, 9_000, 0]);
    let payment = shop.get(number);
    assert_eq!(
        (&payment["status"], &payment["refunded"], &payment["refundable"]),
        (&json!("partially_refunded"), &json!("90.00"), &json!("10.00"))
    );
    assert_eq!(shop.operations(number, "refund").len(), 3);
    assert_eq!(shop.balance("available"), 10_000 - 350 - 9_000);
    assert_eq!(shop.events("payment.partially_refunded"), 3);
    let listed = shop.list(&format!("/v1/payments/{number}/refunds"));
    assert_eq!(listed["items"].as_array().unwrap().len(), 3);
    shop.assert_books_right();
}

/// Proves EDG-03, PKP-07 (partial capture), SPR-06.
#[test]
fn twenty_captures_of_one_hold_take_it_once() {
    let shop = TestMerchant::open();
    shop.two_stages();
    let number = shop.paid("A-1", Behaviour::Approve);
    let answers = at_once(20, |index| {
        shop.operate(number, "capture", &format!("c-{index}"), &rub("60.00"))
    });
    assert_done_or(&answers, 1, &["already_captured", "operation_in_flight"]);
    // What is left of the hold, the bank lets go.
    assert_sums(&shop, number, [6_000, 4_000, 0, 0]);
    assert_eq!(shop.at_bank(number)["status"], "captured");
    let payment = shop.get(number);
    assert_eq!(
        (&payment["status"], &payment["captured"], &payment["capturable"]),
        (&json!("captured"), &json!("60.00"), &json!("0.00"))
    );
    // The fee is of what was taken: its minimum, which is above 2.5 % of 60.00.
    assert_eq!(payment["fee"], "3.50");
    assert_eq!((shop.balance("hold"), shop.balance("available")), (0, 6_000 - 350));
    assert_eq!(shop.events("payment.captured"), 1);
    shop.assert_books_right();
}

/// Proves EDG-03, SPR-05 (partial cancel).
#[test]
fn cancels_in_parts_release_no_more_than_is_held() {
    let shop = TestMerchant::open();
    let number = shop.paid("A-1", Behaviour::Hold);
    let answers = at_once(20, |index| {
        shop.operate(number, "cancel", &format!("v-{index}"), &rub("40.00"))
    });
    assert_done_or(&answers, 2, &["amount_exceeds_hold", "operation_in_flight"]);
    assert_sums(&shop, number, [0, 8_000, 0, 0]);
    assert_eq!(shop.get(number)["capturable"], "20.00");
    let over = shop.operate(number, "capture", "over", &rub("20.01"));
    assert_eq!((over.status, over.problem().as_str()), (409, "amount_exceeds_hold"));
    assert_eq!(shop.operate(number, "capture", "rest", &rub("20.00")).status, 201);
    assert_sums(&shop, number, [2_000, 8_000, 0, 0]);
    shop.assert_books_right();
}

/// Proves EDG-03.
#[test]
fn a_cancel_that_races_a_capture_leaves_one_of_them() {
    for round in 0..5 {
        let shop = TestMerchant::open();
        let number = shop.paid("A-1", Behaviour::Hold);
        let answers = at_once(4, |index| {
            let what = if (index + round) % 2 == 0 { "capture" } else { "cancel" };
            shop.operate(number, what, &format!("k-{index}"), &json!({}))
        });
        let refusals = ["already_captured", "operation_in_flight", "nothing_left"];
        assert_done_or(&answers, 1, &refusals);
        let done = answers.iter().find(|answer| answer.status == 201).unwrap().json();
        let (status, sums) = if done["kind"] == "capture" {
            ("captured", [10_000, 0, 0, 0])
        } else {
            ("cancelled", [0, 10_000, 0, 0])
        };
        assert_eq!(shop.get(number)["status"], status);
        assert_eq!(done["payment_status"], status);
        assert_sums(&shop, number, sums);
        assert_eq!(shop.balance("hold"), 0);
        shop.assert_balanced();
    }
}

/// Proves EDG-06.
#[test]
fn twenty_twins_of_a_refund_are_one() {
    let shop = TestMerchant::open();
    let number = shop.paid("A-1", Behaviour::Approve);
    let answers = at_once(20, |_| shop.operate(number, "refunds", "twin", &rub("30.00")));
    let (done, waiting): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 201);
    assert!(!done.is_empty());
    assert!(done.iter().all(|answer| answer.json() == done[0].json()), "{answers:?}");
    for answer in waiting {
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (409, "idempotency_key_in_flight")
        );
    }
    let later = shop.operate(number, "refunds", "twin", &rub("30.00"));
    assert_eq!((later.status, later.json()), (201, done[0].json()));
    for (what, body) in [
        ("refunds", rub("30.01")),
        ("refunds", json!({})),
        (
            "refunds",
            json!({ "amount": "30.00", "currency": "RUB", "reason": "other" }),
        ),
        ("capture", rub("30.00")),
    ] {
        let other = shop.operate(number, what, "twin", &body);
        assert_eq!(
            (other.status, other.problem().as_str()),
            (422, "idempotency_key_reused"),
            "{what} {body}"
        );
    }
    // Another payment is another request.
    let second = shop.paid("A-2", Behaviour::Approve);
    let other = shop.operate(second, "refunds", "twin", &rub("30.00"));
    assert_eq!(other.problem(), "idempotency_key_reused");
    assert_eq!(shop.operations(number, "refund").len(), 1);
    assert_sums(&shop, number, [10_000, 0, 3_000, 0]);
    assert_sums(&shop, second, [10_000, 0, 0, 0]);
    shop.assert_books_right();
}

/// What the desk keeps of an organisation's operations: unchanged by what is refused.
fn kept(shop: &TestMerchant) -> [i64; 5] {
    ["operation", "movement", "journal", "event", "idempotency"].map(|table| shop.count(table))
}

/// Proves EDG-03, PKP-05 (the amount).
#[test]
fn what_does_not_fit_is_refused_and_changes_nothing() {
    let shop = TestMerchant::open();
    let number = shop.paid("A-1", Behaviour::Approve);
    let awaiting = shop.trip("A-2").number;
    let before = kept(&shop);
    let refused = |number: i64, what: &str, body: Value, status: u16, code: &str| {
        let answer = shop.operate(number, what, "refused", &body);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (status, code),
            "{what} {body}"
        );
    };
    refused(number, "refunds", rub("100.01"), 409, "amount_exceeds_captured");
    refused(
        number,
        "refunds",
        rub("90071992547409.91"),
        409,
        "amount_exceeds_captured",
    );
    refused(number, "capture", json!({}), 409, "already_captured");
    refused(number, "cancel", json!({}), 409, "already_captured");
    refused(awaiting, "refunds", json!({}), 409, "not_captured");
    refused(awaiting, "refunds", rub("1.00"), 409, "not_captured");
    refused(awaiting, "capture", json!({}), 409, "not_authorised");
    refused(awaiting, "cancel", rub("1.00"), 409, "not_authorised");
    refused(77, "refunds", json!({}), 404, "payment_not_found");
    for (body, field) in [
        (
            json!({ "amount": "30.00", "currency": "USD" }),
            "currency:currency_differs",
        ),
        (json!({ "amount": "30.00" }), "currency:required"),
        (json!({ "currency": "RUB" }), "amount:required"),
    ] {
        let answer = shop.operate(number, "refunds", "refused", &body);
        assert_eq!(
            (answer.status, answer.fields()),
            (422, vec![field.to_owned()]),
            "{body}"
        );
    }
    for body in [
        rub("0"),
        rub("0.00"),
        rub("-1.00"),
        rub("1.001"),
        rub("1e2"),
        rub(" 1"),
        rub(""),
        rub("99999999999999999999"),
        json!({ "amount": 30, "currency": "RUB" }),
        json!({ "amount": "1.00", "currency": "XXX" }),
        json!({ "reason": "card 4111 1111 1111 1111" }),
        json!({ "reason": "x".repeat(501) }),
        json!({ "lines": [] }),
        json!({ "lines": [{ "line": 0 }] }),
        json!([]),
    ] {
        let answer = shop.operate(number, "refunds", "refused", &body);
        assert_eq!(answer.status, 422, "{body}: {answer:?}");
        answer.problem();
    }
    let keyless = shop
        .v1(post(&format!("/v1/payments/{number}/refunds")))
        .json(&json!({}))
        .send();
    assert_eq!(
        (keyless.status, keyless.problem().as_str()),
        (400, "idempotency_key_required")
    );
    shop.execute("UPDATE terminal SET operations = '[\"payment\",\"capture\",\"void\"]' WHERE org_id = ?1");
    refused(number, "refunds", rub("1.00"), 409, "operation_not_allowed");
    shop.execute("UPDATE terminal SET operations = '[\"payment\",\"capture\",\"void\",\"refund\"]' WHERE org_id = ?1");
    assert_eq!(kept(&shop), before);
    assert_sums(&shop, number, [10_000, 0, 0, 0]);
    // Nothing has used the key up. To the last unit, and not one more.
    assert_eq!(shop.operate(number, "refunds", "refused", &rub("70.00")).status, 201);
    assert_eq!(
        shop.operate(number, "refunds", "k-2", &rub("30.01")).problem(),
        "amount_exceeds_captured"
    );
    let rest = shop.operate(number, "refunds", "k-3", &json!({}));
    assert_eq!((rest.status, &rest.json()["amount"]), (201, &json!("30.00")));
    assert_eq!(shop.get(number)["status"], "refunded");
    for body in [rub("0.01"), json!({})] {
        assert_eq!(shop.operate(number, "refunds", "k-4", &body).problem(), "nothing_left");
    }
    assert_sums(&shop, number, [10_000, 0, 10_000, 0]);
    shop.assert_books_right();
}

#[test]
fn a_failed_payment_has_nothing_to_give() {
    let shop = TestMerchant::open();
    let payment = shop.payment("A-1");
    for _ in 0..5 {
        let trip = shop.send_payer(&payment);
        let declined = BankEvent {
            kind: "payment.declined",
            decline_code: Some("insufficient_funds"),
            ..BankEvent::captured(&trip)
        };
        assert_eq!(shop.callback(&declined).status, 200);
    }
    assert_eq!(shop.get(1)["status"], "failed");
    let before = kept(&shop);
    for (what, code) in [
        ("refunds", "not_captured"),
        ("capture", "not_authorised"),
        ("cancel", "not_authorised"),
    ] {
        assert_eq!(shop.operate(1, what, "k", &json!({})).problem(), code);
    }
    assert_eq!(kept(&shop), before);
}

/// Proves PKP-05 (the lines of a cart).
#[test]
fn part_of_a_cart_is_refunded_by_its_lines() {
    let shop = TestMerchant::open();
    let cart = json!([
        { "name": "Oolong", "price": "30.00", "quantity": 2, "sum": "60.00" },
        { "name": "Pu-erh", "price": "40.00", "quantity": "1", "sum": "40.00" },
    ]);
    let created = shop.create("cart", &json!({ "amount": "100.00", "currency": "RUB", "cart": cart }));
    let number = shop.pay_for(&created.json(), Behaviour::Approve).number;
    let before = kept(&shop);
    for (body, field) in [
        (rub("30.00"), "lines:lines_required"),
        (
            json!({ "amount": "31.00", "currency": "RUB", "lines": [{ "line": 0, "quantity": 1 }] }),
            "amount:amount_does_not_match_lines",
        ),
        (
            json!({ "amount": "30.00", "currency": "USD", "lines": [{ "line": 0, "quantity": 1 }] }),
            "currency:currency_differs",
        ),
        (
            json!({ "lines": [{ "line": 2, "quantity": "1" }] }),
            "lines[0]:line_unknown",
        ),
        (
            json!({ "lines": [{ "line": 0, "quantity": "3" }] }),
            "lines[0]:quantity_exceeds_bought",
        ),
        (
            json!({ "lines": [{ "line": 0, "quantity": "1" }, { "line": 0, "quantity": "1" }] }),
            "lines[1]:line_duplicate",
        ),
        (
            json!({ "lines": [{ "line": 0, "quantity": "-1" }] }),
            "lines[0].quantity:quantity_malformed",
        ),
    ] {
        let answer = shop.operate(number, "refunds", "refused", &body);
        assert_eq!(
            (answer.status, answer.fields()),
            (422, vec![field.to_owned()]),
            "{body}"
        );
    }
    assert_eq!(kept(&shop), before);
    // Both pieces are left: of ten who want one at once, two get it.
    let one = json!({ "lines": [{ "line": 0, "quantity": "1" }] });
    let answers = at_once(10, |index| shop.operate(number, "refunds", &format!("l-{index}"), &one));
    let done: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
    assert_eq!(done.len(), 2, "{answers:?}");
    for answer in &done {
        let refund = answer.json();
        assert_eq!(refund["amount"], "30.00");
        assert_eq!(refund["lines"].as_array().unwrap().len(), 1);
    }
    for answer in answers.iter().filter(|answer| answer.status != 201) {
        assert!(
            answer.fields() == ["lines[0]:quantity_exceeds_bought"] || answer.problem() == "operation_in_flight",
            "{answer:?}"
        );
    }
    let rest = shop.operate(number, "refunds", "rest", &json!({}));
    assert_eq!((rest.status, &rest.json()["amount"]), (201, &json!("40.00")));
    assert_sums(&shop, number, [10_000, 0, 10_000, 0]);
    shop.assert_books_right();
}

/// All pages of a list.
fn pages(shop: &TestMerchant, query: &str) -> Vec<i64> {
    let mut numbers = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = shop.list(&format!("/v1/payments?{query}{cursor}"));
        let items = page["items"].as_array().unwrap();
        numbers.extend(items.iter().map(|row| row["number"].as_i64().unwrap()));
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return numbers,
        }
    }
}

#[test]
fn payments_are_listed_with_filters_and_a_cursor() {
    let shop = TestMerchant::open();
    for index in 1..=7 {
        let body = json!({ "amount": "100.00", "currency": "RUB", "order": format!("A {index}"), "label": format!("user-{}", index % 2) });
        shop.create(&format!("k-{index}"), &body);
    }
    shop.callback(&BankEvent::captured(&shop.send_payer(&shop.get(3))));
    shop.send_payer(&shop.get(5));
    assert_eq!(pages(&shop, "limit=2"), [7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(pages(&shop, "limit=7"), [7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(pages(&shop, "status=captured"), [3]);
    assert_eq!(pages(&shop, "status=awaiting&limit=1"), [5]);
    assert_eq!(pages(&shop, "status=created&limit=2"), [7, 6, 4, 2, 1]);
    assert_eq!(pages(&shop, "order=A%204"), [4]);
    assert_eq!(pages(&shop, "order=A+4"), [4]);
    assert_eq!(pages(&shop, "label=user-0&limit=1"), [6, 4, 2]);
    assert_eq!(pages(&shop, "label=user-1&status=created"), [7, 1]);
    assert!(pages(&shop, "label=nobody").is_empty());
    for query in ["limit=0", "limit=501", "limit=x", "cursor=x", "cursor=-1", "order=%zz"] {
        let answer = shop.v1(get(&format!("/v1/payments?{query}"))).send();
        assert_eq!(answer.status, 422, "{query}: {answer:?}");
    }
}

#[test]
fn events_are_read_on_and_on_and_none_is_missed() {
    let shop = TestMerchant::open();
    let trips: Vec<_> = (0..12).map(|index| shop.trip(&format!("A-{index}"))).collect();
    let seen = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let (mut cursor, mut seen) = ("0".to_owned(), Vec::new());
            runtime::eventually("twelve events", || {
                let page = shop.list(&format!("/v1/events?limit=3&cursor={cursor}"));
                let items = page["items"].as_array().unwrap();
                assert!(items.len() <= 3);
                seen.extend(items.iter().map(|event| event["data"]["number"].as_i64().unwrap()));
                cursor = page["next"].as_str().unwrap().to_owned();
                Ok((seen.len() >= trips.len()).then(|| seen.clone()))
            })
            .unwrap()
        });
        for trip in &trips {
            scope.spawn(|| assert_eq!(shop.callback(&BankEvent::captured(trip)).status, 200));
        }
        reader.join().unwrap()
    });
    assert_eq!(seen.len(), trips.len(), "{seen:?}");
    let told: BTreeSet<i64> = seen.iter().copied().collect();
    assert_eq!(told, trips.iter().map(|trip| trip.number).collect());
    // What /v1 tells is what the postbacks told.
    let events = shop.list("/v1/events?limit=500");
    let by_api: BTreeSet<String> = events["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(Value::to_string)
        .collect();
    let by_postback: BTreeSet<String> = shop
        .sink
        .wait_for(trips.len())
        .iter()
        .map(|one| one.json().to_string())
        .collect();
    assert_eq!(by_api, by_postback);
    // At the end, the cursor stays where it is.
    let next = events["next"].as_str().unwrap();
    let after = shop.list(&format!("/v1/events?cursor={next}"));
    assert_eq!((&after["items"], &after["next"]), (&json!([]), &json!(next)));
    assert_eq!(shop.v1(get("/v1/events?cursor=x")).send().status, 422);
}

#[test]
fn balances_are_the_ledgers() {
    let shop = TestMerchant::open();
    assert_eq!(shop.list("/v1/balances")["items"], json!([]));
    let number = shop.paid("A-1", Behaviour::Approve);
    assert_eq!(shop.operate(number, "refunds", "k", &rub("30.00")).status, 201);
    let balances = shop.list("/v1/balances");
    let of = |account: &str| {
        let items = balances["items"].as_array().unwrap();
        let found: Vec<&Value> = items.iter().filter(|item| item["account"] == account).collect();
        assert_eq!(found.len(), 1, "{account}: {balances}");
        assert_eq!(found[0]["currency"], "RUB");
        found[0]["amount"].as_str().unwrap().to_owned()
    };
    assert_eq!(of("available"), "66.50");
    assert_eq!(of("in_transit:sandbox"), "-70.00");
    assert_eq!(of("service_fee"), "2.50");
    assert_eq!(of("bank_fee"), "1.00");
}

/// Proves EDG-04 (live and test money never meet: a key of one mode neither sees nor moves the other's).
#[test]
fn other_keys_see_nothing_and_move_nothing() {
    let (ours, theirs) = (TestMerchant::open(), TestMerchant::open());
    let number = ours.paid("A-1", Behaviour::Approve);
    let live = format!("sk_live_{}", ours.merchant.slug);
    DESK.sql(
        "DB",
        &[SqlStatement::new(
            "INSERT INTO api_key (prefix, org_id, kind, mode, name, secret_hash, created_at_ms) VALUES (?1, ?2, 'secret', 'live', 'Live', ?3, 1)",
            [json!(live), json!(ours.merchant.org_id), json!(sha256_hex(b"secret"))],
        )],
    )
    .unwrap();
    for key in [theirs.merchant.api_key(), format!("{live}_secret")] {
        let send = |call: crate::kit::Call| call.header("authorization", &format!("Bearer {key}")).send();
        for path in ["", "/refunds"] {
            let answer = send(get(&format!("/v1/payments/{number}{path}")));
            assert_eq!((answer.status, answer.problem().as_str()), (404, "payment_not_found"));
        }
        for what in ["capture", "cancel", "refunds"] {
            let call = post(&format!("/v1/payments/{number}/{what}")).header("idempotency-key", "k");
            let answer = send(call.json(&json!({})));
            assert_eq!((answer.status, answer.problem().as_str()), (404, "payment_not_found"));
        }
        for path in ["/v1/payments", "/v1/events", "/v1/balances"] {
            let answer = send(get(path));
            assert_eq!((answer.status, &answer.json()["items"]), (200, &json!([])), "{path}");
        }
    }
    assert_sums(&ours, number, [10_000, 0, 0, 0]);
    assert_eq!(ours.count("idempotency"), 1);
}
