//! What a capture costs: max(amount x total percent, minimum), split between the service and the bank.

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use crate::{
    money::{MINOR_MAX, Money, MoneyError},
    rounding::half_up,
};

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

/// A percentage as decimal text, such as `0.7`; no exponents.
#[must_use]
pub fn percent(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).ok()
}

/// Decimals of a percentage that are kept.
const PERCENT_DECIMALS: usize = 6;
/// A hundred percent, in millionths of a percent.
const PERCENT_MAX: u32 = 100_000_000;

/// Reads a percentage from 0 to 100, as people write it, in millionths of a percent: `0.7` is 700,000. No sign, no exponent.
#[must_use]
pub fn percent_millionths(text: &str) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole, 3) || !digits(fraction, PERCENT_DECIMALS) {
        return None;
    }
    let millionths = format!("{whole}{fraction:0<PERCENT_DECIMALS$}").parse().ok();
    millionths.filter(|millionths| *millionths <= PERCENT_MAX)
}

/// Writes [`percent_millionths`] without needless zeros.
#[must_use]
pub fn percent_text(millionths: u32) -> String {
    let digits = format!("{millionths:0>7}");
    let (whole, fraction) = digits
        .split_at_checked(digits.len().saturating_sub(PERCENT_DECIMALS))
        .unwrap_or((&digits, ""));
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    }
}

/// The sum of two percentages, as decimal text.
#[must_use]
pub fn total_percent(service: &str, bank: &str) -> Option<String> {
    let sum = percent_millionths(service)?.checked_add(percent_millionths(bank)?)?;
    Some(percent_text(sum))
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
    // A hundredth by its scale: a division would be most of what this weighs.
    let hundredth = |mut product: Decimal| {
        let scale = product.scale().checked_add(2)?;
        product.set_scale(scale).ok()?;
        Some(product)
    };
    Decimal::from(amount.minor())
        .checked_mul(percent)
        .and_then(hundredth)
        .map(|exact| exact.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero))
        .and_then(|rounded| rounded.to_i64())
        .ok_or(MoneyError::TooLarge)
}

/// The part of a capture's fee that a refund gives back, in minor units, where the terminal's terms say that fees are
/// returned (Click Pay's do not: CLK-05). It is what is due for all that is refunded after this refund, half-up, less what
/// was due before it: so the parts come to the whole fee when all is refunded, whatever the amounts and their order.
///
/// A bank's refunds beyond the captured amount give nothing more back. Negative or oversized amounts are refused.
pub fn returned(
    fee_minor: i64,
    captured_minor: i64,
    refunded_before_minor: i64,
    refund_minor: i64,
) -> Result<i64, MoneyError> {
    for minor in [fee_minor, captured_minor, refunded_before_minor, refund_minor] {
        match minor {
            0..=MINOR_MAX => {}
            i64::MIN..0 => return Err(MoneyError::Malformed),
            _ => return Err(MoneyError::TooLarge),
        }
    }
    if captured_minor == 0 {
        return Ok(0);
    }
    let due = |refunded_minor: i64| {
        i128::from(fee_minor)
            .checked_mul(i128::from(refunded_minor.min(captured_minor)))
            .and_then(|product| half_up(product, i128::from(captured_minor)))
            .and_then(|due| i64::try_from(due).ok())
            .ok_or(MoneyError::TooLarge)
    };
    let after_minor = refunded_before_minor.saturating_add(refund_minor);
    Ok(due(after_minor)?.saturating_sub(due(refunded_before_minor)?))
}

#[cfg(test)]
mod tests;
