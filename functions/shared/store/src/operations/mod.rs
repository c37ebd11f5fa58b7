//! Operations on a payment's money: begun ([`begin`]), asked for at the bank, decided ([`decide`]). What an operation does to sums
//! and ledger is the schema's (`schema/0003_operations.sql`), as is the refusal of what does not fit.

mod begin;
mod cart;
mod decide;

pub use begin::{Begun, NewOperation, ScopedKey, Sums, begin, sums};
pub use cart::{CartSoFar, cart_so_far};
pub use decide::{Decided, decide};
pub(crate) use decide::{deciding, fee_back};

use crate::{Database, StoreError, port::Answers, row, statement};

row! {
    /// An operation with all that asking the bank for it needs.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/")]
    pub struct Pending {
        pub org_id: i64,
        pub number: i64,
        pub operation: i64,
        pub kind: String,
        pub state: String,
        pub amount_minor: i64,
        pub currency: String,
        pub idempotency_key: String,
        pub surplus: i64,
        pub bank_reference: Option<String>,
        pub asked: i64,
        pub asked_at_ms: Option<i64>,
        pub created_at_ms: i64,
        pub decided_at_ms: Option<i64>,
        pub reason: Option<String>,
        pub code: Option<String>,
        pub lines: Option<String>,
        pub bank_operation: Option<String>,
        pub terminal_id: String,
        pub acquirer: String,
        pub credentials: String,
        pub fees: String,
        pub fee_returned: i64,
        /// Of the payment: its fee, what was captured, what was refunded, its status.
        pub fee_minor: i64,
        pub captured_minor: i64,
        pub refunded_minor: i64,
        pub money: String,
    }
}

macro_rules! pending_columns {
    () => {
        concat!(
            "o.org_id, o.number, o.operation, o.kind, o.state, o.amount_minor, o.currency, o.idempotency_key, o.surplus, o.bank_reference, o.asked,
         o.asked_at_ms, o.created_at_ms, o.decided_at_ms, o.reason, o.code, o.lines, o.bank_operation, t.terminal_id, t.acquirer, t.credentials, t.fee_returned,
         ", $crate::sql::terminal_fees!(), ",
         COALESCE(p.fee_minor, 0) AS fee_minor, p.captured_minor, p.refunded_minor, p.money
         FROM operation o JOIN payment p ON p.org_id = o.org_id AND p.number = o.number
         JOIN attempt a ON a.org_id = o.org_id AND a.number = o.number AND a.attempt = o.attempt
         JOIN terminal t ON t.org_id = a.org_id AND t.terminal_id = a.terminal_id"
        )
    };
}
use pending_columns;

// Claimed until `?2`: whoever dies with it leaves it to the next tick.
const CLAIM: &str = "UPDATE operation SET due_at_ms = ?2, asked = asked + 1, asked_at_ms = COALESCE(asked_at_ms, ?4)
    WHERE (org_id, number, operation) IN (SELECT org_id, number, operation FROM operation
      WHERE due_at_ms <= ?1 ORDER BY due_at_ms LIMIT CAST(?3 AS INTEGER))";
const CLAIMED: &str = concat!(
    "SELECT ",
    pending_columns!(),
    " WHERE (o.org_id, o.number, o.operation) IN (SELECT org_id, number, operation FROM operation
        WHERE due_at_ms = ?1 ORDER BY due_at_ms LIMIT CAST(?2 AS INTEGER))"
);

/// Claims operations that are due until some instant, which must be this tick's own.
pub async fn claim(
    database: &impl Database,
    due_ms: i64,
    until_ms: i64,
    limit: u32,
    now_ms: i64,
) -> Result<Vec<Pending>, StoreError> {
    let statements = vec![
        statement!(CLAIM, due_ms, until_ms, limit, now_ms),
        statement!(CLAIMED, until_ms, limit),
    ];
    Answers::of(database.batch(statements).await?).last()?.all()
}

const REFUNDS: &str = concat!(
    "SELECT ",
    pending_columns!(),
    " WHERE o.org_id = ?1 AND o.number = ?2 AND o.kind = 'refund' AND o.surplus = 0 AND p.mode = ?3 ORDER BY o.operation LIMIT 500"
);
const KNOWN: &str = "SELECT 1 AS known FROM payment WHERE org_id = ?1 AND number = ?2 AND mode = ?3";

/// The refunds of a payment, oldest first; empty if there is no such payment.
pub async fn refunds(
    database: &impl Database,
    org_id: i64,
    number: i64,
    mode: &str,
) -> Result<Option<Vec<Pending>>, StoreError> {
    let statements = vec![
        statement!(KNOWN, org_id, number, mode),
        statement!(REFUNDS, org_id, number, mode),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let known = !answers.next()?.0.is_empty();
    let refunds = answers.next()?.all()?;
    Ok(known.then_some(refunds))
}

const ONE: &str = concat!(
    "SELECT ",
    pending_columns!(),
    " WHERE o.org_id = ?1 AND o.number = ?2 AND o.operation = ?3"
);

/// One operation of a payment.
pub async fn one(
    database: &impl Database,
    org_id: i64,
    number: i64,
    operation: i64,
) -> Result<Option<Pending>, StoreError> {
    Answers::of(database.batch(vec![statement!(ONE, org_id, number, operation)]).await?)
        .last()?
        .first()
}
