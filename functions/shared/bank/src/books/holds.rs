//! Holds that end by themselves: what is still held is voided, if it is still what was seen.

use ::store::{Database, StoreError, statement};

use super::operations::Events;

/// A hold that ends.
#[derive(Debug)]
pub(crate) struct Release<'a> {
    pub(crate) payment_id: &'a str,
    pub(crate) operation_id: &'a str,
    /// All that is held.
    pub(crate) amount_minor: i64,
    /// The hold must end by then.
    pub(crate) due_ms: i64,
    pub(crate) events: &'a Events<'a>,
    pub(crate) now_ms: i64,
}

const VOID: &str = "INSERT INTO operation (operation_id, payment_id, terminal_number, kind, amount_minor, status, created_at_ms)
    SELECT ?2, payment_id, terminal_number, 'void', CAST(?3 AS INTEGER), 'done', ?5 FROM payment
    WHERE payment_id = ?1 AND hold_until_ms <= ?4 AND hold_reserved_minor = 0 AND authorised_minor - voided_minor = CAST(?3 AS INTEGER)
    ON CONFLICT DO NOTHING";
const END: &str = "UPDATE payment SET voided_minor = voided_minor + CAST(?3 AS INTEGER), hold_until_ms = NULL
    WHERE payment_id = ?1 AND hold_until_ms IS NOT NULL AND EXISTS (SELECT 1 FROM operation WHERE operation_id = ?2)";

/// Ends a hold, unless something has happened to it.
pub(crate) async fn release(database: &impl Database, release: &Release<'_>) -> Result<(), StoreError> {
    let mut statements = vec![
        statement!(
            VOID,
            release.payment_id,
            release.operation_id,
            release.amount_minor,
            release.due_ms,
            release.now_ms
        ),
        statement!(END, release.payment_id, release.operation_id, release.amount_minor),
    ];
    statements.extend(release.events.statements());
    database.batch(statements).await.map(drop)
}
