//! Somebody says to have paid.

use operations::manual::{
    ManualError,
    open::{NewTrip, open},
};

use super::desk::{CASH, PAYMENTS_ABROAD, errors};
use crate::kit::{DAY_MS, Desk, Says, run};

/// Proves MAN-03 (what is said is kept, and waits for a decision).
#[test]
fn a_trip_waits_for_a_decision() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let (number, token) = desk.ordered(&["cash"], 30);
    let opened = desk.says_paid(&token, "cash").unwrap();
    assert_eq!((opened.number, opened.attempt), (number, 1));
    assert_eq!(opened.confirm_by_ms, desk.now().ms() + 30 * DAY_MS);
    let waits = desk.trip(
        number,
        "state || ' ' || paid_on || ' ' || (confirm_by_ms - remind_at_ms)",
    );
    assert_eq!(waits, format!("open 2026-11-23 {}", 3 * DAY_MS));
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
    assert!(desk.told_types().is_empty());
    let before = desk.dump();
    assert!(
        matches!(desk.says_paid(&token, "cash"), Err(ManualError::NotNow)),
        "one at a time"
    );
    desk.assert_unchanged(&before);
    // The janitor leaves it alone, however long it waits.
    desk.clock.pass(10 * DAY_MS);
    assert_eq!(desk.look_after(), 0);
    desk.assert_unchanged(&before);
}

/// Proves MAN-01, MAN-03 (the payer sees what to transfer, in a currency that the system takes).
#[test]
fn the_trip_asks_what_is_to_be_paid_there() {
    let desk = Desk::open();
    desk.add_system(1, &PAYMENTS_ABROAD);
    desk.add_rate("USD", "RUB", "2026-11-23", "80");
    let number = desk.said_paid("abroad");
    assert_eq!(
        desk.text("SELECT amount_minor || ' ' || currency FROM attempt"),
        "1250 USD"
    );
    assert_eq!(desk.payment(number, "amount_minor || ' ' || currency"), "100000 RUB");
    assert_eq!(desk.trip(number, "price_minor || ' ' || price_currency"), "100000 RUB");
}

/// Proves MAN-03 (bad input is refused, and nothing is stored).
#[test]
fn what_is_not_acceptable_is_refused_and_nothing_is_stored() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let (_, token) = desk.ordered(&["cash"], 30);
    let before = desk.dump();
    let said = |paid_on: &str, comment: &str| {
        let new = NewTrip {
            terminal_id: "cash".to_owned(),
            paid_on: Some(paid_on.to_owned()),
            comment: comment.to_owned(),
            receipt: None,
        };
        errors(run(open(desk.ports(), &token, &new, "payer", desk.now())))
    };
    for (paid_on, comment, refused) in [
        ("2026-11-24", "", "paid_on date_in_future"),
        ("2025-11-22", "", "paid_on date_too_old"),
        ("yesterday", "", "paid_on date_malformed"),
        ("2026-11-23", &"x".repeat(100_000), "comment comment_too_long"),
        (
            "2026-02-30",
            &"x".repeat(2_001),
            "paid_on date_malformed, comment comment_too_long",
        ),
    ] {
        assert_eq!(said(paid_on, comment), refused);
    }
    desk.assert_unchanged(&before);
    assert_eq!(
        said(
            "2025-11-23",
            &format!("{}\u{7}\r\nпо карте 4111 1111 1111 1111", "я".repeat(1_900))
        ),
        ""
    );
    let comment = desk.trip(1, "comment");
    assert!(comment.ends_with("я\nпо карте 4111 11** **** 1111"), "{comment}");
}

/// Proves MAN-03 (today is the organisation's).
#[test]
fn today_is_the_organisations() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    desk.execute("UPDATE organisation SET time_zone = 'Europe/Moscow'");
    // 23:30 in UTC is half past two of the next day in Moscow.
    desk.clock.pass(13 * 3_600_000 + 1_800_000);
    let number = desk.said_paid("cash");
    assert_eq!(desk.trip(number, "paid_on"), "2026-11-24");
}

/// Where it may not be opened.
#[test]
fn a_trip_is_not_opened_where_it_may_not_be() {
    for (what, sql) in [
        ("paid", "UPDATE payment SET closed = 'failed'"),
        ("over", "UPDATE payment SET expires_at_ms = 0"),
        ("organisation", "UPDATE organisation SET status = 'disabled'"),
        (
            "disabled",
            "UPDATE terminal SET status = 'disabled' WHERE terminal_id = 'cash'",
        ),
        (
            "archived",
            "UPDATE terminal SET status = 'archived' WHERE terminal_id = 'cash'",
        ),
        ("not listed", "UPDATE payment SET systems = '[]'"),
        ("another terminal asked for", "UPDATE payment SET terminal_id = 'main'"),
        ("too many trips", "UPDATE payment SET attempts_max = 0"),
        ("no manual system", "UPDATE payment SET systems = '[\"main\"]'"),
    ] {
        let desk = Desk::open();
        desk.add_system(1, &CASH);
        let (_, token) = desk.ordered(&["cash"], 30);
        desk.execute(sql);
        let before = desk.dump();
        assert!(
            matches!(desk.says_paid(&token, "cash"), Err(ManualError::NotNow)),
            "{what}"
        );
        desk.assert_unchanged(&before);
    }
    let desk = Desk::open();
    desk.add_system(2, &CASH);
    let (_, token) = desk.ordered(&["main"], 30);
    for (token, system) in [(token.as_str(), "cash"), (&token, "main"), ("0123", "cash")] {
        assert!(
            matches!(desk.says_paid(token, system), Err(ManualError::PaymentNotFound)),
            "{system} is another's, or a bank's"
        );
    }
}

/// Proves MAN-03 (a payer comes back from a bank's page and pays otherwise).
#[test]
fn a_bank_that_owes_a_word_is_asked_on() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let (number, token) = desk.ordered(&["cash", "main"], 30);
    let payment = run(store::payments::by_number(&desk.database, 1, number, "test"))
        .unwrap()
        .unwrap();
    desk.start(&payment, "main").unwrap();
    desk.says_paid(&token, "cash").unwrap();
    desk.network
        .always(Some(crate::kit::Answer::json(&serde_json::json!({ "events": [] }))));
    desk.network.take_asked();
    desk.clock.pass(DAY_MS);
    assert_eq!(desk.look_after(), 0, "the trip keeps it open");
    assert_eq!(desk.network.take_asked().len(), 1);
    assert_eq!(
        desk.payment(number, "money || ' ' || COALESCE(look_at_ms, '-')"),
        "awaiting -"
    );
    // The bank's word comes after all: the payment is paid, and the trip has no say in it any more.
    assert_eq!(desk.outcome(&Says::captured("e1", &format!("{number}-1"))), "settled");
    assert!(matches!(
        desk.confirm(number, &Default::default()),
        Err(ManualError::AlreadyPaid)
    ));
    let told = desk.told_types();
    desk.reject(number).unwrap();
    assert_eq!(desk.payment(number, "money"), "captured");
    assert_eq!(desk.told_types(), told, "what is paid was not called off");
    desk.assert_balanced();
}
