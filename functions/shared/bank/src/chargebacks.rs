//! Chargebacks, whoever brings them about: the payer's time, the API or the manager's page. What is booked and the event
//! that tells of it are one commit.

use domain::time::Timestamp;
use edge::Problem;
use operations::{Clock, Entropy};
use store::Database;

use crate::{
    bank::Bank,
    books::{
        callbacks::NewEvent,
        chargebacks::{self, Chargeback, Ending, Opening},
        payments::{self, Payment},
    },
    event::Event,
    ids,
    settle::DAY_MS,
};

/// What the bank takes for a chargeback unless told otherwise, in minor units.
pub(crate) const FEE_MINOR: i64 = 500;
/// How long a merchant may send evidence, in days.
const EVIDENCE_DAYS: i64 = 7;
/// Chargebacks that are opened in one tick.
const CHARGEBACKS_MAX: u32 = 50;

/// A chargeback to be opened.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Complaint {
    pub(crate) amount_minor: i64,
    pub(crate) fee_minor: i64,
    /// Of the cron: opened only if the complaint is still due by then.
    pub(crate) due: Option<Timestamp>,
}

/// Opens a chargeback: what it is, and the event to be told. `None`: the payment has not so much to give.
pub(crate) async fn open<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    payment: &Payment,
    complaint: Complaint,
) -> Result<Option<(Chargeback, String)>, Problem> {
    let now = bank.ports.clock.now();
    let event_id = ids::id("be", bank.ports.entropy.bytes()?);
    let dispute_id = ids::id("bd", bank.ports.entropy.bytes()?);
    let operation_id = ids::id("bo", bank.ports.entropy.bytes()?);
    let evidence_due = now.after_ms(EVIDENCE_DAYS.saturating_mul(DAY_MS));
    let body = Event {
        operation_id: Some(&operation_id),
        fee_minor: Some(complaint.fee_minor),
        dispute_id: Some(&dispute_id),
        evidence_due: Some(evidence_due.rfc3339()),
        ..Event::of(payment, &event_id, OPENED, complaint.amount_minor, now)
    }
    .body()?;
    let opening = Opening {
        payment_id: &payment.payment_id,
        dispute_id: &dispute_id,
        operation_id: &operation_id,
        amount_minor: complaint.amount_minor,
        fee_minor: complaint.fee_minor,
        evidence_due_ms: evidence_due.ms(),
        due_ms: complaint.due.map(Timestamp::ms),
        event: NewEvent {
            payment_id: &payment.payment_id,
            event_id: &event_id,
            kind: OPENED,
            operation_id: Some(&operation_id),
            dispute_id: Some(&dispute_id),
            body: &body,
            copies: 1,
            due_at_ms: Some(complaint.due.unwrap_or(now).ms()),
            now_ms: now.ms(),
        },
        now_ms: now.ms(),
    };
    let opened = chargebacks::open(bank.ports.database, &opening).await?;
    Ok(opened.map(|chargeback| (chargeback, event_id)))
}

const OPENED: &str = "payment.chargeback_opened";

/// Opens the chargebacks whose payers complain by now: over all that was captured, or what is left of it.
pub(crate) async fn open_due<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    due: Timestamp,
) -> Result<(), Problem> {
    for payment in payments::to_charge_back(bank.ports.database, due.ms(), CHARGEBACKS_MAX).await? {
        let amount_minor = payment.refundable_minor();
        if amount_minor <= 0 {
            chargebacks::forget(bank.ports.database, &payment.payment_id, due.ms()).await?;
            continue;
        }
        let complaint = Complaint {
            amount_minor,
            fee_minor: FEE_MINOR,
            due: Some(due),
        };
        open(bank, &payment, complaint).await?;
    }
    Ok(())
}

/// Ends an open chargeback: what it is now, whoever ended it, and the event to be told.
pub(crate) async fn end<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    payment: &Payment,
    chargeback: &Chargeback,
    won: bool,
) -> Result<(Chargeback, String), Problem> {
    let now = bank.ports.clock.now();
    let event_id = ids::id("be", bank.ports.entropy.bytes()?);
    let operation_id = won
        .then(|| bank.ports.entropy.bytes().map(|random| ids::id("bo", random)))
        .transpose()?;
    let (status, kind) = if won {
        ("won", "payment.chargeback_won")
    } else {
        ("lost", "payment.chargeback_lost")
    };
    let body = Event {
        operation_id: operation_id.as_deref(),
        fee_minor: Some(chargeback.fee_minor),
        dispute_id: Some(&chargeback.dispute_id),
        ..Event::of(payment, &event_id, kind, chargeback.amount_minor, now)
    }
    .body()?;
    let ending = Ending {
        payment_id: &payment.payment_id,
        dispute_id: &chargeback.dispute_id,
        status,
        operation_id: operation_id.as_deref(),
        event: NewEvent {
            payment_id: &payment.payment_id,
            event_id: &event_id,
            kind,
            operation_id: operation_id.as_deref(),
            dispute_id: Some(&chargeback.dispute_id),
            body: &body,
            copies: 1,
            due_at_ms: Some(now.ms()),
            now_ms: now.ms(),
        },
        now_ms: now.ms(),
    };
    let ended = chargebacks::end(bank.ports.database, &ending)
        .await?
        .ok_or_else(|| Problem::internal(&"a chargeback that was found is not there"))?;
    Ok((ended, event_id))
}
