//! What a source has published: the rates of a day. All of it is good, or it is none of it.

use domain::{manual::is_day, money::Currency, rate};
use rust_decimal::Decimal;

/// Rates in a document, at most: there are fewer currencies.
const RATES_MAX: usize = 300;

/// Why a document was refused, whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// No well-formed XML of the kind that sources write: cut off, with a document type, nested too deep, or too long.
    #[error("no well-formed XML document")]
    Xml,
    /// Not of the source's format.
    #[error("not of the source's format")]
    Format,
    /// The day is none, or there is more than one.
    #[error("the day is none, or there are several")]
    Day,
    /// The day is too far from today.
    #[error("the day is too far from today")]
    FarDay,
    /// A rate is no number above zero of a size that rates have.
    #[error("a rate is no number above zero")]
    Rate,
    /// A currency is told twice.
    #[error("a currency is told twice")]
    Twice,
    /// Nothing is told at all, or too much.
    #[error("no rates, or too many")]
    Count,
}

/// A rate that a source tells: one `base` is worth `rate` of `quote`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// Of which one is worth so much.
    pub base: Currency,
    /// In which the worth is told.
    pub quote: Currency,
    /// Above zero.
    pub rate: Decimal,
}

/// A document, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `YYYY-MM-DD`, as the source dates it.
    pub day: String,
    /// Of currencies that are in use, each pair once; at least one.
    pub rates: Vec<Rate>,
}

/// A document being read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    day: Option<String>,
    seen: Vec<String>,
    rates: Vec<Rate>,
}

impl Draft {
    /// Takes the day, which is told once.
    pub(super) fn day(&mut self, day: String) -> Result<(), Malformed> {
        if self.day.is_some() || !is_day(&day) {
            return Err(Malformed::Day);
        }
        self.day = Some(day);
        Ok(())
    }

    /// Takes what a currency is told to be worth: the pair and the rate are made of it. A currency that is none in use (sources tell
    /// special drawing rights too) is passed over, but for its form.
    pub(super) fn rate(
        &mut self,
        code: &str,
        pair: impl FnOnce(Currency) -> (Currency, Currency),
        worth: Option<Decimal>,
    ) -> Result<(), Malformed> {
        let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        // What is told to that many digits is what is kept: nothing else can be read again.
        let kept = worth.and_then(|worth| rate::parse(&worth.to_string()));
        let (true, Some(rate)) = (is_code, kept) else {
            return Err(if is_code { Malformed::Rate } else { Malformed::Format });
        };
        if self.seen.iter().any(|seen| seen == code) {
            return Err(Malformed::Twice);
        }
        self.seen.push(code.to_owned());
        if self.seen.len() > RATES_MAX {
            return Err(Malformed::Count);
        }
        if let Ok(currency) = Currency::parse(code) {
            let (base, quote) = pair(currency);
            if base == quote {
                return Err(Malformed::Format);
            }
            self.rates.push(Rate { base, quote, rate });
        }
        Ok(())
    }

    /// The document, whole.
    pub(super) fn finish(self) -> Result<Document, Malformed> {
        let day = self.day.ok_or(Malformed::Day)?;
        if self.rates.is_empty() {
            return Err(Malformed::Count);
        }
        Ok(Document { day, rates: self.rates })
    }
}
