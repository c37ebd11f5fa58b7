//! Money that was confirmed goes back, by the operations that every payment has.

use operations::manual::confirm::Decision;

use super::desk::{CASH, Sys};
use crate::kit::{Desk, HOUR_MS, code, dies, field, state};

/// Proves MAN-07: in parts and whole, by nobody but the person; the fee stays with the system.
#[test]
fn refunds_are_done_at_once_and_bounded() {
    let desk = Desk::open();
    desk.add_system(
        1,
        &Sys {
            commission: "10",
            ..CASH
        },
    );
    let number = desk.said_paid("cash");
    desk.confirm(number, &Decision::default()).unwrap();
    desk.network.take_asked();
    let part = desk.refund(number, "r1", Some("300.00"));
    assert_eq!(state(&part), "done");
    assert_eq!(
        (desk.sums(number).as_str(), desk.order_status(number).as_str()),
        ("partially_refunded 100000 0 100000 30000 0", "completed")
    );
    assert_eq!(
        code(desk.refund(number, "r2", Some("700.01"))),
        "amount_exceeds_captured"
    );
    assert_eq!(state(&desk.refund(number, "r3", None)), "done");
    assert_eq!(
        (desk.sums(number).as_str(), desk.order_status(number).as_str()),
        ("refunded 100000 0 100000 100000 0", "refunded")
    );
    assert_eq!(
        ["manual:cash", "manual_memo", "manual_fee"].map(|account| desk.balance(account)),
        [-10_000, 0, 10_000]
    );
    assert_eq!(desk.told_types(), ["captured", "partially_refunded", "refunded"]);
    assert!(desk.network.take_asked().is_empty(), "nobody was asked");
    // Again by the same key: the same answer.
    let before = desk.dump();
    assert_eq!(state(&desk.refund(number, "r3", None)), "done");
    desk.assert_unchanged(&before);
    desk.assert_balanced();
    let timeline = desk.text("SELECT group_concat(after, ' ') FROM client_timeline");
    assert_eq!(timeline, "open completed refunded");
}

/// What a system is no more may still give back; another currency than was paid may not.
#[test]
fn an_archived_system_gives_back_in_the_currency_that_was_paid() {
    let desk = Desk::open();
    desk.add_system(
        1,
        &Sys {
            takes: r#"["RUB","USD"]"#,
            ..CASH
        },
    );
    let number = desk.said_paid("cash");
    let price =
        operations::manual::confirm::Decision::read(&serde_json::json!({ "amount": "20.00", "currency": "USD" }))
            .unwrap();
    desk.confirm(number, &price).unwrap();
    desk.execute("UPDATE terminal SET status = 'archived' WHERE terminal_id = 'cash'");
    assert_eq!(
        field(desk.refund(number, "r1", Some("1.00"))),
        "currency currency_differs"
    );
    assert_eq!(state(&desk.refund(number, "r2", None)), "done");
    assert_eq!(desk.sums(number), "refunded 2000 0 2000 2000 0");
    desk.assert_balanced();
}

/// The isolate dies between the intention and its record: the janitor finishes it, and asks nobody.
#[test]
fn a_refund_that_died_halfway_is_finished() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let number = desk.said_paid("cash");
    desk.confirm(number, &Decision::default()).unwrap();
    let request = Desk::of_payment(number, Some("300.00"));
    let slow = super::desk::Slow::after(&desk.database, 1);
    let ports = operations::Ports {
        database: &slow,
        client: &desk.network,
        clock: &desk.clock,
        entropy: &desk.chance,
    };
    dies(operations::operation::refund::refund(
        ports,
        &desk.key,
        &Desk::asker("r1"),
        &request,
        &[],
    ));
    assert_eq!(desk.sums(number), "refunding 100000 0 100000 0 0");
    desk.network.take_asked();
    desk.clock.pass(HOUR_MS);
    assert_eq!(desk.resolve(), 1);
    assert_eq!(desk.sums(number), "partially_refunded 100000 0 100000 30000 0");
    assert!(desk.network.take_asked().is_empty());
    desk.assert_balanced();
}

#[test]
fn nothing_is_held_there() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let number = desk.said_paid("cash");
    desk.confirm(number, &Decision::default()).unwrap();
    let before = desk.dump();
    assert_eq!(code(desk.capture(number, "c1", None)), "already_captured");
    assert_eq!(code(desk.cancel(number, "v1", None)), "already_captured");
    desk.assert_unchanged(&before);
}

/// A cart names the parts of what it comes to: where a person has confirmed another amount, a part is named by its amount.
#[test]
fn a_cart_does_not_bound_what_was_paid_otherwise() {
    const CART: &str = r#"[{"name":"book","price":"500.00","quantity":"2","sum":"1000.00"}]"#;
    for (amount, by_lines) in [("900.00", false), ("1000.00", true)] {
        let desk = Desk::open();
        desk.add_system(1, &CASH);
        let number = desk.said_paid("cash");
        desk.execute(&format!("UPDATE payment SET cart = '{CART}'"));
        let body = serde_json::json!({ "amount": amount, "currency": "RUB" });
        desk.confirm(number, &Decision::read(&body).unwrap()).unwrap();
        let part = desk.refund(number, "r1", Some("300.00"));
        let lines = crate::kit::run(desk.refunding_lines(number, "r2", None, &[(0, "1")]));
        if by_lines {
            assert_eq!(
                (field(part), state(&lines)),
                ("lines lines_required".to_owned(), "done")
            );
            assert_eq!(desk.sums(number), "partially_refunded 100000 0 100000 50000 0");
        } else {
            assert_eq!(
                (state(&part), field(lines)),
                ("done", "lines[0] line_unknown".to_owned())
            );
            assert_eq!(desk.sums(number), "partially_refunded 90000 0 90000 30000 0");
        }
    }
}
