//! Payers complain; merchants win or lose.

use serde_json::{Value, json};

use super::fixture::{Fixture, NOW_MS, card, types};
use crate::cards::Behaviour;

const PAID: &str = "2200000000000004";
const MINUTE_MS: i64 = 60_000;

fn open(bank: &Fixture, id: &str, body: &Value) -> (u16, Value) {
    bank.post(&format!("/bank/manager-api/payments/{id}/chargebacks"), body)
}

fn decide(bank: &Fixture, id: &str, dispute: &Value, status: &str) -> (u16, Value) {
    let dispute = dispute.as_str().unwrap();
    bank.post(
        &format!("/bank/manager-api/payments/{id}/chargebacks/{dispute}/decide"),
        &json!({ "status": status }),
    )
}

#[test]
fn the_payer_complains_a_minute_after_the_capture() {
    let bank = Fixture::new();
    let sale = bank.paid("k1", 1, card(Behaviour::Chargeback));
    let held = bank.paid("k2", 2, card(Behaviour::Chargeback));
    bank.tick(NOW_MS + MINUTE_MS - 1);
    assert_eq!(bank.told().len(), 2);
    for minute in 1..3 {
        bank.tick(NOW_MS + minute * MINUTE_MS);
        assert_eq!(types(&bank.told()), ["captured", "authorised", "chargeback_opened"]);
    }
    let opened = &bank.told()[2];
    assert_eq!(
        (
            &opened["payment_id"],
            &opened["amount_minor"],
            &opened["fee_minor"],
            &opened["operation_key"]
        ),
        (&json!(sale), &json!(10_000), &json!(500), &json!(null))
    );
    assert_eq!(opened["evidence_due"], "2026-11-30T00:00:00.000Z");
    assert!(opened["dispute_id"].as_str().unwrap().starts_with("bd_"));
    assert_eq!(bank.status(&sale)["charged_back_minor"], 10_000);
    assert_eq!(bank.operate(&sale, "refund", "r", 1), "amount_exceeds_captured");
    // A hold is disputed once it is captured, over what was captured.
    assert_eq!(bank.operate(&held, "capture", "c", 7_000), "done");
    bank.tick(NOW_MS + 3 * MINUTE_MS);
    assert_eq!(bank.events(&held)[2]["amount_minor"], 7_000);
}

/// What was refunded in time is not disputed too.
#[test]
fn only_what_is_left_is_disputed() {
    let bank = Fixture::new();
    let part = bank.paid("k1", 1, card(Behaviour::Chargeback));
    let whole = bank.paid("k2", 1, card(Behaviour::Chargeback));
    bank.operate(&part, "refund", "r", 4_000);
    bank.operate(&whole, "refund", "r", 10_000);
    bank.tick(NOW_MS + MINUTE_MS);
    assert_eq!(bank.status(&part)["charged_back_minor"], 6_000);
    assert_eq!(bank.kinds(&whole), ["captured", "refunded"]);
    assert_eq!(
        bank.database
            .value("SELECT count(*) FROM payment WHERE chargeback_at_ms IS NOT NULL")
            .unwrap(),
        0
    );
}

#[test]
fn a_chargeback_is_won_or_lost_once() {
    let bank = Fixture::new();
    for (key, end, other, left) in [("k1", "won", "lost", 10_000), ("k2", "lost", "won", 4_000)] {
        let id = bank.paid(key, 1, PAID);
        let (status, opened) = open(&bank, &id, &json!({ "amount_minor": 6_000, "fee_minor": 70 }));
        assert_eq!(
            (status, &opened["status"], &opened["fee_minor"]),
            (200, &json!("open"), &json!(70))
        );
        assert_eq!(bank.operate(&id, "refund", "r1", 4_001), "amount_exceeds_captured");
        let dispute = &opened["dispute_id"];
        assert_eq!(decide(&bank, &id, dispute, end).1["status"], end);
        assert_eq!(decide(&bank, &id, dispute, end).0, 200);
        let (status, problem) = decide(&bank, &id, dispute, other);
        assert_eq!((status, &problem["code"]), (409, &json!("already_decided")));
        let of_dispute = |event: &Value| event["dispute_id"] == *dispute;
        let events: Vec<Value> = bank.events(&id).into_iter().filter(of_dispute).collect();
        assert_eq!(
            types(&events),
            ["chargeback_opened".to_owned(), format!("chargeback_{end}")]
        );
        assert_eq!(
            (&events[1]["amount_minor"], &events[1]["fee_minor"]),
            (&json!(6_000), &json!(70))
        );
        assert_eq!(bank.status(&id)["charged_back_minor"], 10_000 - left);
        assert_eq!(bank.operate(&id, "refund", "r2", left + 1), "amount_exceeds_captured");
        assert_eq!(bank.operate(&id, "refund", "r3", left), "done");
    }
    let told = bank.told();
    assert_eq!(
        types(&told),
        [
            "captured",
            "chargeback_opened",
            "chargeback_won",
            "captured",
            "chargeback_opened",
            "chargeback_lost"
        ]
    );
    assert!(told[2]["operation_id"].is_string() && told[5]["operation_id"].is_null());
}

#[test]
fn no_more_is_disputed_than_is_there() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, PAID);
    assert_eq!(
        open(&bank, &id, &json!({ "amount_minor": 10_001 })).1["code"],
        "amount_exceeds_captured"
    );
    assert_eq!(open(&bank, &id, &json!({ "amount_minor": 9_000 })).0, 200);
    assert_eq!(open(&bank, &id, &json!({})).1["amount_minor"], 1_000);
    assert_eq!(open(&bank, &id, &json!({})).0, 422);
    for body in [json!({ "amount_minor": 0 }), json!({ "fee_minor": -1 })] {
        assert_eq!(open(&bank, &id, &body).1["code"], "validation_failed");
    }
    let held = bank.paid("k2", 2, PAID);
    assert_eq!(open(&bank, &held, &json!({})).1["code"], "not_captured");
    assert_eq!(open(&bank, "bp_x", &json!({})).0, 404);
    assert_eq!(
        decide(&bank, &id, &json!("bd_x"), "won").1["code"],
        "chargeback_not_found"
    );
    assert_eq!(decide(&bank, &id, &json!("bd_x"), "open").0, 422);
}

#[test]
fn the_bank_refunds_by_itself() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, PAID);
    let refund = |amount: i64| {
        bank.post(
            &format!("/bank/manager-api/payments/{id}/refund-by-bank"),
            &json!({ "amount_minor": amount }),
        )
    };
    let (status, answer) = refund(6_000);
    assert_eq!((status, &answer["status"]), (200, &json!("done")));
    assert_eq!(refund(4_001).1["code"], "amount_exceeds_captured");
    assert_eq!((refund(4_000).0, refund(1).0, refund(0).0), (200, 422, 422));
    let told = bank.told();
    assert_eq!(types(&told), ["captured", "refunded", "refunded"]);
    assert_eq!(
        (
            &told[1]["operation_key"],
            &told[1]["operation_id"],
            &told[1]["amount_minor"]
        ),
        (&json!(null), &answer["operation_id"], &json!(6_000))
    );
    assert_eq!(
        bank.database
            .value("SELECT count(*) FROM operation WHERE status = 'refused'")
            .unwrap(),
        0
    );
    assert_eq!(bank.status(&id)["status"], "refunded");
}
