//! What a merchant asks of a payer, checked field by field. All that is wrong is said at once.

use domain::{
    address, card,
    money::{Currency, Money, MoneyError},
};
use serde_json::Value;

use crate::{CartItem, FieldError, PaymentRequest, Quantity, fields::Fields};

/// Longest order number, in characters.
pub(crate) const ORDER_MAX: usize = 128;
/// Longest label, in characters (Paykassma's bound).
const LABEL_MAX: usize = 190;
/// Longest description, in characters.
pub(crate) const DESCRIPTION_MAX: usize = 1_000;
/// Longest e-mail address, in characters (RFC 5321).
const EMAIL_MAX: usize = 254;
/// Longest phone number as written, in characters.
const PHONE_MAX: usize = 32;
/// Most lines of a cart.
const CART_LINES_MAX: usize = 100;
/// Longest text in a cart line, in characters.
const CART_TEXT_MAX: usize = 256;
/// Longest quantity as written, in characters: shorter than any card number.
const QUANTITY_MAX: usize = 12;
/// Most keys of metadata.
const METADATA_KEYS_MAX: usize = 50;
/// Longest key of metadata, in characters.
const METADATA_KEY_MAX: usize = 40;
/// Longest value of metadata, in characters.
const METADATA_VALUE_MAX: usize = 500;

/// A request found good: identifiers as given, free text masked.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    pub(crate) amount: Money,
    pub(crate) request: PaymentRequest,
}

impl PaymentRequest {
    /// Checks every field; return addresses must lead to one of these registered sites.
    pub(crate) fn check(&self, sites: &[String]) -> Result<Checked, Vec<FieldError>> {
        let mut errors = Vec::new();
        let amount = self.check_amount(&mut errors);
        identifier(&mut errors, "order", self.order.as_ref(), ORDER_MAX);
        identifier(&mut errors, "label", self.label.as_ref(), LABEL_MAX);
        identifier(&mut errors, "terminal", self.terminal.as_ref(), ORDER_MAX);
        identifier(&mut errors, "phone", self.phone.as_ref(), PHONE_MAX);
        free_text(&mut errors, "description", self.description.as_deref(), DESCRIPTION_MAX);
        check_email(&mut errors, self.email.as_ref());
        check_cart(&mut errors, "cart", &self.cart, amount);
        self.check_metadata(&mut errors);
        let addresses = [
            ("success_url", &self.success_url),
            ("failure_url", &self.failure_url),
            ("result_url", &self.result_url),
        ];
        for (field, value) in addresses {
            let Some(value) = value else { continue };
            if let Err(error) = address::check_return(value, sites) {
                errors.push(FieldError::new(field, "address_refused", error.to_string()));
            } else if card::contains(value) {
                errors.push(card_refused(field));
            }
        }
        match amount {
            Some(amount) if errors.is_empty() => Ok(Checked {
                amount,
                request: self.masked(),
            }),
            _ => Err(errors),
        }
    }

    fn check_amount(&self, errors: &mut Vec<FieldError>) -> Option<Money> {
        let currency = match Currency::parse(&self.currency) {
            Ok(currency) => currency,
            Err(error) => {
                errors.push(money_error("currency", error));
                return None;
            }
        };
        Money::parse_positive(&self.amount, currency)
            .map_err(|error| errors.push(money_error("amount", error)))
            .ok()
    }

    fn check_metadata(&self, errors: &mut Vec<FieldError>) {
        if self.metadata.len() > METADATA_KEYS_MAX {
            errors.push(FieldError::new(
                "metadata",
                "too_many",
                format!("metadata has at most {METADATA_KEYS_MAX} keys"),
            ));
        }
        for (key, value) in self.metadata.iter().take(METADATA_KEYS_MAX) {
            let field = format!(
                "metadata.{}",
                card::mask(&key.chars().take(METADATA_KEY_MAX).collect::<String>())
            );
            identifier(errors, &field, Some(key), METADATA_KEY_MAX);
            match value {
                Value::String(text) => free_text(errors, &field, Some(text), METADATA_VALUE_MAX),
                Value::Number(_) | Value::Bool(_) => {}
                _ => errors.push(FieldError::new(
                    field,
                    "wrong_type",
                    "a value of metadata is a text, a number, true or false",
                )),
            }
        }
    }

    /// Card numbers in free text do not come in; numbers of metadata are masked as the texts they are.
    fn masked(&self) -> Self {
        let mut masked = self.clone();
        masked.description = self.description.as_deref().map(card::mask);
        for item in &mut masked.cart {
            item.name = card::mask(&item.name);
        }
        for value in masked.metadata.values_mut() {
            let text = match value {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            };
            if let Some(text) = text.filter(|text| card::contains(text)) {
                *value = Value::String(card::mask(&text));
            }
        }
        masked
    }
}

/// Checks what is bought: the sums of its lines add up to the amount. Without an amount there is nothing to check it against.
pub(crate) fn check_cart(errors: &mut Vec<FieldError>, name: &str, cart: &[CartItem], amount: Option<Money>) {
    let Some(amount) = amount.filter(|_| !cart.is_empty()) else {
        return;
    };
    if cart.len() > CART_LINES_MAX {
        let detail = format!("a cart has at most {CART_LINES_MAX} lines");
        errors.push(FieldError::new(name, "too_many", detail));
        return;
    }
    let mut total = Money::from_minor(0, amount.currency());
    for (index, item) in cart.iter().enumerate() {
        let field = |part: &str| format!("{name}[{index}].{part}");
        free_text(errors, &field("name"), Some(&item.name), CART_TEXT_MAX);
        identifier(errors, &field("tax"), item.tax.as_ref(), CART_TEXT_MAX);
        if !item.quantity.is_positive() {
            let detail = "a quantity is a positive number";
            errors.push(FieldError::new(field("quantity"), "quantity_malformed", detail));
        }
        if let Err(error) = Money::parse(&item.price, amount.currency()) {
            errors.push(money_error(&field("price"), error));
        }
        match Money::parse(&item.sum, amount.currency()) {
            Ok(sum) => total = total.and_then(|total| total.checked_add(sum)),
            Err(error) => errors.push(money_error(&field("sum"), error)),
        }
    }
    if errors.is_empty() && total != Ok(amount) {
        let detail = "the sums of the cart's lines must add up to the amount";
        errors.push(FieldError::new(name, "cart_sum_differs", detail));
    }
}

impl Quantity {
    fn is_positive(&self) -> bool {
        match self {
            Self::Whole(number) => *number > 0,
            Self::Decimal(text) => {
                let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
                let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
                let above_zero = text.bytes().any(|byte| matches!(byte, b'1'..=b'9'));
                text.len() <= QUANTITY_MAX && digits(whole) && digits(fraction) && above_zero
            }
        }
    }
}

/// Reads `amount` beside `currency`, above zero; both may be absent.
pub(crate) fn amount_beside_currency(fields: &mut Fields<'_>) -> Option<Money> {
    let (amount, code) = (fields.text("amount"), fields.text("currency"));
    let refuse = |fields: &mut Fields<'_>, name: &str, error: MoneyError| {
        fields.refuse_part(vec![money_error(name, error)]);
        None
    };
    match (amount, code) {
        (Some(amount), Some(code)) => match Currency::parse(&code) {
            Err(error) => refuse(fields, "currency", error),
            Ok(currency) => {
                Money::parse_positive(&amount, currency).map_or_else(|error| refuse(fields, "amount", error), Some)
            }
        },
        (Some(_), None) if fields.get("currency").is_none() => {
            fields.refuse("currency", "required", "an amount stands beside its currency");
            None
        }
        (None, Some(_)) if fields.get("amount").is_none() => {
            fields.refuse("amount", "required", "a currency stands beside an amount");
            None
        }
        _ => None,
    }
}

pub(crate) fn money_error(field: &str, error: MoneyError) -> FieldError {
    let code = match error {
        MoneyError::CurrencyUnknown => "currency_unknown",
        MoneyError::Malformed => "amount_malformed",
        MoneyError::TooPrecise => "amount_too_precise",
        MoneyError::TooLarge => "amount_too_large",
        MoneyError::NotPositive => "amount_not_positive",
        MoneyError::CurrencyDiffers => "currency_differs",
    };
    FieldError::new(field, code, error.to_string())
}

/// Identifiers are kept as they are, so a card number among them is refused.
pub(crate) fn identifier(errors: &mut Vec<FieldError>, field: &str, value: Option<&String>, length_max: usize) {
    let Some(value) = value else { return };
    if value.is_empty() {
        errors.push(FieldError::new(field, "empty", "leave the field out rather than empty"));
    } else if card::contains(value) {
        errors.push(card_refused(field));
    } else {
        free_text(errors, field, Some(value), length_max);
    }
}

pub(crate) fn card_refused(field: &str) -> FieldError {
    FieldError::new(field, "card_number_not_allowed", "a card number must not be sent here")
}

pub(crate) fn free_text(errors: &mut Vec<FieldError>, field: &str, value: Option<&str>, length_max: usize) {
    let Some(value) = value else { return };
    if value.chars().count() > length_max {
        errors.push(FieldError::new(
            field,
            "too_long",
            format!("at most {length_max} characters"),
        ));
    } else if value
        .chars()
        .any(|character| character.is_control() && !matches!(character, '\n' | '\t'))
    {
        errors.push(FieldError::new(
            field,
            "control_character",
            "control characters are not allowed",
        ));
    }
}

fn check_email(errors: &mut Vec<FieldError>, email: Option<&String>) {
    let Some(email) = email else { return };
    if let Err(error) = address::check_email(email) {
        errors.push(FieldError::new("email", "email_malformed", error.to_string()));
    }
    identifier(errors, "email", Some(email), EMAIL_MAX);
}
