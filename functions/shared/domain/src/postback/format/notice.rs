//! An event with its payment, read by name: the formats pick what they say.

use serde_json::Value;

use super::FormatError;
use crate::time::Timestamp;

/// An event to be told, with what the formats of other systems say beyond its body.
#[derive(Debug, Clone, Copy)]
pub struct Notice<'a> {
    /// Its type, one of [`super::EVENT_TYPES`].
    pub event_type: &'a str,
    /// The native JSON body, parsed.
    pub event: &'a Value,
    /// The same, raw.
    pub body: &'a str,
    /// `description`, `email`, `phone`, `fop_receipt_key`, `system` (ordinal number of the terminal), `hold_until_s`,
    /// `created_at_s`, `activated_at_s` (unix seconds), `language`; any may be missing.
    pub payment: &'a Value,
}

impl<'a> Notice<'a> {
    /// A field of the event's data.
    pub(super) fn data(&self, field: &str) -> Option<&'a Value> {
        self.event.get("data")?.get(field)
    }

    /// A text of the event's data; empty where there is none.
    pub(super) fn text(&self, field: &str) -> &'a str {
        self.data(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// A text about the payment; empty where there is none.
    pub(super) fn payment_text(&self, field: &str) -> &'a str {
        self.payment.get(field).and_then(Value::as_str).unwrap_or_default()
    }

    /// A whole number about the payment.
    pub(super) fn payment_number(&self, field: &str) -> Option<i64> {
        self.payment.get(field).and_then(Value::as_i64)
    }

    /// The payment's number.
    pub(super) fn number(&self) -> Result<String, FormatError> {
        let number = self.data("number").and_then(Value::as_i64);
        number
            .map(|number| number.to_string())
            .ok_or(FormatError::EventMalformed)
    }

    /// A text of the operation that the event is about; empty where there is none.
    pub(super) fn operation_text(&self, field: &str) -> &'a str {
        let operation = self.data("operation").and_then(|operation| operation.get(field));
        operation.and_then(Value::as_str).unwrap_or_default()
    }

    /// The card's mask.
    pub(super) fn mask(&self) -> &'a str {
        let mask = self.data("card").and_then(|card| card.get("mask"));
        mask.and_then(Value::as_str).unwrap_or_default()
    }

    /// What the event moved, as written: the operation's amount where there is an operation, else the payment's. Digits
    /// with an optional fraction, or refused: it goes into signatures, and unquoted into JSON.
    pub(super) fn moved(&self) -> Result<&'a str, FormatError> {
        let amount = match self.operation_text("amount") {
            "" => self.text("amount"),
            amount => amount,
        };
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let (whole, fraction) = amount.split_once('.').unwrap_or((amount, "0"));
        if digits(whole) && digits(fraction) {
            Ok(amount)
        } else {
            Err(FormatError::EventMalformed)
        }
    }

    /// When it happened: RFC 3339 in UTC.
    pub(super) fn occurred_at(&self) -> &'a str {
        self.event
            .get("occurred_at")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// The day (UTC) on which the hold ends; the event's own where no end is known.
    pub(super) fn hold_day(&self) -> String {
        let end = self.payment_number("hold_until_s");
        let end = end.map(|end_s| Timestamp::from_ms(end_s.saturating_mul(1_000)).rfc3339());
        let end = end.as_deref().unwrap_or(self.occurred_at());
        end.split('T').next().unwrap_or_default().to_owned()
    }
}
