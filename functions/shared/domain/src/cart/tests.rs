use super::*;
use proptest::prelude::*;

fn quantity(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

fn line(bought: &str, sum_minor: i64) -> Line {
    Line {
        quantity: quantity(bought),
        sum_minor,
        refunded_quantity: Quantity::default(),
        refunded_minor: 0,
    }
}

fn asked(line: usize, text: &str) -> Asked {
    Asked {
        line,
        quantity: quantity(text),
    }
}

fn code(lines: &[Line], parts: &[Asked]) -> (Option<usize>, &'static str) {
    let error = refund(lines, parts).unwrap_err();
    (error.asked, error.refusal.code())
}

/// Proves PKP-05 (the amount of the lines to refund).
#[test]
fn lines_come_to_their_part_of_the_price() {
    let lines = [line("3", 10_000), line("0.5", 999), line("1", 0)];
    let whole = refund(&lines, &[asked(0, "3"), asked(1, "0.5"), asked(2, "1")]).unwrap();
    assert_eq!(whole.amount_minor, 10_999);
    let part = refund(&lines, &[asked(1, "0.25"), asked(0, "1")]).unwrap();
    let amounts: Vec<_> = part.lines.iter().map(|part| (part.line, part.amount_minor)).collect();
    assert_eq!(amounts, [(1, 500), (0, 3_333)]);
    assert_eq!(part.amount_minor, 3_833);
}

/// Proves PKP-05: thirds of 100.00 are 33.33, 33.34 and 33.33.
#[test]
fn parts_follow_what_was_refunded_before() {
    let mut line = line("3", 10_000);
    let mut parts = Vec::new();
    for _ in 0..3 {
        let part = refund(&[line], &[asked(0, "1")]).unwrap().amount_minor;
        line.refunded_quantity = line.refunded_quantity.checked_add(quantity("1")).unwrap();
        line.refunded_minor += part;
        parts.push(part);
    }
    assert_eq!(parts, [3_333, 3_334, 3_333]);
    assert_eq!(
        code(&[line], &[asked(0, "0.001")]),
        (Some(0), "quantity_exceeds_bought")
    );
}

#[test]
fn refusals_say_why_and_where() {
    let lines = [line("2", 100), line("1", 50)];
    assert_eq!(code(&lines, &[]), (None, "lines_empty"));
    assert_eq!(code(&[], &[asked(0, "1")]), (Some(0), "line_unknown"));
    assert_eq!(code(&lines, &[asked(0, "1"), asked(2, "1")]), (Some(1), "line_unknown"));
    assert_eq!(
        code(&lines, &[asked(1, "1"), asked(0, "1"), asked(1, "1")]),
        (Some(2), "line_duplicate")
    );
    assert_eq!(code(&lines, &[asked(0, "2.001")]), (Some(0), "quantity_exceeds_bought"));
    assert_eq!(code(&lines, &[asked(0, "0.000")]), (Some(0), "quantity_malformed"));
    assert_eq!(code(&lines, &[asked(0, "0.001")]), (None, "amount_not_positive"));
    let large = [line("1", MINOR_MAX), line("1", 1)];
    assert_eq!(
        code(&large, &[asked(0, "1"), asked(1, "1")]),
        (Some(1), "amount_too_large")
    );
}

#[test]
fn more_refunded_by_hand_gives_less_later() {
    let line = Line {
        refunded_minor: 80,
        ..line("2", 100)
    };
    assert_eq!(code(&[line], &[asked(0, "1")]), (None, "amount_not_positive"));
    assert_eq!(refund(&[line], &[asked(0, "2")]).unwrap().amount_minor, 20);
}

#[test]
fn quantities_are_read_exactly() {
    for (text, written) in [
        ("2", "2"),
        ("10", "10"),
        ("0.500", "0.5"),
        ("007.10", "7.1"),
        ("0.0000000001", "0.0000000001"),
        ("0", "0"),
    ] {
        assert_eq!(quantity(text).to_string(), written);
    }
    assert_eq!(Quantity::whole(u32::MAX), quantity("4294967295"));
    for text in [
        "",
        ".",
        "1.",
        ".5",
        "-1",
        "+1",
        "1e3",
        " 1",
        "1,5",
        "0x1",
        "１",
        "1.00000000001",
        "1234567890123",
        "1.2.3",
    ] {
        assert_eq!(Quantity::parse(text), Err(CartRefusal::QuantityMalformed), "{text:?}");
    }
    assert_eq!(quantity("999999999999").checked_add(quantity("1")), None);
    assert_eq!(quantity("1").checked_sub(quantity("1.001")), None);
    assert_eq!(quantity("1").checked_sub(quantity("0.4")), Some(quantity("0.6")));
}

#[test]
fn reads_a_cart_as_payments_keep_it() {
    let json = r#"[{"name":"Tea","price":"10.00","quantity":2,"sum":"20.00","tax":"vat20"},
        {"name":"Cheese","price":"500.00","quantity":"0.355","sum":"177.50"}]"#;
    let cart: Vec<CartLine> = serde_json::from_str(json).unwrap();
    let rub = Currency::parse("RUB").unwrap();
    let lines: Vec<_> = cart.iter().map(|line| line.line(rub).unwrap()).collect();
    assert_eq!(lines, [line("2", 2_000), line("0.355", 17_750)]);
    assert_eq!(serde_json::to_string(&cart[1].quantity).unwrap(), "\"0.355\"");
    for quantity in ["-1", "1.5e300", "null", "[]", "\"-1\""] {
        let json = format!(r#"{{"name":"","price":"1","quantity":{quantity},"sum":"1"}}"#);
        assert!(serde_json::from_str::<CartLine>(&json).is_err(), "{quantity}");
    }
}

proptest! {
    /// Proves PKP-05: however a line is split, the parts come to its price, and no part goes beyond it.
    #[test]
    fn any_split_of_a_line_comes_to_its_price(
        sum_minor in 0..=MINOR_MAX,
        parts in prop::collection::vec(1..=99_999_999_999_i128, 1..20),
    ) {
        let bought = parts.iter().sum::<i128>();
        let text = |units: i128| format!("{}.{:010}", units / 10_000_000_000, units % 10_000_000_000);
        let mut line = line(&text(bought), sum_minor);
        for units in &parts {
            let part = quantity(&text(*units));
            let amount = match refund(&[line], &[Asked { line: 0, quantity: part }]) {
                Ok(refund) => refund.amount_minor,
                Err(error) => {
                    prop_assert_eq!(error.refusal, CartRefusal::AmountNotPositive);
                    0
                }
            };
            line.refunded_quantity = line.refunded_quantity.checked_add(part).unwrap();
            line.refunded_minor += amount;
            prop_assert!(line.refunded_minor <= sum_minor);
        }
        prop_assert_eq!(line.refunded_quantity, line.quantity);
        prop_assert_eq!(line.refunded_minor, sum_minor);
        prop_assert_eq!(code(&[line], &[asked(0, "0.001")]), (Some(0), "quantity_exceeds_bought"));
    }

    /// Proves PKP-05: never more than was bought, nor more than the price.
    #[test]
    fn never_more_than_bought(bought in 1..5_000_u32, before in 0..5_000_u32, now in 1..5_000_u32, sum_minor in 0..=MINOR_MAX) {
        let refunded_minor = half_up(i128::from(sum_minor) * i128::from(before.min(bought)), i128::from(bought)).unwrap();
        let line = Line {
            quantity: Quantity::whole(bought),
            sum_minor,
            refunded_quantity: Quantity::whole(before.min(bought)),
            refunded_minor: i64::try_from(refunded_minor).unwrap(),
        };
        match refund(&[line], &[Asked { line: 0, quantity: Quantity::whole(now) }]) {
            Ok(refund) => {
                prop_assert!(before + now <= bought);
                prop_assert!(refund.amount_minor > 0 && line.refunded_minor + refund.amount_minor <= sum_minor);
            }
            Err(error) if error.refusal == CartRefusal::AmountNotPositive => prop_assert!(before + now <= bought),
            Err(error) => {
                prop_assert_eq!(error.refusal, CartRefusal::QuantityExceedsBought);
                prop_assert!(before.min(bought) + now > bought);
            }
        }
    }

    #[test]
    fn quantities_round_trip(units in 0..10_i128.pow(22)) {
        let text = format!("{}.{:010}", units / 10_000_000_000, units % 10_000_000_000);
        let read = quantity(&text);
        prop_assert_eq!(read.units(), units);
        prop_assert_eq!(Quantity::parse(&read.to_string()), Ok(read));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        let _ = Quantity::parse(&text);
    }
}
