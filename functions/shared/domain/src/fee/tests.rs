use super::*;

/// Proves CLK-04 (percentages as people write them).
#[test]
fn percentages_are_read_and_written_as_people_do() {
    for (text, millionths, written) in [
        ("0", 0, "0"),
        ("0.7", 700_000, "0.7"),
        ("1.50", 1_500_000, "1.5"),
        ("012.000001", 12_000_001, "12.000001"),
        ("100", PERCENT_MAX, "100"),
    ] {
        assert_eq!(percent_millionths(text), Some(millionths), "{text}");
        assert_eq!(percent_text(millionths), written);
        assert_eq!(
            percent(written),
            percent(text).map(|percent| percent.normalize()),
            "{text}"
        );
    }
    for text in [
        "",
        ".5",
        "5.",
        "-1",
        "+1",
        "1e1",
        "100.000001",
        "1,5",
        " 1",
        "0.1234567",
        "1000",
        "٣",
    ] {
        assert_eq!(percent_millionths(text), None, "{text:?}");
    }
}

use crate::money::Currency;
use proptest::prelude::*;

fn currency() -> Currency {
    Currency::parse("RUB").unwrap()
}

fn rub(text: &str) -> Money {
    Money::parse(text, currency()).unwrap()
}

/// A line with percentages in hundredths.
fn line(service: i64, bank: i64, minimum: &str) -> FeeLine {
    FeeLine {
        service_percent: Decimal::new(service, 2),
        bank_percent: Decimal::new(bank, 2),
        minimum: rub(minimum),
    }
}

/// Click Pay's terminals (sources/click-pay.txt, "Раздел Организации"): service % + bank % = total %, at least 45.00.
fn aft() -> FeeLine {
    line(50, 45, "45.00")
}

fn oct() -> FeeLine {
    line(60, 45, "45.00")
}

fn ecom() -> FeeLine {
    line(70, 45, "45.00")
}

fn parts(line: &FeeLine, amount: &str) -> [String; 3] {
    let fee = line.fee(rub(amount)).unwrap();
    [fee.total, fee.service, fee.bank].map(|part| part.to_string())
}

/// Proves CLK-05: 10 000.00 costs 95.00 by AFT, 105.00 by OCT, 115.00 by eCom.
#[test]
fn ten_thousand_by_each_terminal() {
    assert_eq!(parts(&aft(), "10000.00"), ["95.00", "50.00", "45.00"]);
    assert_eq!(parts(&oct(), "10000.00"), ["105.00", "60.00", "45.00"]);
    assert_eq!(parts(&ecom(), "10000.00"), ["115.00", "70.00", "45.00"]);
}

/// Proves CLK-05: the tiles of June 2024, 17 eCom operations of 458.58 in all: average 26.98, commission 765.00.
#[test]
fn seventeen_operations_of_june() {
    let mut amounts = vec![2_697_i64; 16];
    amounts.push(45_858 - 16 * 2_697);
    assert_eq!(amounts.iter().sum::<i64>(), 45_858);
    let fees = amounts.iter().map(|minor| {
        let amount = Money::from_minor(*minor, currency()).unwrap();
        ecom().fee(amount).unwrap().total.minor()
    });
    assert_eq!(fees.sum::<i64>(), 76_500);
    assert_eq!(half_up(45_858, 17), Some(2_698));
}

/// Proves CLK-05: the minimum holds for each operation until the percentage exceeds it; the amounts are the last that it holds
/// for to the minor unit (wire-formats 5.2: 4736.84, 4285.71, 3913.04).
#[test]
fn minimum_holds_until_the_percentage_exceeds_it() {
    assert_eq!(parts(&ecom(), "100.00"), ["45.00", "44.55", "0.45"]);
    for (line, last, next) in [
        (aft(), "4737.36", "4737.37"),
        (oct(), "4286.19", "4286.20"),
        (ecom(), "3913.47", "3913.48"),
    ] {
        assert_eq!(parts(&line, last)[0], "45.00", "{last}");
        assert_eq!(parts(&line, next)[0], "45.01", "{next}");
    }
    for (line, even) in [(aft(), "4736.84"), (oct(), "4285.71"), (ecom(), "3913.04")] {
        assert_eq!(parts(&line, even)[0], "45.00", "{even}");
    }
}

/// Proves CLK-05: half-up, in the whole and in the bank's part; the service takes the rest.
#[test]
fn halves_go_up() {
    assert_eq!(parts(&line(50, 50, "0.00"), "0.50"), ["0.01", "0.01", "0.00"]);
    assert_eq!(parts(&line(50, 50, "0.00"), "0.49"), ["0.00", "0.00", "0.00"]);
    assert_eq!(parts(&line(50, 50, "0.00"), "1.00"), ["0.01", "0.00", "0.01"]);
}

/// Proves CLK-05: a part of 0 % takes nothing of the percentage; of a minimum above it the service takes the rest.
#[test]
fn parts_of_zero_percent() {
    assert_eq!(parts(&line(0, 0, "0.00"), "0.01"), ["0.00", "0.00", "0.00"]);
    assert_eq!(parts(&line(0, 0, "45.00"), "10000.00"), ["45.00", "45.00", "0.00"]);
    assert_eq!(parts(&line(70, 0, "45.00"), "10000.00"), ["70.00", "70.00", "0.00"]);
    assert_eq!(parts(&line(0, 45, "0.00"), "10000.00"), ["45.00", "0.00", "45.00"]);
    assert_eq!(parts(&line(0, 45, "50.00"), "10000.00"), ["50.00", "5.00", "45.00"]);
}

#[test]
fn a_minimum_in_another_currency_is_refused() {
    let amount = Money::parse("100.00", Currency::parse("USD").unwrap()).unwrap();
    assert_eq!(ecom().fee(amount), Err(MoneyError::CurrencyDiffers));
}

#[test]
fn a_returned_fee_follows_the_refunds() {
    assert_eq!(returned(4_500, 10_000, 0, 10_000), Ok(4_500));
    assert_eq!(returned(4_500, 10_000, 0, 0), Ok(0));
    // Thirds of 1.00: 0.33, 0.34, 0.33.
    assert_eq!(
        [0, 1, 2].map(|before| returned(100, 3, before, 1).unwrap()),
        [33, 34, 33]
    );
    // A fee above the amount, as a minimum makes it.
    assert_eq!(returned(4_500, 100, 50, 50), Ok(2_250));
    // The bank refunded more than was captured: the fee comes back once.
    assert_eq!(returned(100, 1_000, 900, 500), Ok(10));
    assert_eq!(returned(100, 1_000, 1_400, 500), Ok(0));
    assert_eq!(returned(0, 0, 0, 5), Ok(0));
    assert_eq!(returned(1, 1, -1, 1), Err(MoneyError::Malformed));
    assert_eq!(returned(1, 1, 0, MINOR_MAX + 1), Err(MoneyError::TooLarge));
    assert_eq!(returned(MINOR_MAX, MINOR_MAX, MINOR_MAX, MINOR_MAX), Ok(0));
}

proptest! {
    /// Proves CLK-05 (of any terms).
    #[test]
    fn parts_sum_to_the_whole(minor in 1..=MINOR_MAX / 100, service in 0..500_i64, bank in 0..500_i64, minimum in 0..100_000_i64) {
        let line = FeeLine {
            service_percent: Decimal::new(service, 2),
            bank_percent: Decimal::new(bank, 2),
            minimum: Money::from_minor(minimum, currency()).unwrap(),
        };
        let fee = line.fee(Money::from_minor(minor, currency()).unwrap()).unwrap();
        prop_assert_eq!(fee.service.checked_add(fee.bank).unwrap(), fee.total);
        prop_assert!(fee.total.minor() >= minimum);
        let exact = i128::from(minor) * i128::from(service + bank);
        let half_up = (exact + 5_000) / 10_000;
        prop_assert_eq!(i128::from(fee.total.minor()), half_up.max(i128::from(minimum)));
    }

    #[test]
    fn returned_parts_come_to_the_fee(fee in 0..=MINOR_MAX, mut amounts in prop::collection::vec(1..=MINOR_MAX / 32, 1..20)) {
        let captured: i64 = amounts.iter().sum();
        for _ in 0..2 {
            let mut before = 0;
            let mut sum = 0;
            for amount in &amounts {
                let part = returned(fee, captured, before, *amount).unwrap();
                prop_assert!(part >= 0);
                before += amount;
                sum += part;
                let exact = i128::from(fee) * i128::from(before);
                let off = (i128::from(sum) * i128::from(captured) - exact).abs();
                prop_assert!(2 * off <= i128::from(captured), "within half a unit at every step");
            }
            prop_assert_eq!(sum, fee);
            amounts.reverse();
        }
    }

    #[test]
    fn any_figures_are_counted_or_refused(fee: i64, captured: i64, before: i64, refund: i64) {
        let _ = returned(fee, captured, before, refund);
    }
}

/// Proves CLK-04 (the total of service and bank fee).
#[test]
fn percentages_are_summed() {
    for (service, bank, total) in [
        ("0.7", "0.45", "1.15"),
        ("3", "0", "3"),
        ("0", "0.05", "0.05"),
        ("0.5", "0.5", "1"),
        ("99.99", "0.02", "100.01"),
    ] {
        assert_eq!(total_percent(service, bank).as_deref(), Some(total));
        let exact = percent(service).unwrap().checked_add(percent(bank).unwrap()).unwrap();
        assert_eq!(percent(total), Some(exact));
    }
    assert_eq!(total_percent("x", "1"), None);
    assert_eq!(total_percent("-1", "1"), None);
}
