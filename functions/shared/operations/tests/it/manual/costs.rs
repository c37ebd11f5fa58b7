//! What manual payments cost: round trips, plans, and the same whatever else there is.

use operations::manual::{
    confirm::Decision,
    expire::expire_due,
    open::{NewTrip, open},
};
use store::sqlite::Work;

use super::desk::{CASH, PAYMENTS_ABROAD};
use crate::kit::{DAY_MS, Desk, run};

fn trips(desk: &Desk, work: impl FnOnce()) -> usize {
    desk.database.take_round_trips();
    work();
    desk.database.take_round_trips()
}

#[test]
fn a_decision_costs_two_round_trips_at_most() {
    let desk = Desk::open();
    desk.add_system(1, &PAYMENTS_ABROAD);
    desk.add_rate("USD", "RUB", "2026-11-20", "80");
    let (number, token) = desk.ordered(&["abroad"], 30);
    let opened = |paid_on: Option<&str>, token: &str| {
        let new = NewTrip {
            terminal_id: "abroad".to_owned(),
            paid_on: paid_on.map(str::to_owned),
            ..NewTrip::default()
        };
        drop(run(open(desk.ports(), token, &new, "payer", desk.now())));
    };
    assert_eq!(trips(&desk, || opened(Some("2026-11-22"), &token)), 2, "open");
    assert_eq!(trips(&desk, || opened(None, &token)), 2, "open, today, in vain");
    assert_eq!(
        trips(&desk, || drop(desk.confirm(number, &Decision::default()).unwrap())),
        2,
        "confirm"
    );
    assert_eq!(
        trips(&desk, || drop(desk.confirm(number, &Decision::default()).unwrap_err())),
        1,
        "confirm again"
    );
    let other = desk.said_paid("abroad");
    assert_eq!(trips(&desk, || drop(desk.reject(other).unwrap())), 1, "reject");
    assert_eq!(
        trips(&desk, || drop(desk.reject(other).unwrap_err())),
        1,
        "reject again"
    );
    assert_eq!(
        trips(&desk, || drop(desk.refund(number, "r", None).unwrap())),
        2,
        "refund"
    );
    assert_eq!(trips(&desk, || assert_eq!(desk.expire().rejected, 0)), 4, "nothing due");
    // The organisation's day is another than that of UTC: the rates are read for it.
    desk.execute("UPDATE organisation SET time_zone = 'Europe/Moscow'");
    desk.clock.pass(13 * 3_600_000);
    let (_, token) = desk.ordered(&["abroad"], 30);
    assert_eq!(trips(&desk, || opened(None, &token)), 3, "open, today of another zone");
}

/// Every way of a manual payment, with what it costs among so many others.
fn measured(others: i64) -> Vec<(&'static str, Work)> {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    desk.add_rate("USD", "RUB", "2026-11-20", "80");
    desk.said_paid("cash");
    desk.copy_trips(others);
    desk.execute("UPDATE manual_payment SET confirm_by_ms = confirm_by_ms + 100 * 86400000");
    let (_, token) = desk.ordered(&["cash"], 30);
    let (confirmed, rejected) = (desk.said_paid("cash"), desk.said_paid("cash"));
    desk.execute("UPDATE manual_payment SET remind_at_ms = NULL WHERE number < 3");
    let cost = |work: &dyn Fn()| {
        desk.database.take_work();
        work();
        desk.database.take_work()
    };
    let mut costs = vec![
        (
            "open",
            cost(&|| assert_eq!(desk.says_paid(&token, "cash").unwrap().attempt, 1)),
        ),
        (
            "confirm",
            cost(&|| drop(desk.confirm(confirmed, &Decision::default()).unwrap())),
        ),
        ("refund", cost(&|| drop(desk.refund(confirmed, "r", None).unwrap()))),
        ("reject", cost(&|| drop(desk.reject(rejected).unwrap()))),
        ("nothing due", cost(&|| assert_eq!(desk.expire().rejected, 0))),
    ];
    desk.execute("UPDATE manual_payment SET remind_at_ms = NULL WHERE attempt = 1 AND confirm_by_ms > opened_at_ms + 40 * 86400000");
    desk.clock.pass(27 * DAY_MS);
    costs.push(("remind of one", cost(&|| assert_eq!(desk.expire().reminded, 1))));
    desk.clock.pass(3 * DAY_MS);
    costs.push(("expire one", cost(&|| assert_eq!(desk.expire().rejected, 1))));
    costs
}

#[test]
fn a_manual_payment_costs_the_same_among_50_and_among_2000() {
    for ((what, few), (_, many)) in measured(50).into_iter().zip(measured(2_000)) {
        println!(
            "{what:>14}: {:>6} steps, {:>3} rows written",
            many.steps, many.rows_written
        );
        assert_eq!(few.rows_written, many.rows_written, "{what}");
        assert!(
            many.steps <= few.steps + few.steps / 10 + 20,
            "{what}: {} steps among 50, {} among 2000",
            few.steps,
            many.steps
        );
        assert!(
            many.scanned <= few.scanned + 2,
            "{what}: {} then {} scanned",
            few.scanned,
            many.scanned
        );
    }
}

/// Every statement of a manual payment, once: for the tests of query plans.
pub(crate) fn every_statement(desk: &Desk) {
    desk.add_system(1, &PAYMENTS_ABROAD);
    desk.add_rate("USD", "RUB", "2026-11-20", "80");
    let (confirmed, rejected) = (desk.said_paid("abroad"), desk.said_paid("abroad"));
    desk.confirm(confirmed, &Decision::default()).unwrap();
    desk.reject(rejected).unwrap();
    desk.said_paid("abroad");
    let due = desk.now().after_ms(30 * DAY_MS);
    assert_eq!(run(expire_due(desk.ports(), due)).unwrap().rejected, 1);
}
