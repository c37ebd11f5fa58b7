//! Why a refund by lines is refused.

/// Why lines cannot be refunded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CartRefusal {
    /// No lines are asked for.
    #[error("name at least one line")]
    LinesEmpty,
    /// The cart has no such line.
    #[error("the cart has no such line")]
    LineUnknown,
    /// A line is named twice.
    #[error("a line is named twice")]
    LineDuplicate,
    /// Zero, negative, or no number.
    #[error("a quantity is a positive number, such as 2 or \"0.5\"")]
    QuantityMalformed,
    /// More than is left of what was bought.
    #[error("more than is left of what was bought")]
    QuantityExceedsBought,
    /// The quantities are so small that they come to nothing.
    #[error("the lines come to nothing")]
    AmountNotPositive,
    /// Beyond the bounds of an amount.
    #[error("the amount is too large")]
    AmountTooLarge,
}

impl CartRefusal {
    /// The stable code, for APIs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LinesEmpty => "lines_empty",
            Self::LineUnknown => "line_unknown",
            Self::LineDuplicate => "line_duplicate",
            Self::QuantityMalformed => "quantity_malformed",
            Self::QuantityExceedsBought => "quantity_exceeds_bought",
            Self::AmountNotPositive => "amount_not_positive",
            Self::AmountTooLarge => "amount_too_large",
        }
    }
}

/// A refusal, and which of the asked lines it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{refusal}")]
pub struct CartError {
    /// The place in the list asked for, from 0; empty where the whole list is wrong.
    pub asked: Option<usize>,
    /// What is wrong.
    pub refusal: CartRefusal,
}
