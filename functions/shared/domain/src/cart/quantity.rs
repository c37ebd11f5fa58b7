//! How many of an item: an exact decimal.

use std::fmt;

use serde_json::Value;

use super::CartRefusal;

/// Decimals that are kept: a payment takes quantities of up to 12 characters, so `0.` and ten decimals at most.
const DECIMALS: usize = 10;
/// Ten-billionths in one.
const UNIT: i128 = 10_000_000_000;
/// Digits before the point: the same 12 characters.
const WHOLE_DIGITS_MAX: usize = 12;

/// How many of an item, in ten-billionths. At most 10^22, which, times the largest amount, is within an `i128`.
///
/// In JSON a whole number or a decimal text, as PayKeeper's cart has it; written as a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, serde::Deserialize, serde::Serialize)]
#[serde(try_from = "Value", into = "String")]
pub struct Quantity(i128);

impl Quantity {
    /// Reads digits with an optional fraction: `2`, `0.5`. Signs, exponents and spaces are refused.
    pub fn parse(text: &str) -> Result<Self, CartRefusal> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str, length_max: usize| {
            (1..=length_max).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(whole, WHOLE_DIGITS_MAX) || !digits(fraction, DECIMALS) {
            return Err(CartRefusal::QuantityMalformed);
        }
        format!("{whole}{fraction:0<DECIMALS$}")
            .parse()
            .map(Self)
            .map_err(|_| CartRefusal::QuantityMalformed)
    }

    /// A whole number of items.
    #[must_use]
    pub fn whole(number: u32) -> Self {
        Self(i128::from(number).saturating_mul(UNIT))
    }

    /// The sum; empty beyond what [`Quantity::parse`] reads.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let max = UNIT.saturating_mul(1_000_000_000_000);
        self.0.checked_add(other.0).filter(|sum| *sum < max).map(Self)
    }

    /// The difference; empty below zero.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).filter(|rest| *rest >= 0).map(Self)
    }

    /// Ten-billionths.
    pub(super) fn units(self) -> i128 {
        self.0
    }
}

/// The shortest text that reads the same: `2`, `0.5`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0.checked_div(UNIT).unwrap_or_default();
        let fraction = self.0.checked_rem(UNIT).unwrap_or_default();
        let text = format!("{whole}.{fraction:0>DECIMALS$}");
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl TryFrom<Value> for Quantity {
    type Error = CartRefusal;

    fn try_from(value: Value) -> Result<Self, CartRefusal> {
        match value {
            Value::String(text) => Self::parse(&text),
            Value::Number(number) => Self::parse(&number.to_string()),
            _ => Err(CartRefusal::QuantityMalformed),
        }
    }
}

impl From<Quantity> for String {
    fn from(quantity: Quantity) -> Self {
        quantity.to_string()
    }
}
