//! The body of a capture, a cancel or a refund, as the caller's caller sent it.

use edge::Problem;
use operations::{fields::Fields, operation::refund::RefundLine};
use serde_json::Value;

use crate::Kind;

/// Longest reason, in characters.
const REASON_MAX: usize = 500;
/// Most lines of a refund.
const LINES_MAX: usize = 100;

/// What is asked for: see `edge::operate::OperateRequest`.
pub(crate) struct Asked {
    pub(crate) amount: Option<String>,
    pub(crate) currency: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) lines: Vec<RefundLine>,
}

/// Reads what is asked for; says of every field what is wrong with it.
pub(crate) fn read(value: &Value, kind: Kind) -> Result<Asked, Problem> {
    let mut fields = Fields::of(value, "").map_err(|error| Problem::fields(vec![error]))?;
    let mut read = Asked {
        amount: fields.text("amount"),
        currency: fields.text("currency"),
        reason: fields.text("reason"),
        lines: Vec::new(),
    };
    if kind == Kind::Refund {
        read.lines = lines(&mut fields);
    }
    let unacceptable = |reason: &String| reason.chars().count() > REASON_MAX || reason.chars().any(char::is_control);
    // Elsewhere unknown fields are ignored. Here a misspelt amount would mean everything that is left.
    let known =
        |name: &str| matches!(name, "amount" | "currency" | "reason") || (name == "lines" && kind == Kind::Refund);
    let unknown: Vec<&String> = value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, _)| name)
        .filter(|name| !known(name))
        .collect();
    for name in unknown {
        fields.refuse(name, "unknown_field", "amount, currency, reason, and lines of a refund");
    }
    if read.reason.as_ref().is_some_and(unacceptable) {
        fields.refuse(
            "reason",
            "text_not_acceptable",
            "at most 500 characters, none of them a control character",
        );
    }
    if read.reason.as_deref().is_some_and(domain::card::contains) {
        fields.refuse("reason", "card_number_not_allowed", "no card number belongs here");
    }
    fields.finish(read).map_err(Problem::fields)
}

fn lines(fields: &mut Fields<'_>) -> Vec<RefundLine> {
    let given = match fields.get("lines") {
        None => return Vec::new(),
        Some(Value::Array(given)) if (1..=LINES_MAX).contains(&given.len()) => given,
        Some(_) => {
            fields.refuse("lines", "wrong_type", "a list of 1 to 100 lines is expected");
            return Vec::new();
        }
    };
    let line = |line: &Value| {
        let quantity = match line.get("quantity")? {
            Value::String(text) if text.len() <= 24 => text.clone(),
            Value::Number(number) if number.is_u64() => number.to_string(),
            _ => return None,
        };
        let place = line.get("line")?.as_u64()?;
        Some(RefundLine {
            line: usize::try_from(place).ok()?,
            quantity,
        })
    };
    let read: Option<Vec<RefundLine>> = given.iter().map(line).collect();
    read.unwrap_or_else(|| {
        fields.refuse("lines", "wrong_type", "each line is {\"line\": 0, \"quantity\": \"1\"}");
        Vec::new()
    })
}
