//! A payment's outcome and the event that tells of it, in one batch.

use super::{
    callbacks::{self, NewEvent, event},
    payments::CardFacts,
};
use ::store::{Database, StoreError, statement};

/// An outcome to be written.
#[derive(Debug)]
pub(crate) struct Settlement<'a> {
    pub(crate) payment_id: &'a str,
    /// The step that the payment must still be at.
    pub(crate) step: &'static str,
    /// Names this settlement: who finds it on the payment has finished it.
    pub(crate) event_id: &'a str,
    /// `payment.captured`, `payment.authorised` or `payment.declined`.
    pub(crate) kind: &'static str,
    /// The event's body, a JSON text.
    pub(crate) body: &'a str,
    pub(crate) copies: u32,
    /// When the merchant is told; never, if empty.
    pub(crate) due_at_ms: Option<i64>,
    pub(crate) card: Option<&'a CardFacts>,
    pub(crate) rrn: Option<&'a str>,
    pub(crate) decline_code: Option<&'a str>,
    /// Names the capture of a sale.
    pub(crate) operation_id: Option<&'a str>,
    pub(crate) hold_until_ms: Option<i64>,
    pub(crate) chaos: Option<&'static str>,
    pub(crate) chargeback_at_ms: Option<i64>,
    pub(crate) now_ms: i64,
}

const FINISH: &str = "UPDATE payment SET step = 'finished', event_id = ?2, rrn = ?4, decline_code = ?5, finished_at_ms = ?6, resolve_at_ms = NULL,
      authorised_minor = iif(?7 = 'payment.declined', 0, amount_minor), captured_minor = iif(?7 = 'payment.captured', amount_minor, 0),
      hold_until_ms = ?12, chaos = ?13, chargeback_at_ms = ?14,
      card_mask = coalesce(?8, card_mask), card_brand = coalesce(?9, card_brand),
      card_token = coalesce(?10, card_token), card_country = coalesce(?11, card_country)
    WHERE payment_id = ?1 AND step = ?3";
// A sale's capture, as the register will list it.
const CAPTURE: &str = "INSERT INTO operation (operation_id, payment_id, terminal_number, kind, amount_minor, status, booked_at_ms, created_at_ms)
    SELECT ?3, payment_id, terminal_number, 'capture', captured_minor, 'done', ?4, ?4 FROM payment
    WHERE payment_id = ?1 AND event_id = ?2 AND captured_minor > 0 ON CONFLICT DO NOTHING";
const TELL: &str = event!("p.event_id = ?2");
const FINISHED_BY: &str = "SELECT count(*) AS ours FROM payment WHERE payment_id = ?1 AND event_id = ?2";

::store::row! {
    struct FinishedBy {
        ours: i64,
    }
}

/// Writes an outcome. False: somebody else was first, and nothing was written.
pub(crate) async fn settle(database: &impl Database, settlement: &Settlement<'_>) -> Result<bool, StoreError> {
    let Settlement {
        payment_id,
        event_id,
        kind,
        card,
        ..
    } = *settlement;
    let finish = statement!(
        FINISH,
        payment_id,
        event_id,
        settlement.step,
        settlement.rrn,
        settlement.decline_code,
        settlement.now_ms,
        kind,
        card.map(|card| &card.mask),
        card.map(|card| &card.brand),
        card.map(|card| &card.token),
        card.map(|card| &card.country),
        settlement.hold_until_ms,
        settlement.chaos,
        settlement.chargeback_at_ms
    );
    let capture = statement!(
        CAPTURE,
        payment_id,
        event_id,
        settlement.operation_id.unwrap_or_default(),
        settlement.now_ms
    );
    let tell = callbacks::insert(
        TELL,
        &NewEvent {
            payment_id,
            event_id,
            kind,
            operation_id: settlement.operation_id,
            dispute_id: None,
            body: settlement.body,
            copies: settlement.copies,
            due_at_ms: settlement.due_at_ms,
            now_ms: settlement.now_ms,
        },
    );
    let ours = statement!(FINISHED_BY, payment_id, event_id);
    let answers = database.batch(vec![finish, capture, tell, ours]).await?;
    Ok(super::last(answers)?
        .first::<FinishedBy>()?
        .is_some_and(|finished| finished.ours == 1))
}
