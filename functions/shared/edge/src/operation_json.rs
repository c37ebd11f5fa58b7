//! An operation on a payment's money as JSON tells it: on /v1 and in the cabinet.

use operations::operation::Pending;
use serde::Serialize;

use crate::payment_json::{amount, stored, time};

/// An operation that was asked for.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = MoneyOperation))]
pub struct OperationJson {
    /// The payment's number.
    pub number: i64,
    /// The operation's number within the payment.
    pub operation: i64,
    /// `capture`, `void` or `refund`.
    pub kind: String,
    /// `sent` (the bank will decide), `done`, `refused` or `unknown` (the bank gave no answer that can be understood: it is
    /// asked until it does, and the money moves once).
    #[cfg_attr(feature = "openapi", schema(example = "done"))]
    pub state: String,
    /// Decimal text.
    #[cfg_attr(feature = "openapi", schema(example = "30.00"))]
    pub amount: String,
    /// ISO 4217 code.
    #[cfg_attr(feature = "openapi", schema(example = "RUB"))]
    pub currency: String,
    /// Why, in the asker's words.
    pub reason: Option<String>,
    /// Why the bank refused.
    pub code: Option<String>,
    /// What a refund gives back of the cart: [line, quantity, minor units].
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<serde_json::Value>>))]
    pub lines: Option<serde_json::Value>,
    /// The payment's status now.
    pub payment_status: String,
    /// RFC 3339, UTC.
    pub created_at: String,
    /// When it was decided.
    pub decided_at: Option<String>,
}

impl OperationJson {
    /// From the operation's row.
    #[must_use]
    pub fn of(row: &Pending) -> Self {
        Self {
            number: row.number,
            operation: row.operation,
            kind: row.kind.clone(),
            state: row.state.clone(),
            amount: amount(row.amount_minor, &row.currency),
            currency: row.currency.clone(),
            reason: row.reason.clone(),
            code: row.code.clone(),
            lines: row.lines.as_deref().map(stored),
            payment_status: row.money.clone(),
            created_at: time(row.created_at_ms),
            decided_at: row.decided_at_ms.map(time),
        }
    }
}
