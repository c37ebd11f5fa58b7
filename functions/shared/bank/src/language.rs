//! The two languages of the bank's pages, and amounts as each writes them.

use domain::money::{Currency, Money};

/// A page's language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    En,
    /// Russian.
    Ru,
}

impl Language {
    /// Reads `ru`; anything else is English.
    pub(crate) fn parse(code: &str) -> Self {
        if code == "ru" { Self::Ru } else { Self::En }
    }

    /// As in `lang`.
    pub(crate) fn code(self) -> &'static str {
        self.text("en", "ru")
    }

    /// The other one.
    pub(crate) fn other(self) -> Self {
        if self == Self::En { Self::Ru } else { Self::En }
    }

    /// The text in this language.
    pub(crate) fn text(self, en: &'static str, ru: &'static str) -> &'static str {
        match self {
            Self::En => en,
            Self::Ru => ru,
        }
    }

    /// An amount for people: grouped, with the currency behind it.
    pub(crate) fn amount(self, minor: i64, currency: &str) -> String {
        let plain = Currency::parse(currency)
            .and_then(|currency| Money::from_minor(minor, currency))
            .map(|money| money.to_string())
            .unwrap_or_default();
        let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
        let mut text = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && whole.len().saturating_sub(place).is_multiple_of(3) {
                text.push_str(self.text(",", "\u{a0}"));
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push_str(self.text(".", ","));
            text.push_str(fraction);
        }
        format!("{text}\u{a0}{}", if currency == "RUB" { "₽" } else { currency })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped() {
        assert_eq!(Language::En.amount(123_456_789, "RUB"), "1,234,567.89\u{a0}₽");
        assert_eq!(Language::Ru.amount(123_456_789, "RUB"), "1\u{a0}234\u{a0}567,89\u{a0}₽");
        assert_eq!(Language::En.amount(500, "JPY"), "500\u{a0}JPY");
        assert_eq!(Language::Ru.amount(10_000, "USD"), "100,00\u{a0}USD");
    }
}
