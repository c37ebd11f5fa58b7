use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::{money::MINOR_MAX, rate::Quote};

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

fn money(text: &str, code: &str) -> Money {
    Money::parse(text, currency(code)).unwrap()
}

/// Keeps 2.5 % and 1.00 USD, takes roubles and dollars, is paid in dollars otherwise; what comes is euros.
fn system() -> System {
    let takes = ["RUB", "USD", "EUR"].map(str::to_owned);
    System::read("2.5", (100, "USD"), "EUR", "USD", &takes).unwrap()
}

fn rates(quotes: &[(&str, &str, &str)]) -> Rates {
    let quote = |(base, quote, rate): &(&str, &str, &str)| Quote {
        base: currency(base),
        quote: currency(quote),
        source: "ecb".to_owned(),
        day: "2026-11-20".to_owned(),
        rate: Decimal::from_str_exact(rate).unwrap(),
    };
    Rates::of(quotes.iter().map(quote).collect())
}

fn all() -> Rates {
    rates(&[("USD", "RUB", "100"), ("EUR", "RUB", "110"), ("USD", "JPY", "150")])
}

/// Paid, commission, fixed fee (paid or apart), income, and the pairs that were used.
fn shown(terms: &Terms) -> String {
    let fixed = terms.fixed_fee_paid.map_or_else(
        || {
            terms
                .fixed_fee_apart()
                .map_or("-".to_owned(), |fee| format!("apart {fee} {}", fee.currency()))
        },
        |fee| fee.to_string(),
    );
    let income = terms.income_minor.map_or("-".to_owned(), |minor| {
        crate::money::format_signed(minor, terms.income_currency)
    });
    let used: Vec<String> = terms
        .rates
        .iter()
        .map(|used| format!("{}{}", used.from, used.to))
        .collect();
    format!(
        "{} {} | {} | {fixed} | {income} {} | {}",
        terms.paid,
        terms.paid.currency(),
        terms.commission,
        terms.income_currency,
        used.join(" ")
    )
}

/// Proves MAN-01 (fees and conversion).
#[test]
fn a_price_that_the_system_takes_is_paid_as_it_is() {
    let terms = terms(money("1000.00", "RUB"), &system(), &all()).unwrap();
    // 25.00 and 100.00 are kept; 875.00 / 110.
    assert_eq!(shown(&terms), "1000.00 RUB | 25.00 | 100.00 | 7.95 EUR | USDRUB RUBEUR");
    assert_eq!(terms.fee().unwrap(), money("125.00", "RUB"));
}

/// Proves MAN-01 (the transaction's currency).
#[test]
fn another_price_is_converted() {
    let terms = terms(money("15000", "JPY"), &system(), &all()).unwrap();
    assert_eq!(shown(&terms), "100.00 USD | 2.50 | 1.00 | 87.73 EUR | JPYUSD USDEUR");
}

/// Proves MAN-01: where no rate leads, amounts stay as they are, never zero.
#[test]
fn without_a_rate_nothing_is_converted() {
    let none = Rates::none();
    let converted = |price: Money| shown(&terms(price, &system(), &none).unwrap());
    assert_eq!(
        converted(money("15000", "JPY")),
        "15000 JPY | 375 | apart 1.00 USD | - EUR | "
    );
    assert_eq!(
        converted(money("1000.00", "RUB")),
        "1000.00 RUB | 25.00 | apart 1.00 USD | - EUR | "
    );
    assert_eq!(
        converted(money("10.00", "EUR")),
        "10.00 EUR | 0.25 | apart 1.00 USD | 9.75 EUR | "
    );
    let free = System {
        fixed_fee: money("0", "USD"),
        ..system()
    };
    let terms = terms(money("10.00", "EUR"), &free, &none).unwrap();
    assert_eq!(
        (shown(&terms).as_str(), terms.fixed_fee_apart()),
        ("10.00 EUR | 0.25 | 0.00 | 9.75 EUR | ", None)
    );
}

#[test]
fn fees_above_the_amount_leave_less_than_nothing() {
    let terms = terms(money("0.50", "USD"), &system(), &all()).unwrap();
    // 0.0125 is 0.01; 0.50 - 0.01 - 1.00 = -0.51, which is -0.46364 euros.
    assert_eq!(shown(&terms), "0.50 USD | 0.01 | 1.00 | -0.46 EUR | USDEUR");
}

#[test]
fn something_is_to_be_paid_however_small_the_price() {
    let paid = terms(money("1", "JPY"), &system(), &all()).unwrap().paid;
    assert_eq!(paid, money("0.01", "USD"));
}

#[test]
fn halves_go_up_once() {
    let half = System::read("50", (0, "RUB"), "RUB", "RUB", &["RUB".to_owned()]).unwrap();
    let terms = terms(money("0.01", "RUB"), &half, &Rates::none()).unwrap();
    assert_eq!(shown(&terms), "0.01 RUB | 0.01 | 0.00 | 0.00 RUB | ");
}

#[test]
fn what_cannot_be_carried_is_refused() {
    let most = |code: &str| Money::from_minor(MINOR_MAX, currency(code)).unwrap();
    let all_of_it = System {
        commission_millionths: 100_000_000,
        ..system()
    };
    assert_eq!(terms(most("RUB"), &all_of_it, &all()), Err(MoneyError::TooLarge));
    assert_eq!(
        terms(most("JPY"), &system(), &rates(&[("JPY", "USD", "1")])),
        Err(MoneyError::TooLarge)
    );
    assert!(terms(most("RUB"), &system(), &all()).is_ok());
}

/// Proves MAN-01 (a system as it is kept).
#[test]
fn a_system_that_is_none_is_not_read() {
    let takes = ["RUB".to_owned()];
    let read = |percent: &str, fixed, income: &str, transaction: &str, takes: &[String]| {
        System::read(percent, fixed, income, transaction, takes).is_some()
    };
    assert!(read("100", (0, "RUB"), "RUB", "RUB", &takes));
    assert!(!read("100.1", (0, "RUB"), "RUB", "RUB", &takes));
    assert!(!read("-1", (0, "RUB"), "RUB", "RUB", &takes));
    assert!(!read("1", (-1, "RUB"), "RUB", "RUB", &takes));
    assert!(!read("1", (0, "XXX"), "RUB", "RUB", &takes));
    assert!(!read("1", (0, "RUB"), "", "RUB", &takes));
    assert!(!read("1", (0, "RUB"), "RUB", "rub", &takes));
    assert!(!read("1", (0, "RUB"), "RUB", "RUB", &["ZZZ".to_owned()]));
}

/// Proves MAN-03 (bounds of the day of payment).
#[test]
fn days_of_payment_are_of_the_last_year() {
    let judge = |day: &str, today: &str| judge_paid_on(day, today, today).map_err(DayError::code);
    for (day, today, outcome) in [
        ("2026-11-23", "2026-11-23", Ok(())),
        ("2026-11-24", "2026-11-23", Err("date_in_future")),
        ("2025-11-23", "2026-11-23", Ok(())),
        ("2025-11-22", "2026-11-23", Err("date_too_old")),
        ("2023-02-28", "2024-02-29", Err("date_too_old")),
        ("2023-03-01", "2024-02-29", Ok(())),
        ("2024-02-29", "2025-02-28", Ok(())),
        ("2025-01-01", "2026-01-01", Ok(())),
        ("2026-02-29", "2026-11-23", Err("date_malformed")),
        ("2026-13-01", "2026-12-23", Err("date_malformed")),
        ("2026-00-10", "2026-12-23", Err("date_malformed")),
        ("2026-01-00", "2026-12-23", Err("date_malformed")),
        ("2026-1-1", "2026-12-23", Err("date_malformed")),
        ("+026-01-01", "2026-12-23", Err("date_malformed")),
        ("2026-11-23T", "2026-12-23", Err("date_malformed")),
        ("２026-11-2", "2026-12-23", Err("date_malformed")),
        ("", "2026-12-23", Err("date_malformed")),
    ] {
        assert_eq!(judge(day, today), outcome, "{day} on {today}");
    }
    // What was acceptable when it was said stays so.
    assert_eq!(judge_paid_on("2025-11-23", "2027-01-01", "2026-11-23"), Ok(()));
    assert_eq!(
        judge_paid_on("2025-11-22", "2027-01-01", "2026-11-23"),
        Err(DayError::TooOld)
    );
}

proptest! {
    /// Proves MAN-01 (of any terms): what is paid is above zero, fees are not below, and in one currency the parts sum to the whole.
    #[test]
    fn parts_sum_to_the_whole(
        price in 1..=1_000_000_000_i64, percent in 0..=100_000_000_u32, fixed in 0..=1_000_000_i64, code in prop::sample::select(vec!["RUB", "USD", "EUR", "JPY", "KWD"]),
        income in prop::sample::select(vec!["RUB", "USD", "EUR"]), is_rated: bool,
    ) {
        let system = System { commission_millionths: percent, fixed_fee: Money::from_minor(fixed, currency("USD")).unwrap(), income_currency: currency(income), ..system() };
        let rates = if is_rated { all() } else { Rates::none() };
        let terms = terms(Money::from_minor(price, currency(code)).unwrap(), &system, &rates).unwrap();
        prop_assert!(terms.paid.minor() > 0);
        prop_assert!(terms.commission.minor() <= terms.paid.minor());
        prop_assert_eq!(terms.commission.currency(), terms.paid.currency());
        prop_assert!(system.takes(terms.paid.currency()) || terms.paid.currency().code() == code);
        let fee = terms.fee().unwrap().minor();
        if terms.paid.currency() == terms.income_currency {
            prop_assert_eq!(terms.income_minor, Some(terms.paid.minor() - fee));
        }
        prop_assert!(terms.fixed_fee_paid.is_some() || (terms.fixed_fee_apart() == Some(system.fixed_fee) && !is_rated) || code == "KWD");
        prop_assert!(terms.rates.iter().all(|used| used.from != used.to));
    }

    #[test]
    fn any_text_is_a_day_or_none(text in "\\PC{0,12}") {
        let _ = is_day(&text);
    }

    #[test]
    fn days_of_the_calendar_are_days(year in 0..=9999_i32, month in 0..=13_u32, day in 0..=32_u32) {
        let known = chrono::NaiveDate::from_ymd_opt(year, month, day).is_some();
        prop_assert_eq!(is_day(&format!("{year:04}-{month:02}-{day:02}")), known);
    }
}
