//! What we may start on a payment's money. What has happened is booked whatever this says; what we start is refused here
//! first, with a reason, and then by the CHECKs of `payment` (schema/0002), which hold under any concurrency.

mod refusal;

pub use refusal::Refusal;

use crate::vocabulary::MoneyState;

/// An operation that we start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Started {
    /// Takes held money.
    Capture,
    /// Gives a hold back, or a part of it.
    Cancel,
    /// Gives captured money back, or a part of it.
    Refund,
}

/// The transition table: in which money states each operation may be started at all. [`may_start`] then looks at the sums.
pub const STARTS: [(Started, &[MoneyState]); 3] = [
    (Started::Capture, &[MoneyState::Authorised]),
    (Started::Cancel, &[MoneyState::Authorised]),
    (
        Started::Refund,
        &[
            MoneyState::Captured,
            MoneyState::PartiallyRefunded,
            MoneyState::Refunding,
        ],
    ),
];

/// Whether the table allows the operation in this state: for a list's buttons, where the sums are not at hand.
#[must_use]
pub fn state_allows(operation: Started, money: MoneyState) -> bool {
    STARTS
        .iter()
        .any(|(started, states)| *started == operation && states.contains(&money))
}

/// A payment's sums in minor units, as `payment` keeps them, and what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SumsFacts {
    /// Held by the bank, over all.
    pub authorised: i64,
    /// Given back of the hold.
    pub voided: i64,
    /// Taken.
    pub captured: i64,
    /// Given back of what was taken.
    pub refunded: i64,
    /// Taken back by the payer's bank.
    pub charged_back: i64,
    /// Held by captures not yet decided.
    pub capture_reserved: i64,
    /// Held by voids not yet decided.
    pub void_reserved: i64,
    /// Held by refunds not yet decided.
    pub refund_reserved: i64,
    /// A chargeback is open.
    pub disputed: bool,
    /// The amount of the operation asked for.
    pub amount: i64,
}

/// Whether the operation may be started; the first reason against it otherwise. Void and refund may be started in parts, also
/// beside others not yet decided, as long as all of them fit; a capture is started once.
pub fn may_start(operation: Started, facts: &SumsFacts) -> Result<(), Refusal> {
    if facts.amount <= 0 {
        return Err(Refusal::AmountNotPositive);
    }
    match operation {
        Started::Capture | Started::Cancel => may_use_hold(facts),
        Started::Refund => may_refund(facts),
    }
}

fn may_use_hold(facts: &SumsFacts) -> Result<(), Refusal> {
    if facts.captured > 0 {
        return Err(Refusal::AlreadyCaptured);
    }
    if facts.authorised <= 0 {
        return Err(Refusal::NotAuthorised);
    }
    if facts.capture_reserved > 0 {
        return Err(Refusal::OperationInFlight);
    }
    let left = facts.authorised.saturating_sub(facts.voided);
    fits(facts.amount, left, facts.void_reserved, Refusal::AmountExceedsHold)
}

fn may_refund(facts: &SumsFacts) -> Result<(), Refusal> {
    if facts.captured <= 0 {
        return Err(Refusal::NotCaptured);
    }
    if facts.disputed {
        return Err(Refusal::DisputeOpen);
    }
    let left = facts
        .captured
        .saturating_sub(facts.refunded)
        .saturating_sub(facts.charged_back);
    fits(
        facts.amount,
        left,
        facts.refund_reserved,
        Refusal::AmountExceedsCaptured,
    )
}

/// The amount must fit into what is left less what is reserved; it says whether waiting could help.
fn fits(amount: i64, left: i64, reserved: i64, exceeds: Refusal) -> Result<(), Refusal> {
    if left <= 0 {
        Err(Refusal::NothingLeft)
    } else if amount > left {
        Err(exceeds)
    } else if amount > left.saturating_sub(reserved) {
        Err(Refusal::OperationInFlight)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
