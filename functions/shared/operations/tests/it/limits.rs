//! Limits: refused where they are broken, counted where they are kept, given back where a payment failed.

use operations::{PaymentRequest, create_payment::CreatePaymentError};
use store::payments::Payment;

use crate::kit::{Desk, Says, request};

fn limit(desk: &Desk, scope: &str, terminal: &str, what: &str) {
    let columns = what.split(',').map(|pair| pair.split_once('=').unwrap());
    let (names, values): (Vec<&str>, Vec<&str>) = columns.unzip();
    desk.execute(&format!(
        "INSERT INTO payment_limit (org_id, mode, scope, terminal_id, currency, {}) VALUES (1, 'test', '{scope}', '{terminal}', 'RUB', {})",
        names.join(", "),
        values.join(", ")
    ));
}

/// Creates a payment of a payer; answers it, or the limit that stands in the way.
fn create(desk: &Desk, key: &str, amount: &str, label: Option<&str>) -> Result<Payment, String> {
    let asked = PaymentRequest {
        amount: amount.to_owned(),
        label: label.map(str::to_owned),
        ..request()
    };
    desk.create(key, &asked).map_err(|error| match error {
        CreatePaymentError::Limit(scope, what) => format!("{scope} {what}"),
        other => panic!("{other:?}"),
    })
}

/// Proves SPR-10.
#[test]
fn an_operation_stays_between_the_least_and_the_most() {
    let desk = Desk::open();
    limit(&desk, "organisation", "", "minimum_minor=10000,maximum_minor=50000");
    for (key, amount, expected) in [("a", "99.99", "minimum"), ("b", "500.01", "maximum")] {
        let before = desk.dump();
        assert_eq!(
            create(&desk, key, amount, None).unwrap_err(),
            format!("organisation {expected}")
        );
        desk.assert_unchanged(&before);
    }
    create(&desk, "a", "100.00", None).unwrap();
    create(&desk, "b", "500.00", None).unwrap();
    // Another currency has no such limit.
    let yen = PaymentRequest {
        amount: "1".to_owned(),
        currency: "JPY".to_owned(),
        ..request()
    };
    desk.create("c", &yen).unwrap();
}

/// Proves SPR-10: by sum and by number, in a day and in a month, of the organisation and of each payer.
#[test]
fn days_and_months_are_counted_per_organisation_and_payer() {
    for (what, refused) in [
        ("day_minor=25000", "day_sum"),
        ("day_count=2", "day_count"),
        ("month_minor=25000", "month_sum"),
        ("month_count=2", "month_count"),
    ] {
        let desk = Desk::open();
        limit(&desk, "payer", "", what);
        create(&desk, "a", "100.00", Some("ann")).unwrap();
        create(&desk, "b", "100.00", Some("ann")).unwrap();
        assert_eq!(
            create(&desk, "c", "100.00", Some("ann")).unwrap_err(),
            format!("payer {refused}")
        );
        // The same key and request are one payment, counted once; others are not this payer.
        create(&desk, "a", "100.00", Some("ann")).unwrap();
        create(&desk, "d", "100.00", Some("bob")).unwrap();
        create(&desk, "e", "100.00", None).unwrap();
        desk.clock.pass(24 * 3_600_000);
        assert_eq!(
            create(&desk, "f", "100.00", Some("ann")).is_ok(),
            what.starts_with("day"),
            "{what}"
        );
        let whole = Desk::open();
        limit(&whole, "organisation", "", what);
        create(&whole, "a", "100.00", Some("ann")).unwrap();
        create(&whole, "b", "100.00", Some("bob")).unwrap();
        assert_eq!(
            create(&whole, "c", "100.00", None).unwrap_err(),
            format!("organisation {refused}")
        );
    }
}

/// Proves SPR-10: given back on failure, not on refund, and counted again when a late success comes.
#[test]
fn what_failed_is_given_back() {
    let desk = Desk::open();
    limit(&desk, "organisation", "", "day_minor=150000");
    let (payment, reference) = desk.awaiting("k");
    assert_eq!(create(&desk, "x", "1000.00", None).unwrap_err(), "organisation day_sum");
    desk.execute(&format!(
        "UPDATE payment SET closed = 'expired' WHERE number = {}",
        payment.number
    ));
    create(&desk, "y", "1000.00", None).unwrap();
    assert_eq!(desk.outcome(&Says::captured("e1", &reference)), "late");
    assert_eq!(
        desk.text("SELECT minor || ' ' || count FROM limit_usage WHERE period LIKE '%-%-%'"),
        "200000 2"
    );
}

/// Proves SPR-10: a terminal's limit is counted when the payer goes there, and given back when the bank declines.
#[test]
fn a_terminal_that_is_full_is_no_way_to_pay() {
    let desk = Desk::open();
    limit(&desk, "terminal", "main", "day_count=1");
    let (first, second) = (desk.created("a"), desk.created("b"));
    desk.start(&first, "main").unwrap();
    desk.start(&second, "main").unwrap_err();
    desk.start(&second, "second").unwrap();
    assert_eq!(desk.outcome(&Says::declined("e1", "1-1")), "settled");
    desk.start(&desk.created("c"), "main").unwrap();
}

/// Proves SPR-10: what a card has done is known only from the bank: a hold over the limit is voided, a sale flagged.
#[test]
fn a_card_over_its_limit_is_voided_or_flagged() {
    for (word, voided) in [("authorised", true), ("captured", false)] {
        let desk = Desk::open();
        limit(&desk, "card", "", "day_count=1");
        let references = ["a", "b"].map(|key| desk.awaiting(key).1);
        assert_eq!(desk.outcome(&Says::of("e1", word, &references[0])), "settled");
        assert_eq!(desk.payment(1, "COALESCE(attention, 'none')"), "none");
        assert_eq!(desk.outcome(&Says::of("e2", word, &references[1])), "settled");
        assert_eq!(desk.payment(2, "attention"), "card_limit");
        assert_eq!(
            desk.number("SELECT count(*) FROM notification WHERE kind = 'card_limit'"),
            1
        );
        desk.resolve();
        assert_eq!(desk.payment(2, "money"), if voided { "cancelled" } else { "captured" });
        assert_eq!(desk.payment(1, "money"), word);
        assert_eq!(desk.balance("hold"), if voided { 100_000 } else { 0 });
    }
}

/// Proves SPR-10 and EDG-03: however many at once, no more than the limit.
#[test]
fn many_at_once_stay_within_the_limit() {
    let desk = Desk::open();
    limit(&desk, "organisation", "", "day_minor=300000");
    let asked: Vec<String> = (0..50).map(|index| format!("k{index}")).collect();
    let wanted = request();
    let all = asked.iter().map(|key| desk.create_in(1, key, &wanted));
    let made = crate::kit::run(futures_util::future::join_all(all));
    assert_eq!(made.iter().filter(|made| made.is_ok()).count(), 3);
    assert_eq!(desk.number("SELECT sum(amount_minor) FROM payment"), 300_000);
}

/// Proves SPR-10: a second success over the card's limit goes back by itself, and the payment's own hold stays.
#[test]
fn a_second_success_over_the_limit_leaves_the_first_hold() {
    let desk = Desk::open();
    limit(&desk, "card", "", "day_count=1");
    let payment = desk.created("k");
    desk.start(&payment, "main").unwrap();
    desk.start(&payment, "second").unwrap();
    assert_eq!(desk.outcome(&Says::authorised("e1", "1-1")), "settled");
    assert_eq!(desk.outcome(&Says::authorised("e2", "1-2").at("second")), "surplus");
    assert_eq!(desk.payment(1, "void_reserved_minor"), "0");
    desk.resolve();
    assert_eq!(desk.payment(1, "money"), "authorised");
    assert_eq!(desk.balance("hold"), 100_000);
    // Where the terminal does not void, the mark is all, and the bank's word is booked.
    desk.execute("UPDATE terminal SET operations = '[\"payment\",\"capture\"]'");
    let (_, reference) = desk.awaiting("l");
    assert_eq!(desk.outcome(&Says::authorised("e3", &reference)), "settled");
    assert_eq!(
        desk.payment(2, "attention || ' ' || void_reserved_minor"),
        "card_limit 0"
    );
}
