//! An invoice is cancelled, while nobody has paid it. What a bank takes nevertheless, of a payer who was there already, is booked.

use super::{By, invoice_open};
use crate::{
    Database, StoreError,
    events::{event_body, next_event},
    port::Answers,
    sql::next_journal,
    statement,
};

/// How long after that a bank is asked once more what became of the trips that it has said nothing of, in milliseconds.
const LOOK_AFTER_MS: i64 = 15 * 60_000;

const CLOSE: &str = concat!(
    "UPDATE payment AS p SET closed = 'cancelled', look_at_ms = iif(EXISTS (SELECT 1 FROM attempt a WHERE a.org_id = p.org_id AND a.number = p.number
        AND a.state IN ('intended', 'sent', 'unknown')), CAST(?5 AS INTEGER), NULL)
    WHERE org_id = ?1 AND number = (SELECT i.number FROM invoice i WHERE i.org_id = ?1 AND i.invoice_id = ?2 AND (?3 IS NULL OR i.mode = ?3)) AND ",
    invoice_open!("?4"),
    " AND NOT EXISTS (SELECT 1 FROM manual_payment m WHERE m.org_id = p.org_id AND m.number = p.number AND m.state = 'open') RETURNING number"
);
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail) SELECT ?1, ",
    next_journal!(),
    ", ?3, ?4, 'invoice_cancelled', 'invoice:' || i.invoice_id, json_object('payment', i.number, 'reason', ?5)
    FROM invoice i WHERE i.org_id = ?1 AND i.invoice_id = ?2 AND changes() > 0"
);
const TELL: &str = concat!(
    "INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms) SELECT ?1, ",
    next_event!(),
    ", ?3, p.mode, e.type, p.number, ",
    event_body!("?3", "?4", "?5", "NULL"),
    ", ?6
    FROM invoice i JOIN payment p ON p.org_id = i.org_id AND p.number = i.number JOIN (SELECT 'payment.cancelled' AS type) AS e
    LEFT JOIN attempt a ON a.org_id = p.org_id AND a.number = p.number AND a.attempt =
      (SELECT max(x.attempt) FROM attempt x WHERE x.org_id = p.org_id AND x.number = p.number)
    WHERE i.org_id = ?1 AND i.invoice_id = ?2 AND changes() > 0"
);

/// What merchants are told of a cancellation.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// The event's id.
    pub event_id: &'a str,
    /// When, RFC 3339.
    pub occurred_at: &'a str,
    /// How many minor units make one of the payment's currency.
    pub scale: i64,
}

/// Cancels an invoice that can still be paid, where nobody waits for a manual payment of it to be decided. Answers whether it did.
pub async fn cancel(
    database: &impl Database,
    by: By<'_>,
    reason: &str,
    telling: Telling<'_>,
) -> Result<bool, StoreError> {
    let (org, invoice, now) = (by.org_id, by.invoice_id, by.now_ms);
    let look_at = now.saturating_add(LOOK_AFTER_MS);
    let Telling {
        event_id,
        occurred_at,
        scale,
    } = telling;
    let statements = vec![
        statement!(CLOSE, org, invoice, by.mode, now, look_at),
        statement!(JOURNAL, org, invoice, now, by.actor, reason),
        statement!(TELL, org, invoice, event_id, occurred_at, scale, now),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    Ok(!answers.next()?.0.is_empty())
}
