//! Captured money is given back: whole, in parts, never more than there is.

use futures_util::future::join_all;
use operations::operation::{OperationRequest, refund::refund};
use serde_json::{Value, json};

use crate::kit::{Answer, Desk, HOUR_MS, Says, code, field, pending, request, run, state};

#[test]
fn a_payment_is_refunded_whole() {
    let desk = Desk::open();
    let number = desk.paid("k");
    let before = desk.journal_end();
    let refunded = desk.refund(number, "r", None);
    assert_eq!(state(&refunded), "done");
    assert!(refunded.unwrap().event_id.is_some());
    assert_eq!(desk.sums(number), "refunded 100000 0 100000 100000 0");
    // The fee is not given back.
    assert_eq!(
        (desk.balance("available"), desk.balance("in_transit:main")),
        (-4_500, 0)
    );
    assert_eq!(desk.payment(number, "fee_minor || ' ' || fee_returned_minor"), "4500 0");
    assert_eq!(desk.told_types(), ["captured", "refunded"]);
    assert_eq!(desk.journaled(before), ["refund_asked", "refund_done"]);
    let asked = desk.network.take_asked();
    assert_eq!(asked[0].url, "https://bank.example/bank/api/payments/bp-1-1/refund");
    assert_eq!(
        asked[0].json(),
        json!({ "key": desk.bank_key(2), "amount_minor": 100_000 })
    );
    assert_eq!(code(desk.refund(number, "r2", None)), "nothing_left");
    assert_eq!(code(desk.refund(number, "r2", Some("0.01"))), "nothing_left");
    desk.assert_balanced();
}

#[test]
fn parts_are_refunded_up_to_the_exact_remainder_and_not_one_minor_unit_more() {
    let desk = Desk::open();
    let number = desk.paid("k");
    for (part, status) in [
        ("0.01", "partially_refunded"),
        ("333.33", "partially_refunded"),
        ("333.33", "partially_refunded"),
    ] {
        let key = format!("r{}", desk.journal_end());
        assert_eq!(state(&desk.refund(number, &key, Some(part))), "done");
        assert_eq!(desk.payment(number, "money"), status);
    }
    let before = desk.dump();
    assert_eq!(
        code(desk.refund(number, "last", Some("333.34"))),
        "amount_exceeds_captured"
    );
    desk.assert_unchanged(&before);
    assert_eq!(state(&desk.refund(number, "last", Some("333.33"))), "done");
    assert_eq!(desk.sums(number), "refunded 100000 0 100000 100000 0");
    assert_eq!(
        desk.told_types(),
        [
            "captured",
            "partially_refunded",
            "partially_refunded",
            "partially_refunded",
            "refunded"
        ]
    );
    desk.assert_balanced();
}

#[test]
fn everything_that_is_left_is_refunded_where_no_amount_is_named() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.refund(number, "r1", Some("250.50")).unwrap();
    assert_eq!(desk.refund(number, "r2", None).unwrap().operation.amount_minor, 74_950);
    assert_eq!(desk.payment(number, "money"), "refunded");
}

#[test]
fn what_cannot_be_refunded_is_refused_and_nothing_changes() {
    let desk = Desk::open();
    let created = desk.created("k1").number;
    let (awaiting, _) = desk.awaiting("k2");
    let held = desk.held("k3");
    let failed = desk.created("k4");
    for attempt in 1..=5 {
        desk.start(&failed, "main").unwrap();
        let reference = format!("{}-{attempt}", failed.number);
        desk.told(&Says::declined(&format!("no{attempt}"), &reference)).unwrap();
    }
    assert_eq!(desk.payment(failed.number, "money"), "failed");
    let paid = desk.paid("k5");
    desk.network.take_asked();
    let before = desk.dump();
    for (number, amount, refusal) in [
        (created, None, "not_captured"),
        (awaiting.number, None, "not_captured"),
        (awaiting.number, Some("1.00"), "not_captured"),
        (held, Some("1.00"), "not_captured"),
        (failed.number, None, "not_captured"),
        (paid, Some("1000.01"), "amount_exceeds_captured"),
        (paid, Some("90071992547409.91"), "amount_exceeds_captured"),
        (99, None, "payment_not_found"),
    ] {
        assert_eq!(code(desk.refund(number, "r", amount)), refusal, "{number} {amount:?}");
    }
    for (amount, currency, what) in [
        (Some("1.00"), Some("USD"), "currency currency_differs"),
        (Some("1"), Some("JPY"), "currency currency_differs"),
        (Some("1.00"), None, "currency required"),
        (None, Some("RUB"), "amount required"),
        (Some("0.00"), Some("RUB"), "amount amount_not_positive"),
    ] {
        let request = OperationRequest {
            number: paid,
            amount: amount.map(str::to_owned),
            currency: currency.map(str::to_owned),
            reason: None,
        };
        let refused = run(refund(desk.ports(), &desk.key, &Desk::asker("r"), &request, &[]));
        assert_eq!(field(refused), what);
    }
    assert!(desk.network.take_asked().is_empty(), "the bank was not asked");
    desk.assert_unchanged(&before);
    // None of it has used the key up.
    assert_eq!(state(&desk.refund(paid, "r", None)), "done");
}

#[test]
fn a_refund_keeps_its_reason_and_who_asked() {
    let desk = Desk::open();
    let number = desk.paid("k");
    let request = OperationRequest {
        reason: Some("goods returned".to_owned()),
        ..Desk::of_payment(number, Some("10.00"))
    };
    run(refund(desk.ports(), &desk.key, &Desk::asker("r"), &request, &[])).unwrap();
    assert_eq!(
        desk.text("SELECT origin || ' ' || actor || ' ' || reason FROM operation WHERE kind = 'refund'"),
        "desk api_key:sk_test_1 goods returned"
    );
    let journal = "SELECT actor || ' ' || detail FROM journal WHERE action = ";
    assert_eq!(
        desk.text(&format!("{journal} 'refund_asked'")),
        r#"api_key:sk_test_1 {"operation":2,"amount_minor":1000,"currency":"RUB","reason":"goods returned"}"#
    );
    assert!(desk.text(&format!("{journal} 'refund_done'")).starts_with("system "));
    let body: Value = serde_json::from_str(&desk.text("SELECT body FROM event ORDER BY seq DESC LIMIT 1")).unwrap();
    assert_eq!(
        body["data"]["operation"],
        json!({ "operation": 2, "kind": "refund", "state": "done", "amount": "10.00", "reason": "goods returned", "code": null })
    );
    assert_eq!(body["data"]["status"], "partially_refunded");
}

/// Proves EDG-05: refunds at once never come to more than was captured; checked after each.
#[test]
fn of_fifty_refunds_at_once_as_many_succeed_as_fit() {
    let desk = Desk::open();
    let payment = desk
        .create(
            "k",
            &operations::PaymentRequest {
                amount: "100.00".to_owned(),
                ..request()
            },
        )
        .unwrap();
    desk.start(&payment, "main").unwrap();
    desk.told(&Says::captured("e1", "1-1").minor(10_000)).unwrap();
    desk.network.take_asked();
    desk.network.slow();
    let keys: Vec<String> = (0..50).map(|index| format!("r{index}")).collect();
    let refunds = keys.iter().map(|key| async {
        let outcome = desk.refunding(payment.number, key, Some("30.00")).await;
        let within = desk.number(
            "SELECT refunded_minor + refund_reserved_minor <= 10000 AND overrun = 0 FROM payment WHERE number = 1",
        );
        assert_eq!(within, 1);
        desk.assert_balanced();
        outcome
    });
    let (done, refused): (Vec<_>, Vec<_>) = run(join_all(refunds)).into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), refused.len()), (3, 47));
    for refusal in refused {
        assert!(["amount_exceeds_captured", "operation_in_flight"].contains(&code(refusal)));
    }
    assert_eq!(desk.sums(1), "partially_refunded 10000 0 10000 9000 0");
    assert_eq!(desk.network.take_asked().len(), 3);
    assert_eq!(desk.number("SELECT count(*) FROM operation WHERE kind = 'refund'"), 3);
}

/// The same while the bank keeps everybody waiting: what is reserved is not given away.
#[test]
fn undecided_refunds_keep_their_reserve() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.network.will([Answer::Timeout, pending()]);
    assert_eq!(state(&desk.refund(number, "r1", Some("400.00"))), "unknown");
    assert_eq!(state(&desk.refund(number, "r2", Some("400.00"))), "sent");
    assert_eq!(desk.sums(number), "refunding 100000 0 100000 0 0");
    assert_eq!(desk.reserved(number), "0 0 80000");
    assert_eq!(desk.balance("available"), 95_500, "nothing has moved yet");
    let before = desk.dump();
    assert_eq!(code(desk.refund(number, "r3", Some("200.01"))), "operation_in_flight");
    assert_eq!(
        code(desk.refund(number, "r3", Some("1000.01"))),
        "amount_exceeds_captured"
    );
    desk.assert_unchanged(&before);
    assert_eq!(desk.refund(number, "r3", None).unwrap().operation.amount_minor, 20_000);
    desk.clock.pass(HOUR_MS / 4);
    assert_eq!(desk.resolve(), 2);
    assert_eq!(desk.sums(number), "refunded 100000 0 100000 100000 0");
    desk.assert_balanced();
}

#[test]
fn a_refused_refund_frees_its_reserve_and_can_be_asked_for_again() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.network
        .will([Answer::json(&json!({ "status": "refused", "code": "card_closed" }))]);
    let refused = desk.refund(number, "r1", None).unwrap().operation;
    assert_eq!(
        (refused.state.as_str(), refused.code.as_deref()),
        ("refused", Some("card_closed"))
    );
    assert_eq!(desk.sums(number), "captured 100000 0 100000 0 0");
    assert_eq!(
        (desk.reserved(number).as_str(), desk.balance("available")),
        ("0 0 0", 95_500)
    );
    assert_eq!(desk.payment(number, "attention"), "refund_refused");
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'refund_refused'"),
        1
    );
    assert_eq!(desk.told_types(), ["captured", "refund_refused"]);
    // The key has its answer; another asks again.
    assert_eq!(state(&desk.refund(number, "r1", None)), "refused");
    assert_eq!(state(&desk.refund(number, "r2", None)), "done");
    assert_eq!(
        desk.payment(number, "money || ' ' || COALESCE(attention, '-')"),
        "refunded -"
    );
    desk.assert_balanced();
}

/// Proves EDG-04: a refusal that the bank takes back is booked, also where the money was given back another way meanwhile.
#[test]
fn a_refusal_that_the_bank_takes_back_is_booked() {
    for (again, sums, overrun) in [
        (false, "partially_refunded 100000 0 100000 80000 0", "0"),
        (true, "refunded 100000 0 100000 160000 0", "1"),
    ] {
        let desk = Desk::open();
        let number = desk.paid("k");
        desk.network
            .will([Answer::json(&json!({ "status": "refused", "code": "busy" }))]);
        desk.refund(number, "r1", Some("800.00")).unwrap();
        if again {
            assert_eq!(state(&desk.refund(number, "r2", Some("800.00"))), "done");
        }
        let says = Says::of("e1", "refunded", "1-1")
            .minor(80_000)
            .of_key(&desk.bank_key(2));
        assert_eq!(desk.outcome(&says), "late");
        assert_eq!(
            (desk.sums(number).as_str(), desk.payment(number, "overrun").as_str()),
            (sums, overrun)
        );
        if again {
            assert_eq!(desk.payment(number, "attention"), "beyond_bounds");
        }
        let before = desk.dump();
        assert_eq!(desk.outcome(&says), "late");
        desk.assert_unchanged(&before);
        desk.assert_balanced();
    }
}

/// What a person records is a claim: it stays within bounds.
#[test]
fn a_refund_is_recorded_as_done_with_evidence_within_bounds() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.network.will([
        Answer::json(&json!({ "status": "refused" })),
        Answer::json(&json!({ "status": "refused" })),
    ]);
    desk.refund(number, "r1", Some("600.00")).unwrap();
    desk.refund(number, "r2", Some("600.00")).unwrap();
    let record = |operation| {
        run(operations::operation::settle::record_done(
            desk.ports(),
            1,
            number,
            operation,
            "order 77 at the bank",
            "person:5",
        ))
    };
    let recorded = record(2);
    assert_eq!(state(&recorded), "done");
    assert_eq!(desk.sums(number), "partially_refunded 100000 0 100000 60000 0");
    assert_eq!(
        desk.text("SELECT actor || ' ' || (detail ->> 'evidence') FROM journal WHERE action = 'refund_done'"),
        "person:5 order 77 at the bank"
    );
    assert_eq!(
        desk.text("SELECT evidence FROM operation WHERE operation = 2"),
        "order 77 at the bank"
    );
    let before = desk.dump();
    assert_eq!(code(record(2)), "operation_decided");
    assert_eq!(code(record(3)), "amount_exceeds_captured");
    assert_eq!(code(record(1)), "operation_decided");
    desk.assert_unchanged(&before);
    desk.assert_balanced();
}

/// Proves EDG-04: a refund that the bank made by itself is booked whatever is left, and flagged beyond that.
#[test]
fn refunds_by_the_bank_are_booked_and_flagged_beyond_what_is_left() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.refund(number, "r", Some("500.00")).unwrap();
    assert_eq!(
        desk.outcome(&Says::of("e1", "refunded", "1-1").minor(30_000)),
        "settled"
    );
    assert_eq!(
        desk.payment(number, "overrun || ' ' || COALESCE(attention, '-')"),
        "0 -"
    );
    assert_eq!(
        desk.outcome(&Says::of("e2", "refunded", "1-1").minor(30_000)),
        "settled"
    );
    assert_eq!(desk.sums(number), "refunded 100000 0 100000 110000 0");
    assert_eq!(desk.payment(number, "overrun || ' ' || attention"), "1 beyond_bounds");
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'beyond_bounds'"),
        1
    );
    assert_eq!(desk.balance("available"), 95_500 - 110_000);
    assert_eq!(code(desk.refund(number, "r2", Some("0.01"))), "nothing_left");
    assert_eq!(
        desk.told_types(),
        ["captured", "partially_refunded", "partially_refunded", "refunded"]
    );
    let before = desk.dump();
    assert_eq!(
        desk.outcome(&Says::of("e2", "refunded", "1-1").minor(30_000)),
        "settled"
    );
    desk.assert_unchanged(&before);
    desk.assert_balanced();
}

/// A second success that the bank gives back by itself is beside the sums, as the second success was.
#[test]
fn a_second_success_that_the_bank_refunds_is_no_refund_of_the_payment() {
    let desk = Desk::open();
    let payment = desk.created("k");
    desk.start(&payment, "main").unwrap();
    desk.start(&payment, "second").unwrap();
    desk.told(&Says::captured("e1", "1-1")).unwrap();
    assert_eq!(desk.outcome(&Says::captured("e2", "1-2").at("second")), "surplus");
    assert_eq!(desk.outcome(&Says::of("e3", "refunded", "1-2").at("second")), "settled");
    assert_eq!(desk.sums(1), "captured 100000 0 100000 0 0");
    assert_eq!(
        (
            desk.balance("unclaimed"),
            desk.balance("in_transit:second"),
            desk.balance("available")
        ),
        (0, 0, 95_500)
    );
    assert_eq!(desk.told_types(), ["captured"]);
    desk.assert_balanced();
}
