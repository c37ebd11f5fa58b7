//! People are reminded of what soon ends by itself.

use super::desk::CASH;
use crate::kit::{DAY_MS, Desk};

fn reminders(desk: &Desk) -> i64 {
    desk.number("SELECT count(*) FROM notification WHERE kind = 'manual_payment_due'")
}

/// Proves MAN-06 (a reminder three days before).
#[test]
fn a_reminder_comes_three_days_before_once() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let number = desk.said_paid("cash");
    desk.clock.pass(27 * DAY_MS - 1);
    assert_eq!((desk.expire().reminded, reminders(&desk)), (0, 0));
    desk.clock.pass(1);
    assert_eq!((desk.expire().reminded, reminders(&desk)), (1, 1));
    assert_eq!(
        desk.text("SELECT subject FROM notification WHERE kind = 'manual_payment_due'"),
        format!("payment:{number}")
    );
    desk.clock.pass(DAY_MS);
    assert_eq!((desk.expire().reminded, reminders(&desk)), (0, 1));
    assert_eq!(desk.trip(number, "state"), "open");
}

/// Of what has a day only, people are reminded at once; of what is decided, or over when the tick comes, not at all.
#[test]
fn nobody_is_reminded_of_what_is_decided_or_over() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let (_, short) = desk.ordered(&["cash"], 1);
    desk.says_paid(&short, "cash").unwrap();
    assert_eq!(desk.expire().reminded, 1);
    let (rejected, late) = (desk.said_paid("cash"), desk.said_paid("cash"));
    desk.reject(rejected).unwrap();
    desk.clock.pass(30 * DAY_MS);
    let tick = desk.expire();
    assert_eq!((tick.rejected, tick.reminded, reminders(&desk)), (2, 0, 1));
    assert_eq!(desk.trip(late, "state || COALESCE(remind_at_ms, '')"), "rejected");
}
