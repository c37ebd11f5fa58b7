//! What a merchant asks of a payer, as JSON says it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::{FieldError, fields::Fields};

/// What is asked of a payer: the body of `POST /v1/payments`, and what a widget's signed data holds.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentRequest {
    /// Decimal text with at most the currency's decimals.
    #[cfg_attr(feature = "openapi", schema(example = "100.00"))]
    pub amount: String,
    /// ISO 4217 code.
    #[cfg_attr(feature = "openapi", schema(example = "RUB"))]
    pub currency: String,
    /// The merchant's own number of the purchase.
    pub order: Option<String>,
    /// The payer's id in the merchant's system.
    pub label: Option<String>,
    /// Shown to the payer.
    pub description: Option<String>,
    /// The payer's e-mail address.
    pub email: Option<String>,
    /// The payer's phone.
    pub phone: Option<String>,
    /// What is bought; the sums add up to the amount.
    pub cart: Vec<CartItem>,
    /// Up to 50 values of the merchant's own: texts, numbers, true or false.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, String>))]
    pub metadata: BTreeMap<String, Value>,
    /// Where the payer goes after success: on a registered site.
    pub success_url: Option<String>,
    /// Where the payer goes after failure: on a registered site.
    pub failure_url: Option<String>,
    /// Where endpoints that speak Spring's format post this payment's results, in place of their own address (Spring's
    /// BACKREF): on a registered site.
    pub result_url: Option<String>,
    /// The one terminal to use; by default the payer chooses among those that fit.
    pub terminal: Option<String>,
}

/// A line of a cart.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CartItem {
    /// What it is.
    pub name: String,
    /// Price of one.
    pub price: String,
    /// How many: a whole number, or a decimal text such as `0.5`.
    pub quantity: Quantity,
    /// Price of the line.
    pub sum: String,
    /// Tax as receipts name it, e.g. `vat20`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<String>,
}

/// How many of an item.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Quantity {
    /// A whole number.
    Whole(u32),
    /// A decimal text.
    Decimal(String),
}

impl PaymentRequest {
    /// Reads a request; says of every field that has the wrong type.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        let request = Self {
            amount: fields.required_text("amount"),
            currency: fields.required_text("currency"),
            order: fields.text("order"),
            label: fields.text("label"),
            description: fields.text("description"),
            email: fields.text("email"),
            phone: fields.text("phone"),
            cart: cart(&mut fields, "cart"),
            metadata: metadata(&mut fields),
            success_url: fields.text("success_url"),
            failure_url: fields.text("failure_url"),
            result_url: fields.text("result_url"),
            terminal: fields.text("terminal"),
        };
        fields.finish(request)
    }
}

/// Reads what is bought from a field.
pub(crate) fn cart(fields: &mut Fields<'_>, name: &str) -> Vec<CartItem> {
    match fields.get(name) {
        None => Vec::new(),
        Some(Value::Array(lines)) => {
            let read = |(index, line)| cart_item(&format!("{name}[{index}]."), line);
            let (items, errors): (Vec<_>, Vec<_>) = lines.iter().enumerate().map(read).partition(Result::is_ok);
            fields.refuse_part(errors.into_iter().filter_map(Result::err).flatten().collect());
            items.into_iter().flatten().collect()
        }
        Some(_) => {
            fields.refuse(name, "wrong_type", "a list is expected");
            Vec::new()
        }
    }
}

fn cart_item(prefix: &str, line: &Value) -> Result<CartItem, Vec<FieldError>> {
    let mut fields = Fields::of(line, prefix).map_err(|error| vec![error])?;
    let item = CartItem {
        name: fields.required_text("name"),
        price: fields.required_text("price"),
        quantity: quantity(&mut fields),
        sum: fields.required_text("sum"),
        tax: fields.text("tax"),
    };
    fields.finish(item)
}

fn quantity(fields: &mut Fields<'_>) -> Quantity {
    match fields.get("quantity") {
        Some(Value::String(text)) => Quantity::Decimal(text.clone()),
        Some(Value::Number(number)) if number.as_u64().is_some() => Quantity::Whole(
            number
                .as_u64()
                .and_then(|number| u32::try_from(number).ok())
                .unwrap_or(0),
        ),
        _ => {
            fields.refuse(
                "quantity",
                "quantity_malformed",
                "a whole number or a decimal text is expected",
            );
            Quantity::Whole(0)
        }
    }
}

fn metadata(fields: &mut Fields<'_>) -> BTreeMap<String, Value> {
    match fields.get("metadata") {
        None => BTreeMap::new(),
        Some(Value::Object(values)) => values.iter().map(|(key, value)| (key.clone(), value.clone())).collect(),
        Some(_) => {
            fields.refuse("metadata", "wrong_type", "an object is expected");
            BTreeMap::new()
        }
    }
}
