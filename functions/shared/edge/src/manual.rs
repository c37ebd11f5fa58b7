//! Manual payments over HTTP: what stands in the way, as problems.

use http::StatusCode;
use operations::manual::ManualError;

use crate::{Problem, operate::payment_not_found};

impl From<ManualError> for Problem {
    fn from(error: ManualError) -> Self {
        match error {
            ManualError::PaymentNotFound => payment_not_found(),
            ManualError::Fields(errors) => Self::fields(errors),
            ManualError::NotNow => {
                let detail = "The payment cannot be paid by this system now: it is paid or over, or waits for a decision already.";
                Self::new(StatusCode::CONFLICT, "manual_payment_not_possible", detail)
            }
            ManualError::Decided(outcome) => Self::new(
                StatusCode::CONFLICT,
                "manual_payment_decided",
                format!("The payment was decided before: {outcome}."),
            ),
            ManualError::AlreadyPaid => {
                let detail = "The payment was paid another way meanwhile.";
                Self::new(StatusCode::CONFLICT, "payment_already_paid", detail)
            }
            ManualError::Store(error) => error.into(),
            ManualError::Entropy(error) => Self::internal(&error),
        }
    }
}
