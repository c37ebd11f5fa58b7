//! Amounts at their borders: exact to the minor unit in every currency, or refused with nothing written.

use operations::{CartItem, PaymentRequest, Quantity, create_payment::CreatePaymentError};

use crate::kit::{Desk, Says, request};

const MINOR_MAX: i64 = 9_007_199_254_740_991;

fn of(amount: &str, currency: &str) -> PaymentRequest {
    PaymentRequest {
        amount: amount.to_owned(),
        currency: currency.to_owned(),
        ..request()
    }
}

#[test]
fn amounts_are_exact_in_every_exponent() {
    let desk = Desk::open();
    let good = [
        ("0.01", "RUB", 1),
        ("1", "RUB", 100),
        ("1.5", "RUB", 150),
        ("21474836.47", "RUB", i64::from(i32::MAX)),
        ("21474836.48", "RUB", 1 << 31),
        ("42949672.96", "RUB", 1 << 32),
        ("90071992547409.91", "RUB", MINOR_MAX),
        ("1", "JPY", 1),
        ("2147483648", "JPY", 1 << 31),
        ("9007199254740991", "JPY", MINOR_MAX),
        ("0.001", "KWD", 1),
        ("1.5", "KWD", 1_500),
        ("9007199254740.991", "KWD", MINOR_MAX),
    ];
    for (index, (amount, currency, minor)) in good.into_iter().enumerate() {
        let payment = desk.create(&format!("k{index}"), &of(amount, currency)).unwrap();
        assert_eq!(
            (payment.amount_minor, payment.currency.as_str()),
            (minor, currency),
            "{amount} {currency}"
        );
        assert_eq!(desk.payment(payment.number, "amount_minor"), minor.to_string());
    }
}

#[test]
fn what_is_no_amount_is_refused_and_nothing_is_written() {
    let desk = Desk::open();
    let before = desk.dump();
    let bad = [
        ("0", "RUB", "amount_not_positive"),
        ("0.00", "RUB", "amount_not_positive"),
        ("0", "JPY", "amount_not_positive"),
        ("0.001", "RUB", "amount_too_precise"),
        ("10.000", "RUB", "amount_too_precise"),
        ("1.5", "JPY", "amount_too_precise"),
        ("1.0", "JPY", "amount_too_precise"),
        ("0.0001", "KWD", "amount_too_precise"),
        ("90071992547409.92", "RUB", "amount_too_large"),
        ("9007199254740992", "JPY", "amount_too_large"),
        ("9223372036854775808", "JPY", "amount_too_large"),
        ("100000000000000000000000000000000", "RUB", "amount_too_large"),
        ("-1", "RUB", "amount_malformed"),
        ("+1", "RUB", "amount_malformed"),
        ("1e2", "RUB", "amount_malformed"),
        ("1e400", "RUB", "amount_malformed"),
        ("NaN", "RUB", "amount_malformed"),
        ("inf", "RUB", "amount_malformed"),
        ("", "RUB", "amount_malformed"),
        (" 1", "RUB", "amount_malformed"),
        ("1 000", "RUB", "amount_malformed"),
        ("1,00", "RUB", "amount_malformed"),
        (".5", "RUB", "amount_malformed"),
        ("5.", "RUB", "amount_malformed"),
        ("1.2.3", "RUB", "amount_malformed"),
        ("0x10", "RUB", "amount_malformed"),
        ("\u{ff11}", "RUB", "amount_malformed"),
        ("1", "XXX", "currency_unknown"),
        ("1", "rub", "currency_unknown"),
        ("1", "RU", "currency_unknown"),
        ("1", "", "currency_unknown"),
    ];
    for (amount, currency, code) in bad {
        assert_eq!(refused(&desk, &of(amount, currency)), code, "{amount:?} {currency:?}");
    }
    assert_eq!(refused(&desk, &of(&"9".repeat(400), "RUB")), "amount_too_large");
    desk.assert_unchanged(&before);
}

/// The code of the one field that was refused.
fn refused(desk: &Desk, request: &PaymentRequest) -> String {
    match desk.create("k", request) {
        Err(CreatePaymentError::Fields(errors)) if errors.len() == 1 => errors[0].code.clone(),
        other => panic!("{} {}: {other:?}", request.amount, request.currency),
    }
}

/// Proves EDG-04: the largest amount is booked to the last minor unit.
#[test]
fn the_largest_amount_settles_exactly() {
    let desk = Desk::open();
    let payment = desk.create("k", &of("90071992547409.91", "RUB")).unwrap();
    desk.start(&payment, "main").unwrap();
    assert_eq!(desk.outcome(&Says::captured("e1", "1-1").minor(MINOR_MAX)), "settled");
    // 1.15 % of 9 007 199 254 740 991 is 103 582 791 429 521.3965, of which the bank's 0.45 % are 40 532 396 646 334.4595.
    assert_eq!(desk.payment(1, "fee_minor"), "103582791429521");
    assert_eq!(desk.balance("bank_fee"), 40_532_396_646_334);
    assert_eq!(desk.balance("service_fee"), 103_582_791_429_521 - 40_532_396_646_334);
    assert_eq!(desk.balance("available"), MINOR_MAX - 103_582_791_429_521);
    assert_eq!(desk.balance("in_transit:main"), -MINOR_MAX);
}

fn line(price: &str, quantity: Quantity, sum: &str) -> CartItem {
    CartItem {
        name: "Book".to_owned(),
        price: price.to_owned(),
        quantity,
        sum: sum.to_owned(),
        tax: Some("vat20".to_owned()),
    }
}

#[test]
fn the_sums_of_a_cart_add_up_to_the_amount() {
    let desk = Desk::open();
    let cart = |sums: &[&str]| PaymentRequest {
        cart: sums.iter().map(|sum| line("1.00", Quantity::Whole(1), sum)).collect(),
        ..request()
    };
    assert_eq!(refused(&desk, &cart(&["999.99"])), "cart_sum_differs");
    assert_eq!(refused(&desk, &cart(&["999.99", "0.02"])), "cart_sum_differs");
    assert_eq!(
        refused(&desk, &cart(&["90071992547409.91", "90071992547409.91"])),
        "cart_sum_differs"
    );
    assert_eq!(refused(&desk, &cart(&["1000.00", "-0.00"])), "amount_malformed");
    assert_eq!(refused(&desk, &cart(&["999.999", "0.001"][..1])), "amount_too_precise");
    assert_eq!(refused(&desk, &cart(&vec!["10.00"; 101])), "too_many");
    assert_eq!(desk.number("SELECT count(*) FROM payment"), 0);
    assert!(
        desk.create("k", &cart(&["999.99", "0.01"]))
            .unwrap()
            .cart
            .contains("999.99")
    );
}

#[test]
fn a_quantity_is_a_positive_number() {
    let desk = Desk::open();
    let with = |quantity| PaymentRequest {
        cart: vec![line("1.00", quantity, "1000.00")],
        ..request()
    };
    for text in ["0", "0.0", "-1", "NaN", "1e3", "", ".", "1.2.3", "12345678901234567"] {
        assert_eq!(
            refused(&desk, &with(Quantity::Decimal(text.to_owned()))),
            "quantity_malformed",
            "{text:?}"
        );
    }
    assert_eq!(refused(&desk, &with(Quantity::Whole(0))), "quantity_malformed");
    assert!(desk.create("k", &with(Quantity::Decimal("0.5".to_owned()))).is_ok());
}
