//! What payers see of a payment that may be made by hand, and where they can go.

use operations::start_attempt::{StartAttemptError, start_attempt};
use store::{attempts, sales_pages};

use super::desk::{CASH, PAYMENTS_ABROAD};
use crate::kit::{ADDRESSES, Desk, Says, run};

/// Sends the payer to a bank.
fn start(desk: &Desk, token: &str, terminal: &str) -> Result<String, StartAttemptError> {
    run(start_attempt(desk.ports(), &desk.key, token, terminal, &ADDRESSES))
}

/// The pay page's ways: terminals, and manual systems.
fn ways(desk: &Desk, token: &str) -> (Vec<String>, Vec<String>) {
    let page = run(attempts::pay_page(&desk.database, token)).unwrap().unwrap();
    let ids = |ways: Vec<attempts::PayPageTerminal>| ways.into_iter().map(|way| way.terminal_id).collect();
    (ids(page.terminals), ids(page.manual))
}

/// Ways to pay of the manual payment's page.
fn systems(desk: &Desk, token: &str) -> Vec<String> {
    let page = run(sales_pages::manual_page(&desk.database, token)).unwrap().unwrap();
    page.systems.into_iter().map(|system| system.terminal_id).collect()
}

/// Proves MAN-03 (what a payment lists is what it may be paid by).
#[test]
fn a_payment_is_paid_by_the_systems_that_it_lists() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    desk.add_system(1, &PAYMENTS_ABROAD);
    let (_, token) = desk.ordered(&["cash", "second"], 30);
    assert_eq!(
        ways(&desk, &token),
        (vec!["second".to_owned()], vec!["cash".to_owned()])
    );
    assert_eq!(systems(&desk, &token), ["cash", "second"]);
    for terminal in ["main", "cash", "abroad", "[", "\"cash\",\"second\""] {
        let started = start(&desk, &token, terminal);
        assert!(matches!(started, Err(StartAttemptError::NotNow)), "{terminal}");
    }
    start(&desk, &token, "second").unwrap();
    // Out of use, and of a currency without a fee line.
    desk.execute("UPDATE terminal SET status = 'disabled' WHERE terminal_id = 'cash'");
    desk.execute("DELETE FROM terminal_fee WHERE terminal_id = 'second' AND currency = 'RUB'");
    assert_eq!(ways(&desk, &token), (vec![], vec![]));
    assert_eq!(systems(&desk, &token), [""; 0]);
}

#[test]
fn a_payment_that_lists_none_is_paid_by_any_card_and_by_no_hand() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let payment = desk.created("k");
    let cards = vec!["main".to_owned(), "second".to_owned()];
    assert_eq!(ways(&desk, &payment.token), (cards, vec![]));
    assert_eq!(systems(&desk, &payment.token), [""; 0]);
    assert!(desk.says_paid(&payment.token, "cash").is_err());
}

/// Proves MAN-03, MAN-05: no trip starts while one is open; what comes of a trip that was under way is booked.
#[test]
fn nothing_else_starts_while_a_manual_payment_is_open() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let (number, token) = desk.ordered(&["cash", "main"], 30);
    let page = |desk: &Desk| run(attempts::pay_page(&desk.database, &token)).unwrap().unwrap();
    assert!(!page(&desk).manual_open());
    start(&desk, &token, "main").unwrap();
    desk.says_paid(&token, "cash").unwrap();
    assert!(page(&desk).manual_open());
    let before = desk.dump();
    assert!(matches!(start(&desk, &token, "main"), Err(StartAttemptError::NotNow)));
    desk.assert_unchanged(&before);
    let waiting = run(sales_pages::manual_page(&desk.database, &token)).unwrap().unwrap();
    let trip = waiting.trip.unwrap();
    assert_eq!((trip.state.as_str(), trip.attempt, trip.has_receipt), ("open", 2, 0));
    assert_eq!(waiting.payment.trips_left, 3);
    assert_eq!(waiting.payment.title.as_deref(), Some("Books"));
    // The first trip's money comes all the same.
    desk.told(&Says::captured("e1", &format!("{number}-1"))).unwrap();
    assert_eq!(desk.payment(number, "money"), "captured");
}

/// Proves SPR-04: an invoice that was not confirmed is payable still, by card too.
#[test]
fn a_rejected_trip_of_an_invoice_leaves_the_other_ways() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let (number, token) = desk.ordered(&["cash", "main"], 30);
    desk.make_invoice(number);
    desk.says_paid(&token, "cash").unwrap();
    desk.reject(number).unwrap();
    let page = run(attempts::pay_page(&desk.database, &token)).unwrap().unwrap();
    assert!(!page.manual_open());
    assert_eq!(page.attempts[0].manual.as_deref(), Some("rejected"));
    assert_eq!(ways(&desk, &token), (vec!["main".to_owned()], vec!["cash".to_owned()]));
    start(&desk, &token, "main").unwrap();
}

/// Proves MAN-02 (an offer, as its link shows it).
#[test]
fn an_offer_shows_the_systems_in_its_order() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    desk.add_system(1, &PAYMENTS_ABROAD);
    desk.ordered(&["second", "cash", "abroad"], 7);
    let page = run(sales_pages::offer_page(&desk.database, "offer1")).unwrap().unwrap();
    let ids: Vec<_> = page
        .systems
        .iter()
        .map(|system| (system.terminal_id.as_str(), system.is_manual()))
        .collect();
    assert_eq!(ids, [("second", false), ("cash", true), ("abroad", true)]);
    assert_eq!(
        (
            page.offer.confirm_days,
            page.offer.price_minor,
            page.offer.currency.as_str()
        ),
        (7, 100_000, "RUB")
    );
    assert_eq!(page.systems[2].currencies.as_deref(), Some(r#"["USD","EUR"]"#));
    desk.execute("UPDATE terminal SET status = 'archived' WHERE terminal_id = 'cash'");
    let page = run(sales_pages::offer_page(&desk.database, "offer1")).unwrap().unwrap();
    assert_eq!(page.systems.len(), 2);
    assert!(
        run(sales_pages::offer_page(&desk.database, "offer2"))
            .unwrap()
            .is_none()
    );
    assert!(run(sales_pages::manual_page(&desk.database, "none")).unwrap().is_none());
}
