//! A hold that ends is captured, or released where the terminal says so: six hours before the bank lets it go.

use operations::janitor::holds::end_holds;
use serde_json::json;

use crate::kit::{Answer, DAY_MS, Desk, HOUR_MS, MINUTE_MS, Says, dies, run, state};

const DUE_MS: i64 = 7 * DAY_MS - 6 * HOUR_MS;

/// Proves PKP-07, SPR-06.
#[test]
fn a_hold_is_captured_six_hours_before_its_end_and_not_sooner() {
    let desk = Desk::open();
    let number = desk.held("k");
    desk.clock.pass(DUE_MS - 1);
    assert_eq!(desk.end_holds(), 0);
    desk.clock.pass(1);
    assert_eq!(desk.end_holds(), 1);
    assert_eq!(desk.sums(number), "captured 100000 0 100000 0 0");
    assert_eq!(
        desk.text("SELECT actor || ' ' || reason FROM operation WHERE kind = 'capture'"),
        "system deadline"
    );
    assert_eq!(desk.told_types(), ["authorised", "captured"]);
    let before = desk.dump();
    desk.clock.pass(DAY_MS);
    assert_eq!((desk.end_holds(), desk.network.take_asked().len()), (0, 1));
    desk.assert_unchanged(&before);
    desk.assert_balanced();
}

/// Proves SPR-06: what is left of it after a part was cancelled.
#[test]
fn where_the_terminal_says_so_it_is_released() {
    let desk = Desk::open();
    desk.execute("UPDATE terminal SET at_deadline = 'release'");
    let number = desk.held("k");
    desk.cancel(number, "v", Some("300.00")).unwrap();
    desk.clock.pass(DUE_MS);
    assert_eq!(desk.end_holds(), 1);
    assert_eq!(desk.sums(number), "cancelled 100000 100000 0 0 0");
    assert_eq!(desk.balance("hold"), 0);
    assert_eq!(desk.told_types(), ["authorised", "cancelled"]);
}

#[test]
fn what_was_captured_or_cancelled_before_is_left_alone() {
    let desk = Desk::open();
    let (captured, cancelled, released) = (desk.held("k1"), desk.held("k2"), desk.held("k3"));
    desk.capture(captured, "c", Some("1.00")).unwrap();
    desk.cancel(cancelled, "v", None).unwrap();
    desk.told(&Says::of("e1", "voided", &format!("{released}-1"))).unwrap();
    desk.network.take_asked();
    let before = desk.dump();
    desk.clock.pass(DUE_MS);
    assert_eq!((desk.end_holds(), desk.network.take_asked().len()), (0, 0));
    desk.assert_unchanged(&before);
}

/// A cancellation that is undecided at the deadline stands in the way for as long as it is undecided, and no longer.
#[test]
fn a_hold_with_an_undecided_cancellation_is_captured_once_that_is_decided() {
    let desk = Desk::open();
    let number = desk.held("k");
    desk.clock.pass(DUE_MS);
    desk.network.will([Answer::Timeout]);
    assert_eq!(state(&desk.cancel(number, "v", Some("300.00"))), "unknown");
    assert_eq!(desk.end_holds(), 0);
    desk.clock.pass(MINUTE_MS);
    assert_eq!(desk.resolve(), 1);
    desk.clock.pass(5 * MINUTE_MS);
    assert_eq!(desk.end_holds(), 1, "tried again");
    assert_eq!(desk.sums(number), "captured 100000 30000 70000 0 0");
}

#[test]
fn ticks_that_overlap_are_doubled_or_die_capture_once() {
    let desk = Desk::open();
    let number = desk.held("k");
    desk.clock.pass(DUE_MS);
    desk.network.slow();
    let tick = || end_holds(desk.ports(), &desk.key, desk.now());
    let ticks = run(futures_util::future::join(tick(), tick()));
    assert_eq!(ticks.0.unwrap().len() + ticks.1.unwrap().len(), 1);
    assert_eq!(desk.network.take_asked().len(), 1);
    assert_eq!(desk.sums(number), "captured 100000 0 100000 0 0");

    let desk = Desk::open();
    let number = desk.held("k");
    desk.clock.pass(DUE_MS);
    desk.network.will([Answer::Silence]);
    dies(end_holds(desk.ports(), &desk.key, desk.now()));
    desk.clock.pass(10 * MINUTE_MS);
    assert_eq!(desk.end_holds(), 0, "it is asked for already");
    assert_eq!(desk.resolve(), 1);
    assert_eq!(desk.sums(number), "captured 100000 0 100000 0 0");
    let keys: Vec<_> = desk.network.take_asked();
    assert_eq!(keys.len(), 2);
    assert!(keys[1].url.ends_with(keys[0].json()["key"].as_str().unwrap()));
}

/// A capture that the bank refuses is a person's matter: shown, and not tried again and again.
#[test]
fn a_refused_capture_is_shown_and_not_repeated() {
    let desk = Desk::open();
    let number = desk.held("k");
    desk.clock.pass(DUE_MS);
    desk.network
        .will([Answer::json(&json!({ "status": "refused", "code": "hold_expired" }))]);
    assert_eq!(desk.end_holds(), 1);
    assert_eq!(
        desk.payment(number, "money || ' ' || attention"),
        "authorised operation_refused"
    );
    desk.clock.pass(DAY_MS);
    assert_eq!((desk.end_holds(), desk.network.take_asked().len()), (0, 1));
}

/// One hold that cannot be ended keeps no other from its end.
#[test]
fn a_terminal_that_may_not_capture_keeps_no_other_hold_waiting() {
    let desk = Desk::open();
    let payment = desk.created("k1");
    desk.start(&payment, "second").unwrap();
    let until = desk.now().after_ms(DAY_MS).rfc3339();
    let says = Says::authorised("e1", "1-1")
        .at("second")
        .with("hold_until", json!(until));
    desk.told(&says).unwrap();
    let number = desk.held("k2");
    desk.execute("UPDATE terminal SET operations = '[\"payment\"]' WHERE terminal_id = 'second'");
    desk.clock.pass(DUE_MS);
    assert_eq!(desk.end_holds(), 1);
    assert_eq!(
        (desk.payment(1, "money"), desk.payment(number, "money")),
        ("authorised".to_owned(), "captured".to_owned())
    );
}

/// Proves SPR-08, SPR-06: a terminal's own deadline comes before the bank's, of holds told of from then on.
#[test]
fn a_terminal_s_own_deadline_comes_first() {
    let desk = Desk::open();
    let due = |number: i64| desk.payment(number, "capture_due_at_ms").parse::<i64>().unwrap();
    let first = desk.held("a");
    desk.execute("UPDATE terminal SET deadline_hours = 24 WHERE org_id = 1");
    let second = desk.held("b");
    assert_eq!(due(second), desk.now().after_ms(24 * HOUR_MS).ms());
    assert!(due(first) > due(second));
    // Later than the bank would let it go is not to be had.
    desk.execute("UPDATE terminal SET deadline_hours = 720 WHERE org_id = 1");
    let third = desk.held("c");
    assert_eq!(due(third), due(first));
}
