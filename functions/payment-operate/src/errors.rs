//! Refusals, as problems.

use edge::{Problem, operate::payment_not_found};
use http::StatusCode;
use operations::operation::OperationError;

/// Why nothing was begun.
pub(crate) fn problem(error: OperationError) -> Problem {
    match error {
        OperationError::PaymentNotFound => payment_not_found(),
        OperationError::Fields(errors) => Problem::fields(errors),
        OperationError::Refused(code) => Problem::new(StatusCode::CONFLICT, code, refusal(code)),
        OperationError::KeyReused => Problem::key_reused(),
        OperationError::InFlight => Problem::key_in_flight(),
        OperationError::Store(error) => error.into(),
        OperationError::Entropy(error) => error.into(),
    }
}

/// A refusal's code, for people.
fn refusal(code: &str) -> &'static str {
    match code {
        "not_authorised" => "The payment holds no money.",
        "already_captured" => "The money was captured already.",
        "operation_in_flight" => "Another operation on this money is not decided yet.",
        "amount_exceeds_hold" => "The amount exceeds what is left of the hold.",
        "not_captured" => "No money was captured.",
        "amount_exceeds_captured" => "The amount exceeds what is left of the captured money.",
        "dispute_open" => "The payment is disputed: nothing is refunded until the bank has decided.",
        "nothing_left" => "Nothing is left of the money.",
        "too_many_operations" => "The payment has had as many operations as it may have.",
        "operation_not_allowed" => "The terminal does not allow this operation.",
        _ => "The payment does not allow it.",
    }
}
