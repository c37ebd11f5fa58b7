//! What a payment by a manual system comes to: what is to be paid in a currency that the system takes, what the system keeps of
//! it, and what reaches the account. Estimated while the payment is open, fixed when a person confirms it.

use crate::{
    fee,
    money::{Currency, Money, MoneyError},
    rate::{Rates, Used},
    rounding::half_up,
};

/// A hundred percent, in millionths of a percent.
const WHOLE: i128 = 100_000_000;

/// The terms of a manual payment system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    /// What it keeps of a transfer, in millionths of a percent ([`fee::percent_millionths`]).
    pub commission_millionths: u32,
    /// What it keeps besides, in a currency of its own; zero where it keeps nothing.
    pub fixed_fee: Money,
    /// In which money reaches the account.
    pub income_currency: Currency,
    /// In which it is paid where the system does not take the price's own currency.
    pub transaction_currency: Currency,
    /// Currencies that it takes.
    pub currencies: Vec<Currency>,
}

impl System {
    /// Reads a system as the database keeps it: the commission in percent, the fixed fee in minor units of its currency, the income's and
    /// the transaction's currency, and what it takes. Empty where something of it is none.
    #[must_use]
    pub fn read(
        commission: &str,
        (fixed_fee_minor, fixed_fee_currency): (i64, &str),
        income: &str,
        transaction: &str,
        currencies: &[String],
    ) -> Option<Self> {
        let currencies = currencies.iter().map(|code| Currency::parse(code).ok());
        Some(Self {
            commission_millionths: fee::percent_millionths(commission)?,
            fixed_fee: Money::from_minor(fixed_fee_minor, Currency::parse(fixed_fee_currency).ok()?).ok()?,
            income_currency: Currency::parse(income).ok()?,
            transaction_currency: Currency::parse(transaction).ok()?,
            currencies: currencies.collect::<Option<_>>()?,
        })
    }

    /// Whether it takes a currency.
    #[must_use]
    pub fn takes(&self, currency: Currency) -> bool {
        self.currencies.contains(&currency)
    }
}

/// What a payment comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// What is to be paid: the price, or what it comes to in the transaction's currency. Always above zero.
    pub paid: Money,
    /// What the system keeps by percent, in `paid`'s currency.
    pub commission: Money,
    /// The fixed fee as the system has it.
    pub fixed_fee: Money,
    /// What the fixed fee comes to in `paid`'s currency; empty where no rate leads there: then it stays apart, in its own.
    pub fixed_fee_paid: Option<Money>,
    /// What reaches the account, in minor units of the income's currency: below zero where the fees are above the amount. Empty where no
    /// rate leads there. A fee that stays apart is not taken off.
    pub income_minor: Option<i64>,
    /// In which currency.
    pub income_currency: Currency,
    /// The rates by which it was computed, in the order of their use.
    pub rates: Vec<Used>,
}

impl Terms {
    /// Commission and fixed fee, in `paid`'s currency: what the ledger books as the payment's fee.
    pub fn fee(&self) -> Result<Money, MoneyError> {
        self.fixed_fee_paid
            .map_or(Ok(self.commission), |fixed| self.commission.checked_add(fixed))
    }

    /// The fixed fee where no rate leads from its currency, if there is one.
    #[must_use]
    pub fn fixed_fee_apart(&self) -> Option<Money> {
        (self.fixed_fee_paid.is_none() && self.fixed_fee.minor() > 0).then_some(self.fixed_fee)
    }

    /// The rates as a JSON array.
    #[must_use]
    pub fn rates_json(&self) -> serde_json::Value {
        self.rates.iter().map(Used::json).collect()
    }
}

/// What a payment of this price comes to. Each sum is rounded once, half-up (away from zero), to the minor unit of its currency; a
/// conversion that would come to nothing is of one minor unit, since something is to be paid.
///
/// # Errors
/// [`MoneyError::TooLarge`] where a sum goes beyond 2^53 - 1 minor units.
pub fn terms(price: Money, system: &System, rates: &Rates) -> Result<Terms, MoneyError> {
    let mut used = Vec::new();
    let paid = paid(price, system, rates, &mut used)?;
    let commission = share(paid, system.commission_millionths)?;
    let fixed_fee = system.fixed_fee;
    let fixed_fee_paid = match (fixed_fee.minor(), rates.leading(fixed_fee.currency(), paid.currency())) {
        (0, _) => Some(Money::from_minor(0, paid.currency())?),
        (_, None) => None,
        (minor, Some(rate)) => {
            let converted = Money::from_minor(rate.convert(minor)?, paid.currency())?;
            note(&mut used, rate);
            Some(converted)
        }
    };
    let kept = fixed_fee_paid.map_or(Ok(commission), |fixed| commission.checked_add(fixed))?;
    let left = paid.minor().saturating_sub(kept.minor());
    let income_minor = match rates.leading(paid.currency(), system.income_currency) {
        Some(rate) => {
            let income = rate.convert(left)?;
            note(&mut used, rate);
            Some(income)
        }
        None => None,
    };
    Ok(Terms {
        paid,
        commission,
        fixed_fee,
        fixed_fee_paid,
        income_minor,
        income_currency: system.income_currency,
        rates: used,
    })
}

/// The price in a currency that the system takes. Where no rate leads there it stays as it is.
fn paid(price: Money, system: &System, rates: &Rates, used: &mut Vec<Used>) -> Result<Money, MoneyError> {
    let to = system.transaction_currency;
    if system.takes(price.currency()) {
        return Ok(price);
    }
    let Some(rate) = rates.leading(price.currency(), to) else {
        return Ok(price);
    };
    let converted = Money::from_minor(rate.convert(price.minor())?.max(1), to)?;
    note(used, rate);
    Ok(converted)
}

/// Keeps what was computed by; a rate of a currency to itself is none.
fn note(used: &mut Vec<Used>, rate: Used) {
    if rate.from != rate.to && !used.contains(&rate) {
        used.push(rate);
    }
}

fn share(amount: Money, millionths: u32) -> Result<Money, MoneyError> {
    let exact = i128::from(amount.minor()).checked_mul(i128::from(millionths));
    let share = exact.and_then(|exact| half_up(exact, WHOLE));
    let minor = share.and_then(|share| i64::try_from(share).ok());
    Money::from_minor(minor.ok_or(MoneyError::TooLarge)?, amount.currency())
}

/// Why a day of payment is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// No day of the calendar, written `YYYY-MM-DD`.
    #[error("a day is written YYYY-MM-DD")]
    Malformed,
    /// After today.
    #[error("the day is in the future")]
    InFuture,
    /// Before the same day a year ago.
    #[error("the day is more than a year ago")]
    TooOld,
}

impl DayError {
    /// As answers name it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "date_malformed",
            Self::InFuture => "date_in_future",
            Self::TooOld => "date_too_old",
        }
    }
}

/// Judges the day on which somebody says to have paid: not after `today`, and not before the day of `asked_on`'s date a year ago (where
/// that year had no such day, the next one is the first). All are `YYYY-MM-DD` of the organisation's zone.
pub fn judge_paid_on(day: &str, today: &str, asked_on: &str) -> Result<(), DayError> {
    if !is_day(day) {
        return Err(DayError::Malformed);
    }
    if day > today {
        return Err(DayError::InFuture);
    }
    let year: Option<u16> = asked_on.get(..4).and_then(|year| year.parse().ok());
    let first = year.map(|year| format!("{:04}{}", year.saturating_sub(1), asked_on.get(4..).unwrap_or_default()));
    match first {
        Some(first) if day >= first.as_str() => Ok(()),
        _ => Err(DayError::TooOld),
    }
}

/// Whether a text is a day of the calendar, `YYYY-MM-DD`.
#[must_use]
pub fn is_day(text: &str) -> bool {
    let number = |from: usize, to: usize| {
        let digits = text
            .get(from..to)
            .filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        digits.and_then(|digits| digits.parse::<u16>().ok())
    };
    let dashes = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    match (number(0, 4), number(5, 7), number(8, 10)) {
        (Some(year), Some(month), Some(day)) => dashes && (1..=days_of(year, month)).contains(&day),
        _ => false,
    }
}

fn days_of(year: u16, month: u16) -> u16 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
