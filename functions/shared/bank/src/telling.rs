//! What is to be told of an operation, before it is known how it ends: one event, and a body for each end.

use domain::time::Timestamp;
use edge::Problem;
use operations::Entropy;

use crate::{
    bank::Bank,
    books::{
        callbacks::NewEvent,
        operations::{Events, Kind},
        payments::Payment,
    },
    event::Event,
    ids,
};

/// What is told of an operation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) payment: &'a Payment,
    pub(crate) operation_id: &'a str,
    /// The merchant's; none where the bank acts by itself.
    pub(crate) key: Option<&'a str>,
    pub(crate) kind: Kind,
    pub(crate) amount_minor: i64,
}

/// An operation's event, of which the end decides what it says.
#[derive(Debug)]
pub(crate) struct Telling<'a> {
    /// Names the event, if it comes to be.
    pub(crate) event_id: String,
    subject: Subject<'a>,
    done: String,
    /// Only a refund's refusal is told.
    refused: Option<String>,
    now_ms: i64,
}

impl<'a> Telling<'a> {
    /// The event of an operation that is decided now.
    pub(crate) fn of<D, H, C, E: Entropy>(
        bank: Bank<'_, D, H, C, E>,
        subject: Subject<'a>,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let event_id = ids::id("be", bank.ports.entropy.bytes()?);
        let body = |kind| {
            Event {
                operation_key: subject.key,
                operation_id: Some(subject.operation_id),
                ..Event::of(subject.payment, &event_id, kind, subject.amount_minor, now)
            }
            .body()
        };
        let refused = (subject.kind == Kind::Refund).then(|| body(REFUND_REFUSED_EVENT));
        Ok(Self {
            done: body(subject.kind.done_event())?,
            refused: refused.transpose()?,
            event_id,
            subject,
            now_ms: now.ms(),
        })
    }

    /// Both ends, told by `due`, or kept in silence.
    pub(crate) fn events(&self, due: Option<Timestamp>) -> Events<'_> {
        let event = |kind, body| NewEvent {
            payment_id: &self.subject.payment.payment_id,
            event_id: &self.event_id,
            kind,
            operation_id: Some(self.subject.operation_id),
            dispute_id: None,
            body,
            copies: 1,
            due_at_ms: due.map(Timestamp::ms),
            now_ms: self.now_ms,
        };
        Events {
            done: event(self.subject.kind.done_event(), &self.done),
            refused: self.refused.as_ref().map(|body| event(REFUND_REFUSED_EVENT, body)),
        }
    }
}

const REFUND_REFUSED_EVENT: &str = "payment.refund_refused";
