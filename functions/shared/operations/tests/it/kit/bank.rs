//! What the sandbox bank says, in its own wire format, signed as it signs.

use acquirers::sandbox_bank::{SIGNATURE_HEADER, TIMESTAMP_HEADER};
use domain::signature::sign_bank_callback;
use http::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

/// A callback of the sandbox bank before it is signed.
#[derive(Debug, Clone)]
pub(crate) struct Says {
    pub(crate) event_id: String,
    /// `captured`, `authorised` or `declined`.
    pub(crate) kind: &'static str,
    pub(crate) reference: String,
    pub(crate) amount_minor: Value,
    pub(crate) currency: &'static str,
    pub(crate) terminal: &'static str,
    /// Fields beyond the common ones, over them.
    pub(crate) more: Value,
}

impl Says {
    /// Of a trip of 1000.00 RUB at the terminal `main`.
    pub(crate) fn of(event_id: &str, kind: &'static str, reference: &str) -> Self {
        let (event_id, reference) = (event_id.to_owned(), reference.to_owned());
        Self {
            event_id,
            kind,
            reference,
            amount_minor: json!(100_000),
            currency: "RUB",
            terminal: "main",
            more: json!({}),
        }
    }

    pub(crate) fn captured(event_id: &str, reference: &str) -> Self {
        Self::of(event_id, "captured", reference)
    }

    pub(crate) fn authorised(event_id: &str, reference: &str) -> Self {
        Self::of(event_id, "authorised", reference)
    }

    pub(crate) fn declined(event_id: &str, reference: &str) -> Self {
        Self::of(event_id, "declined", reference)
    }

    pub(crate) fn minor(self, amount_minor: i64) -> Self {
        Self {
            amount_minor: json!(amount_minor),
            ..self
        }
    }

    /// The outcome of an operation that the desk asked for.
    pub(crate) fn of_key(self, key: &str) -> Self {
        self.with("operation_key", json!(key))
    }

    /// About a dispute.
    pub(crate) fn dispute(self, dispute: &str) -> Self {
        self.with("dispute_id", json!(dispute))
    }

    pub(crate) fn with(mut self, field: &str, value: Value) -> Self {
        self.more[field] = value;
        self
    }

    pub(crate) fn currency(self, currency: &'static str) -> Self {
        Self { currency, ..self }
    }

    pub(crate) fn at(self, terminal: &'static str) -> Self {
        Self { terminal, ..self }
    }

    pub(crate) fn body(&self) -> Value {
        let declined = self.kind == "declined";
        let mut body = json!({
            "event_id": self.event_id, "type": format!("payment.{}", self.kind), "payment_id": format!("bp-{}", self.reference),
            "reference": self.reference, "amount_minor": self.amount_minor, "currency": self.currency,
            "card": { "mask": "411111******1111", "brand": "visa", "token": "tok_1", "country": "RU" },
            "rrn": if declined { Value::Null } else { json!("012345678901") },
            "decline_code": if declined { json!("insufficient_funds") } else { Value::Null },
        });
        for (field, value) in self.more.as_object().unwrap() {
            body[field] = value.clone();
        }
        body
    }
}

/// Headers that sign a body.
pub(crate) fn signed(secret: &str, timestamp_s: i64, body: &[u8]) -> HeaderMap {
    let signature = sign_bank_callback(secret, timestamp_s, body);
    let mut headers = HeaderMap::new();
    headers.insert(TIMESTAMP_HEADER, HeaderValue::from(timestamp_s));
    headers.insert(SIGNATURE_HEADER, HeaderValue::from_str(&signature).unwrap());
    headers
}
