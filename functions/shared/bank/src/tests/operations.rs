//! Captures, voids and refunds: what fits, what does not, and what holds become.

use http::Method;
use serde_json::{Value, json};

use super::fixture::{Fixture, NOW_MS, card};
use crate::cards::Behaviour;

const PAID: &str = "2200000000000004";
const DAY_MS: i64 = 86_400_000;

fn sums(bank: &Fixture, id: &str) -> [i64; 4] {
    let status = bank.status(id);
    ["authorised_minor", "captured_minor", "voided_minor", "refunded_minor"].map(|sum| status[sum].as_i64().unwrap())
}

#[test]
fn a_hold_is_captured_once_and_the_rest_released() {
    let bank = Fixture::new();
    let id = bank.paid("k", 2, PAID);
    assert_eq!(bank.operate(&id, "capture", "c1", 10_001), "amount_exceeds_authorised");
    assert_eq!(bank.operate(&id, "void", "v1", 1_000), "done");
    assert_eq!(bank.operate(&id, "capture", "c2", 9_001), "amount_exceeds_authorised");
    assert_eq!(bank.operate(&id, "capture", "c3", 6_000), "done");
    assert_eq!(sums(&bank, &id), [10_000, 6_000, 4_000, 0]);
    assert_eq!(bank.status(&id)["hold_until"], Value::Null);
    assert_eq!(bank.operate(&id, "capture", "c3", 6_000), "done");
    assert_eq!(bank.operate(&id, "capture", "c3", 5_999), "idempotency_key_reused");
    assert_eq!(bank.operate(&id, "void", "c3", 6_000), "idempotency_key_reused");
    assert_eq!(bank.operate(&id, "capture", "c4", 1), "already_captured");
    assert_eq!(bank.operate(&id, "void", "v2", 1), "not_authorised");
    assert_eq!(bank.operate(&id, "refund", "r1", 6_001), "amount_exceeds_captured");
    assert_eq!(bank.operate(&id, "refund", "r2", 6_000), "done");
    assert_eq!(sums(&bank, &id), [10_000, 6_000, 4_000, 6_000]);
    bank.tick(NOW_MS + 8 * DAY_MS);
    assert_eq!(sums(&bank, &id), [10_000, 6_000, 4_000, 6_000]);
}

#[test]
fn where_nothing_is_held_nothing_is_captured() {
    let bank = Fixture::new();
    let sale = bank.paid("k1", 1, PAID);
    assert_eq!(bank.operate(&sale, "capture", "c", 1), "already_captured");
    let (new, _) = bank.started("k2", 2);
    assert_eq!(bank.operate(&new, "capture", "c", 1), "not_authorised");
    let voided = bank.paid("k3", 2, PAID);
    assert_eq!(bank.operate(&voided, "void", "v", 10_000), "done");
    assert_eq!(bank.operate(&voided, "capture", "c", 1), "not_authorised");
    assert_eq!(bank.status(&voided)["hold_until"], Value::Null);
    let declined = bank.paid("k4", 2, "4000000000000002");
    assert_eq!(bank.operate(&declined, "capture", "c", 1), "not_authorised");
}

#[test]
fn answers_name_the_operation_twice_for_old_clients() {
    let bank = Fixture::new();
    let id = bank.paid("k", 2, PAID);
    let path = format!("/bank/api/payments/{id}/capture");
    let (status, answer) = bank.post(&path, &json!({ "key": "c", "amount_minor": 10_000 }));
    assert_eq!(status, 200);
    assert_eq!(answer["operation_id"], answer["refund_id"]);
    assert_eq!((&answer["status"], &answer["code"]), (&json!("done"), &json!(null)));
    let (status, standing) = bank.get(&format!("/bank/api/payments/{id}/operations/c"));
    assert_eq!(
        (status, standing),
        (
            200,
            json!({ "operation_id": answer["operation_id"], "kind": "capture", "amount_minor": 10_000, "status": "done", "code": null })
        )
    );
    let (status, problem) = bank.get(&format!("/bank/api/payments/{id}/operations/x"));
    assert_eq!((status, problem["code"].as_str()), (404, Some("operation_not_found")));
    assert_eq!(
        bank.get("/bank/api/payments/bp_x/operations/c").1["code"],
        "payment_not_found"
    );
    let theirs = bank.api(
        Method::GET,
        &format!("/bank/api/payments/{id}/operations/c"),
        "bank-key-of-somebody-else",
        &Value::Null,
    );
    assert_eq!(theirs.0, 404);
}

#[test]
fn keys_may_hold_what_paths_may_not() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, PAID);
    assert_eq!(bank.operate(&id, "refund", "a/b c+d%", 1), "done");
    let (status, _) = bank.get(&format!("/bank/api/payments/{id}/operations/a%2Fb%20c+d%25"));
    assert_eq!(status, 200);
}

#[test]
fn holds_end_by_themselves_and_the_merchant_is_told() {
    let bank = Fixture::new();
    let id = bank.paid("k", 2, PAID);
    let until = bank.told()[0]["hold_until"].clone();
    assert_eq!(
        (&until, &bank.status(&id)["hold_until"]),
        (&json!("2026-11-30T00:00:00.000Z"), &until)
    );
    assert_eq!(bank.operate(&id, "void", "v", 4_000), "done");
    bank.tick(NOW_MS + 7 * DAY_MS - 1);
    assert_eq!(bank.status(&id)["status"], "authorised");
    for days in 7..9 {
        bank.tick(NOW_MS + days * DAY_MS);
        assert_eq!(bank.status(&id)["status"], "voided");
    }
    let told = bank.told();
    assert_eq!(told.len(), 2);
    assert_eq!(
        (&told[1]["type"], &told[1]["amount_minor"], &told[1]["operation_key"]),
        (&json!("payment.voided"), &json!(6_000), &json!(null))
    );
    assert!(told[1]["operation_id"].as_str().unwrap().starts_with("bv_"));
}

/// A capture that is not decided yet keeps the hold, and nobody else gets the money meanwhile.
#[test]
fn what_is_pending_is_reserved() {
    let bank = Fixture::new();
    let id = bank.paid("k", 2, card(Behaviour::Late));
    assert_eq!(bank.operate(&id, "void", "v1", 3_000), "pending");
    assert_eq!(bank.operate(&id, "void", "v2", 7_001), "amount_exceeds_authorised");
    assert_eq!(bank.operate(&id, "capture", "c1", 7_001), "amount_exceeds_authorised");
    assert_eq!(bank.operate(&id, "capture", "c2", 5_000), "pending");
    assert_eq!(bank.operate(&id, "capture", "c3", 1_000), "already_captured");
    assert_eq!(bank.operate(&id, "refund", "r1", 1), "not_captured");
    assert_eq!(sums(&bank, &id), [10_000, 0, 0, 0]);
    bank.database.execute("UPDATE payment SET hold_until_ms = 1").unwrap();
    bank.database
        .execute("UPDATE operation SET decide_at_ms = decide_at_ms + 60000 WHERE kind = 'capture'")
        .unwrap();
    bank.tick(NOW_MS + 60_000);
    // The void is done; the hold has ended in time but for the capture, which takes what it asked for.
    assert_eq!(sums(&bank, &id), [10_000, 0, 3_000, 0]);
    bank.tick(NOW_MS + 120_000);
    assert_eq!(sums(&bank, &id), [10_000, 5_000, 5_000, 0]);
    assert_eq!(bank.operate(&id, "capture", "c2", 5_000), "done");
    assert_eq!(bank.operate(&id, "refund", "r2", 3_000), "pending");
    assert_eq!(bank.operate(&id, "refund", "r3", 2_001), "amount_exceeds_captured");
    assert_eq!(bank.operate(&id, "refund", "r4", 2_000), "pending");
    bank.tick(NOW_MS + 240_000);
    assert_eq!(sums(&bank, &id), [10_000, 5_000, 5_000, 5_000]);
}

/// Whatever comes in whatever order, sums stay within what was authorised.
#[test]
fn any_order_stays_within_the_hold() {
    let decide = |bank: &Fixture, id: &str, key: &str, status: &str| {
        let path = format!("/bank/manager-api/payments/{id}/operations/{key}/decide");
        bank.post(&path, &json!({ "status": status })).0
    };
    for (void, capture) in [
        ("done", "done"),
        ("refused", "done"),
        ("done", "refused"),
        ("refused", "refused"),
    ] {
        for void_first in [true, false] {
            let bank = Fixture::new();
            let id = bank.paid("k", 2, card(Behaviour::Late));
            bank.operate(&id, "void", "v", 4_000);
            bank.operate(&id, "capture", "c", 5_000);
            let mut steps = [("v", void), ("c", capture)];
            if !void_first {
                steps.reverse();
            }
            for (key, status) in steps {
                assert_eq!(decide(&bank, &id, key, status), 200);
            }
            let voided = if void == "done" { 4_000 } else { 0 };
            let expected = if capture == "done" {
                [10_000, 5_000, 5_000, 0]
            } else {
                [10_000, 0, voided, 0]
            };
            assert_eq!(sums(&bank, &id), expected, "{void} {capture} {void_first}");
            let left = 10_000 - expected[1] - expected[2];
            if left > 0 {
                assert_eq!(bank.operate(&id, "capture", "c2", left), "pending");
                assert_eq!(decide(&bank, &id, "c2", "done"), 200);
            }
        }
    }
}
