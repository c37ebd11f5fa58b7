//! What a capture costs: max(amount x total percent, minimum), split between the service and the bank.

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use crate::money::{Money, MoneyError};

/// The fee line of a terminal for one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeLine {
    /// The service's part, in percent of the captured amount.
    pub service_percent: Decimal,
    /// The bank's part, in percent of the captured amount.
    pub bank_percent: Decimal,
    /// The least that an operation costs, in the line's currency.
    pub minimum: Money,
}

/// A fee, fixed: its parts sum to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fee {
    /// The whole.
    pub total: Money,
    /// The service's part.
    pub service: Money,
    /// The bank's part.
    pub bank: Money,
}

impl FeeLine {
    /// The fee of a captured amount. Each part is rounded half-up to the minor unit, once: the whole is
    /// max(half-up(amount x total %), minimum), the bank's part min(whole, half-up(amount x bank %)), the service's the rest.
    pub fn fee(&self, captured: Money) -> Result<Fee, MoneyError> {
        let percent = self
            .service_percent
            .checked_add(self.bank_percent)
            .ok_or(MoneyError::TooLarge)?;
        let by_percent = share(captured, percent)?;
        let currency = captured.currency();
        if self.minimum.currency() != currency {
            return Err(MoneyError::CurrencyDiffers);
        }
        let total = Money::from_minor(by_percent.max(self.minimum.minor()), currency)?;
        let bank = Money::from_minor(share(captured, self.bank_percent)?.min(total.minor()), currency)?;
        Ok(Fee {
            total,
            bank,
            service: total.checked_sub(bank)?,
        })
    }
}

/// A percentage of an amount, in minor units, half-up (away from zero).
fn share(amount: Money, percent: Decimal) -> Result<i64, MoneyError> {
    Decimal::from(amount.minor())
        .checked_mul(percent)
        .and_then(|product| product.checked_div(Decimal::ONE_HUNDRED))
        .map(|exact| exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero))
        .and_then(|rounded| rounded.to_i64())
        .ok_or(MoneyError::TooLarge)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::{Currency, MINOR_MAX};
    use proptest::prelude::*;

    fn rub(text: &str) -> Money {
        Money::parse(text, Currency::parse("RUB").unwrap()).unwrap()
    }

    fn ecom() -> FeeLine {
        FeeLine {
            service_percent: Decimal::new(7, 1),
            bank_percent: Decimal::new(45, 2),
            minimum: rub("45.00"),
        }
    }

    /// Proves CLK-05 (the rule; its screens come with the reports).
    #[test]
    fn minimum_holds_until_the_percentage_exceeds_it() {
        assert_eq!(ecom().fee(rub("100.00")).unwrap().total, rub("45.00"));
        assert_eq!(ecom().fee(rub("3913.04")).unwrap().total, rub("45.00"));
        assert_eq!(
            ecom().fee(rub("10000.00")).unwrap(),
            Fee {
                total: rub("115.00"),
                service: rub("70.00"),
                bank: rub("45.00")
            }
        );
    }

    #[test]
    fn bank_part_never_exceeds_the_whole() {
        let free = FeeLine {
            service_percent: Decimal::ZERO,
            bank_percent: Decimal::ZERO,
            minimum: rub("0.00"),
        };
        assert_eq!(free.fee(rub("0.01")).unwrap().total, rub("0.00"));
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole(minor in 1..=MINOR_MAX / 100, service in 0..500_i64, bank in 0..500_i64, minimum in 0..100_000_i64) {
            let line = FeeLine {
                service_percent: Decimal::new(service, 2),
                bank_percent: Decimal::new(bank, 2),
                minimum: Money::from_minor(minimum, Currency::parse("RUB").unwrap()).unwrap(),
            };
            let amount = Money::from_minor(minor, Currency::parse("RUB").unwrap()).unwrap();
            let fee = line.fee(amount).unwrap();
            prop_assert_eq!(fee.service.checked_add(fee.bank).unwrap(), fee.total);
            prop_assert!(fee.total.minor() >= minimum);
            let exact = i128::from(minor) * i128::from(service + bank);
            let half_up = (exact + 5_000) / 10_000;
            prop_assert_eq!(i128::from(fee.total.minor()), half_up.max(i128::from(minimum)));
        }
    }
}
