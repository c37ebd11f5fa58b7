//! What one currency is worth in another: which of the rates that there are leads from one to the other, and what an amount
//! comes to by it. Where none leads, there is no answer: never a rate of one, never zero.

use rust_decimal::Decimal;
use serde_json::json;

use crate::{
    money::{Currency, MINOR_MAX, MoneyError},
    rounding::half_up,
};

mod arithmetic;
use arithmetic::{divided, multiplied, power_of_ten};

/// The source of rates that people enter: it goes before the others of its day.
pub const OPERATOR: &str = "operator";

/// Digits before the point, and after it, of a rate as it is kept; and digits in all, leading zeros not counted.
const WHOLE_DIGITS_MAX: usize = 9;
const DECIMALS_MAX: usize = 12;
const DIGITS_MAX: usize = 18;

/// Reads a rate as it is kept: decimal text above zero, such as `98.1234`; at most 9 digits before the point, 12 after it and
/// 18 in all. No sign, no exponent. What is outside of that is no rate of money.
#[must_use]
pub fn parse(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole, WHOLE_DIGITS_MAX) || !digits(fraction, DECIMALS_MAX) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let mantissa: i128 = format!("{whole}{fraction}").parse().ok()?;
    let scale = u32::try_from(fraction.len()).ok()?;
    let fits = 0 < mantissa && mantissa < power_of_ten(u32::try_from(DIGITS_MAX).ok()?)?;
    fits.then(|| Decimal::try_from_i128_with_scale(mantissa, scale).ok())?
}

/// A rate that somebody tells: one `base` is worth `rate` of `quote`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Of which one is worth so much.
    pub base: Currency,
    /// In which the worth is told.
    pub quote: Currency,
    /// Who tells it: `ecb`, `cbr`, `sandbox` or [`OPERATOR`].
    pub source: String,
    /// The day that the source gives it, `YYYY-MM-DD`.
    pub day: String,
    /// Above zero, as [`parse`] reads it.
    pub rate: Decimal,
}

/// The rates that there are on a day: of each pair and source the latest.
#[derive(Debug, Clone, Default)]
pub struct Rates(Vec<Quote>);

/// A rate that leads from one currency to another: `amount of from x rate = amount of to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Used {
    /// From which.
    pub from: Currency,
    /// To which.
    pub to: Currency,
    /// Exactly the number that amounts are multiplied by: as it was told, or computed to 20 significant digits.
    pub rate: Decimal,
    /// The day of the rate; of two, the older one's. Empty where the currencies are the same.
    pub day: String,
    /// Who told it. Empty where the currencies are the same.
    pub source: String,
}

/// How a rate comes about, the straightest last: what is compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    Through,
    Inverse,
    Direct,
}

impl Quote {
    /// The other currency of the pair.
    fn other(&self, than: Currency) -> Option<Currency> {
        if self.base == than {
            Some(self.quote)
        } else {
            (self.quote == than).then_some(self.base)
        }
    }

    /// Whether the pair is of these two.
    fn joins(&self, one: Currency, two: Currency) -> bool {
        self.other(one) == Some(two)
    }
}

impl Rates {
    /// Of what was told: on the day that is meant, or before it.
    #[must_use]
    pub fn of(quotes: Vec<Quote>) -> Self {
        Self(quotes)
    }

    /// No rates at all: nothing leads anywhere.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The rate from one currency to another: of the same currency 1; else that of the pair, either way round, or through one third
    /// currency of the same source. Of several the newest, then an operator's, then the straightest (direct, inverse, through).
    #[must_use]
    pub fn leading(&self, from: Currency, to: Currency) -> Option<Used> {
        if from == to {
            return Some(Used::same(from));
        }
        let straight = self.0.iter().filter_map(|quote| straight(quote, from, to));
        let through = self.0.iter().flat_map(|first| self.through(first, from, to));
        straight
            .chain(through)
            .max_by(|one, two| rank(one).cmp(&rank(two)))
            .map(|(_, used)| used)
    }

    /// By this rate to a third currency, and on from there by another of the same source.
    fn through<'a>(&'a self, first: &'a Quote, from: Currency, to: Currency) -> impl Iterator<Item = (Way, Used)> + 'a {
        let third = first.other(from).filter(|third| *third != to);
        let second =
            move |second: &&Quote| third.is_some_and(|third| second.joins(third, to)) && second.source == first.source;
        self.0.iter().filter(second).filter_map(move |second| {
            let rate = match (first.base == from, second.quote == to) {
                (true, true) => multiplied(first.rate, second.rate),
                (true, false) => divided(first.rate, second.rate),
                (false, true) => divided(second.rate, first.rate),
                (false, false) => divided(Decimal::ONE, multiplied(first.rate, second.rate)?),
            };
            let day = first.day.as_str().min(&second.day);
            Some((Way::Through, Used::told(from, to, rate?, day, &first.source)))
        })
    }
}

/// The rate of the pair itself, as told or turned round.
fn straight(quote: &Quote, from: Currency, to: Currency) -> Option<(Way, Used)> {
    if !quote.joins(from, to) {
        return None;
    }
    let (way, rate) = if quote.base == from {
        (Way::Direct, multiplied(quote.rate, Decimal::ONE))
    } else {
        (Way::Inverse, divided(Decimal::ONE, quote.rate))
    };
    Some((way, Used::told(from, to, rate?, &quote.day, &quote.source)))
}

/// What the best of several has most of. The last two decide nothing but that the same rates always answer the same.
fn rank((way, used): &(Way, Used)) -> (&str, bool, Way, &str, Decimal) {
    (&used.day, used.source == OPERATOR, *way, &used.source, used.rate)
}

impl Used {
    fn same(currency: Currency) -> Self {
        Self::told(currency, currency, Decimal::ONE, "", "")
    }

    fn told(from: Currency, to: Currency, rate: Decimal, day: &str, source: &str) -> Self {
        Self {
            from,
            to,
            rate,
            day: day.to_owned(),
            source: source.to_owned(),
        }
    }

    /// What an amount comes to: signed minor units of `from` into those of `to`, half-up (away from zero) to the minor unit, once.
    /// Either amount beyond 2^53 - 1 is refused as [`MoneyError::TooLarge`]. A small amount may come to nothing.
    pub fn convert(&self, minor: i64) -> Result<i64, MoneyError> {
        let size = i64::try_from(minor.unsigned_abs())
            .ok()
            .filter(|size| *size <= MINOR_MAX);
        size.and_then(|size| self.exact(size))
            .and_then(|size| i64::try_from(size).ok())
            .filter(|size| *size <= MINOR_MAX)
            .and_then(|size| size.checked_mul(minor.signum()))
            .ok_or(MoneyError::TooLarge)
    }

    fn exact(&self, size: i64) -> Option<i128> {
        let product = i128::from(size).checked_mul(self.rate.mantissa())?;
        // The rate is of whole units, amounts are of minor ones: the point moves by the difference of their exponents.
        let up = u32::from(self.to.exponent());
        let down = u32::from(self.from.exponent()).checked_add(self.rate.scale())?;
        match up.checked_sub(down) {
            Some(up) => product.checked_mul(power_of_ten(up)?),
            None => half_up(product, power_of_ten(down.checked_sub(up)?)?),
        }
    }

    /// As it is kept beside what was computed by it.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        json!({
            "from": self.from.code(), "to": self.to.code(), "rate": self.rate.to_string(), "day": self.day, "source": self.source,
        })
    }
}

#[cfg(test)]
mod tests;
