//! Somebody says to have paid.

use super::desk::CASH;
use crate::kit::{DAY_MS, Desk};

/// Proves MAN-03, MAN-09 (what is said is kept, and waits for a decision).
#[test]
fn a_trip_waits_for_a_decision() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let (number, token) = desk.ordered(&["cash"], 30);
    let opened = desk.says_paid(&token, "cash").unwrap();
    assert_eq!((opened.number, opened.attempt), (number, 1));
    assert_eq!(opened.confirm_by_ms, desk.now().ms() + 30 * DAY_MS);
    assert_eq!(
        desk.trip(
            number,
            "state || ' ' || paid_on || ' ' || (confirm_by_ms - remind_at_ms)"
        ),
        format!("open 2026-11-23 {}", 3 * DAY_MS)
    );
    assert_eq!(
        desk.payment(number, "money || ' ' || COALESCE(look_at_ms, '-')"),
        "awaiting -"
    );
    assert_eq!(desk.order_status(number), "open");
    assert_eq!(
        desk.text("SELECT kind || ' ' || subject FROM notification"),
        format!("manual_payment_opened payment:{number}")
    );
    assert_eq!(
        desk.text("SELECT action || ' ' || actor FROM journal ORDER BY seq DESC LIMIT 1"),
        "manual_payment_opened payer"
    );
    let before = desk.dump();
    assert!(desk.says_paid(&token, "cash").is_err());
    desk.assert_unchanged(&before);
}
