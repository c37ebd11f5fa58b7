//! Events that never happened, of payments that cannot exist: the number lies at the end of all numbers, while an organisation's
//! are counted from 1; order and label hold 128 random bits. Whoever looks the order up finds nothing to ship.

use std::collections::BTreeMap;

use domain::{
    money::MINOR_MAX,
    postback::{Format, Notice},
    time::Timestamp,
    token,
};
use serde_json::{Value, json};

use crate::{Entropy, NoEntropy};

/// A payment that cannot exist.
pub(super) struct Subject {
    number: i64,
    order: String,
}

/// An event of it.
pub(super) struct Event {
    pub(super) id: String,
    kind: &'static str,
    event: Value,
    body: String,
    payment: Value,
}

impl Event {
    pub(super) fn notice(&self) -> Notice<'_> {
        Notice {
            event_type: self.kind,
            event: &self.event,
            body: &self.body,
            payment: &self.payment,
        }
    }
}

impl Subject {
    /// Makes one up.
    pub(super) fn draw(entropy: &impl Entropy) -> Result<Self, NoEntropy> {
        let place = i64::from(u32::from_le_bytes(entropy.bytes()?));
        Ok(Self {
            number: MINOR_MAX.saturating_sub(place),
            order: format!("edgetill-test-{}", token::opaque(entropy.bytes()?)),
        })
    }

    /// The same with a longer order.
    pub(super) fn padded(self, padding: &str) -> Self {
        let order = format!("{}-{padding}", self.order);
        Self { order, ..self }
    }

    /// An event of this kind at this time, with more metadata.
    pub(super) fn event(
        &self,
        entropy: &impl Entropy,
        kind: &'static str,
        at: Timestamp,
        more: Option<(&str, &str)>,
    ) -> Result<Event, NoEntropy> {
        let id = token::event_id(at, entropy.bytes()?);
        let status = kind.strip_prefix("payment.").unwrap_or(kind);
        let decline = (status == "failed").then_some("insufficient_funds");
        let metadata: BTreeMap<_, _> = [("edgetill_test", "true")].into_iter().chain(more).collect();
        let event = json!({
            "id": id, "type": kind, "version": "1", "livemode": false, "occurred_at": at.rfc3339(),
            "data": {
                "number": self.number, "status": status, "amount": "1.00", "currency": "RUB", "order": self.order, "label": self.label(),
                "metadata": metadata, "terminal": "edgetill-test", "attempt": 1, "card": { "mask": "220000******0004", "brand": "mir" },
                "rrn": "000000000000", "decline_code": decline, "operation": null,
            },
        });
        let payment = json!({
            "description": "Edgetill handler test", "created_at_s": at.unix_s(), "activated_at_s": at.unix_s(), "system": 1, "language": "en",
        });
        Ok(Event {
            body: event.to_string(),
            id,
            kind,
            event,
            payment,
        })
    }

    /// Nobody's, and never long: a handler may look its client up before the order.
    fn label(&self) -> &str {
        self.order.get(..LABEL_BYTES).unwrap_or(&self.order)
    }
}

/// `edgetill-test-` and 32 hex digits.
const LABEL_BYTES: usize = 46;

/// The event that comes late when a payment was captured: what the format can tell of the time before.
pub(super) fn earlier(format: Format) -> &'static str {
    match format {
        // It has no holds; a trip that was declined before the one that succeeded.
        Format::Paykassma => "payment.failed",
        Format::Standard | Format::Paykeeper | Format::Spring | Format::Email => "payment.authorised",
    }
}
