//! What people do with money in the cabinet, over the session's API: who may, twice at once, and what is kept of it.

use bank::cards::Behaviour;
use serde_json::{Map, Value, json};

use crate::kit::{BankEvent, TestMerchant, TestPerson, assert_sums, at_once, enter, hour_passes, post, rub};

/// What the journal holds of an action.
fn journal(shop: &TestMerchant, action: &str) -> Vec<Map<String, Value>> {
    shop.rows(
        "SELECT substr(actor, 1, instr(actor, '/') - 1) AS actor, subject, detail FROM journal WHERE org_id = ?1 AND action = ?2 ORDER BY seq",
        json!(action),
    )
}

fn owner(shop: &TestMerchant) -> String {
    format!("person:{}", shop.merchant.org_id)
}

/// Proves PKP-07, SPR-06, PKP-04, SPR-05.
#[test]
fn a_person_captures_cancels_and_refunds() {
    let shop = TestMerchant::open();
    let person = enter(&shop);
    let hold = shop.paid("hold", Behaviour::Hold);
    let released = person.act(&format!("/api/payments/{hold}/cancel"), "k-1", &rub("10.00"));
    assert_eq!((released.status, &released.json()["state"]), (201, &json!("done")));
    let captured = person.act(&format!("/api/payments/{hold}/capture"), "k-2", &rub("60.00"));
    assert_eq!(
        (captured.status, &captured.json()["payment_status"]),
        (201, &json!("captured"))
    );
    let refund = json!({ "amount": "20.00", "currency": "RUB", "reason": "Broken cup" });
    let refunded = person.act(&format!("/api/payments/{hold}/refunds"), "k-3", &refund);
    assert_eq!(
        (refunded.status, &refunded.json()["payment_status"]),
        (201, &json!("partially_refunded"))
    );
    assert_sums(&shop, hold, [6_000, 4_000, 2_000, 0]);
    let other = shop.paid("other", Behaviour::Hold);
    let cancelled = person.act(&format!("/api/payments/{other}/cancel"), "k-4", &json!({}));
    assert_eq!(cancelled.json()["payment_status"], "cancelled");
    assert_sums(&shop, other, [0, 10_000, 0, 0]);
    let asked = journal(&shop, "refund_asked");
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0]["actor"], owner(&shop));
    assert!(asked[0]["detail"].as_str().unwrap().contains("Broken cup"));
    let detail = person.read(&format!("/api/payments/{hold}"));
    let kinds: Vec<&Value> = detail["operations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["kind"])
        .collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "refund").count(), 1, "{kinds:?}");
    shop.assert_books_right();
}

/// What the session must carry: nothing is done without the token or the key, and whose the session is counts.
#[test]
fn writes_need_the_token_the_key_and_the_organisation() {
    let shop = TestMerchant::open();
    let number = shop.paid("A-1", Behaviour::Approve);
    let path = format!("/api/payments/{number}/refunds");
    let person = enter(&shop);
    let call = || post(&path).header("idempotency-key", "k").json(&json!({}));
    assert_eq!(call().send().problem(), "not_signed_in");
    assert_eq!(person.ask(call()).problem(), "csrf_token_wrong");
    assert_eq!(
        person.ask(call().header("x-csrf-token", &"0".repeat(64))).problem(),
        "csrf_token_wrong"
    );
    let keyless = person.write(&path, &json!({}));
    assert_eq!(
        (keyless.status, keyless.problem().as_str()),
        (400, "idempotency_key_required")
    );
    let foreign = call()
        .header("x-csrf-token", &person.csrf)
        .header("origin", "https://evil.example");
    assert_eq!(person.ask(foreign).problem(), "origin_refused");
    // Somebody else's token, and somebody else's payment.
    let other = enter(&TestMerchant::open());
    assert_eq!(
        person.ask(call().header("x-csrf-token", &other.csrf)).problem(),
        "csrf_token_wrong"
    );
    let strange = other.act(&path, "k", &json!({}));
    assert_eq!((strange.status, strange.problem().as_str()), (404, "payment_not_found"));
    assert_sums(&shop, number, [10_000, 0, 0, 0]);
    assert_eq!(shop.count("operation"), 1);
}

/// Proves PKP-05 (only users with the permission).
#[test]
fn a_viewer_moves_nothing() {
    let shop = TestMerchant::open();
    let person = enter(&shop);
    let paid = shop.paid("paid", Behaviour::RefundRefused);
    let refused = shop.operate(paid, "refunds", "k", &json!({})).json();
    let operation = refused["operation"].as_i64().unwrap();
    let hold = shop.paid("hold", Behaviour::Hold);
    let before = shop.count("journal");
    let reason = json!({ "reason": "r", "evidence": "e", "number": 1 });
    let refunding = [
        format!("/api/payments/{paid}/refunds"),
        format!("/api/payments/{paid}/attention"),
        format!("/api/payments/{paid}/operations/{operation}/ask"),
        format!("/api/payments/{paid}/operations/{operation}/record"),
        "/api/callbacks/sandbox/be_1/attach".to_owned(),
        "/api/callbacks/sandbox/be_1/dismiss".to_owned(),
    ];
    let capturing = [
        format!("/api/payments/{hold}/capture"),
        format!("/api/payments/{hold}/cancel"),
    ];
    // Somebody must stay its owner.
    TestPerson::of(shop.merchant.org_id, "owner");
    for role in ["viewer", "accountant"] {
        shop.execute(&format!(
            "UPDATE membership SET role = '{role}' WHERE org_id = ?1 AND person_id = ?1"
        ));
        for path in refunding.iter().chain(&capturing) {
            let answer = person.act(path, "k", &reason);
            assert_eq!(
                (answer.status, answer.problem().as_str()),
                (403, "permission_missing"),
                "{role} {path}"
            );
        }
        assert_eq!(person.read(&format!("/api/payments/{paid}"))["refunded"], "0.00");
    }
    assert_eq!(shop.count("journal"), before);
    // A single permission beyond the role, and no other.
    shop.execute("INSERT INTO membership_permission (person_id, org_id, permission) VALUES (?1, ?1, 'capture')");
    let answer = person.act(&refunding[0], "k", &json!({}));
    assert_eq!(answer.problem(), "permission_missing");
    assert_eq!(person.act(&capturing[0], "k", &json!({})).status, 201);
    assert_sums(&shop, hold, [10_000, 0, 0, 0]);
    assert_sums(&shop, paid, [10_000, 0, 0, 0]);
}

/// Proves EDG-06 (a double click).
#[test]
fn a_double_click_is_one_refund() {
    let shop = TestMerchant::open();
    let number = shop.paid("A-1", Behaviour::Approve);
    let person = enter(&shop);
    let path = format!("/api/payments/{number}/refunds");
    let answers = at_once(10, |_| person.act(&path, "click", &rub("30.00")));
    for answer in &answers {
        assert!(
            answer.status == 201 || answer.problem() == "idempotency_key_in_flight",
            "{answer:?}"
        );
    }
    assert!(answers.iter().any(|answer| answer.status == 201));
    assert_eq!(person.act(&path, "click", &rub("30.00")).json()["state"], "done");
    assert_eq!(
        person.act(&path, "click", &rub("31.00")).problem(),
        "idempotency_key_reused"
    );
    assert_sums(&shop, number, [10_000, 0, 3_000, 0]);
    // The merchant's own key of the same name is another one.
    assert_eq!(shop.operate(number, "refunds", "click", &rub("31.00")).status, 201);
    assert_sums(&shop, number, [10_000, 0, 6_100, 0]);
    shop.assert_books_right();
}

/// Proves PKP-04 (attention), SPR-12 (the journal).
#[test]
fn attention_is_settled_with_a_reason() {
    let shop = TestMerchant::open();
    let number = shop.paid("A-1", Behaviour::RefundRefused);
    assert_eq!(
        shop.operate(number, "refunds", "k", &json!({})).json()["state"],
        "refused"
    );
    let person = enter(&shop);
    let path = format!("/api/payments/{number}/attention");
    for body in [
        json!({}),
        json!({ "reason": " " }),
        json!({ "reason": "x".repeat(501) }),
        json!({ "reason": "4111111111111111" }),
        json!({ "reason": 1 }),
    ] {
        let answer = person.write(&path, &body);
        assert_eq!(answer.status, 422, "{body}: {answer:?}");
    }
    assert_eq!(shop.get(number)["attention"], "refund_refused");
    assert_eq!(person.write(&path, &json!({ "reason": "Paid in cash" })).status, 204);
    assert_eq!(shop.get(number)["attention"], json!(null));
    assert_eq!(person.write(&path, &json!({ "reason": "Again" })).status, 404);
    let kept = journal(&shop, "attention_settled");
    assert_eq!((kept.len(), &kept[0]["actor"]), (1, &json!(owner(&shop))));
    assert!(kept[0]["detail"].as_str().unwrap().contains("Paid in cash"));
}

/// A callback that names no payment of ours.
fn stray(shop: &TestMerchant, id: &str, number: i64) {
    let trip = crate::kit::Trip {
        number,
        attempt: 1,
        pay_url: String::new(),
        bank_url: String::new(),
    };
    let event = BankEvent {
        id: id.to_owned(),
        reference: "77-1".to_owned(),
        ..BankEvent::captured(&trip)
    };
    assert_eq!(shop.callback(&event).json()["outcome"], "unmatched");
}

#[test]
fn an_unmatched_callback_is_attached() {
    let shop = TestMerchant::open();
    let number = shop.trip("A-1").number;
    let never_sent = shop.payment("A-2")["number"].clone();
    stray(&shop, "be_stray", number);
    let person = enter(&shop);
    let path = "/api/callbacks/sandbox/be_stray/attach";
    let body = json!({ "number": number, "reason": "The bank mixed it up" });
    let other = enter(&TestMerchant::open());
    assert_eq!(other.write(path, &body).problem(), "callback_not_found");
    let no_trip = person.write(path, &json!({ "number": never_sent, "reason": "r" }));
    assert_eq!(
        (no_trip.status, no_trip.problem().as_str()),
        (409, "payment_has_no_trip")
    );
    assert_eq!(person.write(path, &json!({ "number": number })).status, 422);
    assert_eq!(person.write(path, &json!({ "number": "1", "reason": "r" })).status, 422);
    assert_eq!(shop.count("movement"), 0);
    // Two who attach it at once book it once.
    let answers = at_once(4, |_| person.write(path, &body));
    for answer in &answers {
        assert!(
            (answer.status == 200 && answer.json()["outcome"] == "settled") || answer.problem() == "callback_not_found",
            "{answer:?}"
        );
    }
    assert!(answers.iter().any(|answer| answer.status == 200), "{answers:?}");
    let payment = shop.get(number);
    assert_eq!(
        (&payment["status"], &payment["fee"]),
        (&json!("captured"), &json!("3.50"))
    );
    assert_eq!(shop.count("movement"), 1);
    assert_eq!(person.read("/api/callbacks?mode=test")["items"], json!([]));
    assert_eq!(person.write(path, &body).problem(), "callback_not_found");
    let kept = journal(&shop, "callback_attached");
    assert!(!kept.is_empty() && kept[0]["actor"] == owner(&shop), "{kept:?}");
    assert_eq!(shop.sink.wait_for(1)[0].json()["type"], "payment.captured");
    shop.assert_books_right();
}

#[test]
fn an_unmatched_callback_is_dismissed() {
    let shop = TestMerchant::open();
    let number = shop.trip("A-1").number;
    stray(&shop, "be_stray", number);
    let person = enter(&shop);
    let path = "/api/callbacks/sandbox/be_stray/dismiss";
    assert_eq!(person.write(path, &json!({})).status, 422);
    let other = enter(&TestMerchant::open());
    assert_eq!(
        other.write(path, &json!({ "reason": "r" })).problem(),
        "callback_not_found"
    );
    assert_eq!(person.write(path, &json!({ "reason": "Not ours" })).status, 204);
    assert_eq!(person.read("/api/callbacks?mode=test")["items"], json!([]));
    for again in ["dismiss", "attach"] {
        let answer = person.write(
            &format!("/api/callbacks/sandbox/be_stray/{again}"),
            &json!({ "reason": "r", "number": number }),
        );
        assert_eq!((answer.status, answer.problem().as_str()), (404, "callback_not_found"));
    }
    assert_eq!(shop.get(number)["status"], "awaiting");
    assert_eq!(shop.count("movement"), 0);
    let kept = journal(&shop, "callback_dismissed");
    assert_eq!((kept.len(), &kept[0]["actor"]), (1, &json!(owner(&shop))));
}

/// Proves EDG-07 (a person asks).
#[test]
fn a_person_asks_the_bank_what_became_of_it() {
    let shop = TestMerchant::open();
    let person = enter(&shop);
    let known = shop.paid("known", Behaviour::SilentAfter);
    let asked = shop.operate(known, "refunds", "k-1", &rub("30.00"));
    assert_eq!(asked.status, 202, "{asked:?}");
    let path = format!("/api/payments/{known}/operations/{}/ask", asked.json()["operation"]);
    let answers = at_once(3, |_| person.write(&path, &json!({})));
    for answer in &answers {
        assert!(
            (answer.status == 201 && answer.json()["state"] == "done") || answer.problem() == "operation_decided",
            "{answer:?}"
        );
    }
    assert_eq!(person.write(&path, &json!({})).problem(), "operation_decided");
    assert_sums(&shop, known, [10_000, 0, 3_000, 0]);
    // What the bank does not know yet stays unknown.
    let lost = shop.paid("lost", Behaviour::SilentBefore);
    let asked = shop.operate(lost, "refunds", "k-2", &rub("30.00")).json();
    let path = format!("/api/payments/{lost}/operations/{}/ask", asked["operation"]);
    for _ in 0..3 {
        let answer = person.write(&path, &json!({}));
        assert_eq!((answer.status, &answer.json()["state"]), (202, &json!("unknown")));
    }
    assert_eq!(shop.at_bank(lost)["refunded_minor"], 0);
    assert_eq!(
        person
            .write(&format!("/api/payments/{lost}/operations/77/ask"), &json!({}))
            .status,
        404
    );
    hour_passes("payment-janitor").unwrap();
    assert_eq!(shop.operations(lost, "refund")[0]["state"], "unknown");
    shop.assert_books_right();
}

/// Proves PKP-04 (a refund given back by other means), SPR-12.
#[test]
fn a_refund_done_by_other_means_is_recorded_with_evidence() {
    let shop = TestMerchant::open();
    let person = enter(&shop);
    let number = shop.paid("A-1", Behaviour::RefundRefused);
    let refused = shop.operate(number, "refunds", "k", &rub("60.00")).json();
    assert_eq!(refused["state"], "refused");
    let path = |operation: &Value| format!("/api/payments/{number}/operations/{operation}/record");
    let evidence = json!({ "evidence": "Transfer 12-345" });
    assert_eq!(person.write(&path(&refused["operation"]), &json!({})).status, 422);
    assert_eq!(
        person
            .write(
                &path(&refused["operation"]),
                &json!({ "evidence": "4111 1111 1111 1111" })
            )
            .status,
        422
    );
    // The capture is no refund.
    assert_eq!(person.write(&path(&json!(1)), &evidence).problem(), "operation_decided");
    let answers = at_once(5, |_| person.write(&path(&refused["operation"]), &evidence));
    for answer in &answers {
        assert!(
            (answer.status == 201 && answer.json()["state"] == "done") || answer.problem() == "operation_decided",
            "{answer:?}"
        );
    }
    let payment = shop.get(number);
    assert_eq!(
        (&payment["status"], &payment["refunded"], &payment["attention"]),
        (&json!("partially_refunded"), &json!("60.00"), &json!(null))
    );
    let operation = &shop.operations(number, "refund")[0];
    assert_eq!(operation["evidence"], "Transfer 12-345");
    assert_eq!(shop.events("payment.partially_refunded"), 1);
    let kept = journal(&shop, "refund_done");
    assert_eq!((kept.len(), &kept[0]["actor"]), (1, &json!(owner(&shop))));
    // What a person records stays within what was captured.
    let second = shop.operate(number, "refunds", "k-2", &rub("40.00")).json();
    let third = shop.operate(number, "refunds", "k-3", &rub("40.00")).json();
    assert_eq!(
        (&second["state"], &third["state"]),
        (&json!("refused"), &json!("refused"))
    );
    assert_eq!(person.write(&path(&second["operation"]), &evidence).status, 201);
    assert_eq!(
        person.write(&path(&third["operation"]), &evidence).problem(),
        "amount_exceeds_captured"
    );
    assert_eq!(shop.get(number)["status"], "refunded");
    shop.assert_books_right();
}
