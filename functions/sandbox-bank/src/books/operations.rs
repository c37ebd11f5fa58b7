//! Refunds and voids. Whether one fits is decided by the statement that writes it, so that two at once cannot both have
//! what only one may.

use ::store::{Database, StoreError, statement};
use serde::Deserialize;

/// What a merchant may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Captured money goes back.
    Refund,
    /// Held money is released.
    Void,
}

impl Kind {
    /// As it is kept.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Refund => "refund",
            Self::Void => "void",
        }
    }
}

/// An operation with the answer given.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Operation {
    pub(crate) operation_id: String,
    pub(crate) kind: String,
    pub(crate) amount_minor: i64,
    pub(crate) status: String,
    pub(crate) code: Option<String>,
}

macro_rules! decide {
    ($kind:literal, $room:literal, $nothing:literal, $nothing_code:literal, $exceeds_code:literal) => {
        concat!(
            "INSERT INTO operation (payment_id, idempotency_key, operation_id, kind, amount_minor, status, code, created_at_ms)
             SELECT payment_id, ?3, ?4, '", $kind, "', CAST(?5 AS INTEGER), iif(", $room, " >= CAST(?5 AS INTEGER), 'done', 'refused'),
               CASE WHEN ", $room, " >= CAST(?5 AS INTEGER) THEN NULL WHEN ", $nothing, " THEN '", $nothing_code, "' ELSE '", $exceeds_code, "' END, ?6
             FROM payment WHERE payment_id = ?1 AND terminal_number = ?2 ON CONFLICT DO NOTHING"
        )
    };
}
const REFUND: &str = decide!(
    "refund",
    "captured_minor - refunded_minor",
    "captured_minor = 0",
    "not_captured",
    "amount_exceeds_captured"
);
const VOID: &str = decide!(
    "void",
    "authorised_minor - captured_minor - voided_minor",
    "authorised_minor = captured_minor",
    "not_authorised",
    "amount_exceeds_authorised"
);
// The id is this run's own: a repetition moves nothing.
const BOOK_REFUND: &str = "UPDATE payment SET refunded_minor = refunded_minor + CAST(?4 AS INTEGER) WHERE payment_id = ?1
    AND EXISTS (SELECT 1 FROM operation WHERE payment_id = ?1 AND idempotency_key = ?2 AND operation_id = ?3 AND status = 'done')";
const BOOK_VOID: &str = "UPDATE payment SET voided_minor = voided_minor + CAST(?4 AS INTEGER) WHERE payment_id = ?1
    AND EXISTS (SELECT 1 FROM operation WHERE payment_id = ?1 AND idempotency_key = ?2 AND operation_id = ?3 AND status = 'done')";
const BY_KEY: &str = "SELECT o.operation_id, o.kind, o.amount_minor, o.status, o.code FROM operation o
    JOIN payment p ON p.payment_id = o.payment_id WHERE o.payment_id = ?1 AND o.idempotency_key = ?3 AND p.terminal_number = ?2";

/// An operation to be decided.
#[derive(Debug)]
pub(crate) struct NewOperation<'a> {
    pub(crate) terminal_number: i64,
    pub(crate) payment_id: &'a str,
    pub(crate) key: &'a str,
    pub(crate) operation_id: &'a str,
    pub(crate) kind: Kind,
    pub(crate) amount_minor: i64,
    pub(crate) now_ms: i64,
}

/// Decides an operation and books it; answers what its key was answered first. `None`: the terminal has no such payment.
pub(crate) async fn operate(database: &impl Database, new: &NewOperation<'_>) -> Result<Option<Operation>, StoreError> {
    let (decide, book) = match new.kind {
        Kind::Refund => (REFUND, BOOK_REFUND),
        Kind::Void => (VOID, BOOK_VOID),
    };
    let statements = vec![
        statement!(
            decide,
            new.payment_id,
            new.terminal_number,
            new.key,
            new.operation_id,
            new.amount_minor,
            new.now_ms
        ),
        statement!(book, new.payment_id, new.key, new.operation_id, new.amount_minor),
        statement!(BY_KEY, new.payment_id, new.terminal_number, new.key),
    ];
    super::last(database.batch(statements).await?)?.first()
}
