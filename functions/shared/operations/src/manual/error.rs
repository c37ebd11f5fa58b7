//! Why nothing was opened or decided.

use domain::money::MoneyError;
use store::StoreError;

use crate::{FieldError, NoEntropy};

/// Why a manual payment was not opened or decided. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ManualError {
    /// No payment of this number (or token) by a manual system, or not in the asker's mode.
    #[error("no manual payment of this number")]
    PaymentNotFound,
    /// Fields that are not acceptable.
    #[error("some fields are not acceptable")]
    Fields(Vec<FieldError>),
    /// It may not be opened now: paid, over, called off, another one open, or the system not one of the payment's.
    #[error("the payment cannot be paid this way now")]
    NotNow,
    /// It was decided before: `resolved` or `rejected`.
    #[error("the manual payment was decided before: {0}")]
    Decided(String),
    /// The payment was paid another way meanwhile.
    #[error("the payment is paid already")]
    AlreadyPaid,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

/// An amount that cannot be carried.
impl From<MoneyError> for ManualError {
    fn from(error: MoneyError) -> Self {
        Self::Fields(vec![crate::payment_check::money_error("amount", error)])
    }
}
