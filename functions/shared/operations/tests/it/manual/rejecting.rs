//! A person rejects: the money has not come.

use operations::manual::{ManualError, confirm::Decision};

use super::desk::{CASH, PAYMENTS_ABROAD};
use crate::kit::{DAY_MS, Desk, HOUR_MS};

/// Proves MAN-05 (rejected by a manager).
#[test]
fn a_rejection_ends_the_payment_and_tells() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let number = desk.said_paid("cash");
    let decided = desk.reject(number).unwrap();
    assert_eq!(
        desk.trip(
            number,
            "state || ' ' || reason || ' ' || decided_by || ' ' || decision_comment || COALESCE(remind_at_ms, '')"
        ),
        "rejected manager person:1/0 no money"
    );
    assert_eq!(
        desk.payment(number, "money || ' ' || COALESCE(look_at_ms, '-')"),
        "cancelled -"
    );
    assert_eq!(
        desk.text("SELECT state || ' ' || decline_code FROM attempt"),
        "declined rejected"
    );
    assert_eq!(desk.order_status(number), "rejected");
    assert_eq!(desk.told_types(), ["cancelled"]);
    let body = desk.text(
        "SELECT (body ->> '$.id') || ' ' || (body ->> '$.data.status') || ' ' || (body ->> '$.data.amount') FROM event",
    );
    assert_eq!(body, format!("{} cancelled 1000.00", decided.event_id.clone().unwrap()));
    assert_eq!(desk.dispatch_event(1, &decided.event_id.unwrap()), 1);
    assert_eq!(
        desk.text("SELECT action || ' ' || (detail ->> '$.reason') FROM journal ORDER BY seq DESC LIMIT 1"),
        "manual_payment_rejected manager"
    );
    let before = desk.dump();
    for outcome in [desk.reject(number), desk.confirm(number, &Decision::default())] {
        assert!(matches!(outcome, Err(ManualError::Decided(state)) if state == "rejected"));
    }
    desk.clock.pass(40 * DAY_MS);
    assert_eq!((desk.expire().rejected, desk.look_after()), (0, 0));
    desk.assert_unchanged(&before);
    assert_eq!(desk.number("SELECT count(*) FROM movement"), 0);
}

/// Amounts in a currency without decimals, and with three, are told as they are.
#[test]
fn events_know_the_currency() {
    for (code, minor, told) in [
        ("JPY", 1_500, "1500"),
        ("KWD", 1_234, "1.234"),
        ("CLF", 12_345, "1.2345"),
    ] {
        let desk = Desk::open();
        desk.add_system(1, &CASH);
        let number = desk.said_paid("cash");
        desk.execute(&format!(
            "UPDATE payment SET currency = '{code}', amount_minor = {minor}"
        ));
        desk.reject(number).unwrap();
        assert_eq!(desk.text("SELECT body ->> '$.data.amount' FROM event"), told);
    }
}

/// Proves SPR-04: an invoice whose time is not over may be paid still, at its own price.
#[test]
fn an_invoice_stays_payable_until_its_time_is_over() {
    let desk = Desk::open();
    desk.add_system(1, &PAYMENTS_ABROAD);
    desk.add_rate("USD", "RUB", "2026-11-20", "80");
    desk.execute("INSERT INTO payment_limit (org_id, mode, scope, currency, day_minor) VALUES (1, 'test', 'organisation', 'RUB', 900000000), (1, 'test', 'organisation', 'USD', 900000000)");
    let (number, token) = desk.ordered(&["abroad"], 30);
    desk.make_invoice(number);
    let used = |currency: &str| {
        desk.number(&format!(
            "SELECT COALESCE(max(minor), 0) FROM limit_usage WHERE currency = '{currency}' AND length(period) = 10"
        ))
    };
    desk.says_paid(&token, "abroad").unwrap();
    assert_eq!((used("RUB"), used("USD")), (100_000, 0));
    assert_eq!(desk.reject(number).unwrap().event_id, None);
    assert!(desk.told_types().is_empty());
    assert_eq!(
        desk.payment(
            number,
            "money || ' ' || amount_minor || currency || ' ' || (look_at_ms = expires_at_ms)"
        ),
        "awaiting 100000RUB 1"
    );
    assert_eq!((used("RUB"), used("USD")), (100_000, 0));
    assert_eq!(desk.order_status(number), "open");
    // Once more, and now its time ends before the decision.
    let second = desk.says_paid(&token, "abroad").unwrap();
    assert_eq!(second.attempt, 2);
    assert_eq!(desk.trip(number, "price_minor || price_currency"), "100000RUB");
    desk.clock.pass(DAY_MS);
    assert_eq!(desk.look_after(), 0);
    desk.reject(number).unwrap();
    assert_eq!(desk.payment(number, "money"), "cancelled");
    assert_eq!(desk.told_types(), ["cancelled"]);
}

/// What is left of an invoice after a rejection expires by itself.
#[test]
fn an_invoice_that_nobody_pays_after_a_rejection_expires() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let number = desk.said_paid("cash");
    desk.make_invoice(number);
    desk.clock.pass(HOUR_MS);
    desk.reject(number).unwrap();
    desk.clock.pass(23 * HOUR_MS - 1);
    assert_eq!(desk.look_after(), 0);
    desk.clock.pass(1);
    assert_eq!(desk.look_after(), 1);
    assert_eq!(desk.payment(number, "money"), "expired");
}
