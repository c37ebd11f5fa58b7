//! `GET /bank/api/payments/{payment_id}/operations/{key}`: what became of a capture, a void or a refund.

use edge::{Problem, Request, Response, json};
use http::StatusCode;
use serde::Serialize;
use store::Database;

use crate::{
    api_status, auth,
    books::{
        operations::{self, Operation},
        payments::Payment,
    },
};

/// An operation as who asks for it is told.
#[derive(Serialize)]
pub(crate) struct Standing {
    operation_id: String,
    kind: String,
    amount_minor: i64,
    status: String,
    code: Option<String>,
}

impl From<Operation> for Standing {
    fn from(operation: Operation) -> Self {
        Self {
            operation_id: operation.operation_id,
            kind: operation.kind,
            amount_minor: operation.amount_minor,
            status: operation.status,
            code: operation.code,
        }
    }
}

/// Answers what became of an operation.
pub(crate) async fn status(
    database: &impl Database,
    request: &Request,
    payment_id: &str,
    key: &str,
) -> Result<Response, Problem> {
    let terminal = auth::terminal(database, request).await?;
    let payment = api_status::find(database, &terminal, payment_id).await?;
    let operation = find(database, &payment, key).await?;
    json::answer(StatusCode::OK, &Standing::from(operation))
}

/// The operation that a key names.
pub(crate) async fn find(database: &impl Database, payment: &Payment, key: &str) -> Result<Operation, Problem> {
    operations::by_key(database, &payment.payment_id, key)
        .await?
        .ok_or_else(|| {
            Problem::new(
                StatusCode::NOT_FOUND,
                "operation_not_found",
                "The payment has no operation with this key.",
            )
        })
}

/// It is too late to decide otherwise.
pub(crate) fn already_decided(status: &str) -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "already_decided",
        format!("This was decided before: {status}."),
    )
}

/// The bank cannot take so much of a payment.
pub(crate) fn does_not_fit(payment: &Payment) -> Problem {
    let (code, detail) = if payment.captured_minor == 0 {
        ("not_captured", "Nothing was captured.")
    } else {
        ("amount_exceeds_captured", "Less is left of what was captured.")
    };
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, detail)
}
