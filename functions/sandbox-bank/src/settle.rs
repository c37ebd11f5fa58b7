//! A payment gets its outcome. The outcome and the event that tells of it are one commit, guarded by the step that the
//! payment is at; only then the merchant is called.

use domain::time::Timestamp;
use edge::Problem;
use operations::{Clock, Entropy};
use serde_json::json;
use store::Database;

use crate::{
    bank::Bank,
    books::{
        payments::{CardFacts, Payment},
        settlement::{self, Settlement},
    },
    ids,
};

/// How long results and callbacks that come late take, in milliseconds.
pub(crate) const DELAY_MS: i64 = 60_000;

/// How a payment ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The money is taken.
    Captured,
    /// The money is held.
    Authorised,
    /// No money, and why.
    Declined(&'static str),
}

impl Verdict {
    /// What an approval means for a payment of so many stages.
    pub(crate) fn approved(stages: i64) -> Self {
        if stages == 2 { Self::Authorised } else { Self::Captured }
    }

    fn event_type(self) -> &'static str {
        match self {
            Self::Captured => "payment.captured",
            Self::Authorised => "payment.authorised",
            Self::Declined(_) => "payment.declined",
        }
    }

    fn decline_code(self) -> Option<&'static str> {
        if let Self::Declined(code) = self {
            Some(code)
        } else {
            None
        }
    }
}

/// An outcome to be given to a payment.
#[derive(Debug)]
pub(crate) struct Outcome<'a> {
    /// The step that the payment must still be at.
    pub(crate) step: &'static str,
    /// How it ends.
    pub(crate) verdict: Verdict,
    /// The card; none if the payer gave none.
    pub(crate) card: Option<&'a CardFacts>,
    /// Times in a row that the merchant is told.
    pub(crate) copies: u32,
    /// When the merchant is told.
    pub(crate) tell_at: Timestamp,
}

/// Gives a payment its outcome. Answers the event to tell; `None` if somebody else was first.
pub(crate) async fn settle<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    payment: &Payment,
    outcome: &Outcome<'_>,
) -> Result<Option<String>, Problem> {
    let now = bank.ports.clock.now();
    let event_id = ids::id("be", bank.ports.entropy.bytes()?);
    let rrn = outcome
        .card
        .map(|_| bank.ports.entropy.bytes())
        .transpose()?
        .map(ids::rrn);
    let Outcome {
        step,
        verdict,
        card,
        copies,
        tell_at,
    } = *outcome;
    let body = json!({
        "event_id": event_id, "type": verdict.event_type(), "payment_id": payment.payment_id, "reference": payment.reference,
        "amount_minor": payment.amount_minor, "currency": payment.currency, "occurred_at": now.rfc3339(), "card": card, "rrn": rrn,
        "decline_code": verdict.decline_code(),
    });
    let settlement = Settlement {
        payment_id: &payment.payment_id,
        step,
        event_id: &event_id,
        kind: verdict.event_type(),
        body: &body.to_string(),
        copies,
        due_at_ms: tell_at.ms(),
        card,
        rrn: rrn.as_deref(),
        decline_code: verdict.decline_code(),
        now_ms: now.ms(),
    };
    let ours = settlement::settle(bank.ports.database, &settlement).await?;
    Ok(ours.then_some(event_id))
}
