//! Held money is let go: whole, in part, and what is left can still be taken.

use futures_util::future::join;
use serde_json::json;

use crate::kit::{Answer, Desk, Says, code, run, state};

#[test]
fn a_hold_is_cancelled_whole() {
    let desk = Desk::open();
    let number = desk.held("k");
    let before = desk.journal_end();
    assert_eq!(state(&desk.cancel(number, "v", None)), "done");
    assert_eq!(desk.sums(number), "cancelled 100000 100000 0 0 0");
    assert_eq!((desk.balance("hold"), desk.balance("hold_memo")), (0, 0));
    assert_eq!(desk.payment(number, "COALESCE(capture_due_at_ms, '-')"), "-");
    assert_eq!(desk.told_types(), ["authorised", "cancelled"]);
    assert_eq!(desk.journaled(before), ["void_asked", "void_done"]);
    assert_eq!(
        desk.network.take_asked()[0].url,
        "https://bank.example/bank/api/payments/bp-1-1/void"
    );
    for refused in [desk.cancel(number, "v2", None), desk.capture(number, "c", None)] {
        assert_eq!(code(refused), "nothing_left");
    }
    desk.assert_balanced();
}

#[test]
fn of_a_part_cancelled_the_rest_is_captured() {
    let desk = Desk::open();
    let number = desk.held("k");
    assert_eq!(state(&desk.cancel(number, "v1", Some("250.00"))), "done");
    assert_eq!(state(&desk.cancel(number, "v2", Some("150.00"))), "done");
    assert_eq!(desk.sums(number), "authorised 100000 40000 0 0 0");
    assert_eq!((desk.balance("hold"), desk.balance("hold_memo")), (60_000, -60_000));
    assert_eq!(desk.told_types(), ["authorised"], "a part is no cancellation");
    assert_eq!(code(desk.cancel(number, "v3", Some("600.01"))), "amount_exceeds_hold");
    assert_eq!(state(&desk.capture(number, "c", None)), "done");
    assert_eq!(desk.sums(number), "captured 100000 40000 60000 0 0");
    assert_eq!((desk.balance("hold"), desk.balance("available")), (0, 60_000 - 4_500));
    assert_eq!(
        desk.number("SELECT count(*) FROM operation WHERE reason = 'rest_of_hold'"),
        0
    );
    desk.assert_balanced();
}

/// Whichever is committed first stands, however slow the bank is; the other is refused before the bank is asked.
#[test]
fn a_capture_and_a_cancellation_at_once_do_one_of_the_two() {
    for (slow, capture_first) in [(false, true), (false, false), (true, true), (true, false)] {
        let desk = Desk::open();
        let number = desk.held("k");
        if slow {
            desk.network.slow();
        }
        let (capture, cancel) = (desk.capturing(number, "c", None), desk.cancelling(number, "v", None));
        let (won, lost) = if capture_first {
            run(join(capture, cancel))
        } else {
            run(join(cancel, capture))
        };
        assert_eq!(state(&won), "done");
        let refusals = ["already_captured", "nothing_left", "operation_in_flight"];
        assert!(refusals.contains(&code(lost)));
        assert_eq!(desk.network.take_asked().len(), 1);
        let sums = if capture_first {
            "captured 100000 0 100000 0 0"
        } else {
            "cancelled 100000 100000 0 0 0"
        };
        assert_eq!(desk.sums(number), sums);
        assert_eq!(desk.balance("hold"), 0);
        desk.assert_balanced();
    }
}

#[test]
fn a_capture_waits_for_a_cancellation_that_is_undecided() {
    let desk = Desk::open();
    let number = desk.held("k");
    desk.network.will([Answer::Timeout]);
    assert_eq!(state(&desk.cancel(number, "v", Some("300.00"))), "unknown");
    assert_eq!(desk.reserved(number), "0 30000 0");
    let before = desk.dump();
    for amount in [None, Some("1.00"), Some("700.00"), Some("700.01")] {
        assert_eq!(code(desk.capture(number, "c", amount)), "operation_in_flight");
    }
    desk.assert_unchanged(&before);
    // Another part may be cancelled beside it, as far as it goes.
    assert_eq!(code(desk.cancel(number, "v2", Some("700.01"))), "operation_in_flight");
    assert_eq!(state(&desk.cancel(number, "v2", Some("200.00"))), "done");
    desk.clock.pass(2 * 60_000);
    assert_eq!(desk.resolve(), 1);
    assert_eq!(desk.sums(number), "authorised 100000 50000 0 0 0");
    assert_eq!(state(&desk.capture(number, "c", None)), "done");
    assert_eq!(desk.sums(number), "captured 100000 50000 50000 0 0");
    desk.assert_balanced();
}

#[test]
fn a_hold_that_the_bank_lets_go_is_cancelled_and_told() {
    let desk = Desk::open();
    let number = desk.held("k");
    assert_eq!(desk.outcome(&Says::of("e1", "voided", "1-1")), "settled");
    assert_eq!(desk.sums(number), "cancelled 100000 100000 0 0 0");
    assert_eq!((desk.balance("hold"), desk.balance("hold_memo")), (0, 0));
    assert_eq!(desk.told_types(), ["authorised", "cancelled"]);
    assert_eq!(
        desk.text("SELECT origin || ' ' || actor || ' ' || reason FROM operation WHERE kind = 'void'"),
        "bank terminal:main by_bank"
    );
    let before = desk.dump();
    assert_eq!(desk.outcome(&Says::of("e1", "voided", "1-1")), "settled");
    assert_eq!(code(desk.capture(number, "c", None)), "nothing_left");
    desk.assert_unchanged(&before);
    desk.assert_balanced();
}

/// There is nothing to let go of what was taken, or let go before: flagged, and the memo accounts stay as they are.
#[test]
fn a_release_of_what_is_not_held_contradicts() {
    let desk = Desk::open();
    let paid = desk.paid("k1");
    let captured = desk.held("k2");
    desk.capture(captured, "c", Some("700.00")).unwrap();
    let cancelled = desk.held("k3");
    desk.cancel(cancelled, "v", None).unwrap();
    for (number, minor) in [
        (paid, 100_000),
        (captured, 100_000),
        (captured, 1),
        (cancelled, 100_000),
    ] {
        let sums = desk.sums(number);
        let says = Says::of(&format!("e{number}-{minor}"), "voided", &format!("{number}-1")).minor(minor);
        assert_eq!(desk.outcome(&says), "contradicted");
        assert_eq!(desk.sums(number), sums);
        assert_eq!(desk.payment(number, "attention"), "contradicted");
    }
    assert_eq!((desk.balance("hold"), desk.balance("hold_memo")), (0, 0));
    desk.assert_balanced();
}

/// The bank captures by itself what is left beside a cancellation of ours whose answer was lost.
#[test]
fn a_capture_by_the_bank_beside_an_undecided_cancellation_releases_the_hold_once() {
    for (decision, voided) in [("done", 30_000), ("refused", 0)] {
        let desk = Desk::open();
        let number = desk.held("k");
        desk.network.will([Answer::Timeout]);
        assert_eq!(state(&desk.cancel(number, "v", Some("300.00"))), "unknown");
        assert_eq!(desk.outcome(&Says::captured("e1", "1-1").minor(70_000)), "settled");
        desk.clock.pass(2 * 60_000);
        desk.network.will([Answer::json(&json!({ "status": decision }))]);
        assert_eq!(desk.resolve(), 1);
        assert_eq!(
            desk.sums(number),
            format!("captured 100000 {voided} 70000 0 0"),
            "{decision}"
        );
        assert_eq!((desk.balance("hold"), desk.balance("hold_memo")), (0, 0), "{decision}");
        desk.assert_balanced();
    }
}
