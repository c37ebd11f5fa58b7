//! A request to make or change a manual payment system, read field by field and checked.

use domain::{
    fee::{percent_millionths, percent_text},
    money::{Currency, Money, format_signed},
};
use serde_json::{Value, json};
use store::manual_systems::System;

use crate::{
    FieldError,
    change::{judge_lines, judge_text},
    fields::Fields,
    money_field,
};

/// Longest texts, in characters.
const NAME_MAX: usize = 60;
const DESCRIPTION_MAX: usize = 500;
const MERCHANT_NAME_MAX: usize = 120;
const MERCHANT_DESCRIPTION_MAX: usize = 2_000;
const COMMENT_HINT_MAX: usize = 200;
/// Most currencies of a system.
const CURRENCIES_MAX: usize = 50;
/// Longest id made of a name, in characters: a number may follow.
const SLUG_MAX: usize = 32;

/// A system as asked for. To change one: what is absent stays as it is.
#[derive(Debug, Clone, Default)]
pub struct SystemRequest {
    /// Its id; only when it is made, by default of the name's letters.
    pub id: Option<String>,
    /// What people, payers too, call it.
    pub name: Option<String>,
    /// For the organisation's own people.
    pub description: Option<String>,
    /// Percent, decimal text.
    pub commission_percent: Option<String>,
    /// At least zero.
    pub fixed_fee: Option<Money>,
    /// In which money reaches the account.
    pub income_currency: Option<String>,
    /// In which it is paid where the system does not take the price's own currency.
    pub transaction_currency: Option<String>,
    /// What it takes.
    pub currencies: Option<Vec<String>>,
    /// Who is paid, as payers read it.
    pub merchant_name: Option<String>,
    /// How, in as many lines as it takes.
    pub merchant_description: Option<String>,
    /// What to write into the comment.
    pub comment_hint: Option<String>,
    /// Takes the picture away.
    pub no_image: bool,
}

/// A system found good.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) commission_percent: String,
    pub(super) fixed_fee_minor: i64,
    pub(super) fixed_fee_currency: String,
    pub(super) income_currency: String,
    pub(super) transaction_currency: String,
    pub(super) currencies: Vec<String>,
    pub(super) merchant_name: String,
    pub(super) merchant_description: String,
    pub(super) comment_hint: String,
}

impl SystemRequest {
    /// Reads a request; says of every field that has the wrong type, and of a fee that is no amount.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        if fields.get("image").is_some() {
            fields.refuse(
                "image",
                "wrong_type",
                "null takes the picture away; one is put at the address of its own",
            );
        }
        let request = Self {
            id: fields.text("id"),
            name: fields.text("name"),
            description: fields.text("description"),
            commission_percent: fields.text("commission_percent"),
            fixed_fee: money_field::any(&mut fields, "fixed_fee"),
            income_currency: fields.text("income_currency"),
            transaction_currency: fields.text("transaction_currency"),
            currencies: fields.texts("currencies"),
            merchant_name: fields.text("merchant_name"),
            merchant_description: fields.text("merchant_description"),
            comment_hint: fields.text("comment_hint"),
            no_image: value.get("image").is_some_and(Value::is_null),
        };
        fields.finish(request)
    }

    /// Checks every field, over a system that is there or over what a new one is by default.
    pub(super) fn check(&self, over: Option<&System>, errors: &mut Vec<FieldError>) -> Checked {
        let before = over.map(Checked::of);
        let text = |given: &Option<String>, of: fn(&Checked) -> &String, default: &str| {
            let given = given.as_ref().map(|text| text.trim().replace("\r\n", "\n"));
            given
                .or_else(|| before.as_ref().map(of).cloned())
                .unwrap_or_else(|| default.to_owned())
        };
        let income_currency = text(&self.income_currency, |before| &before.income_currency, "");
        let fee_before = before.as_ref().map_or((0, income_currency.clone()), |before| {
            (before.fixed_fee_minor, before.fixed_fee_currency.clone())
        });
        let (fixed_fee_minor, fixed_fee_currency) = self
            .fixed_fee
            .map_or(fee_before, |fee| (fee.minor(), fee.currency().code().to_owned()));
        let checked = Checked {
            name: text(&self.name, |before| &before.name, ""),
            description: text(&self.description, |before| &before.description, ""),
            commission_percent: commission(
                &text(&self.commission_percent, |before| &before.commission_percent, "0"),
                errors,
            ),
            fixed_fee_minor,
            fixed_fee_currency,
            transaction_currency: text(&self.transaction_currency, |before| &before.transaction_currency, ""),
            income_currency,
            currencies: distinct(
                self.currencies
                    .clone()
                    .or_else(|| before.as_ref().map(|before| before.currencies.clone())),
            ),
            merchant_name: text(&self.merchant_name, |before| &before.merchant_name, ""),
            merchant_description: text(&self.merchant_description, |before| &before.merchant_description, ""),
            comment_hint: text(&self.comment_hint, |before| &before.comment_hint, ""),
        };
        checked.judge(errors);
        checked
    }
}

/// A percentage from 0 to 100, without needless zeros.
fn commission(text: &str, errors: &mut Vec<FieldError>) -> String {
    let millionths = percent_millionths(text);
    if millionths.is_none() {
        let detail = "0 to 100, a decimal text with at most six decimals";
        errors.push(FieldError::new("commission_percent", "percent_malformed", detail));
    }
    percent_text(millionths.unwrap_or_default())
}

fn distinct(given: Option<Vec<String>>) -> Vec<String> {
    let mut distinct = Vec::new();
    for currency in given.unwrap_or_default() {
        if !distinct.contains(&currency) {
            distinct.push(currency);
        }
    }
    distinct
}

impl Checked {
    fn judge(&self, errors: &mut Vec<FieldError>) {
        judge_text(errors, "name", &self.name, NAME_MAX, true);
        judge_text(errors, "description", &self.description, DESCRIPTION_MAX, false);
        judge_text(errors, "merchant_name", &self.merchant_name, MERCHANT_NAME_MAX, false);
        judge_lines(
            errors,
            "merchant_description",
            &self.merchant_description,
            MERCHANT_DESCRIPTION_MAX,
        );
        judge_text(errors, "comment_hint", &self.comment_hint, COMMENT_HINT_MAX, false);
        let mut refuse = |field: &str, code: &str, detail: &str| errors.push(FieldError::new(field, code, detail));
        let mut known = |field: &str, code: &str| {
            let is_known = Currency::parse(code).is_ok();
            if code.is_empty() {
                refuse(field, "required", "this field is required");
            } else if !is_known {
                refuse(field, "currency_unknown", "an ISO 4217 code is expected");
            }
            is_known
        };
        let income = known("income_currency", &self.income_currency);
        let transaction = known("transaction_currency", &self.transaction_currency);
        if self.currencies.is_empty() {
            return refuse(
                "currencies",
                "required",
                "at least the income and the transaction currency",
            );
        }
        if self.currencies.len() > CURRENCIES_MAX {
            return refuse("currencies", "too_many", "at most 50 currencies");
        }
        if !self.currencies.iter().all(|code| Currency::parse(code).is_ok()) {
            return refuse("currencies", "currency_unknown", "ISO 4217 codes are expected");
        }
        if income && !self.currencies.contains(&self.income_currency) {
            refuse(
                "currencies",
                "currencies_lack_income",
                "the income currency must be among them",
            );
        }
        if transaction && !self.currencies.contains(&self.transaction_currency) {
            refuse(
                "currencies",
                "currencies_lack_transaction",
                "the transaction currency must be among them",
            );
        }
    }

    /// What the journal says of it.
    pub(super) fn told(&self) -> [(&'static str, Value); 10] {
        let minor = self.fixed_fee_minor;
        let amount = Currency::parse(&self.fixed_fee_currency)
            .map_or_else(|_| minor.to_string(), |currency| format_signed(minor, currency));
        [
            ("name", self.name.clone().into()),
            ("description", self.description.clone().into()),
            ("commission_percent", self.commission_percent.clone().into()),
            (
                "fixed_fee",
                json!({ "amount": amount, "currency": self.fixed_fee_currency }),
            ),
            ("income_currency", self.income_currency.clone().into()),
            ("transaction_currency", self.transaction_currency.clone().into()),
            ("currencies", json!(self.currencies)),
            ("merchant_name", self.merchant_name.clone().into()),
            ("merchant_description", self.merchant_description.clone().into()),
            ("comment_hint", self.comment_hint.clone().into()),
        ]
    }
}

/// Judges an id that is given: it stands in addresses.
pub(super) fn judge_id(errors: &mut Vec<FieldError>, id: &str) {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if !(1..=40).contains(&id.len()) || !id.bytes().all(good) {
        let detail = "1 to 40 of the letters A-Z and a-z, digits, - and _";
        errors.push(FieldError::new("id", "out_of_range", detail));
    } else if domain::card::contains(id) {
        errors.push(FieldError::new(
            "id",
            "card_number_not_allowed",
            "no card number belongs here",
        ));
    }
}

/// The letters and digits of a name as an id: `Card to card` as `card-to-card`; a name without any as `manual`.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::new();
    for one in name.chars() {
        if one.is_ascii_alphanumeric() {
            slug.push(one.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= SLUG_MAX {
            break;
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        "manual".to_owned()
    } else {
        slug.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_names() {
        for (name, id) in [
            ("Card to card", "card-to-card"),
            ("  Cash! ", "cash"),
            ("Наличные", "manual"),
            ("СБП / SBP 2", "sbp-2"),
            ("", "manual"),
        ] {
            assert_eq!(slug(name), id);
        }
        assert_eq!(slug(&"long name ".repeat(9)), "long-name-long-name-long-name-lo");
    }
}
