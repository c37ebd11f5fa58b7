//! Held money is taken: whole, in part, once.

use serde_json::json;

use crate::kit::{Answer, DAY_MS, Desk, Says, code, field, state};

const MEMO: [&str; 2] = ["hold", "hold_memo"];

fn memo(desk: &Desk) -> [i64; 2] {
    MEMO.map(|account| desk.balance(account))
}

/// Proves EDG-04.
#[test]
fn a_hold_is_captured_whole() {
    let desk = Desk::open();
    let number = desk.held("k");
    let before = desk.journal_end();
    assert_eq!(memo(&desk), [100_000, -100_000]);
    let captured = desk.capture(number, "c", None);
    assert_eq!(state(&captured), "done");
    assert!(captured.unwrap().event_id.is_some());
    assert_eq!(desk.sums(number), "captured 100000 0 100000 0 0");
    assert_eq!(
        desk.payment(number, "fee_minor || ' ' || COALESCE(capture_due_at_ms, '-')"),
        "4500 -"
    );
    assert_eq!(memo(&desk), [0, 0]);
    assert_eq!(
        (desk.balance("in_transit:main"), desk.balance("available")),
        (-100_000, 95_500)
    );
    assert_eq!(desk.text("SELECT state FROM attempt"), "captured");
    assert_eq!(desk.told_types(), ["authorised", "captured"]);
    assert_eq!(desk.journaled(before), ["capture_asked", "capture_done"]);
    let asked = desk.network.take_asked();
    assert_eq!(
        (asked.len(), asked[0].url.as_str()),
        (1, "https://bank.example/bank/api/payments/bp-1-1/capture")
    );
    assert_eq!(
        asked[0].json(),
        json!({ "key": desk.bank_key(2), "amount_minor": 100_000 })
    );
    desk.assert_balanced();
}

/// The rest of a hold is let go with its capture, and the fee is of what was taken.
#[test]
fn of_a_part_captured_the_rest_is_released_and_the_fee_is_of_the_part() {
    let desk = Desk::open();
    let (payment, reference) = {
        let payment = desk
            .create(
                "k",
                &operations::PaymentRequest {
                    amount: "100000.00".to_owned(),
                    ..crate::kit::request()
                },
            )
            .unwrap();
        desk.start(&payment, "main").unwrap();
        (payment.number, format!("{}-1", payment.number))
    };
    desk.told(&Says::authorised("e1", &reference).minor(10_000_000))
        .unwrap();
    assert_eq!(state(&desk.capture(payment, "c", Some("60000.00"))), "done");
    assert_eq!(desk.sums(payment), "captured 10000000 4000000 6000000 0 0");
    // 1.15 % of 60 000.00, of which the bank has 0.45 %.
    assert_eq!(desk.payment(payment, "fee_minor"), "69000");
    assert_eq!(
        (desk.balance("service_fee"), desk.balance("bank_fee")),
        (42_000, 27_000)
    );
    assert_eq!(memo(&desk), [0, 0]);
    assert_eq!(desk.balance("available"), 6_000_000 - 69_000);
    assert_eq!(
        desk.text("SELECT kind || ' ' || state || ' ' || amount_minor || ' ' || reason FROM operation ORDER BY operation DESC LIMIT 1"),
        "void done 4000000 rest_of_hold"
    );
    assert_eq!(desk.told_types(), ["authorised", "captured"]);
    assert_eq!(
        desk.network.take_asked().len(),
        2,
        "the trip, the capture; the rest goes by itself"
    );
    desk.assert_balanced();
}

#[test]
fn what_cannot_be_captured_is_refused_and_nothing_changes() {
    let desk = Desk::open();
    let held = desk.held("k1");
    let created = desk.created("k2").number;
    let (awaiting, _) = desk.awaiting("k3");
    let paid = desk.paid("k4");
    let part = desk.held("k5");
    desk.cancel(part, "part", Some("400.00")).unwrap();
    let cancelled = desk.held("k6");
    desk.cancel(cancelled, "all", None).unwrap();
    desk.network.take_asked();
    let before = desk.dump();
    for (number, amount, refusal) in [
        (held, Some("1000.01"), "amount_exceeds_hold"),
        (part, Some("600.01"), "amount_exceeds_hold"),
        (created, None, "not_authorised"),
        (awaiting.number, Some("1.00"), "not_authorised"),
        (paid, Some("0.01"), "already_captured"),
        (paid, None, "already_captured"),
        (cancelled, None, "nothing_left"),
        (cancelled, Some("0.01"), "nothing_left"),
        (99, None, "payment_not_found"),
    ] {
        assert_eq!(code(desk.capture(number, "c", amount)), refusal, "{number} {amount:?}");
    }
    for (amount, what) in [
        ("0", "amount amount_not_positive"),
        ("-1", "amount amount_malformed"),
        ("1.001", "amount amount_too_precise"),
    ] {
        assert_eq!(field(desk.capture(held, "c", Some(amount))), what);
    }
    assert!(desk.network.take_asked().is_empty(), "the bank was not asked");
    desk.assert_unchanged(&before);
    // None of it has used the key up.
    assert_eq!(state(&desk.capture(held, "c", None)), "done");
}

#[test]
fn a_second_capture_is_refused_also_while_the_first_is_undecided() {
    let desk = Desk::open();
    let number = desk.held("k");
    desk.network.will([Answer::Timeout]);
    assert_eq!(state(&desk.capture(number, "c1", Some("600.00"))), "unknown");
    assert_eq!(desk.reserved(number), "60000 0 0");
    let before = desk.dump();
    for amount in [None, Some("0.01"), Some("400.00")] {
        assert_eq!(code(desk.capture(number, "c2", amount)), "operation_in_flight");
        assert_eq!(code(desk.cancel(number, "c3", amount)), "operation_in_flight");
    }
    desk.assert_unchanged(&before);
    desk.clock.pass(2 * 60_000);
    assert_eq!(desk.resolve(), 1);
    assert_eq!(desk.sums(number), "captured 100000 40000 60000 0 0");
    assert_eq!(code(desk.capture(number, "c2", Some("0.01"))), "already_captured");
}

#[test]
fn a_refused_capture_leaves_the_hold_and_is_shown() {
    let desk = Desk::open();
    let number = desk.held("k");
    for answer in [
        Answer::json(&json!({ "status": "refused", "code": "hold_expired" })),
        Answer::Status(409, json!({ "code": "hold_expired" }).to_string()),
    ] {
        desk.network.will([answer]);
        let refused = desk
            .capture(number, &format!("c{}", desk.journal_end()), None)
            .unwrap()
            .operation;
        assert_eq!(
            (refused.state.as_str(), refused.code.as_deref()),
            ("refused", Some("hold_expired"))
        );
        assert_eq!(desk.sums(number), "authorised 100000 0 0 0 0");
        assert_eq!(
            (desk.reserved(number).as_str(), memo(&desk)),
            ("0 0 0", [100_000, -100_000])
        );
        assert_eq!(desk.payment(number, "attention"), "operation_refused");
    }
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'capture_refused'"),
        2
    );
    assert_eq!(state(&desk.capture(number, "again", None)), "done");
    assert_eq!(desk.payment(number, "COALESCE(attention, '-')"), "-");
    assert_eq!(desk.told_types(), ["authorised", "captured"]);
}

#[test]
fn a_terminal_that_may_not_capture_does_not() {
    let desk = Desk::open();
    let number = desk.held("k");
    desk.execute("UPDATE terminal SET operations = '[\"payment\",\"void\"]'");
    let before = desk.dump();
    assert_eq!(code(desk.capture(number, "c", None)), "operation_not_allowed");
    desk.assert_unchanged(&before);
    assert_eq!(state(&desk.cancel(number, "v", None)), "done");
}

#[test]
fn a_payment_of_another_organisation_or_mode_is_not_there() {
    let desk = Desk::open();
    let number = desk.held("k");
    let request = Desk::of_payment(number, None);
    let before = desk.dump();
    for (org_id, mode) in [(2, "test"), (1, "live")] {
        let asker = operations::operation::Asker {
            org_id,
            mode: Some(mode),
            ..Desk::asker("c")
        };
        let refused = crate::kit::run(operations::operation::capture::capture(
            desk.ports(),
            &desk.key,
            &asker,
            &request,
        ));
        assert_eq!(code(refused), "payment_not_found");
    }
    desk.assert_unchanged(&before);
}

/// Proves EDG-04: what the bank takes above the hold is booked and flagged; what we start stays bounded.
#[test]
fn a_capture_by_the_bank_above_the_hold_is_booked_and_flagged() {
    let desk = Desk::open();
    let number = desk.held("k");
    desk.clock.pass(DAY_MS);
    assert_eq!(desk.outcome(&Says::captured("e1", "1-1").minor(120_000)), "settled");
    assert_eq!(desk.sums(number), "captured 100000 0 120000 0 0");
    assert_eq!(desk.payment(number, "overrun || ' ' || attention"), "1 beyond_bounds");
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE subject = 'payment:1'"),
        1
    );
    assert_eq!(memo(&desk), [0, 0]);
    assert_eq!(
        code(desk.refund(number, "r", Some("1200.01"))),
        "amount_exceeds_captured"
    );
    desk.assert_balanced();
}
