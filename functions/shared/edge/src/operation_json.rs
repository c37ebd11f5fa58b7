//! An operation on a payment's money as JSON tells it: on /v1 and in the cabinet.

use operations::operation::Pending;
use serde::Serialize;

use crate::payment_json::{amount, time};

/// A line of the cart that a refund gives back.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = RefundedLine))]
pub struct RefundedLineJson {
    /// Its place in the cart, from 0.
    pub line: u32,
    /// How many.
    pub quantity: String,
    /// Their price.
    pub amount: String,
}

impl RefundedLineJson {
    /// From the lines as the database keeps them: JSON array of [line, quantity, minor units].
    #[must_use]
    pub fn read(kept: Option<&str>, currency: &str) -> Vec<Self> {
        let kept = kept.and_then(|kept| serde_json::from_str(kept).ok());
        let kept: Vec<(u32, String, i64)> = kept.unwrap_or_default();
        let line = |(line, quantity, minor)| Self {
            line,
            quantity,
            amount: amount(minor, currency),
        };
        kept.into_iter().map(line).collect()
    }
}

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
    /// What a refund gives back of the cart.
    pub lines: Vec<RefundedLineJson>,
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
            lines: RefundedLineJson::read(row.lines.as_deref(), &row.currency),
            payment_status: row.money.clone(),
            created_at: time(row.created_at_ms),
            decided_at: row.decided_at_ms.map(time),
        }
    }
}
