//! Chargebacks: opened by a payer's bank, won or lost by the merchant. Each end is booked by the statement that finds it
//! still possible.

use super::callbacks::{self, NewEvent, event};
use ::store::{Database, StoreError, statement};

::store::row! {
    /// A chargeback as it stands.
    #[derive(Debug, Clone)]
    pub(crate) struct Chargeback {
        pub(crate) dispute_id: String,
        pub(crate) amount_minor: i64,
        pub(crate) fee_minor: i64,
        /// `open`, `won` or `lost`, as the merchant sees it.
        pub(crate) status: String,
        pub(crate) evidence_due_ms: i64,
    }
}

/// A chargeback to be opened.
#[derive(Debug)]
pub(crate) struct Opening<'a> {
    pub(crate) payment_id: &'a str,
    pub(crate) dispute_id: &'a str,
    pub(crate) operation_id: &'a str,
    pub(crate) amount_minor: i64,
    pub(crate) fee_minor: i64,
    pub(crate) evidence_due_ms: i64,
    /// Of a payer who complains in time: the complaint must still be due by then.
    pub(crate) due_ms: Option<i64>,
    pub(crate) event: NewEvent<'a>,
    pub(crate) now_ms: i64,
}

const OPEN: &str = "INSERT INTO chargeback (dispute_id, payment_id, terminal_number, amount_minor, fee_minor, evidence_due_ms, created_at_ms)
    SELECT ?2, payment_id, terminal_number, CAST(?3 AS INTEGER), ?4, ?5, ?6 FROM payment
    WHERE payment_id = ?1 AND captured_minor - refunded_minor - refund_reserved_minor - charged_back_minor >= CAST(?3 AS INTEGER)
      AND (?7 IS NULL OR chargeback_at_ms <= ?7) ON CONFLICT DO NOTHING";
const BOOK_OPENED: &str = "INSERT INTO operation (operation_id, payment_id, terminal_number, kind, amount_minor, fee_minor, dispute_id, status, booked_at_ms,
      created_at_ms)
    SELECT ?2, payment_id, terminal_number, 'chargeback', amount_minor, fee_minor, dispute_id, 'done', ?3, ?3 FROM chargeback WHERE dispute_id = ?1
    ON CONFLICT DO NOTHING";
// The operation is this run's own: a repetition takes nothing.
const TAKE: &str =
    "UPDATE payment SET charged_back_minor = charged_back_minor + CAST(?3 AS INTEGER), chargeback_at_ms = NULL
    WHERE payment_id = ?1 AND EXISTS (SELECT 1 FROM operation WHERE operation_id = ?2)";
const OPENED: &str = event!("EXISTS (SELECT 1 FROM operation o WHERE o.operation_id = ?4)");
const BY_ID: &str = "SELECT c.dispute_id, c.amount_minor, c.fee_minor, c.status, c.evidence_due_ms FROM chargeback c
    WHERE c.dispute_id = ?2 AND c.payment_id = ?1";
const FORGET: &str = "UPDATE payment SET chargeback_at_ms = NULL WHERE payment_id = ?1 AND chargeback_at_ms <= ?2";

/// Opens a chargeback. `None`: the payment has not so much to give.
pub(crate) async fn open(database: &impl Database, opening: &Opening<'_>) -> Result<Option<Chargeback>, StoreError> {
    let Opening {
        payment_id,
        dispute_id,
        operation_id,
        ..
    } = *opening;
    let open = statement!(
        OPEN,
        payment_id,
        dispute_id,
        opening.amount_minor,
        opening.fee_minor,
        opening.evidence_due_ms,
        opening.now_ms,
        opening.due_ms
    );
    let statements = vec![
        open,
        statement!(BOOK_OPENED, dispute_id, operation_id, opening.now_ms),
        statement!(TAKE, payment_id, operation_id, opening.amount_minor),
        callbacks::insert(OPENED, &opening.event),
        statement!(BY_ID, payment_id, dispute_id),
    ];
    super::last(database.batch(statements).await?)?.first()
}

/// A payer with nothing left to complain about does not.
pub(crate) async fn forget(database: &impl Database, payment_id: &str, due_ms: i64) -> Result<(), StoreError> {
    database
        .batch(vec![statement!(FORGET, payment_id, due_ms)])
        .await
        .map(drop)
}

/// A chargeback of a payment.
pub(crate) async fn of_payment(
    database: &impl Database,
    payment_id: &str,
    dispute_id: &str,
) -> Result<Option<Chargeback>, StoreError> {
    super::last(database.batch(vec![statement!(BY_ID, payment_id, dispute_id)]).await?)?.first()
}

/// An open chargeback's end.
#[derive(Debug)]
pub(crate) struct Ending<'a> {
    pub(crate) payment_id: &'a str,
    pub(crate) dispute_id: &'a str,
    /// `won` or `lost`.
    pub(crate) status: &'static str,
    /// Names the money that comes back, if it is won.
    pub(crate) operation_id: Option<&'a str>,
    pub(crate) event: NewEvent<'a>,
    pub(crate) now_ms: i64,
}

const BOOK_WON: &str = "INSERT INTO operation (operation_id, payment_id, terminal_number, kind, amount_minor, fee_minor, dispute_id, status, booked_at_ms, created_at_ms)
    SELECT ?2, payment_id, terminal_number, 'chargeback_won', amount_minor, fee_minor, dispute_id, 'done', ?3, ?3 FROM chargeback
    WHERE dispute_id = ?1 AND status = 'open' ON CONFLICT DO NOTHING";
const GIVE_BACK: &str = "UPDATE payment SET charged_back_minor = charged_back_minor
      - (SELECT c.amount_minor FROM chargeback c WHERE c.dispute_id = ?2)
    WHERE payment_id = ?1 AND EXISTS (SELECT 1 FROM chargeback c WHERE c.dispute_id = ?2 AND c.payment_id = ?1 AND c.status = 'open')";
const END: &str = "UPDATE chargeback SET status = ?2, decided_at_ms = ?3 WHERE dispute_id = ?1 AND status = 'open'";
const ENDED: &str = event!(
    "EXISTS (SELECT 1 FROM chargeback c WHERE c.dispute_id = ?5 AND 'payment.chargeback_' || c.status = ?3)
     AND (?4 IS NULL OR EXISTS (SELECT 1 FROM operation o WHERE o.operation_id = ?4))"
);

/// Ends a chargeback, if it is still open; answers it as it stands then.
pub(crate) async fn end(database: &impl Database, ending: &Ending<'_>) -> Result<Option<Chargeback>, StoreError> {
    let Ending {
        payment_id, dispute_id, ..
    } = *ending;
    let mut statements = Vec::new();
    if let Some(operation_id) = ending.operation_id {
        statements.push(statement!(BOOK_WON, dispute_id, operation_id, ending.now_ms));
        statements.push(statement!(GIVE_BACK, payment_id, dispute_id));
    }
    statements.extend([
        statement!(END, dispute_id, ending.status, ending.now_ms),
        callbacks::insert(ENDED, &ending.event),
        statement!(BY_ID, payment_id, dispute_id),
    ]);
    super::last(database.batch(statements).await?)?.first()
}
