//! Captures, voids and refunds. Whether one fits is decided by the statement that writes it, so that two at once cannot both
//! have what only one may. One that fits is pending first, its amount reserved; then it is decided, mostly in the same batch.

use super::{
    callbacks::{self, NewEvent, event},
    decisions::{self, Decision},
};
use ::store::{Database, Statement, StoreError, statement};

/// What may be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Held money is taken.
    Capture,
    /// Captured money goes back.
    Refund,
    /// Held money is released.
    Void,
}

impl Kind {
    /// As it is kept.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Capture => "capture",
            Self::Refund => "refund",
            Self::Void => "void",
        }
    }

    /// Reads [`Self::name`].
    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Capture, Self::Refund, Self::Void]
            .into_iter()
            .find(|kind| kind.name() == name)
    }

    /// The event of one that is done.
    pub(crate) fn done_event(self) -> &'static str {
        match self {
            Self::Capture => "payment.captured",
            Self::Refund => "payment.refunded",
            Self::Void => "payment.voided",
        }
    }
}

::store::row! {
    /// An operation as it stands.
    #[derive(Debug, Clone)]
    pub(crate) struct Operation {
        pub(crate) operation_id: String,
        pub(crate) payment_id: String,
        pub(crate) idempotency_key: Option<String>,
        pub(crate) kind: String,
        pub(crate) amount_minor: i64,
        pub(crate) status: String,
        pub(crate) code: Option<String>,
    }
}

// One that is refused is kept where a merchant asked: the same key gets the same answer.
macro_rules! ask {
    ($kind:literal, $fits:literal, $code:literal) => {
        concat!(
            "INSERT INTO operation (operation_id, payment_id, terminal_number, idempotency_key, kind, amount_minor, status, code, decide_at_ms, created_at_ms)
             SELECT ?4, payment_id, terminal_number, ?3, '", $kind, "', CAST(?5 AS INTEGER), iif(", $fits, ", 'pending', 'refused'),
               CASE WHEN ", $fits, " THEN NULL ", $code, " END, iif(", $fits, ", ?7, NULL), ?6
             FROM payment WHERE payment_id = ?1 AND terminal_number = ?2 AND (?3 IS NOT NULL OR ", $fits, ") ON CONFLICT DO NOTHING"
        )
    };
}
const CAPTURE: &str = ask!(
    "capture",
    "(authorised_minor - captured_minor - voided_minor - hold_reserved_minor >= CAST(?5 AS INTEGER)
      AND NOT EXISTS (SELECT 1 FROM operation o WHERE o.payment_id = ?1 AND o.kind = 'capture' AND o.status <> 'refused'))",
    "WHEN EXISTS (SELECT 1 FROM operation o WHERE o.payment_id = ?1 AND o.kind = 'capture' AND o.status <> 'refused') THEN 'already_captured'
     WHEN authorised_minor = captured_minor + voided_minor + hold_reserved_minor THEN 'not_authorised' ELSE 'amount_exceeds_authorised'"
);
const REFUND: &str = ask!(
    "refund",
    "(captured_minor - refunded_minor - refund_reserved_minor - charged_back_minor >= CAST(?5 AS INTEGER))",
    "WHEN captured_minor = 0 THEN 'not_captured' ELSE 'amount_exceeds_captured'"
);
const VOID: &str = ask!(
    "void",
    "(authorised_minor - captured_minor - voided_minor - hold_reserved_minor >= CAST(?5 AS INTEGER))",
    "WHEN authorised_minor = captured_minor + voided_minor + hold_reserved_minor THEN 'not_authorised' ELSE 'amount_exceeds_authorised'"
);
// The id is this run's own: a repetition of the key reserves nothing.
const RESERVE_HELD: &str = "UPDATE payment SET hold_reserved_minor = hold_reserved_minor + CAST(?3 AS INTEGER)
    WHERE payment_id = ?1 AND EXISTS (SELECT 1 FROM operation WHERE operation_id = ?2 AND status = 'pending')";
const RESERVE_CAPTURED: &str = "UPDATE payment SET refund_reserved_minor = refund_reserved_minor + CAST(?3 AS INTEGER)
    WHERE payment_id = ?1 AND EXISTS (SELECT 1 FROM operation WHERE operation_id = ?2 AND status = 'pending')";
const DONE: &str = event!("EXISTS (SELECT 1 FROM operation o WHERE o.operation_id = ?4 AND o.status = 'done')");
const REFUSED: &str = event!(
    "json_set(?6, '$.decline_code', (SELECT o.code FROM operation o WHERE o.operation_id = ?4))",
    "EXISTS (SELECT 1 FROM operation o WHERE o.operation_id = ?4 AND o.status = 'refused')"
);

macro_rules! select {
    ($which:literal) => {
        concat!(
            "SELECT o.operation_id, o.payment_id, o.idempotency_key, o.kind, o.amount_minor, o.status, o.code FROM operation o WHERE ",
            $which
        )
    };
}
const BY_KEY: &str = select!("o.payment_id = ?1 AND o.idempotency_key = ?2");
const BY_ID: &str = select!("o.operation_id = ?1");
const TO_DECIDE: &str = select!("o.decide_at_ms <= ?1 ORDER BY o.decide_at_ms LIMIT CAST(?2 AS INTEGER)");

/// An operation to be written.
#[derive(Debug)]
pub(crate) struct NewOperation<'a> {
    pub(crate) terminal_number: i64,
    pub(crate) payment_id: &'a str,
    /// The merchant's; none where the bank acts by itself.
    pub(crate) key: Option<&'a str>,
    pub(crate) operation_id: &'a str,
    pub(crate) kind: Kind,
    pub(crate) amount_minor: i64,
    /// What becomes of it at once, if it fits; else it stays pending.
    pub(crate) decision: Option<Decision>,
    /// When one that stays pending is decided by itself.
    pub(crate) decide_at_ms: Option<i64>,
    /// The events of both ends.
    pub(crate) events: &'a Events<'a>,
    pub(crate) now_ms: i64,
}

/// What is told of an operation once it is decided: one of the two. Refused captures and voids have no event.
#[derive(Debug)]
pub(crate) struct Events<'a> {
    pub(crate) done: NewEvent<'a>,
    pub(crate) refused: Option<NewEvent<'a>>,
}

impl Events<'_> {
    /// Writes the one that the operation's status asks for, once.
    pub(super) fn statements(&self) -> impl Iterator<Item = Statement> {
        let refused = self.refused.as_ref().map(|event| callbacks::insert(REFUSED, event));
        [callbacks::insert(DONE, &self.done)].into_iter().chain(refused)
    }
}

/// Writes an operation and decides it; answers what its key was answered first, as it stands now. `None`: the terminal has
/// no such payment, or the bank's own operation does not fit.
pub(crate) async fn operate(database: &impl Database, new: &NewOperation<'_>) -> Result<Option<Operation>, StoreError> {
    let (ask, reserve) = match new.kind {
        Kind::Capture => (CAPTURE, RESERVE_HELD),
        Kind::Refund => (REFUND, RESERVE_CAPTURED),
        Kind::Void => (VOID, RESERVE_HELD),
    };
    let mut statements = vec![
        statement!(
            ask,
            new.payment_id,
            new.terminal_number,
            new.key,
            new.operation_id,
            new.amount_minor,
            new.now_ms,
            new.decide_at_ms
        ),
        statement!(reserve, new.payment_id, new.operation_id, new.amount_minor),
    ];
    if let Some(decision) = new.decision {
        statements.extend(decisions::statements(
            new.payment_id,
            new.operation_id,
            new.kind,
            decision,
            new.now_ms,
        ));
    }
    statements.extend(new.events.statements());
    statements.push(match new.key {
        Some(key) => statement!(BY_KEY, new.payment_id, key),
        None => select(new.operation_id),
    });
    super::last(database.batch(statements).await?)?.first()
}

/// The operation of a payment that a merchant's key names.
pub(crate) async fn by_key(
    database: &impl Database,
    payment_id: &str,
    key: &str,
) -> Result<Option<Operation>, StoreError> {
    super::last(database.batch(vec![statement!(BY_KEY, payment_id, key)]).await?)?.first()
}

/// Reads an operation, within a batch.
pub(super) fn select(operation_id: &str) -> Statement {
    statement!(BY_ID, operation_id)
}

/// Pending operations that are decided by themselves by now.
pub(crate) async fn to_decide(database: &impl Database, due_ms: i64, limit: u32) -> Result<Vec<Operation>, StoreError> {
    super::last(database.batch(vec![statement!(TO_DECIDE, due_ms, limit)]).await?)?.all()
}

const SILENCE: &str = "INSERT INTO silence (payment_id, idempotency_key, created_at_ms) VALUES (?1, ?2, ?3)
    ON CONFLICT DO NOTHING RETURNING payment_id";

/// Whether this is the first ask with a key, of which none is the second.
pub(crate) async fn first_ask(
    database: &impl Database,
    payment_id: &str,
    key: &str,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let answers = database
        .batch(vec![statement!(SILENCE, payment_id, key, now_ms)])
        .await?;
    Ok(!super::last(answers)?.0.is_empty())
}
