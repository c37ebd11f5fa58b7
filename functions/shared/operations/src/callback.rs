//! Callbacks that fit nothing, settled by a person: attached to the payment that they belong to, or dismissed; and operations
//! recorded as done with evidence.

use domain::{sealed::KeyRing, time::Timestamp};
use store::{Database, callbacks};

use crate::{
    Entropy,
    settle_callback::{Booked, SettleError, settle_event},
    terminal::Terminal,
};

/// Why a callback was not attached.
#[derive(Debug, thiserror::Error)]
pub enum AttachError {
    /// No callback of this name needs a person.
    #[error("no such callback needs attention")]
    NotFound,
    /// The payment was never sent to the callback's terminal.
    #[error("the payment has no trip to the callback's terminal")]
    NoTrip,
    /// Booking failed.
    #[error(transparent)]
    Settle(#[from] SettleError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::StoreError),
}

/// Which callback, and who says so why.
#[derive(Debug)]
pub struct Resolution<'a> {
    /// The organisation.
    pub org_id: i64,
    /// The terminal.
    pub terminal_id: &'a str,
    /// The bank's event.
    pub event_id: &'a str,
    /// Why.
    pub reason: &'a str,
    /// Who, as the journal names it.
    pub actor: &'a str,
}

/// Attaches a callback to a payment: it is booked as if the bank had named it. It may still not fit, and then says so.
pub async fn attach(
    database: &impl Database,
    entropy: &impl Entropy,
    key: &KeyRing,
    resolution: &Resolution<'_>,
    number: i64,
    now: Timestamp,
) -> Result<Booked, AttachError> {
    let Resolution {
        org_id,
        terminal_id,
        event_id,
        reason,
        actor,
    } = *resolution;
    let open = callbacks::open(database, org_id, terminal_id, event_id, number).await?;
    let (open, terminal, trip) = open.ok_or(AttachError::NotFound)?;
    let attempt = trip.ok_or(AttachError::NoTrip)?;
    let terminal = Terminal::open(&terminal, key).map_err(SettleError::from)?;
    let mut event = terminal.acquirer.kept(&open.body).map_err(SettleError::from)?;
    event.reference = format!("{number}-{attempt}");
    let booked = settle_event(database, entropy, &terminal, &event, now).await?;
    callbacks::attached(database, org_id, terminal_id, event_id, reason, actor, now.ms()).await?;
    Ok(booked)
}

/// Dismisses a callback. Answers whether there was one that needed it.
pub async fn dismiss(
    database: &impl Database,
    resolution: &Resolution<'_>,
    now: Timestamp,
) -> Result<bool, store::StoreError> {
    let Resolution {
        org_id,
        terminal_id,
        event_id,
        reason,
        actor,
    } = *resolution;
    callbacks::dismiss(database, org_id, terminal_id, event_id, reason, actor, now.ms()).await
}
