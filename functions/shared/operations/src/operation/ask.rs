//! A bank is asked for an operation, and its word recorded: done, refused, to be decided later, or not understood.

use acquirers::{AcquirerError, Answer, Decision, HttpClient, Operation};
use domain::{
    fee,
    money::{Currency, Money},
    sealed::KeyRing,
    token,
};
use store::{
    Database, StoreError,
    operations::{self, Decided, Pending},
};

use super::{OperationError, Performed};
use crate::{
    Clock, Entropy, Ports,
    terminal::{fee_lines, open_acquirer},
};

/// How long after a bank said "later", or nothing that makes sense, the janitor asks again at first, in milliseconds.
const AGAIN_MS: i64 = 60_000;
/// The longest wait between two questions, in milliseconds.
const AGAIN_MS_MAX: i64 = 3_600_000;

/// Asks for the operation itself.
pub(super) async fn ask<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    pending: Pending,
) -> Result<Performed, OperationError> {
    let answer = send(ports.client, key, &pending).await;
    record(ports, &pending, answer).await
}

pub(super) async fn send(client: &impl HttpClient, key: &KeyRing, pending: &Pending) -> Result<Answer, AcquirerError> {
    let (acquirer, operation) = acquirer(key, pending)?;
    let reference = pending.bank_reference.as_deref().unwrap_or_default();
    acquirer
        .operate(
            client,
            operation,
            reference,
            &pending.idempotency_key,
            pending.amount_minor,
        )
        .await
}

pub(super) fn acquirer(key: &KeyRing, pending: &Pending) -> Result<(acquirers::Acquirer, Operation), AcquirerError> {
    let acquirer = open_acquirer(
        pending.org_id,
        &pending.terminal_id,
        &pending.acquirer,
        &pending.credentials,
        key,
    )?;
    let operation = Operation::parse(&pending.kind).ok_or(AcquirerError::Misconfigured)?;
    Ok((acquirer, operation))
}

/// Records a bank's answer. What cannot be understood leaves the result unknown: the janitor asks.
pub(super) async fn record<D: Database, H, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    pending: &Pending,
    answer: Result<Answer, AcquirerError>,
) -> Result<Performed, OperationError> {
    let (state, code, bank_operation) = match answer {
        Ok(answer) => {
            let state = match answer.decision {
                Decision::Done => "done",
                Decision::Refused => "refused",
                Decision::Pending => "sent",
            };
            (state, answer.code, answer.bank_operation)
        }
        // The bank has understood and says no: asking again would change nothing.
        Err(AcquirerError::Refused(code)) => ("refused", Some(code), None),
        // It was never asked.
        Err(AcquirerError::Misconfigured) if pending.asked <= 1 => {
            ("refused", Some("terminal_misconfigured".to_owned()), None)
        }
        Err(_) => ("unknown", None, None),
    };
    let decided = decided(ports, pending, state, code, bank_operation)?;
    let (operation, told) = operations::decide(ports.database, pending, &decided).await?;
    Ok(Performed {
        operation,
        event_id: told.then_some(decided.merchant_event_id),
    })
}

/// A decision as it is recorded, with the fee that it fixes.
pub(crate) fn decided<D, H, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    pending: &Pending,
    state: &'static str,
    code: Option<String>,
    bank_operation: Option<String>,
) -> Result<Decided, OperationError> {
    let now = ports.clock.now();
    let currency = Currency::parse(&pending.currency).map_err(|error| StoreError::Decode(error.to_string()))?;
    let (fee_minor, bank_fee_minor) = fees(pending, currency)?;
    let doublings = u32::try_from(pending.asked.clamp(0, 7)).unwrap_or(7);
    let wait = AGAIN_MS
        .saturating_mul(2_i64.saturating_pow(doublings.saturating_sub(1)))
        .min(AGAIN_MS_MAX);
    Ok(Decided {
        state,
        code,
        bank_operation,
        fee_minor,
        bank_fee_minor,
        due_at_ms: now.after_ms(wait).ms(),
        run: token::opaque(ports.entropy.bytes()?),
        merchant_event_id: token::event_id(now, ports.entropy.bytes()?),
        occurred_at: now.rfc3339(),
        scale: currency.scale(),
        actor: "system".to_owned(),
        evidence: None,
        now_ms: now.ms(),
    })
}

/// A capture's fee with the bank's part of it; what a refund gives back of the fee.
fn fees(pending: &Pending, currency: Currency) -> Result<(i64, i64), StoreError> {
    let failed = |error: domain::money::MoneyError| StoreError::Decode(error.to_string());
    match pending.kind.as_str() {
        "capture" => {
            let lines = fee_lines(&pending.fees).unwrap_or_default();
            let line = lines.iter().find(|line| line.minimum.currency() == currency);
            let amount = Money::from_minor(pending.amount_minor, currency).map_err(failed)?;
            let fee = line.map(|line| line.fee(amount)).transpose().map_err(failed)?;
            Ok(fee.map_or((0, 0), |fee| (fee.total.minor(), fee.bank.minor())))
        }
        "refund" if pending.fee_returned == 1 && pending.surplus == 0 => {
            let back = fee::returned(
                pending.fee_minor,
                pending.captured_minor,
                pending.refunded_minor,
                pending.amount_minor,
            );
            Ok((back.map_err(failed)?, 0))
        }
        _ => Ok((0, 0)),
    }
}
