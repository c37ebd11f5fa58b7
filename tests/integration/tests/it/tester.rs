//! Handlers of postbacks, tried from the cabinet.

use std::{net::TcpListener, time::Instant};

use runtime::seed::Merchant;
use serde_json::{Value, json};

use crate::kit::{DESK, Sink, TestMerchant, TestPerson, enter, post};

const TEST: &str = "/api/endpoints/1/test";

/// The verdicts in order, as `case:verdict`; what a report must say is there.
fn verdicts(report: &Value) -> Vec<String> {
    let cases = report["cases"].as_array().unwrap().iter();
    cases
        .map(|case| {
            assert!(case["expected"].as_str().unwrap().ends_with('.'), "{case}");
            for request in case["requests"].as_array().unwrap() {
                assert!(
                    request["what"].as_str().unwrap().starts_with("payment.") || case["case"] == "duplicate",
                    "{case}"
                );
                assert!(request["duration_ms"].as_i64().unwrap() >= 0, "{case}");
                assert_ne!(request["status"].is_null(), request["error"].is_null(), "{case}");
                assert!(request["answer"].is_string(), "{case}");
            }
            format!(
                "{}:{}",
                case["case"].as_str().unwrap(),
                case["verdict"].as_str().unwrap()
            )
        })
        .collect()
}

const ALL_PASSED: [&str; 6] = [
    "valid:passed",
    "duplicate:passed",
    "reordered:passed",
    "bad_signature:passed",
    "stale_timestamp:passed",
    "huge_body:passed",
];

/// Proves EDG-08 (the demo shop, whose handler verifies with the reference library of Standard Webhooks, passes).
#[test]
fn the_demo_shop_is_a_good_handler() {
    let demo = TestMerchant {
        merchant: Merchant::new(1, "demo", DESK.secrets()),
        sink: Sink::open(),
    };
    let answer = enter(&demo).write(TEST, &json!({}));
    assert_eq!(answer.status, 200, "{answer:?}");
    let report = answer.json();
    assert_eq!(verdicts(&report), ALL_PASSED, "{report:#}");
    let statuses: Vec<&Value> = report["cases"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|case| case["requests"].as_array().unwrap())
        .map(|request| &request["status"])
        .collect();
    assert_eq!(json!(statuses), json!([200, 200, 200, 200, 401, 401, 413]));
    let verified: Vec<Value> = DESK.received(None).unwrap();
    let ours = verified
        .iter()
        .filter(|one| one["body"]["data"]["metadata"]["edgetill_test"] == "true");
    assert_eq!(ours.filter(|one| one["verified"] == true).count(), 4);
}

/// Proves EDG-08 (one that takes everything is found out; nothing is written but the journal).
#[test]
fn a_handler_that_checks_nothing_is_found_out() {
    let shop = TestMerchant::open();
    let person = enter(&shop);
    // No body is as good as an empty object.
    let answer = person.ask(post(TEST).header("x-csrf-token", &person.csrf));
    assert_eq!(answer.status, 200, "{answer:?}");
    let report = answer.json();
    let found: Vec<String> = verdicts(&report);
    let failed: Vec<&String> = found.iter().filter(|verdict| verdict.ends_with(":failed")).collect();
    assert_eq!(failed, ["bad_signature:failed", "stale_timestamp:failed"], "{report:#}");
    assert_eq!(report["cases"][0]["requests"][0]["answer"], "answer 200");
    let received = shop.sink.received();
    assert_eq!(received.len(), 7);
    assert!(received.iter().any(|one| one.body.len() > 1 << 20));
    for table in ["payment", "event", "postback", "postback_attempt"] {
        assert_eq!(shop.count(table), 0, "{table}");
    }
    let journal = shop.rows(
        "SELECT substr(actor, 1, instr(actor, '/') - 1) AS actor, subject FROM journal WHERE org_id = ?1 AND action = ?2",
        json!("endpoint_tested"),
    );
    let expected = json!([{ "actor": format!("person:{}", shop.merchant.org_id), "subject": "endpoint:1" }]);
    assert_eq!(json!(journal), expected);
}

/// Proves EDG-08 (a live endpoint needs an explicit confirmation, and gets orders that nobody knows).
#[test]
fn a_live_endpoint_needs_a_confirmation() {
    let shop = TestMerchant::open();
    shop.execute("UPDATE endpoint SET mode = 'live' WHERE org_id = ?1");
    let person = enter(&shop);
    for body in [
        json!({}),
        json!({ "confirm_live": false }),
        json!({ "confirm_live": null }),
    ] {
        let answer = person.write(TEST, &body);
        assert_eq!((answer.status, answer.problem().as_str()), (409, "live_not_confirmed"));
    }
    assert_eq!(person.write(TEST, &Value::Null).problem(), "live_not_confirmed");
    let answer = person.write(TEST, &json!({ "confirm_live": "true" }));
    assert_eq!(answer.fields(), ["confirm_live:wrong_type"]);
    assert_eq!(person.write(TEST, &json!([true])).fields(), [":wrong_type"]);
    assert!(shop.sink.received().is_empty());
    assert_eq!(person.write(TEST, &json!({ "confirm_live": true })).status, 200);
    for event in shop.sink.received().iter().map(|one| one.json()) {
        assert!(event["data"]["order"].as_str().unwrap().starts_with("edgetill-test-"));
        assert_eq!(event["livemode"], false);
    }
}

/// Proves EDG-08 (others' endpoints, other roles, letters).
#[test]
fn what_may_not_be_tested_hears_nothing() {
    let (shop, other) = (TestMerchant::open(), TestMerchant::open());
    let (person, theirs) = (enter(&shop), enter(&other));
    let second = json!({ "mode": "test", "address": format!("{}/second", other.sink.url()) });
    let made = theirs.write("/api/endpoints", &second);
    assert_eq!(
        (made.status, made.json()["endpoint"]["id"].as_i64()),
        (201, Some(2)),
        "{made:?}"
    );
    for path in [
        "/api/endpoints/2/test",
        "/api/endpoints/99/test",
        "/api/endpoints/x/test",
    ] {
        let answer = person.write(path, &json!({}));
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (404, "endpoint_not_found"),
            "{path}"
        );
    }
    let letters = json!({ "mode": "test", "format": "email", "address": "shop@example.com" });
    assert_eq!(person.write("/api/endpoints", &letters).status, 201);
    let answer = person.write("/api/endpoints/2/test", &json!({}));
    assert_eq!((answer.status, answer.problem().as_str()), (422, "endpoint_is_email"));
    assert_eq!(person.ask(post(TEST)).problem(), "csrf_token_wrong");
    // Somebody must stay its owner.
    TestPerson::of(shop.merchant.org_id, "owner");
    for role in ["viewer", "accountant", "payments_operator"] {
        shop.execute(&format!(
            "UPDATE membership SET role = '{role}' WHERE org_id = ?1 AND person_id = ?1"
        ));
        let answer = person.write(TEST, &json!({}));
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (403, "permission_missing"),
            "{role}"
        );
    }
    assert!(shop.sink.received().is_empty() && other.sink.received().is_empty());
    let answer = post("/test")
        .json(&json!({ "org_id": shop.merchant.org_id, "endpoint_id": 1 }))
        .send();
    assert_ne!(answer.status, 200, "no public address leads to the tester");
}

/// Proves EDG-08 (one that hangs holds nobody up for long).
#[test]
fn a_handler_that_hangs_is_told_of_in_time() {
    let shop = TestMerchant::open();
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/hooks", silent.local_addr().unwrap());
    shop.execute(&format!("UPDATE endpoint SET address = '{address}' WHERE org_id = ?1"));
    let began = Instant::now();
    let answer = enter(&shop).write(TEST, &json!({}));
    assert!(began.elapsed().as_secs() < 40, "{:?}", began.elapsed());
    let report = answer.json();
    assert!(
        verdicts(&report).iter().all(|verdict| verdict.ends_with(":failed")),
        "{report:#}"
    );
    assert_eq!(report["cases"][0]["requests"][0]["error"], "no answer within 10000 ms");
}
