//! What a merchant sends to start a payment, and what is wrong with it.

use domain::{
    card,
    money::{Currency, Money},
};
use edge::FieldError;
use serde::Deserialize;

use crate::books::payments::Payment;

/// Longest key or reference, in characters.
const IDENTIFIER_MAX: usize = 128;
/// Longest description, in characters.
const DESCRIPTION_MAX: usize = 1_000;
/// Longest address, in bytes.
const ADDRESS_MAX: usize = 2_048;
/// What the merchant sends.
#[derive(Deserialize)]
pub(crate) struct Asked {
    pub(crate) terminal: String,
    pub(crate) key: String,
    pub(crate) reference: String,
    pub(crate) amount_minor: i64,
    pub(crate) currency: String,
    #[serde(default)]
    pub(crate) description: Option<String>,
    pub(crate) return_url: String,
    pub(crate) callback_url: String,
    #[serde(default = "one_stage")]
    pub(crate) stages: i64,
    #[serde(default)]
    pub(crate) lang: Option<String>,
}

fn one_stage() -> i64 {
    1
}

impl Asked {
    /// Whether this request would start that payment.
    pub(crate) fn is_that_of(&self, payment: &Payment) -> bool {
        self.reference == payment.reference
            && self.amount_minor == payment.amount_minor
            && self.currency == payment.currency
            && card::mask(self.description.as_deref().unwrap_or_default()) == payment.description
            && self.stages == payment.stages
            && self.return_url == payment.return_url
            && self.callback_url == payment.callback_url
    }

    /// What is wrong with it, by field. The bank calls its own desk alone.
    pub(crate) fn errors(&self, terminal_id: &str, may_call: impl Fn(&str) -> bool) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut check = |fits: bool, field: &str, code: &str, detail: &str| {
            if !fits {
                errors.push(FieldError::new(field, code, detail));
            }
        };
        check(
            self.terminal == terminal_id,
            "terminal",
            "terminal_wrong",
            "The API key belongs to another terminal.",
        );
        check(
            is_identifier(&self.key),
            "key",
            "malformed",
            "1 to 128 printable characters, and no card number.",
        );
        check(
            is_identifier(&self.reference),
            "reference",
            "malformed",
            "1 to 128 printable characters, and no card number.",
        );
        let currency = Currency::parse(&self.currency);
        check(currency.is_ok(), "currency", "currency_unknown", "An ISO 4217 code.");
        let fits = currency.is_ok_and(|currency| {
            Money::from_minor(self.amount_minor, currency).is_ok_and(|amount| amount.minor() > 0)
        });
        check(
            currency.is_err() || fits,
            "amount_minor",
            "out_of_range",
            "Between 1 and 2^53 - 1 minor units.",
        );
        let description = self.description.as_deref().unwrap_or_default();
        check(
            description.chars().count() <= DESCRIPTION_MAX,
            "description",
            "too_long",
            "At most 1000 characters.",
        );
        check(
            is_web_address(&self.return_url),
            "return_url",
            "malformed",
            "An absolute http(s) address.",
        );
        check(
            may_call(&self.callback_url),
            "callback_url",
            "not_allowed",
            "An address of the desk beside this bank.",
        );
        check(matches!(self.stages, 1 | 2), "stages", "out_of_range", "1 or 2.");
        errors
    }
}

fn is_identifier(text: &str) -> bool {
    (1..=IDENTIFIER_MAX).contains(&text.chars().count()) && !text.chars().any(char::is_control) && !card::contains(text)
}

/// Payers are sent there: an http(s) address and nothing else, fit for a header.
fn is_web_address(text: &str) -> bool {
    let schemed = text.starts_with("https://") || text.starts_with("http://");
    let printable = text.len() <= ADDRESS_MAX && text.bytes().all(|byte| byte.is_ascii_graphic());
    schemed
        && printable
        && text
            .parse::<http::Uri>()
            .is_ok_and(|uri| uri.host().is_some_and(|host| !host.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payers_are_sent_to_web_addresses_alone() {
        assert!(is_web_address("http://127.0.0.1:8787/pay/a/return?embed=1"));
        assert!(is_web_address("https://shop.example/"));
        for address in [
            "javascript:alert(1)",
            "//shop.example/",
            "https://",
            "https://a b/",
            "https://a/\nx",
            "data:,x",
            "",
        ] {
            assert!(!is_web_address(address), "{address}");
        }
    }
}
