//! Postbacks, as a merchant's server receives them.

use std::{collections::BTreeMap, io::Write, process::Stdio};

use domain::signature::standard_webhooks;
use runtime::eventually;
use serde_json::json;

use crate::kit::{BankEvent, DESK, TestMerchant, now_ms};

const MINUTE_MS: i64 = 60_000;

/// Proves EDG-02 (the signature and the id; their independent check by the reference library is in the browser walk).
#[test]
fn a_postback_is_signed_and_says_what_happened() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    shop.callback(&BankEvent::captured(&trip));
    let told = shop.sink.wait_for(1).remove(0);
    let (id, timestamp) = (told.header("webhook-id"), told.header("webhook-timestamp"));
    let secrets = [shop.merchant.postback_secret.clone()];
    let expected = standard_webhooks(&secrets, id, timestamp.parse().unwrap(), told.body.as_bytes()).unwrap();
    assert_eq!(told.header("webhook-signature"), expected);
    let body = told.json();
    assert_eq!(body["id"], id);
    assert_eq!(
        (&body["type"], &body["version"], &body["livemode"]),
        (&json!("payment.captured"), &json!("1"), &json!(false))
    );
    let data = &body["data"];
    assert_eq!(
        (&data["number"], &data["status"], &data["amount"], &data["currency"]),
        (&json!(1), &json!("captured"), &json!("100.00"), &json!("RUB"))
    );
    assert_eq!((&data["order"], &data["label"]), (&json!("A-1"), &json!("user-7")));
    assert_eq!(data["card"]["mask"], "220000******0004");
}

/// Proves EDG-02 (the signature, by the reference library for Python; the one for JavaScript is the demo shop's, asked by the crash
/// test and the browser walk).
#[test]
fn the_reference_library_for_python_verifies_it() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    shop.callback(&BankEvent::captured(&trip));
    let told = shop.sink.wait_for(1).remove(0);
    let headers = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(|name| (name, told.header(name)));
    let verify = |body: &str| {
        let given = json!({ "secret": shop.merchant.postback_secret, "headers": headers.iter().copied().collect::<BTreeMap<_, _>>(), "body": body });
        let mut command = runtime::python_with("standardwebhooks==1.1.0").unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/python/verify.py");
        let mut python = command
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        python
            .stdin
            .take()
            .unwrap()
            .write_all(given.to_string().as_bytes())
            .unwrap();
        let output = python.wait_with_output().unwrap();
        output
            .status
            .success()
            .then(|| String::from_utf8(output.stdout).unwrap().trim().to_owned())
    };
    assert_eq!(verify(&told.body), Some(told.header("webhook-id").to_owned()));
    assert_eq!(verify(&told.body.replace("100.00", "900.00")), None);
}

/// Proves PKP-06 (retries; the restart by hand comes with resend).
#[test]
fn three_failures_then_success() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    shop.sink.answer(&[500, 500, 500]);
    shop.callback(&BankEvent::captured(&trip));
    eventually("delivery", || {
        DESK.cron("postback-dispatch", Some(now_ms() + 60 * MINUTE_MS))?;
        Ok((shop.get(1)["notice"] == "delivered").then_some(()))
    })
    .unwrap();
    DESK.cron("postback-dispatch", Some(now_ms() + 100 * 3_600_000))
        .unwrap();
    let received = shop.sink.received();
    assert_eq!(received.len(), 4, "delivered is delivered");
    assert!(
        received
            .iter()
            .all(|one| one.header("webhook-id") == received[0].header("webhook-id") && one.body == received[0].body)
    );
    let attempts = shop.rows("SELECT attempt, status, answer, at_ms, duration_ms FROM postback_attempt WHERE org_id = ?1 AND ?2 = 0 ORDER BY attempt", json!(0));
    let shown: Vec<(i64, i64, &str)> = attempts
        .iter()
        .map(|row| {
            (
                row["attempt"].as_i64().unwrap(),
                row["status"].as_i64().unwrap(),
                row["answer"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            (1, 500, "answer 500"),
            (2, 500, "answer 500"),
            (3, 500, "answer 500"),
            (4, 200, "answer 200")
        ]
    );
    assert!(
        attempts
            .iter()
            .all(|row| row["at_ms"].as_i64().unwrap() > 0 && row["duration_ms"].as_i64().unwrap() >= 0)
    );
}

#[test]
fn a_merchant_that_cannot_be_reached_is_tried_again() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    shop.execute("UPDATE endpoint SET address = 'http://127.0.0.1:9/postback' WHERE org_id = ?1");
    shop.callback(&BankEvent::captured(&trip));
    let failed = || {
        Ok(shop
            .rows(
                "SELECT status, error FROM postback_attempt WHERE org_id = ?1 AND ?2 = 0",
                json!(0),
            )
            .pop())
    };
    let attempt = eventually("the failed attempt", failed).unwrap();
    assert!(
        attempt["status"].is_null() && attempt["error"].as_str().is_some_and(|error| !error.is_empty()),
        "{attempt:?}"
    );
    let url = format!("{}/postback", shop.sink.url());
    shop.execute(&format!("UPDATE endpoint SET address = '{url}' WHERE org_id = ?1"));
    DESK.cron("postback-dispatch", Some(now_ms() + 5 * MINUTE_MS)).unwrap();
    shop.sink.wait_for(1);
}

#[test]
fn no_public_address_reaches_the_dispatcher() {
    let answer = crate::kit::post("/dispatch")
        .json(&json!({ "org_id": 1, "event_id": "evt_x" }))
        .send();
    assert_ne!(answer.status, 200);
}
