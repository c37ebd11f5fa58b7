//! Words of a bank that are signed and odd all the same: told twice under two ids, of another payment, of another kind, or of
//! what cannot be. None moves money that it should not, and none makes the bank repeat for ever.

use serde_json::{Value, json};

use crate::kit::{Desk, Says, pending, run, state};

/// Proves EDG-04: an operation is booked once, whatever its events are called.
#[test]
fn one_operation_told_under_two_ids_is_one() {
    let desk = Desk::open();
    let number = desk.paid("k");
    let refunded = |event: &str| {
        Says::of(event, "refunded", "1-1")
            .minor(50_000)
            .with("operation_id", json!("bo-1"))
    };
    assert_eq!(desk.outcome(&refunded("e1")), "settled");
    assert_eq!(desk.outcome(&refunded("e2")), "repeated");
    assert_eq!(desk.payment(number, "refunded_minor"), "50000");
    // Ours, told without our key.
    desk.network.will([crate::kit::Answer::json(
        &json!({ "status": "done", "operation_id": "bo-2" }),
    )]);
    assert_eq!(state(&desk.refund(number, "r", Some("10.00"))), "done");
    let ours = Says::of("e3", "refunded", "1-1")
        .minor(1_000)
        .with("operation_id", json!("bo-2"));
    assert_eq!(desk.outcome(&ours), "repeated");
    assert_eq!(desk.payment(number, "refunded_minor"), "51000");
    desk.assert_balanced();
}

/// Proves EDG-07: our key under a word of another kind decides nothing.
#[test]
fn a_key_under_a_word_of_another_kind_is_contradicted() {
    for kind in ["declined", "authorised", "voided", "captured", "chargeback_opened"] {
        let desk = Desk::open();
        let number = desk.paid("k");
        desk.network.will([pending()]);
        assert_eq!(state(&desk.refund(number, "r", Some("40.00"))), "sent");
        let says = Says::of("e1", kind, "1-1")
            .minor(4_000)
            .of_key(&desk.bank_key(2))
            .dispute("d1");
        assert_eq!(desk.outcome(&says), "contradicted", "{kind}");
        assert_eq!(
            desk.payment(number, "refunded_minor || ' ' || refund_reserved_minor"),
            "0 4000",
            "{kind}"
        );
        desk.assert_balanced();
    }
}

/// Proves EDG-04: a dispute is decided where it was opened, for what it was opened.
#[test]
fn a_dispute_is_of_one_payment_and_one_amount() {
    let desk = Desk::open();
    let (first, second) = (desk.paid("a"), desk.paid("b"));
    let says = |event: &str, kind: &'static str, reference: &str| Says::of(event, kind, reference).dispute("d1");
    assert_eq!(desk.outcome(&says("e1", "chargeback_opened", "2-1")), "settled");
    for odd in [
        says("e2", "chargeback_won", "1-1"),
        says("e3", "chargeback_opened", "1-1"),
        says("e4", "chargeback_won", "2-1").minor(1),
    ] {
        assert_eq!(desk.outcome(&odd), "contradicted");
    }
    assert_eq!(
        desk.payment(second, "charged_back_minor || ' ' || disputes_open"),
        "100000 1"
    );
    assert_eq!(desk.payment(first, "charged_back_minor || ' ' || disputes_open"), "0 0");
    assert_eq!(desk.outcome(&says("e5", "chargeback_won", "2-1")), "settled");
    desk.assert_balanced();
}

/// What cannot be is malformed: the bank is told so, and nothing is written.
#[test]
fn what_cannot_be_is_malformed() {
    let desk = Desk::open();
    desk.paid("k");
    let (before, opened) = (desk.dump(), || Says::of("e1", "chargeback_opened", "1-1"));
    let nameless = opened().with("dispute_id", Value::Null);
    let costly = [-5, 1 << 53, i64::MAX].map(|fee| opened().dispute("d1").with("fee_minor", json!(fee)));
    let timeless = Says::of("e1", "authorised", "1-1").with("hold_until", json!("tomorrow"));
    for odd in costly.iter().chain([&nameless, &timeless]) {
        assert!(desk.told(odd).is_err(), "{odd:?}");
    }
    let page = |field: &str, value: Value| {
        let mut body = json!({ "event_id": "p1", "type": "settlement.register", "register_id": "r1", "day": "2026-11-23", "page": 1, "pages": 1,
            "lines": [{ "operation_id": "o", "operation_key": null, "payment_id": "bp-1-1", "reference": "1-1", "kind": "capture",
                "amount_minor": 100_000, "currency": "RUB", "fee_minor": 450 }] });
        match field.strip_prefix("line.") {
            Some(field) => body["lines"][0][field] = value,
            None => body[field] = value,
        }
        let body = body.to_string();
        let headers = Desk::sign(desk.now().unix_s(), body.as_bytes());
        run(desk.told_at(&desk.terminal("alpha", "main"), &headers, body.as_bytes()))
    };
    for (field, value) in [
        ("page", json!(0)),
        ("page", json!(2)),
        ("pages", json!(0)),
        ("day", json!("2026-99-99")),
        ("day", json!("aaaaaaaaaa")),
        ("register_id", json!("")),
        ("register_id", json!("R 4111111111111111")),
        ("event_id", json!("x".repeat(5_000))),
        ("line.payment_id", json!("4111111111111111")),
        ("line.fee_minor", json!(-1)),
        ("line.amount_minor", json!(0)),
        ("line.currency", json!("XXX")),
    ] {
        assert!(page(field, value.clone()).is_err(), "{field}: {value}");
    }
    desk.assert_unchanged(&before);
    // A fee that nobody agreed to is kept and shown, and posts nothing.
    page("line.fee_minor", json!((1_i64 << 53) - 1)).unwrap();
    assert_eq!(desk.text("SELECT outcome FROM register_line"), "amount_differs");
    assert_eq!(desk.balance("bank_account:main"), 0);
}

/// Proves EDG-03: what we start is bounded in number, what banks say has happened is not.
#[test]
fn a_bank_s_word_is_booked_after_however_many_operations() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.execute(
        "INSERT INTO operation (org_id, number, operation, attempt, kind, state, origin, amount_minor, currency, idempotency_key, created_at_ms, decided_at_ms)
         VALUES (1, 1, 500, 1, 'refund', 'refused', 'desk', 1, 'RUB', 'k500', 0, 0)",
    );
    assert_eq!(
        crate::kit::code(desk.refund(number, "r", Some("1.00"))),
        "too_many_operations"
    );
    assert_eq!(
        desk.outcome(&Says::of("e1", "chargeback_opened", "1-1").dispute("d1")),
        "settled"
    );
    desk.assert_balanced();
}
