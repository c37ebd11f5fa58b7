//! The requests of each contender.

use std::ops::Range;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Result;
use domain::signature::sign_bank_callback;
use runtime::seed::Merchant;
use serde_json::json;

use crate::desk::{Bench, Side};
use crate::load::Load;

impl Bench {
    /// The bare worker writes so many plain rows.
    pub(crate) fn bare(&self, statements: usize) -> Result<Load> {
        let message = post(&format!("/{statements}"), &[], "{}");
        Ok(Load {
            address: self.bare_at()?,
            messages: vec![message],
        })
    }

    /// The bank says that these payments were captured; signed now.
    pub(crate) fn callbacks(&self, side: Side, range: Range<usize>) -> Result<Load> {
        let merchant = self.merchant(side);
        let timestamp_s = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())?;
        let path = format!("/callbacks/sandbox-bank/{}/{}", merchant.slug, Merchant::TERMINAL);
        let message = |index: usize| {
            let number = index + 1;
            let body = json!({
                "event_id": format!("be_{number}_1"), "type": "payment.captured", "payment_id": format!("bp_{number}"), "reference": format!("{number}-1"),
                "amount_minor": 10_000, "currency": "RUB", "occurred_at": "2026-11-23T10:00:00.000Z",
                "card": { "mask": "220000******0004", "brand": "mir", "token": "ct_test", "country": "RU" }, "rrn": "123456789012", "decline_code": null,
            })
            .to_string();
            let signature = sign_bank_callback(&merchant.callback_secret, timestamp_s, body.as_bytes());
            post(
                &path,
                &[
                    ("x-bank-timestamp", &timestamp_s.to_string()),
                    ("x-bank-signature", &signature),
                ],
                &body,
            )
        };
        Ok(Load {
            address: self.callbacks_at(side)?,
            messages: range.map(message).collect(),
        })
    }

    /// A merchant's server asks for payments.
    pub(crate) fn creations(&self, side: Side, range: Range<usize>) -> Result<Load> {
        let authorization = format!("Bearer {}", self.merchant(side).api_key());
        let message = |index: usize| {
            let order = format!("B-{index}");
            let body = json!({
                "amount": "100.00", "currency": "RUB", "order": order, "label": "user-7", "description": "Tea, two packets",
                "metadata": { "basket": "b-17", "source": "web" },
            });
            post(
                "/v1/payments",
                &[("authorization", &authorization), ("idempotency-key", &order)],
                &body.to_string(),
            )
        };
        Ok(Load {
            address: self.creations_at(side)?,
            messages: range.map(message).collect(),
        })
    }
}

fn post(path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    format!("POST {path} HTTP/1.1\r\nhost: bench.local\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n{headers}\r\n{body}").into_bytes()
}
