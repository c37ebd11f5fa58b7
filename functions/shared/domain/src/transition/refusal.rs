//! Why an operation is not started.

/// Why an operation must not be started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Zero or less is asked for.
    #[error("the amount must be above zero")]
    AmountNotPositive,
    /// No bank holds money.
    #[error("no money is held")]
    NotAuthorised,
    /// A hold is captured once; what was taken is given back by a refund.
    #[error("the hold was captured already")]
    AlreadyCaptured,
    /// An operation not yet decided holds what is asked for.
    #[error("an operation on this money is not decided yet")]
    OperationInFlight,
    /// More than is still held.
    #[error("the amount exceeds what is held")]
    AmountExceedsHold,
    /// Nothing was taken, so nothing can be given back.
    #[error("the payment is not captured")]
    NotCaptured,
    /// More than is left of what was taken.
    #[error("the amount exceeds what is left of the captured amount")]
    AmountExceedsCaptured,
    /// The payer's bank is taking the money back: a refund would give it twice.
    #[error("a dispute is open")]
    DisputeOpen,
    /// All has been given back.
    #[error("nothing is left")]
    NothingLeft,
}

impl Refusal {
    /// The stable code, for APIs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::AmountNotPositive => "amount_not_positive",
            Self::NotAuthorised => "not_authorised",
            Self::AlreadyCaptured => "already_captured",
            Self::OperationInFlight => "operation_in_flight",
            Self::AmountExceedsHold => "amount_exceeds_hold",
            Self::NotCaptured => "not_captured",
            Self::AmountExceedsCaptured => "amount_exceeds_captured",
            Self::DisputeOpen => "dispute_open",
            Self::NothingLeft => "nothing_left",
        }
    }
}
