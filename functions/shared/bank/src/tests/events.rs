//! What merchants may ask for when a callback did not come.

use http::Method;
use serde_json::{Value, json};

use super::fixture::{Fixture, NOW_MS, card, types};
use crate::cards::Behaviour;

const PAID: &str = "2200000000000004";

#[test]
fn events_are_kept_whether_or_not_they_are_told() {
    let bank = Fixture::new();
    bank.merchant.status.set(500);
    let id = bank.paid("k", 2, PAID);
    bank.operate(&id, "void", "v", 1_000);
    bank.operate(&id, "capture", "c", 8_000);
    bank.operate(&id, "refund", "r1", 500);
    bank.operate(&id, "refund", "r2", 500);
    bank.operate(&id, "refund", "r3", 7_001);
    let events = bank.events(&id);
    assert_eq!(
        types(&events),
        [
            "authorised",
            "voided",
            "captured",
            "refunded",
            "refunded",
            "refund_refused"
        ]
    );
    let keys: Vec<&str> = events
        .iter()
        .map(|event| event["operation_key"].as_str().unwrap_or(""))
        .collect();
    assert_eq!(keys, ["", "v", "c", "r1", "r2", "r3"]);
    let amounts: Vec<i64> = events
        .iter()
        .map(|event| event["amount_minor"].as_i64().unwrap())
        .collect();
    assert_eq!(amounts, [10_000, 1_000, 8_000, 500, 500, 7_001]);
    bank.tick(NOW_MS + 60_000);
    let told = bank.told();
    assert_eq!(types(&told), ["authorised", "authorised"]);
    assert_eq!(told[1], events[0]);
    for (path, key, status) in [
        (
            format!("/bank/api/payments/{id}/events"),
            "bank-key-of-somebody-else",
            404,
        ),
        (
            "/bank/api/payments/bp_x/events".to_owned(),
            super::fixture::API_KEY,
            404,
        ),
    ] {
        assert_eq!(bank.api(Method::GET, &path, key, &Value::Null).0, status);
    }
    let (new, _) = bank.started("k2", 1);
    assert_eq!(
        bank.get(&format!("/bank/api/payments/{new}/events")),
        (200, json!({ "events": [] }))
    );
}

/// Every field is there in every event, with a value or null.
#[test]
fn events_have_all_their_fields() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, PAID);
    bank.operate(&id, "refund", "r", 1);
    for event in bank.events(&id) {
        let mut fields: Vec<&str> = event.as_object().unwrap().keys().map(String::as_str).collect();
        fields.sort_unstable();
        assert_eq!(
            fields,
            [
                "amount_minor",
                "card",
                "currency",
                "decline_code",
                "dispute_id",
                "event_id",
                "evidence_due",
                "fee_minor",
                "hold_until",
                "occurred_at",
                "operation_id",
                "operation_key",
                "payment_id",
                "reference",
                "rrn",
                "type",
            ]
        );
        assert_eq!(event["card"]["mask"], "220000******0004");
        assert_eq!(
            (&event["reference"], event["rrn"].as_str().unwrap().len()),
            (&json!("1-1"), 12)
        );
        assert!(event["operation_id"].is_string());
    }
    let declined = bank.paid("k2", 1, "4000000000000002");
    assert_eq!(bank.events(&declined)[0]["operation_id"], json!(null));
}

#[test]
fn a_lost_callback_is_found_by_asking() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, card(Behaviour::CallbackLost));
    bank.tick(NOW_MS + 3_600_000);
    assert!(bank.told().is_empty());
    assert_eq!(bank.status(&id)["status"], "captured");
    assert_eq!(bank.kinds(&id), ["captured"]);
    let held = bank.paid("k2", 2, card(Behaviour::CallbackLost));
    assert_eq!(bank.kinds(&held), ["authorised"]);
    assert!(bank.told().is_empty());
}
