//! What merchants' servers may ask.

use http::Method;
use serde_json::{Value, json};

use super::fixture::{API_KEY, Fixture, start_body};

const PAID: &str = "2200000000000004";

#[test]
fn the_same_key_starts_the_same_payment() {
    let bank = Fixture::new();
    let first = bank.post("/bank/api/payments", &start_body("k1", 1));
    assert_eq!(first.0, 201);
    assert_eq!(bank.post("/bank/api/payments", &start_body("k1", 1)), first);
    assert_ne!(bank.post("/bank/api/payments", &start_body("k2", 1)), first);
    for (field, value) in [
        ("amount_minor", json!(5)),
        ("description", json!("Three cups")),
        ("description", json!(null)),
        ("reference", json!("1-2")),
        ("stages", json!(2)),
    ] {
        let mut other = start_body("k1", 1);
        other[field] = value;
        let (status, problem) = bank.post("/bank/api/payments", &other);
        assert_eq!(
            (status, problem["code"].as_str()),
            (422, Some("idempotency_key_reused")),
            "{field}"
        );
    }
    // A card number in the description is masked, and still the same description.
    let mut masked = start_body("k3", 1);
    masked["description"] = json!("for 4111111111111111");
    assert_eq!(
        bank.post("/bank/api/payments", &masked),
        bank.post("/bank/api/payments", &masked)
    );
    assert_eq!(bank.database.value("SELECT count(*) FROM payment").unwrap(), 3);
}

#[test]
fn a_start_whose_answer_got_lost_is_found() {
    let bank = Fixture::new();
    let mut body = start_body("demo:7-1 a+b", 1);
    body["lang"] = json!("ru");
    let (_, started) = bank.post("/bank/api/payments", &body);
    let (status, found) = bank.get("/bank/api/payments?key=demo%3A7-1+a%2Bb");
    assert_eq!(
        (status, &found),
        (
            200,
            &json!({"payment_id": started["payment_id"], "redirect_url": started["redirect_url"], "status": "new"})
        )
    );
    for path in [
        "/bank/api/payments?key=k",
        "/bank/api/payments?key=",
        "/bank/api/payments",
    ] {
        let (status, problem) = bank.get(path);
        assert_eq!((status, problem["code"].as_str()), (404, Some("payment_not_found")));
    }
    let theirs = bank.api(
        Method::GET,
        "/bank/api/payments?key=demo%3A7-1+a%2Bb",
        "bank-key-of-somebody-else",
        &Value::Null,
    );
    assert_eq!(theirs.0, 404);
}

#[test]
fn only_terminals_come_in_and_see_their_own() {
    let bank = Fixture::new();
    for key in ["", "short", "bank-key-of-nobody-at-all"] {
        let (status, problem) = bank.api(Method::POST, "/bank/api/payments", key, &start_body("k", 1));
        assert_eq!((status, problem["code"].as_str()), (401, Some("api_key_wrong")));
    }
    let (id, _) = bank.started("k", 1);
    let theirs = bank.api(
        Method::GET,
        &format!("/bank/api/payments/{id}"),
        "bank-key-of-somebody-else",
        &Value::Null,
    );
    assert_eq!((theirs.0, theirs.1["code"].as_str()), (404, Some("payment_not_found")));
    let refund = bank.api(
        Method::POST,
        &format!("/bank/api/payments/{id}/refund"),
        "bank-key-of-somebody-else",
        &json!({"key": "r", "amount_minor": 1}),
    );
    assert_eq!(refund.0, 404);
    let (status, problem) = bank.api(
        Method::POST,
        "/bank/api/payments",
        "bank-key-of-somebody-else",
        &start_body("k", 1),
    );
    assert_eq!(
        (status, problem["errors"][0]["code"].as_str()),
        (422, Some("terminal_wrong"))
    );
    bank.database
        .execute("UPDATE terminal SET status = 'disabled' WHERE terminal_number = 1")
        .unwrap();
    assert_eq!(
        bank.api(Method::GET, &format!("/bank/api/payments/{id}"), API_KEY, &Value::Null)
            .0,
        401
    );
}

#[test]
fn bad_requests_are_refused_by_field() {
    let bank = Fixture::new();
    for (field, value) in [
        ("key", json!("")),
        ("key", json!("x".repeat(129))),
        ("reference", json!("4111111111111111")),
        ("amount_minor", json!(0)),
        ("amount_minor", json!(-1)),
        ("amount_minor", json!(9_007_199_254_740_992_i64)),
        ("currency", json!("rub")),
        ("description", json!("x".repeat(1_001))),
        ("return_url", json!("javascript:alert(1)")),
        ("callback_url", json!("http://127.0.0.1:1/")),
        ("callback_url", json!("https://10.0.0.1/")),
        ("stages", json!(3)),
    ] {
        let mut body = start_body("k", 1);
        body[field] = value;
        let (status, problem) = bank.post("/bank/api/payments", &body);
        assert_eq!(
            (status, problem["errors"][0]["field"].as_str()),
            (422, Some(field)),
            "{body}"
        );
    }
    assert_eq!(bank.post("/bank/api/payments", &json!([])).0, 400);
    let mut text_for_number = start_body("k", 1);
    text_for_number["amount_minor"] = json!("100");
    assert_eq!(bank.post("/bank/api/payments", &text_for_number).0, 400);
    assert_eq!(bank.post("/bank/api/nothing", &json!({})).0, 404);
    assert_eq!(
        bank.api(Method::DELETE, "/bank/api/payments", API_KEY, &json!({})).0,
        405
    );
    assert_eq!(bank.database.value("SELECT count(*) FROM payment").unwrap(), 0);
}

#[test]
fn tells_how_a_payment_stands() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, PAID);
    let status = bank.status(&id);
    assert_eq!(status["status"], "captured");
    assert_eq!(
        (&status["captured_minor"], &status["refunded_minor"]),
        (&json!(10_000), &json!(0))
    );
    assert_eq!(status["card"]["mask"], "220000******0004");
    assert_eq!(status["rrn"].as_str().unwrap().len(), 12);
    assert_eq!(status["reference"], "1-1");
}

#[test]
fn refunds_are_bounded_and_idempotent() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, PAID);
    let refund = |key: &str, amount: i64| {
        bank.post(
            &format!("/bank/api/payments/{id}/refund"),
            &json!({"key": key, "amount_minor": amount}),
        )
    };
    let first = refund("r1", 6_000);
    assert_eq!((first.0, first.1["status"].as_str()), (200, Some("done")));
    assert_eq!(refund("r1", 6_000), first);
    assert_eq!(bank.status(&id)["refunded_minor"], 6_000);
    let over = refund("r2", 4_001);
    assert_eq!(
        (over.1["status"].as_str(), over.1["code"].as_str()),
        (Some("refused"), Some("amount_exceeds_captured"))
    );
    let rest = refund("r3", 4_000);
    assert_eq!(rest.1["status"], "done");
    // The refusal stays what it was.
    assert_eq!(refund("r2", 4_001), over);
    assert_eq!(refund("r1", 1).1["code"], "idempotency_key_reused");
    assert_eq!(refund("r4", 1).1["status"], "refused");
    assert_eq!(refund("r5", 0).0, 422);
    assert_eq!(refund("", 1).0, 422);
    let status = bank.status(&id);
    assert_eq!(
        (status["status"].as_str(), &status["refunded_minor"]),
        (Some("refunded"), &json!(10_000))
    );
}

#[test]
fn voids_release_what_is_held_and_no_more() {
    let bank = Fixture::new();
    let id = bank.paid("k", 2, PAID);
    let operate = |kind: &str, key: &str, amount: i64| {
        bank.post(
            &format!("/bank/api/payments/{id}/{kind}"),
            &json!({"key": key, "amount_minor": amount}),
        )
        .1
    };
    assert_eq!(operate("refund", "r", 1)["code"], "not_captured");
    assert_eq!(operate("void", "v1", 10_001)["code"], "amount_exceeds_authorised");
    assert_eq!(operate("void", "v2", 4_000)["status"], "done");
    assert_eq!(bank.status(&id)["status"], "authorised");
    assert_eq!(operate("void", "v3", 6_000)["status"], "done");
    assert_eq!(operate("void", "v3", 6_000)["status"], "done");
    assert_eq!(operate("void", "v4", 1)["status"], "refused");
    assert_eq!(bank.status(&id)["status"], "voided");
    let captured = bank.paid("k2", 1, PAID);
    assert_eq!(
        bank.post(
            &format!("/bank/api/payments/{captured}/void"),
            &json!({"key": "v", "amount_minor": 1})
        )
        .1["code"],
        "not_authorised"
    );
}

#[test]
fn the_schema_refuses_what_the_statements_would_not_do() {
    let bank = Fixture::new();
    bank.paid("k", 1, PAID);
    for change in [
        "refunded_minor = 10001",
        "voided_minor = 1",
        "captured_minor = 10001",
        "hold_reserved_minor = 1",
        "refund_reserved_minor = 10001",
        "charged_back_minor = 10001",
        "charged_back_minor = -1",
        "hold_until_ms = 1",
        "chaos = 'other'",
        "step = 'card'",
    ] {
        assert!(
            bank.database.execute(&format!("UPDATE payment SET {change}")).is_err(),
            "{change}"
        );
    }
    bank.operate(
        bank.database
            .value("SELECT payment_id FROM payment")
            .unwrap()
            .as_str()
            .unwrap(),
        "refund",
        "r",
        1,
    );
    for change in [
        "UPDATE operation SET status = 'pending' WHERE kind = 'refund'",
        "UPDATE operation SET kind = 'capture' WHERE kind = 'refund'",
        "UPDATE operation SET decide_at_ms = 1",
        "UPDATE operation SET dispute_id = 'x'",
        "UPDATE callback SET operation_id = (SELECT operation_id FROM operation WHERE kind = 'refund')",
        "UPDATE callback SET state = 'silent', due_at_ms = 1",
        "UPDATE terminal SET fee_percent = '1.2.3'",
        "UPDATE terminal SET fee_percent = '-1'",
        "UPDATE terminal SET fee_percent = '100.1'",
        "UPDATE terminal SET fee_percent = ''",
    ] {
        assert!(bank.database.execute(change).is_err(), "{change}");
    }
    bank.database
        .execute("UPDATE terminal SET fee_percent = '2.75'")
        .unwrap();
}
