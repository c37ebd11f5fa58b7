//! What merchants are told: the body of an event, whether it goes out as a callback or is only kept for who asks.

use domain::time::Timestamp;
use edge::Problem;
use serde::Serialize;

use crate::books::payments::{CardFacts, Payment};

/// An event of a payment.
#[derive(Debug, Serialize)]
pub(crate) struct Event<'a> {
    /// The same in callbacks, however often repeated, and in the list of events.
    pub(crate) event_id: &'a str,
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    pub(crate) payment_id: &'a str,
    pub(crate) reference: &'a str,
    /// What was moved, in minor units; of an outcome the whole.
    pub(crate) amount_minor: i64,
    pub(crate) currency: &'a str,
    /// RFC 3339.
    pub(crate) occurred_at: String,
    pub(crate) card: Option<CardFacts>,
    pub(crate) rrn: Option<&'a str>,
    /// Why the payment was declined, or the refund refused.
    pub(crate) decline_code: Option<&'a str>,
    /// The merchant's key; none where the bank acted by itself.
    pub(crate) operation_key: Option<&'a str>,
    pub(crate) operation_id: Option<&'a str>,
    /// When a hold ends by itself, RFC 3339.
    pub(crate) hold_until: Option<String>,
    /// A chargeback's fee, in minor units.
    pub(crate) fee_minor: Option<i64>,
    pub(crate) dispute_id: Option<&'a str>,
    /// Until when evidence is taken, RFC 3339.
    pub(crate) evidence_due: Option<String>,
}

impl<'a> Event<'a> {
    /// An event of a payment as it stands; what only some events carry is empty.
    pub(crate) fn of(
        payment: &'a Payment,
        event_id: &'a str,
        kind: &'static str,
        amount_minor: i64,
        now: Timestamp,
    ) -> Self {
        Self {
            event_id,
            kind,
            payment_id: &payment.payment_id,
            reference: &payment.reference,
            amount_minor,
            currency: &payment.currency,
            occurred_at: now.rfc3339(),
            card: payment.card(),
            rrn: payment.rrn.as_deref(),
            decline_code: None,
            operation_key: None,
            operation_id: None,
            hold_until: None,
            fee_minor: None,
            dispute_id: None,
            evidence_due: None,
        }
    }

    /// The JSON text, as it is kept, sent and signed.
    pub(crate) fn body(&self) -> Result<String, Problem> {
        serde_json::to_string(self).map_err(|error| Problem::internal(&error))
    }
}
