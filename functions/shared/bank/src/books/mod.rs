//! The bank's SQL, on the `Database` port of `store`. Every write is guarded by what it finds, in the same batch: who comes
//! second changes nothing.

pub(crate) mod callbacks;
pub(crate) mod chargebacks;
pub(crate) mod decisions;
pub(crate) mod holds;
pub(crate) mod manager;
pub(crate) mod operations;
pub(crate) mod payments;
pub(crate) mod registers;
pub(crate) mod settlement;
pub(crate) mod terminals;

use ::store::{Rows, StoreError};

/// The rows of a batch's last statement.
fn last(mut answers: Vec<Rows>) -> Result<Rows, StoreError> {
    answers.pop().ok_or_else(|| StoreError::Decode("no answer".to_owned()))
}
