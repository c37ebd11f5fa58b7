//! `POST /bank/api/payments`: a merchant sends a payer. The same key starts the same payment.

use domain::{address::check_postback, card, money::{Currency, Money}};
use edge::{FieldError, Problem, Request, Response, json};
use http::StatusCode;
use operations::{Clock, Entropy};
use serde::{Deserialize, Serialize};
use store::Database;

use crate::{auth, bank::Bank, books::payments::{self, NewPayment, Payment}, ids};

/// Longest key or reference, in characters.
const IDENTIFIER_MAX: usize = 128;
/// Longest description, in characters.
const DESCRIPTION_MAX: usize = 1_000;
/// Longest address, in bytes.
const ADDRESS_MAX: usize = 2_048;
/// How long the card page waits for a payer, in milliseconds.
const LIFE_MS: i64 = 24 * 60 * 60 * 1_000;

/// What the merchant sends.
#[derive(Deserialize)]
struct Asked {
    terminal: String,
    key: String,
    reference: String,
    amount_minor: i64,
    currency: String,
    #[serde(default)]
    description: Option<String>,
    return_url: String,
    callback_url: String,
    #[serde(default = "one_stage")]
    stages: i64,
    #[serde(default)]
    lang: Option<String>,
}

fn one_stage() -> i64 {
    1
}

#[derive(Serialize)]
struct Started {
    payment_id: String,
    redirect_url: String,
}

/// Starts a payment.
pub(crate) async fn start<D: Database, H, C: Clock, E: Entropy>(bank: Bank<'_, D, H, C, E>, request: &Request) -> Result<Response, Problem> {
    let terminal = auth::terminal(bank.ports.database, request).await?;
    let asked: Asked = json::read(request)?;
    let errors = asked.errors(&terminal.terminal_id, bank.is_local());
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let now = bank.ports.clock.now();
    let new = NewPayment {
        payment_id: &ids::id("bp", bank.ports.entropy.bytes()?),
        terminal_number: terminal.terminal_number,
        key: &asked.key,
        token: &domain::token::opaque(bank.ports.entropy.bytes()?),
        reference: &asked.reference,
        amount_minor: asked.amount_minor,
        currency: &asked.currency,
        description: &card::mask(asked.description.as_deref().unwrap_or_default()),
        return_url: &asked.return_url,
        callback_url: &asked.callback_url,
        stages: asked.stages,
        language: if asked.lang.as_deref() == Some("ru") { "ru" } else { "en" },
        now_ms: now.ms(),
        expires_at_ms: now.after_ms(LIFE_MS).ms(),
    };
    let payment = payments::start(bank.ports.database, &new).await?.ok_or_else(|| Problem::internal(&"a started payment is not there"))?;
    if !asked.is_that_of(&payment) {
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", "This key has started another payment."));
    }
    let redirect_url = format!("{}/bank/pay/{}", bank.public_url, payment.token);
    json::answer(StatusCode::CREATED, &Started { payment_id: payment.payment_id, redirect_url })
}

impl Asked {
    fn is_that_of(&self, payment: &Payment) -> bool {
        self.reference == payment.reference
            && self.amount_minor == payment.amount_minor
            && self.currency == payment.currency
            && self.stages == payment.stages
            && self.return_url == payment.return_url
            && self.callback_url == payment.callback_url
    }

    fn errors(&self, terminal_id: &str, is_local: bool) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut check = |fits: bool, field: &str, code: &str, detail: &str| {
            if !fits {
                errors.push(FieldError::new(field, code, detail));
            }
        };
        check(self.terminal == terminal_id, "terminal", "terminal_wrong", "The API key belongs to another terminal.");
        check(is_identifier(&self.key), "key", "malformed", "1 to 128 printable characters, and no card number.");
        check(is_identifier(&self.reference), "reference", "malformed", "1 to 128 printable characters, and no card number.");
        let currency = Currency::parse(&self.currency);
        check(currency.is_ok(), "currency", "currency_unknown", "An ISO 4217 code.");
        let fits = currency.is_ok_and(|currency| Money::from_minor(self.amount_minor, currency).is_ok_and(|amount| amount.minor() > 0));
        check(currency.is_err() || fits, "amount_minor", "out_of_range", "Between 1 and 2^53 - 1 minor units.");
        let description = self.description.as_deref().unwrap_or_default();
        check(description.chars().count() <= DESCRIPTION_MAX, "description", "too_long", "At most 1000 characters.");
        check(is_web_address(&self.return_url), "return_url", "malformed", "An absolute http(s) address.");
        check(check_postback(&self.callback_url, is_local).is_ok(), "callback_url", "not_allowed", "An https address of a public host.");
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
    schemed && printable && text.parse::<http::Uri>().is_ok_and(|uri| uri.host().is_some_and(|host| !host.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payers_are_sent_to_web_addresses_alone() {
        assert!(is_web_address("http://127.0.0.1:8787/pay/a/return?embed=1"));
        assert!(is_web_address("https://shop.example/"));
        for address in ["javascript:alert(1)", "//shop.example/", "https://", "https://a b/", "https://a/\nx", "data:,x", ""] {
            assert!(!is_web_address(address), "{address}");
        }
    }
}
