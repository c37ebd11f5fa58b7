//! Why an invoice was not made, sent, cancelled or paid.

use store::StoreError;

use crate::{FieldError, NoEntropy, manual::ManualError, orders::OpenOrderError};

/// Why nothing was done. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum InvoiceError {
    /// Fields are not acceptable.
    #[error("some fields are not acceptable")]
    Fields(Vec<FieldError>),
    /// The organisation has no such invoice, or not in the asker's mode.
    #[error("no invoice of this number")]
    NotFound,
    /// It is paid, cancelled or expired: which.
    #[error("the invoice is over: {0}")]
    Over(String),
    /// It was sent as often as it may be.
    #[error("an invoice is sent at most {} times", store::invoices::SENDS_MAX)]
    SendsExhausted,
    /// A payer says to have paid it by a manual system: that is decided first.
    #[error("a manual payment of it waits to be confirmed or rejected")]
    ManualOpen,
    /// The organisation is disabled.
    #[error("the organisation is disabled")]
    OrganisationDisabled,
    /// Its order could not be opened.
    #[error(transparent)]
    Order(#[from] OpenOrderError),
    /// It could not be paid by hand.
    #[error(transparent)]
    Manual(#[from] ManualError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

impl InvoiceError {
    /// One field is not acceptable.
    pub(super) fn field(field: &str, code: &str, detail: &str) -> Self {
        Self::Fields(vec![FieldError::new(field, code, detail)])
    }
}
