//! A further payment of an order that was not paid.

use operations::orders::{
    ClientRef,
    further::{FurtherError, FurtherPayment, add},
};

use super::kit::{decided, open, order, selling, systems};
use crate::kit::{Desk, run};

fn asked<'a>(desk: &Desk, key: &'a str, order_id: i64) -> FurtherPayment<'a> {
    FurtherPayment {
        org_id: 1,
        mode: "test",
        actor: "person:1",
        request_key: key,
        order_id,
        system: Some("transfer"),
        paid_on: None,
        comment: String::new(),
        local_day: "2026-11-23",
        now: desk.now(),
    }
}

fn added(desk: &Desk, asked: &FurtherPayment<'_>) -> Result<i64, String> {
    run(add(&desk.database, &desk.chance, asked)).map_err(|error| match error {
        FurtherError::Order(operations::orders::OpenOrderError::Fields(errors)) => {
            format!("{} {}", errors[0].field, errors[0].code)
        }
        error => error.to_string(),
    })
}

/// Proves MAN-09: of an order that was rejected, or is open with nothing that waits; not beside one that waits, nor of one that is paid.
#[test]
fn a_payment_is_added_to_an_order_that_was_not_paid() {
    let desk = selling();
    let ways = systems();
    open(&desk, &order(&desk, "a", ClientRef::ManualAccount, &ways)).unwrap();
    let refused = |key: &str| added(&desk, &asked(&desk, key, 1)).unwrap_err();
    assert_eq!(refused("x"), "a payment of the order waits to be confirmed or rejected");
    decided(&desk, 1, false);
    assert_eq!(desk.text("SELECT status FROM sales_order"), "rejected");
    assert_eq!(added(&desk, &asked(&desk, "x", 1)), Ok(2));
    assert_eq!(desk.text("SELECT status FROM sales_order"), "open");
    // Once per request, and its own for each.
    assert_eq!(added(&desk, &asked(&desk, "x", 1)), Ok(2));
    let other = FurtherPayment {
        comment: "other".to_owned(),
        ..asked(&desk, "x", 1)
    };
    assert_eq!(
        added(&desk, &other).unwrap_err(),
        "the idempotency key was used for another request"
    );
    assert_eq!(refused("y"), "a payment of the order waits to be confirmed or rejected");
    decided(&desk, 2, true);
    assert_eq!(desk.text("SELECT status FROM sales_order"), "completed");
    assert_eq!(refused("y"), "the order is paid");
    // One that is at a bank, or might go there, does not stand in the way of what was paid by hand.
    let to_bank = operations::orders::OpenOrder {
        trip: None,
        ..order(&desk, "b", ClientRef::ManualAccount, &ways)
    };
    open(&desk, &to_bank).unwrap();
    assert_eq!(added(&desk, &asked(&desk, "y", 2)), Ok(4));
    assert_eq!(
        desk.journaled(desk.journal_end() - 2),
        ["order_payment_added", "manual_payment_opened"]
    );
    desk.assert_balanced();
}

#[test]
fn what_cannot_be_added_is_said_and_nothing_stored() {
    let desk = selling();
    let ways = systems();
    open(&desk, &order(&desk, "a", ClientRef::ManualAccount, &ways)).unwrap();
    decided(&desk, 1, false);
    let before = desk.dump();
    for (asked, refused) in [
        (asked(&desk, "x", 9), "no order of this number"),
        (
            FurtherPayment {
                mode: "live",
                ..asked(&desk, "x", 1)
            },
            "no order of this number",
        ),
        (
            FurtherPayment {
                org_id: 2,
                ..asked(&desk, "x", 1)
            },
            "no order of this number",
        ),
        (
            FurtherPayment {
                system: None,
                ..asked(&desk, "x", 1)
            },
            "system required",
        ),
        (
            FurtherPayment {
                system: Some("main"),
                ..asked(&desk, "x", 1)
            },
            "system system_unavailable",
        ),
        (
            FurtherPayment {
                paid_on: Some("2027-01-01".to_owned()),
                ..asked(&desk, "x", 1)
            },
            "paid_on date_in_future",
        ),
        (
            FurtherPayment {
                comment: "x".repeat(2_001),
                ..asked(&desk, "x", 1)
            },
            "comment comment_too_long",
        ),
    ] {
        assert_eq!(added(&desk, &asked).unwrap_err(), refused);
    }
    desk.assert_unchanged(&before);
}
