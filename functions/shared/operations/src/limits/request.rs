//! A request to set or delete a limit, read field by field and checked.

use domain::money::{Currency, Money};
use serde_json::Value;
use store::limit_settings::Bounds;

use crate::{
    FieldError,
    change::{ChangeError, judge_word, judged},
    fields::Fields,
};

/// The largest number of operations that a limit may say.
const COUNT_MAX: i64 = 1_000_000_000;

/// A limit as asked for.
#[derive(Debug)]
pub struct LimitRequest {
    /// `live` or `test`.
    pub mode: String,
    /// `organisation`, `terminal`, `payer` or `card`.
    pub scope: String,
    /// Empty unless the scope is `terminal`.
    pub terminal: String,
    /// Its currency.
    pub currency: Currency,
    bounds: Bounds,
}

impl LimitRequest {
    /// Reads and checks a request.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        let mut errors = Vec::new();
        let (mode, scope) = (fields.required_text("mode"), fields.required_text("scope"));
        judge_word(&mut errors, "mode", &mode, &["live", "test"]);
        judge_word(
            &mut errors,
            "scope",
            &scope,
            &["organisation", "terminal", "payer", "card"],
        );
        let terminal = fields.text("terminal").unwrap_or_default();
        if terminal.is_empty() == (scope == "terminal") {
            let detail = "a limit of scope terminal names one, no other does";
            errors.push(FieldError::new("terminal", "terminal_and_scope_differ", detail));
        }
        fields.refuse_part(errors);
        let code = fields.required_text("currency");
        let Ok(currency) = Currency::parse(&code) else {
            fields.refuse("currency", "currency_unknown", "an ISO 4217 code is expected");
            return Err(fields.finish(()).err().unwrap_or_default());
        };
        let bounds = [
            amount(&mut fields, "minimum", currency),
            amount(&mut fields, "maximum", currency),
            amount(&mut fields, "day_sum", currency),
            count(&mut fields, "day_count"),
            amount(&mut fields, "month_sum", currency),
            count(&mut fields, "month_count"),
        ];
        fields.finish(Self {
            mode,
            scope,
            terminal,
            currency,
            bounds,
        })
    }

    /// The bounds, of which there must be one, none above what includes it.
    pub(super) fn bounds(&self) -> Result<Bounds, ChangeError> {
        let [minimum, maximum, ..] = self.bounds;
        let mut errors = Vec::new();
        if self.bounds.iter().all(Option::is_none) {
            errors.push(FieldError::new("", "limit_empty", "at least one bound is expected"));
        }
        if minimum.zip(maximum).is_some_and(|(minimum, maximum)| minimum > maximum) {
            errors.push(FieldError::new(
                "minimum",
                "minimum_above_maximum",
                "the minimum is above the maximum",
            ));
        }
        judged(errors, self.bounds)
    }

    /// A bound as people read it.
    pub(super) fn told(&self, name: &str, bound: i64) -> Value {
        if name.ends_with("_count") {
            return bound.into();
        }
        let money = Money::from_minor(bound, self.currency);
        money.map_or(Value::Null, |money| money.to_string().into())
    }
}

fn amount(fields: &mut Fields<'_>, name: &str, currency: Currency) -> Option<i64> {
    let text = fields.text(name)?;
    match Money::parse(&text, currency) {
        Ok(money) => Some(money.minor()),
        Err(error) => {
            fields.refuse(name, "amount_malformed", &error.to_string());
            None
        }
    }
}

fn count(fields: &mut Fields<'_>, name: &str) -> Option<i64> {
    let count = fields.whole(name)?;
    if !(0..=COUNT_MAX).contains(&count) {
        fields.refuse(name, "out_of_range", "from 0 to a thousand million");
    }
    Some(count)
}
