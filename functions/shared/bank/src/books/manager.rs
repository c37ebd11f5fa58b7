//! What waits for a terminal's manager.

use super::operations::Operation;
use ::store::{Database, StoreError, statement};

/// Most that is shown of each kind; the oldest come first.
const SHOWN_MAX: u32 = 100;

::store::row! {
    /// A refund, capture or void that waits, or a chargeback that is open.
    #[derive(Debug, Clone)]
    pub(crate) struct Waiting {
        /// The operation's, or the dispute's.
        pub(crate) id: String,
        pub(crate) payment_id: String,
        pub(crate) reference: String,
        pub(crate) amount_minor: i64,
        pub(crate) currency: String,
        /// A chargeback's.
        pub(crate) fee_minor: i64,
        pub(crate) created_at_ms: i64,
    }
}

const REVIEWS: &str = "SELECT o.operation_id AS id, o.payment_id, p.reference, o.amount_minor, p.currency, 0 AS fee_minor, o.created_at_ms
    FROM operation o JOIN payment p ON p.payment_id = o.payment_id
    WHERE o.terminal_number = ?1 AND o.status = 'pending' AND o.decide_at_ms IS NULL ORDER BY o.created_at_ms LIMIT CAST(?2 AS INTEGER)";
const CHARGEBACKS: &str =
    "SELECT c.dispute_id AS id, c.payment_id, p.reference, c.amount_minor, p.currency, c.fee_minor, c.created_at_ms
    FROM chargeback c JOIN payment p ON p.payment_id = c.payment_id
    WHERE c.terminal_number = ?1 AND c.status = 'open' ORDER BY c.created_at_ms LIMIT CAST(?2 AS INTEGER)";

/// Operations that wait, and open chargebacks.
pub(crate) async fn waiting(
    database: &impl Database,
    terminal_number: i64,
) -> Result<(Vec<Waiting>, Vec<Waiting>), StoreError> {
    let statements = vec![
        statement!(REVIEWS, terminal_number, SHOWN_MAX),
        statement!(CHARGEBACKS, terminal_number, SHOWN_MAX),
    ];
    let mut answers = database.batch(statements).await?;
    let chargebacks = answers.pop().unwrap_or_default().all()?;
    Ok((super::last(answers)?.all()?, chargebacks))
}

const OPERATION: &str =
    "SELECT o.operation_id, o.payment_id, o.idempotency_key, o.kind, o.amount_minor, o.status, o.code FROM operation o
    WHERE o.operation_id = ?2 AND o.terminal_number = ?1";

/// An operation of the terminal.
pub(crate) async fn operation(
    database: &impl Database,
    terminal_number: i64,
    operation_id: &str,
) -> Result<Option<Operation>, StoreError> {
    super::last(
        database
            .batch(vec![statement!(OPERATION, terminal_number, operation_id)])
            .await?,
    )?
    .first()
}
