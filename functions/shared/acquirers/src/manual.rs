//! Money that moves outside any acquirer: a person gives it back and says so. Nobody is asked, and there are no credentials.

use crate::{AcquirerError, Answer, Decision, Operation};

/// As terminals name it.
pub const NAME: &str = "manual";

/// What a person does is done. There is nothing to capture, and nothing to release: what is confirmed is taken.
pub(crate) fn operate(operation: Operation) -> Result<Answer, AcquirerError> {
    match operation {
        Operation::Refund => Ok(done()),
        Operation::Capture | Operation::Void => Err(AcquirerError::Refused("operation_not_allowed".to_owned())),
    }
}

/// What was begun and not recorded was done as well.
pub(crate) const fn done() -> Answer {
    Answer {
        decision: Decision::Done,
        code: None,
        bank_operation: None,
    }
}
