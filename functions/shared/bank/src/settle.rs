//! A payment gets its outcome. The outcome and the event that tells of it are one commit, guarded by the step that the
//! payment is at; only then the merchant is called.

use domain::time::Timestamp;
use edge::Problem;
use operations::{Clock, Entropy};
use store::Database;

use crate::{
    bank::Bank,
    books::{
        payments::{CardFacts, Payment},
        settlement::{self, Settlement},
    },
    chaos::Chaos,
    event::Event,
    ids,
};

/// A day, in milliseconds.
pub(crate) const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
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
    /// When the merchant is told; never, if the callback is lost.
    pub(crate) tell_at: Option<Timestamp>,
    /// What the payment's operations meet with.
    pub(crate) chaos: Option<Chaos>,
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
        chaos,
    } = *outcome;
    let operation_id = (verdict == Verdict::Captured)
        .then(|| bank.ports.entropy.bytes().map(|random| ids::id("bo", random)))
        .transpose()?;
    let hold_until = (verdict == Verdict::Authorised).then(|| now.after_ms(payment.hold_days.saturating_mul(DAY_MS)));
    let charge_back = verdict == Verdict::Captured && chaos == Some(Chaos::Chargeback);
    let body = Event {
        card: card.cloned(),
        rrn: rrn.as_deref(),
        decline_code: verdict.decline_code(),
        operation_id: operation_id.as_deref(),
        hold_until: hold_until.map(Timestamp::rfc3339),
        ..Event::of(payment, &event_id, verdict.event_type(), payment.amount_minor, now)
    }
    .body()?;
    let settlement = Settlement {
        payment_id: &payment.payment_id,
        step,
        event_id: &event_id,
        kind: verdict.event_type(),
        body: &body,
        copies,
        due_at_ms: tell_at.map(Timestamp::ms),
        card,
        rrn: rrn.as_deref(),
        decline_code: verdict.decline_code(),
        operation_id: operation_id.as_deref(),
        hold_until_ms: hold_until.map(Timestamp::ms),
        chaos: chaos.map(Chaos::name),
        chargeback_at_ms: charge_back.then(|| now.after_ms(DELAY_MS).ms()),
        now_ms: now.ms(),
    };
    let ours = settlement::settle(bank.ports.database, &settlement).await?;
    Ok(ours.then_some(event_id))
}
