//! A second success for a payment already paid: booked, flagged, and returned by itself, once.

use serde_json::json;

use crate::kit::{Answer, Desk, MINUTE_MS, Says};

const SUMS: &str = "money || ' ' || authorised_minor || ' ' || captured_minor || ' ' || fee_minor";

/// A payment paid by its first trip, with a second trip at the bank.
fn paid_twice_over(first: &'static str, second: &'static str) -> Desk {
    let desk = Desk::open();
    let payment = desk.created("k");
    desk.start(&payment, "main").unwrap();
    desk.start(&payment, "second").unwrap();
    assert_eq!(desk.outcome(&Says::of("e1", first, "1-1")), "settled");
    let booked = desk.told(&Says::of("e2", second, "1-2").at("second")).unwrap();
    assert_eq!(
        (booked.settled.outcome.as_str(), booked.surplus, booked.event_id),
        ("surplus", true, None)
    );
    desk.network.take_asked();
    desk
}

/// Proves EDG-04.
#[test]
fn a_second_success_is_beside_the_sums_and_goes_back() {
    let desk = paid_twice_over("captured", "captured");
    assert_eq!(desk.payment(1, SUMS), "captured 100000 100000 4500");
    assert_eq!(desk.payment(1, "attention"), "second_success");
    assert_eq!(
        (
            desk.balance("unclaimed"),
            desk.balance("in_transit:second"),
            desk.balance("available")
        ),
        (100_000, -100_000, 95_500)
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'callback_surplus'"),
        1
    );
    assert_eq!(desk.resolve(), 1);
    let asked = desk.network.take_asked();
    assert_eq!(
        (asked.len(), asked[0].url.as_str()),
        (1, "https://bank.example/bank/api/payments/bp-1-2/refund")
    );
    assert_eq!(
        asked[0].json(),
        json!({ "key": "return:second:e2", "amount_minor": 100_000 })
    );
    assert_eq!(
        (
            desk.balance("unclaimed"),
            desk.balance("in_transit:second"),
            desk.balance("available")
        ),
        (0, 0, 95_500)
    );
    assert_eq!(desk.payment(1, SUMS), "captured 100000 100000 4500");
    assert_eq!(
        desk.number("SELECT count(*) FROM journal WHERE action = 'second_success_refund_done'"),
        1
    );
    // Done is done.
    let before = desk.dump();
    desk.clock.pass(10 * MINUTE_MS);
    assert_eq!(desk.resolve(), 0);
    assert_eq!(desk.outcome(&Says::captured("e2", "1-2").at("second")), "surplus");
    assert_eq!(desk.resolve(), 0);
    assert!(desk.network.take_asked().is_empty());
    desk.assert_unchanged(&before);
}

#[test]
fn a_return_of_unknown_result_stays_due_and_asks_what_became_of_its_key() {
    let desk = paid_twice_over("captured", "captured");
    let nonsense = |status, body: &str| Answer::Status(status, body.to_owned());
    let failures = [
        Answer::Timeout,
        Answer::Broken,
        nonsense(500, "{}"),
        nonsense(200, "{}"),
        nonsense(200, "<html>"),
        nonsense(429, ""),
    ];
    for failure in failures {
        desk.network.will([failure]);
        assert_eq!(desk.resolve(), 0);
        assert_eq!(desk.balance("unclaimed"), 100_000);
        // Claimed for a minute: nobody else asks in between.
        assert_eq!((desk.resolve(), desk.network.take_asked().len()), (0, 1));
        desk.clock.pass(64 * MINUTE_MS);
    }
    // It has heard of it after all: nothing is sent again.
    assert_eq!(desk.resolve(), 1);
    let asked = desk.network.take_asked();
    assert!(
        asked[0].url.ends_with("/bp-1-2/operations/return:second:e2"),
        "{}",
        asked[0].url
    );
    assert_eq!(desk.balance("unclaimed"), 0);
    assert_eq!(desk.text("SELECT state FROM operation WHERE kind = 'refund'"), "done");
}

#[test]
fn a_refused_return_leaves_the_money_unclaimed_and_is_journaled() {
    let desk = paid_twice_over("captured", "captured");
    desk.network.will([Answer::json(&json!({ "status": "refused" }))]);
    assert_eq!(desk.resolve(), 1);
    assert_eq!(
        desk.text("SELECT state FROM operation WHERE kind = 'refund'"),
        "refused"
    );
    assert_eq!(desk.balance("unclaimed"), 100_000);
    assert_eq!(
        desk.number("SELECT count(*) FROM journal WHERE action = 'second_success_refund_refused'"),
        1
    );
    desk.clock.pass(MINUTE_MS);
    assert_eq!(desk.resolve(), 0);
}

#[test]
fn a_second_hold_is_voided() {
    for first in ["captured", "authorised"] {
        let desk = paid_twice_over(first, "authorised");
        let held = if first == "authorised" { 100_000 } else { 0 };
        assert_eq!(desk.balance("hold"), held + 100_000);
        assert_eq!(desk.resolve(), 1);
        assert_eq!(
            desk.network.take_asked()[0].url,
            "https://bank.example/bank/api/payments/bp-1-2/void"
        );
        assert_eq!(
            (
                desk.balance("hold"),
                desk.balance("hold_memo"),
                desk.balance("unclaimed")
            ),
            (held, -held, 0)
        );
        assert_eq!(desk.payment(1, "voided_minor"), "0");
    }
}

#[test]
fn of_two_holds_one_capture_settles_and_the_other_goes_back() {
    let desk = paid_twice_over("authorised", "authorised");
    desk.network.will([Answer::json(&json!({ "status": "refused" }))]);
    assert_eq!(desk.outcome(&Says::captured("e3", "1-1")), "settled");
    assert_eq!(desk.outcome(&Says::captured("e4", "1-2").at("second")), "surplus");
    assert_eq!(desk.payment(1, SUMS), "captured 100000 100000 4500");
    // The void comes too late and is refused; the refund is not.
    assert_eq!(desk.resolve(), 2);
    assert_eq!(
        (
            desk.balance("in_transit:main"),
            desk.balance("in_transit:second"),
            desk.balance("unclaimed")
        ),
        (-100_000, 0, 0)
    );
}

#[test]
fn two_crons_at_once_ask_the_bank_once() {
    let desk = paid_twice_over("captured", "captured");
    let cron = || operations::operation::resolve::resolve_due(desk.ports(), &desk.key, desk.now());
    let (left, right) = crate::kit::run(futures_util::future::join(cron(), cron()));
    assert_eq!(
        (
            left.unwrap().len() + right.unwrap().len(),
            desk.network.take_asked().len()
        ),
        (1, 1)
    );
}

#[test]
fn a_cron_that_dies_after_the_bank_was_asked_is_followed_by_one_that_asks_what_became_of_it() {
    let desk = paid_twice_over("captured", "captured");
    desk.network.will([Answer::Silence]);
    crate::kit::dies(operations::operation::resolve::resolve_due(
        desk.ports(),
        &desk.key,
        desk.now(),
    ));
    desk.clock.pass(3 * MINUTE_MS);
    assert_eq!(desk.resolve(), 1);
    let asked = desk.network.take_asked();
    assert_eq!(asked[0].json()["key"], "return:second:e2");
    assert!(
        asked[1].url.ends_with("/operations/return:second:e2"),
        "{}",
        asked[1].url
    );
    assert_eq!(desk.balance("unclaimed"), 0);
}
