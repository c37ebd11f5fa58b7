use proptest::prelude::*;

use super::*;
use crate::money::format_signed;

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

fn quote(base: &str, other: &str, source: &str, day: &str, rate: &str) -> Quote {
    Quote {
        base: currency(base),
        quote: currency(other),
        source: source.to_owned(),
        day: day.to_owned(),
        rate: parse(rate).unwrap(),
    }
}

fn one(base: &str, other: &str, rate: &str) -> Rates {
    Rates::of(vec![quote(base, other, "ecb", "2026-11-20", rate)])
}

/// What an amount in minor units comes to, as people write it.
fn converted(rates: &Rates, minor: i64, from: &str, to: &str) -> String {
    let used = rates.leading(currency(from), currency(to)).unwrap();
    format_signed(used.convert(minor).unwrap(), currency(to))
}

/// Proves MAN-01 (rates as they are kept).
#[test]
fn rates_are_read_as_people_write_them() {
    for (text, rate) in [
        ("98.1234", "98.1234"),
        ("0098.10", "98.1"),
        ("1", "1"),
        ("0.000000000001", "0.000000000001"),
        ("999999999.999999999", "999999999.999999999"),
    ] {
        assert_eq!(
            parse(text).map(|rate| rate.to_string()).as_deref(),
            Some(rate),
            "{text}"
        );
    }
    for text in [
        "",
        "0",
        "0.0",
        ".5",
        "5.",
        "-1",
        "+1",
        "1e3",
        "1,5",
        " 1",
        "NaN",
        "1.0000000000001",
        "1000000000",
        "٣",
        "999999999.0000000001",
        "1.2.3",
    ] {
        assert_eq!(parse(text), None, "{text:?}");
    }
}

/// Proves MAN-01 (conversion at every exponent, half-up, once).
#[test]
fn amounts_are_converted_at_every_exponent() {
    for (rates, minor, from, to, amount) in [
        (one("USD", "RUB", "98.1234"), 10_000, "USD", "RUB", "9812.34"),
        (one("USD", "RUB", "98.1234"), 981_234, "RUB", "USD", "100.00"),
        (one("EUR", "JPY", "163.5"), 101, "EUR", "JPY", "165"),
        (one("EUR", "JPY", "163.5"), 165, "JPY", "EUR", "1.01"),
        (one("KWD", "USD", "3.25"), 1, "KWD", "USD", "0.00"),
        (one("KWD", "USD", "3.25"), 2, "KWD", "USD", "0.01"),
        (one("KWD", "JPY", "500"), 1, "KWD", "JPY", "1"),
        (one("CLF", "CLP", "38000"), 12_345, "CLF", "CLP", "46911"),
        (one("CLF", "CLP", "38000"), 46_911, "CLP", "CLF", "1.2345"),
        (one("KWD", "CLF", "0.08"), 1, "KWD", "CLF", "0.0001"),
    ] {
        assert_eq!(converted(&rates, minor, from, to), amount, "{minor} {from}");
        let negative = converted(&rates, -minor, from, to);
        let expected = if amount.bytes().any(|digit| matches!(digit, b'1'..=b'9')) {
            format!("-{amount}")
        } else {
            amount.to_owned()
        };
        assert_eq!(negative, expected, "away from zero on both sides: -{minor} {from}");
    }
}

#[test]
fn halves_go_away_from_zero() {
    let rates = one("USD", "EUR", "0.5");
    for (minor, amount) in [(1, "0.01"), (3, "0.02"), (-1, "-0.01"), (-3, "-0.02"), (0, "0.00")] {
        assert_eq!(converted(&rates, minor, "USD", "EUR"), amount);
    }
}

/// Proves MAN-01 (where no pair leads, nothing is converted: never as zero, never one to one).
#[test]
fn where_nothing_leads_there_is_no_rate() {
    assert_eq!(Rates::none().leading(currency("USD"), currency("RUB")), None);
    let rates = Rates::of(vec![
        quote("EUR", "USD", "ecb", "2026-11-20", "1.08"),
        quote("EUR", "RUB", "operator", "2026-11-20", "105"),
        quote("KZT", "RUB", "operator", "2026-11-20", "0.2"),
        quote("KZT", "KGS", "operator", "2026-11-20", "0.17"),
    ]);
    assert_eq!(
        rates.leading(currency("USD"), currency("RUB")),
        None,
        "through another source's rate"
    );
    assert_eq!(
        rates.leading(currency("EUR"), currency("KGS")),
        None,
        "through two currencies"
    );
    assert_eq!(rates.leading(currency("GBP"), currency("RUB")), None);
    let same = Rates::none().leading(currency("RUB"), currency("RUB")).unwrap();
    assert_eq!((same.rate, same.convert(-77)), (Decimal::ONE, Ok(-77)));
}

/// Proves MAN-01 (the newest day, then the operator's, then the straightest).
#[test]
fn the_newest_goes_first_then_the_operators_then_the_straightest() {
    let (usd, rub) = (currency("USD"), currency("RUB"));
    let direct = quote("USD", "RUB", "cbr", "2026-11-20", "100");
    let inverse = quote("RUB", "USD", "cbr", "2026-11-20", "0.02");
    let through = [
        quote("EUR", "USD", "cbr", "2026-11-20", "1"),
        quote("EUR", "RUB", "cbr", "2026-11-20", "200"),
    ];
    let operators = quote("RUB", "USD", "operator", "2026-11-20", "0.005");
    let newer = [
        quote("EUR", "USD", "ecb", "2026-11-21", "1"),
        quote("EUR", "RUB", "ecb", "2026-11-21", "300"),
    ];
    let entered_before = quote("USD", "RUB", "operator", "2026-11-19", "7");
    let mut quotes = vec![entered_before];
    let mut then = |more: &[Quote], rate: &str, source: &str| {
        quotes.extend_from_slice(more);
        for quotes in [quotes.clone(), quotes.iter().rev().cloned().collect()] {
            let used = Rates::of(quotes).leading(usd, rub).unwrap();
            assert_eq!((used.rate.to_string().as_str(), used.source.as_str()), (rate, source));
        }
    };
    then(&[], "7", "operator");
    then(&through, "200", "cbr");
    then(&[inverse], "50", "cbr");
    then(&[direct], "100", "cbr");
    then(&[operators], "200", "operator");
    then(&newer, "300", "ecb");
}

/// Proves MAN-01 (the day of a rate through two is the older one).
#[test]
fn through_two_days_is_as_old_as_the_older() {
    let rates = Rates::of(vec![
        quote("EUR", "USD", "ecb", "2026-11-20", "1.25"),
        quote("EUR", "GBP", "ecb", "2026-11-18", "0.75"),
    ]);
    let used = rates.leading(currency("USD"), currency("GBP")).unwrap();
    assert_eq!(
        used.json(),
        json!({"from": "USD", "to": "GBP", "rate": "0.6", "day": "2026-11-18", "source": "ecb"})
    );
}

/// Proves MAN-01 (a rate through a third currency, whichever way the pairs are told).
#[test]
fn pairs_lead_through_a_third_whichever_way_they_are_told() {
    let pair = |base: &str, other: &str, rate: &str| quote(base, other, "cbr", "2026-11-20", rate);
    for (first, second) in [
        (pair("USD", "EUR", "0.8"), pair("EUR", "RUB", "125")),
        (pair("USD", "EUR", "0.8"), pair("RUB", "EUR", "0.008")),
        (pair("EUR", "USD", "1.25"), pair("EUR", "RUB", "125")),
        (pair("EUR", "USD", "1.25"), pair("RUB", "EUR", "0.008")),
    ] {
        let rates = Rates::of(vec![first, second]);
        assert_eq!(
            rates
                .leading(currency("USD"), currency("RUB"))
                .unwrap()
                .rate
                .to_string(),
            "100"
        );
        assert_eq!(
            rates
                .leading(currency("RUB"), currency("USD"))
                .unwrap()
                .rate
                .to_string(),
            "0.01"
        );
    }
}

#[test]
fn what_is_too_large_is_refused() {
    let rates = one("USD", "VND", "999999999.999999999");
    let used = rates.leading(currency("USD"), currency("VND")).unwrap();
    for minor in [MINOR_MAX, -MINOR_MAX, MINOR_MAX + 1, i64::MAX, i64::MIN] {
        assert_eq!(used.convert(minor), Err(MoneyError::TooLarge), "{minor}");
    }
    let back = rates.leading(currency("VND"), currency("USD")).unwrap();
    assert_eq!(back.convert(MINOR_MAX), Ok(900_719_925), "the largest amount fits");
    assert_eq!(back.convert(MINOR_MAX + 1), Err(MoneyError::TooLarge));
}

/// Of every size, and with few digits and many.
fn any_rate() -> impl Strategy<Value = String> {
    (1_i64..1_000_000_000_000_000_000, 0_u32..59, 9_u32..=12)
        .prop_map(|(mantissa, shift, scale)| Decimal::new((mantissa >> shift).max(1), scale).to_string())
}

fn any_currency() -> impl Strategy<Value = Currency> {
    prop::sample::select(vec!["RUB", "USD", "JPY", "KWD", "CLF"]).prop_map(currency)
}

/// What was converted by a rate and back again differs from what it was by at most one minor unit of either currency.
fn returns(rates: &Rates, from: Currency, to: Currency, minor: i64) -> Result<(), TestCaseError> {
    let (there, back) = (rates.leading(from, to).unwrap(), rates.leading(to, from).unwrap());
    let Ok(abroad) = there.convert(minor) else {
        return Ok(());
    };
    let Ok(home) = back.convert(abroad) else { return Ok(()) };
    prop_assert_eq!(abroad.signum() * minor.signum(), abroad.signum().abs());
    // Half a unit abroad is so much at home.
    let coarse = back.convert(1).unwrap_or(MINOR_MAX);
    prop_assert!(
        (home - minor).abs() <= 1.max(coarse),
        "{minor} {abroad} {home}: {there:?} {back:?}"
    );
    Ok(())
}

proptest! {
    /// Proves MAN-01 (round trips within one minor unit).
    #[test]
    fn what_goes_there_and_back_is_the_same_within_a_minor_unit(
        rate in any_rate(), from in any_currency(), to in any_currency(), minor in -MINOR_MAX..=MINOR_MAX, shift in 0_u32..50,
    ) {
        prop_assume!(from != to);
        let rates = Rates::of(vec![quote(from.code(), to.code(), "cbr", "2026-11-20", &rate)]);
        prop_assert_eq!(rates.leading(from, to).unwrap().rate, parse(&rate).unwrap(), "told rates are not rounded");
        returns(&rates, from, to, minor >> shift)?;
        returns(&rates, to, from, minor >> shift)?;
    }

    #[test]
    fn through_a_third_there_and_back_is_the_same_within_a_minor_unit(
        first in any_rate(), second in any_rate(), turn in 0_u8..4, minor in -MINOR_MAX..=MINOR_MAX, shift in 0_u32..50,
    ) {
        let pair = |base, other, rate: &str, turned: bool| {
            let (base, other) = if turned { (other, base) } else { (base, other) };
            quote(base, other, "cbr", "2026-11-20", rate)
        };
        let rates = Rates::of(vec![pair("USD", "EUR", &first, turn & 1 == 1), pair("EUR", "KWD", &second, turn & 2 == 2)]);
        let (from, to) = (currency("USD"), currency("KWD"));
        // A rate beyond what a decimal holds leads nowhere.
        prop_assume!(rates.leading(from, to).is_some() && rates.leading(to, from).is_some());
        let (there, back) = (rates.leading(from, to).unwrap().rate, rates.leading(to, from).unwrap().rate);
        prop_assume!(there > Decimal::new(1, 8) && back > Decimal::new(1, 8));
        returns(&rates, from, to, minor >> shift)?;
    }

    /// The one rounding, against the exact fraction: the result is the nearest minor unit to amount x rate.
    #[test]
    fn what_comes_out_is_nearest_to_the_exact_product(
        rate in any_rate(), from in any_currency(), to in any_currency(), minor in 0_i64..1_000_000_000_000,
    ) {
        prop_assume!(from != to);
        let told = parse(&rate).unwrap();
        let rates = Rates::of(vec![quote(from.code(), to.code(), "cbr", "2026-11-20", &rate)]);
        if let Ok(got) = rates.leading(from, to).unwrap().convert(minor) {
            // got / 10^to - minor / 10^from x mantissa / 10^scale, all times 10^(to + from + scale) twice.
            let exact = 2 * i128::from(minor) * told.mantissa() * i128::from(to.scale());
            let unit = i128::from(from.scale()) * 10_i128.pow(told.scale());
            prop_assert!((2 * i128::from(got) * unit - exact).abs() <= unit);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
        if let Some(rate) = parse(&text) {
            prop_assert!(rate > Decimal::ZERO);
        }
    }
}
