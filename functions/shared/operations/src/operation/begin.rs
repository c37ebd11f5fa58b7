//! The beginning that captures, cancels and refunds share: one request, one idempotency key, one operation.

use acquirers::HttpClient;
use domain::{
    money::{Currency, Money, MoneyError},
    sealed::KeyRing,
    time::Timestamp,
    token,
    transition::{self, Started, SumsFacts},
};
use store::{
    Database, StoreError,
    operations::{self, Begun, NewOperation, ScopedKey, Sums},
};

use super::{Performed, ask::ask};
use crate::{
    Clock, Entropy, FieldError, NoEntropy, Ports,
    create_payment::{KEY_LIFE_MS, kept_key},
    payment_check::money_error,
};

/// When the janitor takes over from a request that died, in milliseconds: later than any bank answers.
pub(super) const TAKEOVER_MS: i64 = 60_000;

/// Who asks, through which door.
#[derive(Debug, Clone)]
pub struct Asker<'a> {
    /// The organisation.
    pub org_id: i64,
    /// The mode that the asker may see; empty: both.
    pub mode: Option<&'a str>,
    /// The door: `v1` or `cabinet`.
    pub door: &'a str,
    /// As the journal names it, e.g. `api_key:<prefix>`.
    pub actor: &'a str,
    /// The idempotency key.
    pub key: &'a str,
}

impl Asker<'_> {
    /// The key with its scope.
    pub(super) fn scoped_key(&self, now: Timestamp) -> ScopedKey {
        ScopedKey {
            org_id: self.org_id,
            mode: self.mode.map(str::to_owned),
            scope: self
                .mode
                .map_or_else(|| self.door.to_owned(), |mode| format!("{}:{mode}", self.door)),
            key: kept_key(self.key),
            keys_since_ms: now.after_ms(-KEY_LIFE_MS).ms(),
        }
    }
}

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct OperationRequest {
    /// The payment's number.
    pub number: i64,
    /// Decimal text; empty: everything that is left.
    pub amount: Option<String>,
    /// ISO 4217 code, beside an amount.
    pub currency: Option<String>,
    /// Why, in the asker's words.
    pub reason: Option<String>,
}

/// Why nothing was begun. Nothing was written, and the key is not used up.
#[derive(Debug, thiserror::Error)]
pub enum OperationError {
    /// No payment of this number, or not in the asker's mode.
    #[error("no payment of this number")]
    PaymentNotFound,
    /// Fields that are not acceptable.
    #[error("some fields are not acceptable")]
    Fields(Vec<FieldError>),
    /// The payment does not allow it; the code is stable.
    #[error("the payment does not allow it: {0}")]
    Refused(&'static str),
    /// The key stands for another request.
    #[error("the idempotency key was used for another request")]
    KeyReused,
    /// The first request with this key is still at work.
    #[error("a request with this idempotency key is still at work")]
    InFlight,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

/// What is to be begun, checked.
#[derive(Debug, Clone)]
pub(super) struct Intention<'a> {
    pub(super) kind: Started,
    pub(super) request: &'a OperationRequest,
    pub(super) amount: Option<Money>,
    /// JSON array of [line, quantity, minor units], and how many refunds by line it was counted after.
    pub(super) lines: Option<(String, i64)>,
    /// What the key stands for.
    pub(super) request_hash: String,
}

impl<'a> Intention<'a> {
    /// Reads the amount; what a request asks for is what its key stands for.
    pub(super) fn of(kind: Started, request: &'a OperationRequest, lines: &str) -> Result<Self, OperationError> {
        let asked = format!(
            "{kind:?}:{}:{:?}:{:?}:{:?}:{lines}",
            request.number, request.amount, request.currency, request.reason
        );
        Ok(Self {
            kind,
            request,
            amount: amount(request)?,
            lines: None,
            request_hash: token::sha256_hex(asked.as_bytes()),
        })
    }
}

fn amount(request: &OperationRequest) -> Result<Option<Money>, OperationError> {
    let refused = |name: &str, error: MoneyError| OperationError::Fields(vec![money_error(name, error)]);
    match (&request.amount, &request.currency) {
        (None, None) => Ok(None),
        (Some(amount), Some(code)) => {
            let currency = Currency::parse(code).map_err(|error| refused("currency", error))?;
            let amount = Money::parse_positive(amount, currency).map_err(|error| refused("amount", error))?;
            Ok(Some(amount))
        }
        (Some(_), None) => Err(OperationError::Fields(vec![FieldError::new(
            "currency",
            "required",
            "an amount stands beside its currency",
        )])),
        (None, Some(_)) => Err(OperationError::Fields(vec![FieldError::new(
            "amount",
            "required",
            "a currency stands beside an amount",
        )])),
    }
}

/// What a begun operation came to, or that the count of lines was out of date.
pub(super) enum Beginning {
    Performed(Box<Performed>),
    Outdated,
}

/// Captures or cancels a hold, in whole or in part, by its amount alone: what was read of it can only be outdated by another operation.
pub(super) async fn on_hold<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    asker: &Asker<'_>,
    kind: Started,
    request: &OperationRequest,
) -> Result<Performed, OperationError> {
    let intention = Intention::of(kind, request, "")?;
    match perform(ports, key, asker, &intention).await? {
        Beginning::Performed(performed) => Ok(*performed),
        Beginning::Outdated => Err(OperationError::Refused("operation_in_flight")),
    }
}

/// Begins an operation and asks the bank for it. Two round trips beside the bank's; a repetition costs one.
pub(super) async fn perform<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    asker: &Asker<'_>,
    intention: &Intention<'_>,
) -> Result<Beginning, OperationError> {
    let now = ports.clock.now();
    let request = intention.request;
    let new = NewOperation {
        key: asker.scoped_key(now),
        number: request.number,
        kind: name(intention.kind),
        amount_minor: intention.amount.map(|amount| amount.minor()),
        currency: intention.amount.map(|amount| amount.currency().code().to_owned()),
        lines: intention.lines.as_ref().map(|(lines, _)| lines.clone()),
        lines_after: intention.lines.as_ref().map(|(_, after)| *after),
        reason: request.reason.clone(),
        actor: asker.actor.to_owned(),
        request_hash: intention.request_hash.clone(),
        run: token::opaque(ports.entropy.bytes()?),
        now_ms: now.ms(),
        due_at_ms: now.after_ms(TAKEOVER_MS).ms(),
    };
    let begun = match operations::begin(ports.database, &new).await {
        // The schema's own refusal: the payment says why, in the words of the transition table.
        Err(StoreError::Constraint(message)) if message.contains("operation_") => {
            let payment = operations::sums(ports.database, asker.org_id, request.number).await?;
            let payment = payment.ok_or(OperationError::PaymentNotFound)?;
            return Err(refusal(intention, &payment, &message));
        }
        other => other?,
    };
    if begun.key_reused {
        return Err(OperationError::KeyReused);
    }
    let Begun {
        payment,
        operation,
        fresh,
        ..
    } = begun;
    let Some(operation) = operation else {
        let payment = payment.ok_or(OperationError::PaymentNotFound)?;
        if new.lines_after.is_some() && intention_fits(intention, &payment) {
            return Ok(Beginning::Outdated);
        }
        return Err(refusal(intention, &payment, ""));
    };
    let performed = if fresh {
        ask(ports, key, operation).await?
    } else if in_flight(&operation, now) {
        return Err(OperationError::InFlight);
    } else {
        Performed {
            operation,
            event_id: None,
        }
    };
    Ok(Beginning::Performed(Box::new(performed)))
}

/// Whether the request that began it may still be waiting for the bank.
fn in_flight(operation: &operations::Pending, now: Timestamp) -> bool {
    let until = operation.created_at_ms.saturating_add(TAKEOVER_MS);
    operation.state == "sent" && operation.bank_operation.is_none() && now.ms() < until
}

pub(super) const fn name(kind: Started) -> &'static str {
    match kind {
        Started::Capture => "capture",
        Started::Cancel => "void",
        Started::Refund => "refund",
    }
}

fn sums(intention: &Intention<'_>, payment: &Sums) -> SumsFacts {
    let mut sums = SumsFacts {
        authorised: payment.authorised_minor,
        voided: payment.voided_minor,
        captured: payment.captured_minor,
        refunded: payment.refunded_minor,
        charged_back: payment.charged_back_minor,
        capture_reserved: payment.capture_reserved_minor,
        void_reserved: payment.void_reserved_minor,
        refund_reserved: payment.refund_reserved_minor,
        disputed: payment.disputes_open > 0,
        amount: 0,
    };
    // Everything that is left, or at least one minor unit, so that the refusal says what stands in the way.
    let left = match intention.kind {
        Started::Refund => sums
            .captured
            .saturating_sub(sums.refunded)
            .saturating_sub(sums.charged_back),
        Started::Capture | Started::Cancel => sums.authorised.saturating_sub(sums.voided),
    };
    sums.amount = intention.amount.map_or(left.max(1), |amount| amount.minor());
    sums
}

fn intention_fits(intention: &Intention<'_>, payment: &Sums) -> bool {
    transition::may_start(intention.kind, &sums(intention, payment)).is_ok()
}

/// Why a payment does not allow it. What only the schema knows comes last.
fn refusal(intention: &Intention<'_>, payment: &Sums, message: &str) -> OperationError {
    if intention
        .amount
        .is_some_and(|amount| amount.currency().code() != payment.currency)
    {
        return OperationError::Fields(vec![FieldError::new(
            "currency",
            "currency_differs",
            "the payment is in another currency",
        )]);
    }
    if let Err(refusal) = transition::may_start(intention.kind, &sums(intention, payment)) {
        return OperationError::Refused(refusal.code());
    }
    if message.contains("operation_too_many") {
        return OperationError::Refused("too_many_operations");
    }
    if message.contains("operation_not_allowed") {
        return OperationError::Refused("operation_not_allowed");
    }
    if intention.kind == Started::Refund && intention.lines.is_none() && payment.cart != "[]" {
        return OperationError::Fields(vec![FieldError::new(
            "lines",
            "lines_required",
            "part of a payment with a cart is refunded by its lines",
        )]);
    }
    OperationError::Refused("operation_in_flight")
}
