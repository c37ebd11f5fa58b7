//! What becomes of a pending operation. The reserve on the payment turns into what was moved, or goes away. Every statement
//! asks for the operation to be pending, and the last one ends that: who comes second changes nothing.

use ::store::{Database, Statement, StoreError, statement};

use super::operations::{self, Events, Kind, Operation};
use crate::settle::DELAY_MS;

/// What becomes of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// The money moves.
    Done,
    /// It does not, and why.
    Refused(&'static str),
}

impl Decision {
    fn status(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused(_) => "refused",
        }
    }

    fn code(self) -> Option<&'static str> {
        match self {
            Self::Done => None,
            Self::Refused(code) => Some(code),
        }
    }
}

// `?3`: whether it is done. The amount is the operation's.
macro_rules! book {
    ($set:literal) => {
        concat!(
            "UPDATE payment SET ",
            $set,
            " FROM (SELECT amount_minor AS amount FROM operation WHERE operation_id = ?2 AND status = 'pending') AS asked WHERE payment_id = ?1"
        )
    };
}
// What is neither taken nor asked back by a void not decided yet is released with the capture, which ends the hold.
const CAPTURE: &str = book!(
    "hold_reserved_minor = hold_reserved_minor - amount, captured_minor = captured_minor + iif(?3, amount, 0),
     voided_minor = iif(?3, authorised_minor - hold_reserved_minor, voided_minor), hold_until_ms = iif(?3, NULL, hold_until_ms),
     chargeback_at_ms = iif(?3 AND chaos = 'chargeback', CAST(?4 AS INTEGER), chargeback_at_ms)"
);
// A void that is refused after the capture: the hold is gone all the same.
const VOID: &str = book!(
    "hold_reserved_minor = hold_reserved_minor - amount, voided_minor = voided_minor + iif(?3 OR captured_minor > 0, amount, 0),
     hold_until_ms = iif(?3 AND voided_minor + amount >= authorised_minor, NULL, hold_until_ms)"
);
const REFUND: &str = book!(
    "refund_reserved_minor = refund_reserved_minor - amount, refunded_minor = refunded_minor + iif(?3, amount, 0)"
);
const DECIDE: &str = "UPDATE operation SET status = ?2, code = ?3, decide_at_ms = NULL,
      booked_at_ms = iif(?2 = 'done' AND kind <> 'void', CAST(?4 AS INTEGER), NULL)
    WHERE operation_id = ?1 AND status = 'pending'";

/// Decides a pending operation, within a batch.
pub(super) fn statements(
    payment_id: &str,
    operation_id: &str,
    kind: Kind,
    decision: Decision,
    now_ms: i64,
) -> [Statement; 2] {
    let done = decision == Decision::Done;
    let book = match kind {
        Kind::Capture => statement!(CAPTURE, payment_id, operation_id, done, now_ms.saturating_add(DELAY_MS)),
        Kind::Void => statement!(VOID, payment_id, operation_id, done),
        Kind::Refund => statement!(REFUND, payment_id, operation_id, done),
    };
    let decide = statement!(DECIDE, operation_id, decision.status(), decision.code(), now_ms);
    [book, decide]
}

/// Decides an operation, if it is still pending, and writes its event. Answers it as it stands then.
pub(crate) async fn decide(
    database: &impl Database,
    operation: &Operation,
    kind: Kind,
    decision: Decision,
    events: &Events<'_>,
    now_ms: i64,
) -> Result<Option<Operation>, StoreError> {
    let mut batch: Vec<Statement> =
        statements(&operation.payment_id, &operation.operation_id, kind, decision, now_ms).into();
    batch.extend(events.statements());
    batch.push(operations::select(&operation.operation_id));
    super::last(database.batch(batch).await?)?.first()
}
