//! Cards whose operations are not answered, answered with nonsense, late, or by a manager.

use futures_executor::block_on;
use serde_json::{Value, json};

use super::fixture::{Fixture, NOW_MS, card, types};
use crate::{books::operations, cards::Behaviour};

const MINUTE_MS: i64 = 60_000;

fn found(bank: &Fixture, id: &str, key: &str) -> (u16, Value) {
    let (status, answer) = bank.get(&format!("/bank/api/payments/{id}/operations/{key}"));
    (status, answer["status"].clone())
}

#[test]
fn silence_before_acting() {
    let bank = Fixture::new();
    let id = bank.paid("k", 2, card(Behaviour::SilentBefore));
    for (kind, key, amount) in [("void", "v", 1_000), ("capture", "c", 9_000), ("refund", "r", 2_000)] {
        assert_eq!(bank.raw(&id, kind, key, amount), (504, String::new()));
        assert_eq!(found(&bank, &id, key).0, 404);
        assert_eq!(bank.operate(&id, kind, key, amount), "done");
        assert_eq!(bank.operate(&id, kind, key, amount), "done");
        assert_eq!(found(&bank, &id, key), (200, json!("done")));
    }
    assert_eq!(bank.status(&id)["refunded_minor"], 2_000);
    bank.tick(NOW_MS + MINUTE_MS);
    assert_eq!(types(&bank.told()), ["authorised"]);
    assert_eq!(bank.kinds(&id), ["authorised", "voided", "captured", "refunded"]);
}

/// Of any number of asks at once, one meets with silence and one is acted upon.
#[test]
fn only_one_ask_is_the_first() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, card(Behaviour::SilentBefore));
    let first = |key| block_on(operations::first_ask(&bank.database, &id, key, 0)).unwrap();
    assert_eq!(
        [first("a"), first("a"), first("b"), first("a")],
        [true, false, true, false]
    );
}

#[test]
fn silence_after_acting() {
    let bank = Fixture::new();
    let id = bank.paid("k", 2, card(Behaviour::SilentAfter));
    assert_eq!(bank.raw(&id, "capture", "c", 9_000), (504, String::new()));
    assert_eq!(found(&bank, &id, "c"), (200, json!("done")));
    assert_eq!(bank.operate(&id, "capture", "c", 9_000), "done");
    assert_eq!(bank.raw(&id, "refund", "r", 9_001), (504, String::new()));
    assert_eq!(bank.operate(&id, "refund", "r", 9_001), "amount_exceeds_captured");
    assert_eq!(types(&bank.told()), ["authorised"]);
    bank.tick(NOW_MS + MINUTE_MS);
    let told = bank.told();
    assert_eq!(types(&told), ["authorised", "captured", "refund_refused"]);
    assert_eq!(
        (&told[1]["operation_key"], &told[1]["amount_minor"]),
        (&json!("c"), &json!(9_000))
    );
    assert_eq!(told[2]["decline_code"], "amount_exceeds_captured");
    assert_eq!(bank.events(&id), told);
}

#[test]
fn nonsense_is_answered_once() {
    let bank = Fixture::new();
    let id = bank.paid("k", 2, card(Behaviour::Nonsense));
    assert_eq!(
        bank.raw(&id, "void", "v", 10_000),
        (200, "<html>oops</html>".to_owned())
    );
    assert_eq!(bank.operate(&id, "void", "v", 10_000), "done");
    assert_eq!(bank.status(&id)["status"], "voided");
    bank.tick(NOW_MS + MINUTE_MS);
    assert_eq!(types(&bank.told()), ["authorised", "voided"]);
}

#[test]
fn late_operations_are_decided_by_the_cron() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, card(Behaviour::Late));
    let path = format!("/bank/api/payments/{id}/refund");
    let first = bank.post(&path, &json!({ "key": "r", "amount_minor": 4_000 })).1;
    assert_eq!((&first["status"], &first["code"]), (&json!("pending"), &json!(null)));
    assert_eq!(bank.status(&id)["refunded_minor"], 0);
    bank.tick(NOW_MS + MINUTE_MS - 1);
    assert_eq!(found(&bank, &id, "r"), (200, json!("pending")));
    for minute in 1..3 {
        bank.tick(NOW_MS + minute * MINUTE_MS);
        let again = bank.post(&path, &json!({ "key": "r", "amount_minor": 4_000 })).1;
        assert_eq!(
            (&again["status"], &again["operation_id"]),
            (&json!("done"), &first["operation_id"])
        );
    }
    assert_eq!(bank.status(&id)["refunded_minor"], 4_000);
    let told = bank.told();
    assert_eq!(types(&told), ["captured", "refunded"]);
    assert_eq!(
        (&told[1]["operation_key"], &told[1]["operation_id"]),
        (&json!("r"), &first["operation_id"])
    );
    // What does not fit is refused at once.
    assert_eq!(bank.operate(&id, "refund", "r2", 6_001), "amount_exceeds_captured");
}

#[test]
fn refunds_wait_for_the_manager() {
    let bank = Fixture::new();
    let id = bank.paid("k", 2, card(Behaviour::RefundReview));
    assert_eq!(bank.operate(&id, "capture", "c", 10_000), "done");
    for key in ["r1", "r2", "r3"] {
        assert_eq!(bank.operate(&id, "refund", key, 3_000), "pending");
    }
    assert_eq!(bank.operate(&id, "refund", "r4", 1_001), "amount_exceeds_captured");
    bank.tick(NOW_MS + 100 * MINUTE_MS);
    assert_eq!(found(&bank, &id, "r1"), (200, json!("pending")));
    let decide = |key: &str, status: &str| {
        let path = format!("/bank/manager-api/payments/{id}/operations/{key}/decide");
        bank.post(&path, &json!({ "status": status }))
    };
    let (status, answer) = decide("r1", "done");
    assert_eq!(
        (status, &answer["status"], &answer["kind"]),
        (200, &json!("done"), &json!("refund"))
    );
    let (status, answer) = decide("r2", "refused");
    assert_eq!(
        (status, &answer["status"], &answer["code"]),
        (200, &json!("refused"), &json!("refused_by_bank"))
    );
    // The same again is the same; the other is too late.
    assert_eq!((decide("r1", "done").0, decide("r2", "refused").0), (200, 200));
    assert_eq!(
        (decide("r1", "refused").0, decide("r2", "done").1["code"].clone()),
        (409, json!("already_decided"))
    );
    assert_eq!((decide("x", "done").0, decide("r3", "perhaps").0), (404, 422));
    assert_eq!(bank.operate(&id, "refund", "r2", 3_000), "refused_by_bank");
    assert_eq!(bank.operate(&id, "refund", "r5", 4_000), "pending");
    let told = bank.told();
    assert_eq!(types(&told), ["authorised", "refunded", "refund_refused"]);
    assert_eq!(
        (
            &told[2]["operation_key"],
            &told[2]["decline_code"],
            &told[2]["amount_minor"]
        ),
        (&json!("r2"), &json!("refused_by_bank"), &json!(3_000))
    );
    assert_eq!(bank.status(&id)["refunded_minor"], 3_000);
}

#[test]
fn the_issuer_refuses_refunds() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, card(Behaviour::RefundRefused));
    assert_eq!(bank.operate(&id, "refund", "r", 10_001), "amount_exceeds_captured");
    assert_eq!(bank.operate(&id, "refund", "r2", 10_000), "refund_refused_by_issuer");
    assert_eq!(bank.operate(&id, "refund", "r2", 10_000), "refund_refused_by_issuer");
    assert_eq!(bank.status(&id)["refunded_minor"], 0);
    bank.tick(NOW_MS + MINUTE_MS);
    assert_eq!(types(&bank.told()), ["captured"]);
    assert_eq!(bank.kinds(&id), ["captured", "refund_refused", "refund_refused"]);
    assert_eq!(bank.events(&id)[2]["decline_code"], "refund_refused_by_issuer");
    let held = bank.paid("k2", 2, card(Behaviour::RefundRefused));
    assert_eq!(bank.operate(&held, "void", "v", 5_000), "done");
}
