//! An amount is an integer of minor units with its currency; decimals exist only at the edges, where texts are read and
//! written. Sizes are bounded by what a JavaScript number (and so D1) carries exactly.

use std::fmt;

/// The largest amount in minor units: 2^53 - 1, what D1 carries exactly.
pub const MINOR_MAX: i64 = 9_007_199_254_740_991;

/// The longest amount text that is looked at.
const TEXT_LENGTH_MAX: usize = 24;

/// Why an amount or a currency was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not an ISO 4217 code of a currency in use.
    #[error("unknown currency")]
    CurrencyUnknown,
    /// Not digits with an optional fraction: signs, exponents, spaces and words are refused.
    #[error("an amount is digits with an optional decimal point, such as \"100.00\"")]
    Malformed,
    /// More decimals than the currency has.
    #[error("more decimals than the currency has")]
    TooPrecise,
    /// Above 2^53 - 1 minor units.
    #[error("the amount is too large")]
    TooLarge,
    /// Zero, where money must move.
    #[error("the amount must be above zero")]
    NotPositive,
    /// Amounts of two currencies do not add.
    #[error("the currencies differ")]
    CurrencyDiffers,
}

/// A currency of ISO 4217 with its exponent (2 for RUB, 0 for JPY, 3 for KWD).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: [u8; 3],
    exponent: u8,
}

/// Currencies in use, by exponent (ISO 4217, list one).
const EXPONENT_0: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
const EXPONENT_2: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF \
    CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES \
    KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN \
    PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH \
    USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG";
const EXPONENT_3: &str = "BHD IQD JOD KWD LYD OMR TND";
const EXPONENT_4: &str = "CLF UYW";

impl Currency {
    /// Reads an alphabetic ISO 4217 code, upper case.
    pub fn parse(code: &str) -> Result<Self, MoneyError> {
        let bytes: [u8; 3] = code.as_bytes().try_into().map_err(|_| MoneyError::CurrencyUnknown)?;
        let listed = |list: &str| list.split_ascii_whitespace().any(|known| known == code);
        let exponent = [(EXPONENT_2, 2), (EXPONENT_0, 0), (EXPONENT_3, 3), (EXPONENT_4, 4)]
            .into_iter()
            .find_map(|(list, exponent)| listed(list).then_some(exponent))
            .ok_or(MoneyError::CurrencyUnknown)?;
        Ok(Self { code: bytes, exponent })
    }

    /// The alphabetic code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }

    /// Decimals of the currency.
    #[must_use]
    pub fn exponent(&self) -> u8 {
        self.exponent
    }

    /// How many minor units make one: 10 to the exponent.
    #[must_use]
    pub fn scale(&self) -> i64 {
        10_i64.saturating_pow(u32::from(self.exponent))
    }
}

/// The currencies of which another number of minor units than 100 makes one, with that number.
pub fn other_scales() -> impl Iterator<Item = (&'static str, i64)> {
    let list = |list: &'static str, scale: i64| list.split_ascii_whitespace().map(move |code| (code, scale));
    list(EXPONENT_0, 1)
        .chain(list(EXPONENT_3, 1_000))
        .chain(list(EXPONENT_4, 10_000))
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// An amount of at least zero: minor units with their currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// An amount of minor units, from 0 to [`MINOR_MAX`].
    pub fn from_minor(minor: i64, currency: Currency) -> Result<Self, MoneyError> {
        match minor {
            0..=MINOR_MAX => Ok(Self { minor, currency }),
            i64::MIN..0 => Err(MoneyError::Malformed),
            _ => Err(MoneyError::TooLarge),
        }
    }

    /// Reads a decimal text such as `100.00`. Nothing is rounded: what the currency cannot hold is refused.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return Err(MoneyError::Malformed),
            None => (text, ""),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits(whole) || !digits(fraction) {
            return Err(MoneyError::Malformed);
        }
        if text.len() > TEXT_LENGTH_MAX {
            return Err(MoneyError::TooLarge);
        }
        let exponent = usize::from(currency.exponent);
        if fraction.len() > exponent {
            return Err(MoneyError::TooPrecise);
        }
        let minor: i64 = format!("{whole}{fraction:0<exponent$}")
            .parse()
            .map_err(|_| MoneyError::TooLarge)?;
        Self::from_minor(minor, currency)
    }

    /// [`Money::parse`], and above zero.
    pub fn parse_positive(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let money = Self::parse(text, currency)?;
        if money.minor == 0 {
            Err(MoneyError::NotPositive)
        } else {
            Ok(money)
        }
    }

    /// Minor units.
    #[must_use]
    pub fn minor(&self) -> i64 {
        self.minor
    }

    /// The currency.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The sum, in the same currency and within bounds.
    pub fn checked_add(&self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        Self::from_minor(
            self.minor.checked_add(other.minor).ok_or(MoneyError::TooLarge)?,
            self.currency,
        )
    }

    /// The difference, in the same currency and not below zero.
    pub fn checked_sub(&self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        Self::from_minor(
            self.minor.checked_sub(other.minor).ok_or(MoneyError::TooLarge)?,
            self.currency,
        )
    }

    fn same_currency(&self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::CurrencyDiffers)
        }
    }
}

/// The amount as a decimal text with the currency's decimals, without the currency.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format_signed(self.minor, self.currency))
    }
}

/// Writes signed minor units (a ledger entry, a balance) as a decimal text.
#[must_use]
pub fn format_signed(minor: i64, currency: Currency) -> String {
    let exponent = usize::from(currency.exponent);
    let sign = if minor < 0 { "-" } else { "" };
    let digits = format!("{:0>width$}", minor.unsigned_abs(), width = exponent.saturating_add(1));
    match digits.split_at_checked(digits.len().saturating_sub(exponent)) {
        Some((whole, fraction)) if exponent > 0 => format!("{sign}{whole}.{fraction}"),
        _ => format!("{sign}{digits}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str, code: &str) -> Result<i64, MoneyError> {
        Money::parse_positive(text, Currency::parse(code).unwrap()).map(|money| money.minor())
    }

    #[test]
    fn reads_amounts_at_the_currency_exponent() {
        assert_eq!(parse("100.00", "RUB"), Ok(10_000));
        assert_eq!(parse("100", "RUB"), Ok(10_000));
        assert_eq!(parse("0.1", "RUB"), Ok(10));
        assert_eq!(parse("500", "JPY"), Ok(500));
        assert_eq!(parse("1.234", "KWD"), Ok(1_234));
        assert_eq!(parse("21474836.48", "RUB"), Ok(2_147_483_648));
        assert_eq!(parse("90071992547409.91", "RUB"), Ok(MINOR_MAX));
    }

    #[test]
    fn refuses_what_the_currency_cannot_hold() {
        assert_eq!(parse("500.5", "JPY"), Err(MoneyError::TooPrecise));
        assert_eq!(parse("1.2345", "KWD"), Err(MoneyError::TooPrecise));
        assert_eq!(parse("1.000", "RUB"), Err(MoneyError::TooPrecise));
        assert_eq!(parse("90071992547409.92", "RUB"), Err(MoneyError::TooLarge));
        assert_eq!(parse("99999999999999999999999999", "RUB"), Err(MoneyError::TooLarge));
        assert_eq!(parse("0", "RUB"), Err(MoneyError::NotPositive));
        assert_eq!(parse("0.00", "RUB"), Err(MoneyError::NotPositive));
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for text in [
            "", "-1", "+1", "1e400", "1e2", "NaN", "Infinity", ".5", "5.", "1,00", " 1", "1 ", "0x10", "１", "1.0.0",
            "1_000",
        ] {
            assert_eq!(parse(text, "RUB"), Err(MoneyError::Malformed), "{text:?}");
        }
    }

    #[test]
    fn refuses_unknown_currencies() {
        for code in ["", "RU", "rub", "XXX", "ZZZ", "RUBL", "₽", "R B", "USD EUR"] {
            assert_eq!(Currency::parse(code), Err(MoneyError::CurrencyUnknown), "{code:?}");
        }
    }

    #[test]
    fn other_scales_are_the_currencies_own() {
        assert!(other_scales().any(|one| one == ("JPY", 1)));
        for (code, scale) in other_scales() {
            assert_eq!(Currency::parse(code).unwrap().scale(), scale, "{code}");
        }
    }

    #[test]
    fn writes_signed_amounts() {
        let texts = [
            (-5, "RUB"),
            (0, "RUB"),
            (-350, "JPY"),
            (1, "KWD"),
            (-10_000, "RUB"),
            (i64::MIN, "JPY"),
        ]
        .map(|(minor, code)| format_signed(minor, Currency::parse(code).unwrap()));
        assert_eq!(
            texts,
            ["-0.05", "0.00", "-350", "0.001", "-100.00", "-9223372036854775808"]
        );
    }

    proptest! {
        #[test]
        fn text_round_trips(minor in 0..=MINOR_MAX, code in prop::sample::select(vec!["RUB", "JPY", "KWD", "CLF"])) {
            let money = Money::from_minor(minor, Currency::parse(code).unwrap()).unwrap();
            prop_assert_eq!(Money::parse(&money.to_string(), money.currency()), Ok(money));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = Money::parse(&text, Currency::parse("RUB").unwrap());
        }
    }
}
