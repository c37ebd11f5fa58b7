//! A card's owner disputes a payment: the money is gone at once, with a fee, and comes back if the merchant was right.

use serde_json::json;

use crate::kit::{DAY_MS, Desk, Says, code, state};

const FEE: i64 = 1_500;

fn says(event: &str, what: &str) -> Says {
    Says::of(
        event,
        ["chargeback_opened", "chargeback_won", "chargeback_lost"]
            .into_iter()
            .find(|kind| kind.ends_with(what))
            .unwrap(),
        "1-1",
    )
    .dispute("d1")
    .with("fee_minor", json!(FEE))
    .with("evidence_due", json!("2026-12-07T10:00:00Z"))
}

fn accounts(desk: &Desk) -> (i64, i64) {
    (desk.balance("available"), desk.balance("in_transit:main"))
}

/// Proves EDG-04.
#[test]
fn a_chargeback_takes_the_money_and_its_fee_and_blocks_refunds() {
    let desk = Desk::open();
    let number = desk.paid("k");
    let before = desk.journal_end();
    let booked = desk.told(&says("e1", "opened")).unwrap();
    assert_eq!(
        (booked.settled.outcome.as_str(), booked.event_id.is_some()),
        ("settled", true)
    );
    assert_eq!(desk.sums(number), "captured 100000 0 100000 0 100000");
    assert_eq!(
        desk.payment(number, "disputes_open || ' ' || attention || ' ' || overrun"),
        "1 dispute_opened 0"
    );
    assert_eq!(accounts(&desk), (95_500 - 100_000 - FEE, FEE));
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'dispute_opened'"),
        1
    );
    assert_eq!(desk.told_types(), ["captured", "dispute_opened"]);
    assert_eq!(desk.journaled(before), ["bank_chargeback_opened"]);
    assert_eq!(
        desk.text("SELECT state || ' ' || operation || ' ' || evidence_due_at_ms FROM dispute"),
        "open 2 1796637600000"
    );
    desk.network.take_asked();
    let unchanged = desk.dump();
    for amount in [None, Some("1.00")] {
        assert_eq!(code(desk.refund(number, "r", amount)), "dispute_open");
    }
    assert_eq!(desk.outcome(&says("e1", "opened")), "settled");
    assert!(desk.network.take_asked().is_empty());
    desk.assert_unchanged(&unchanged);
    desk.assert_balanced();
}

#[test]
fn a_dispute_that_is_won_brings_everything_back() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.told(&says("e1", "opened")).unwrap();
    desk.clock.pass(DAY_MS);
    assert_eq!(desk.outcome(&says("e2", "won")), "settled");
    assert_eq!(desk.sums(number), "captured 100000 0 100000 0 0");
    assert_eq!(desk.payment(number, "disputes_open"), "0");
    assert_eq!(accounts(&desk), (95_500, -100_000));
    assert_eq!(desk.told_types(), ["captured", "dispute_opened", "dispute_won"]);
    assert_eq!(
        desk.text("SELECT state FROM operation WHERE kind = 'chargeback'"),
        "reversed"
    );
    assert_eq!(
        desk.number("SELECT created_at_ms FROM movement WHERE kind = 'chargeback_won'"),
        desk.now().ms(),
        "the money is back today, not when it was taken"
    );
    let before = desk.dump();
    assert_eq!(desk.outcome(&says("e2", "won")), "settled");
    desk.assert_unchanged(&before);
    assert_eq!(desk.outcome(&says("e3", "won")), "repeated");
    assert_eq!(desk.outcome(&says("e4", "lost")), "contradicted");
    assert_eq!(accounts(&desk), (95_500, -100_000));
    assert_eq!(state(&desk.refund(number, "r", None)), "done");
    desk.assert_balanced();
}

#[test]
fn a_dispute_that_is_lost_leaves_the_money_where_it_went() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.told(&says("e1", "opened").minor(40_000)).unwrap();
    let before = accounts(&desk);
    assert_eq!(desk.outcome(&says("e2", "lost").minor(40_000)), "settled");
    assert_eq!(
        (accounts(&desk), desk.sums(number).as_str()),
        (before, "captured 100000 0 100000 0 40000")
    );
    assert_eq!(desk.told_types(), ["captured", "dispute_opened", "dispute_lost"]);
    assert_eq!(desk.outcome(&says("e3", "won").minor(40_000)), "contradicted");
    // What is left can be refunded again.
    assert_eq!(
        code(desk.refund(number, "r", Some("600.01"))),
        "amount_exceeds_captured"
    );
    assert_eq!(state(&desk.refund(number, "r", None)), "done");
    assert_eq!(desk.sums(number), "partially_refunded 100000 0 100000 60000 40000");
    desk.assert_balanced();
}

#[test]
fn a_decision_before_its_dispute_waits_for_it() {
    for what in ["won", "lost"] {
        let desk = Desk::open();
        let number = desk.paid("k");
        assert_eq!(desk.outcome(&says("e2", what)), "unmatched");
        assert_eq!(accounts(&desk), (95_500, -100_000));
        assert_eq!(desk.outcome(&says("e1", "opened")), "settled");
        assert_eq!(desk.outcome(&says("e2", what)), "settled");
        assert_eq!(desk.payment(number, "disputes_open"), "0");
        let charged_back = if what == "won" { "0" } else { "100000" };
        assert_eq!(desk.payment(number, "charged_back_minor"), charged_back);
        desk.assert_balanced();
    }
}

#[test]
fn the_same_dispute_under_another_event_is_repeated() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.told(&says("e1", "opened")).unwrap();
    let before = accounts(&desk);
    assert_eq!(desk.outcome(&says("e2", "opened")), "repeated");
    assert_eq!(
        (accounts(&desk), desk.payment(number, "disputes_open").as_str()),
        (before, "1")
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM operation WHERE kind = 'chargeback'"),
        1
    );
}

/// Two disputes of one payment, of which the second is beyond what is left.
#[test]
fn several_disputes_are_booked_each_and_flagged_beyond_what_was_taken() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.refund(number, "r", Some("300.00")).unwrap();
    desk.told(&says("e1", "opened").minor(70_000)).unwrap();
    assert_eq!(desk.payment(number, "overrun"), "0");
    assert_eq!(desk.outcome(&says("e2", "opened").minor(1).dispute("d2")), "settled");
    assert_eq!(desk.payment(number, "disputes_open || ' ' || overrun"), "2 1");
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'beyond_bounds'"),
        1
    );
    assert_eq!(desk.outcome(&says("e3", "won").minor(70_000)), "settled");
    assert_eq!(code(desk.refund(number, "r2", Some("1.00"))), "dispute_open");
    assert_eq!(desk.outcome(&says("e4", "lost").minor(1).dispute("d2")), "settled");
    assert_eq!(desk.sums(number), "partially_refunded 100000 0 100000 30000 1");
    assert_eq!(state(&desk.refund(number, "r2", None)), "done");
    assert_eq!(desk.balance("available"), -4_500 - FEE);
    desk.assert_balanced();
}

/// A dispute while a refund of ours is undecided: both are booked, and the excess is shown.
#[test]
fn a_dispute_beside_an_undecided_refund_is_booked() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.network.will([crate::kit::pending()]);
    desk.refund(number, "r", Some("400.00")).unwrap();
    assert_eq!(desk.outcome(&says("e1", "opened")), "settled");
    assert_eq!(desk.payment(number, "overrun"), "1");
    let refused = Says::of("e2", "refund_refused", "1-1")
        .minor(40_000)
        .of_key(&desk.bank_key(2));
    assert_eq!(desk.outcome(&refused), "settled");
    assert_eq!(desk.sums(number), "captured 100000 0 100000 0 100000");
    desk.assert_balanced();
}
