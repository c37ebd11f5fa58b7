//! A further payment of an order that was not paid.

use operations::{
    manual::ManualError,
    orders::{
        ClientRef, OpenOrder, Source,
        further::{FurtherError, FurtherPayment, add},
    },
};

use super::kit::{decided, open, order, selling, systems};
use crate::kit::{Desk, Says, run};

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

/// An order whose payer is at the bank, for the rest to be paid by hand: what it was to be paid by, payment 1, and by hand payment 2.
fn at_the_bank_and_by_hand() -> Desk {
    let desk = selling();
    let ways = systems();
    let to_bank = OpenOrder {
        trip: None,
        ..order(&desk, "a", ClientRef::ManualAccount, &ways)
    };
    open(&desk, &to_bank).unwrap();
    let payment = run(store::payments::by_number(&desk.database, 1, 1, "test")).unwrap();
    desk.start(&payment.unwrap(), "main").unwrap();
    assert_eq!(added(&desk, &asked(&desk, "x", 1)), Ok(2));
    desk
}

/// Proves MAN-05, MAN-09: an order is paid once. What it was to be paid by before is over, and merchants are told so.
#[test]
fn a_further_payment_takes_the_place_of_the_one_before() {
    let desk = at_the_bank_and_by_hand();
    assert_eq!(
        desk.payment(1, "money || ' ' || (look_at_ms IS NOT NULL)"),
        "cancelled 1"
    );
    assert_eq!(desk.told_types(), ["cancelled"]);
    let payment = run(store::payments::by_number(&desk.database, 1, 1, "test")).unwrap();
    assert!(desk.start(&payment.unwrap(), "main").is_err());
    assert_eq!(desk.text("SELECT status FROM sales_order"), "open");
    decided(&desk, 2, true);
    assert_eq!(desk.text("SELECT status FROM sales_order"), "completed");
    desk.assert_balanced();
}

/// Proves MAN-05: what a bank takes all the same, once the order is paid, is a second success and goes back by itself.
#[test]
fn what_comes_after_the_order_was_paid_goes_back() {
    let desk = at_the_bank_and_by_hand();
    decided(&desk, 2, true);
    assert_eq!(desk.outcome(&Says::captured("e1", "1-1")), "surplus");
    assert_eq!(desk.payment(1, "money || ' ' || attention"), "cancelled second_success");
    assert_eq!(
        desk.text("SELECT kind || ' ' || state || ' ' || surplus FROM operation WHERE number = 1 ORDER BY operation DESC LIMIT 1"),
        "refund intended 1"
    );
    assert_eq!(desk.text("SELECT status FROM sales_order"), "completed");
    desk.assert_balanced();
}

/// Proves MAN-05: and before it was: the bank's money is taken, and what was said of the other is not confirmed any more.
#[test]
fn what_comes_before_the_confirmation_is_what_is_paid() {
    let desk = at_the_bank_and_by_hand();
    assert_eq!(desk.outcome(&Says::captured("e1", "1-1")), "late");
    assert_eq!(desk.text("SELECT status FROM sales_order"), "completed");
    let decision = operations::manual::confirm::Decision::default();
    let confirmed = run(operations::manual::confirm::confirm(
        desk.ports(),
        1,
        None,
        2,
        &decision,
        "person:1",
        desk.now(),
    ));
    assert!(matches!(confirmed, Err(ManualError::AlreadyPaid)));
    decided(&desk, 2, false);
    assert_eq!(
        desk.text("SELECT group_concat(money, ' ') FROM payment"),
        "captured cancelled"
    );
    desk.assert_balanced();
}

/// Proves SPR-04, MAN-09: an invoice is paid by its own payment, and nothing is added beside it.
#[test]
fn an_invoice_s_order_takes_no_further_payment() {
    let desk = selling();
    let ways = systems();
    let billed = OpenOrder {
        source: Source::Invoice,
        offer_id: None,
        trip: None,
        ..order(&desk, "a", ClientRef::ManualAccount, &ways)
    };
    open(&desk, &billed).unwrap();
    let before = desk.dump();
    assert_eq!(
        added(&desk, &asked(&desk, "x", 1)).unwrap_err(),
        "the order is billed by an invoice: its payment is accepted there"
    );
    desk.assert_unchanged(&before);
}
