//! `POST /bank/api/payments/{payment_id}/capture`, `/void` and `/refund`: held money is taken or released, taken money goes
//! back. The same key gets the same answer; what does not fit is refused, and the refusal is an answer too. Some test cards
//! lose, delay or garble that answer.

use ::operations::{Clock, Entropy};
use domain::{money::MINOR_MAX, time::Timestamp};
use edge::{FieldError, Problem, Request, Response, json};
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use store::Database;

use crate::{
    api_status, auth,
    bank::Bank,
    books::{
        decisions::Decision,
        operations::{self, Kind, NewOperation, Operation, operate},
        payments::Payment,
    },
    cards::REFUND_REFUSED,
    chaos::Chaos,
    ids,
    settle::DELAY_MS,
    telling::{Subject, Telling},
};

/// Longest key, in characters.
const KEY_MAX: usize = 128;

#[derive(Deserialize)]
struct Asked {
    key: String,
    amount_minor: i64,
}

#[derive(Serialize)]
struct Answer {
    operation_id: String,
    /// The same, as older clients know it.
    refund_id: String,
    status: String,
    code: Option<String>,
}

/// Decides a capture, a void or a refund.
pub(crate) async fn ask<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    payment_id: &str,
    kind: Kind,
) -> Result<Response, Problem> {
    let terminal = auth::terminal(bank.ports.database, request).await?;
    let asked: Asked = json::read(request)?;
    check(&asked)?;
    let payment = api_status::find(bank.ports.database, &terminal, payment_id).await?;
    let (chaos, now) = (payment.chaos(), bank.ports.clock.now());
    if chaos == Some(Chaos::SilentBefore)
        && operations::first_ask(bank.ports.database, payment_id, &asked.key, now.ms()).await?
    {
        return garbled(StatusCode::GATEWAY_TIMEOUT, "");
    }
    let operation_id = ids::id(prefix(kind), bank.ports.entropy.bytes()?);
    let operation = write(bank, &payment, &asked, kind, &operation_id, now).await?;
    if operation.kind != kind.name() || operation.amount_minor != asked.amount_minor {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency_key_reused",
            "This key was used for another operation.",
        ));
    }
    // Who finds their own id on the operation has asked first.
    match chaos {
        Some(Chaos::SilentAfter) if operation.operation_id == operation_id => garbled(StatusCode::GATEWAY_TIMEOUT, ""),
        Some(Chaos::Nonsense) if operation.operation_id == operation_id => garbled(StatusCode::OK, "<html>oops</html>"),
        _ => answer(operation),
    }
}

async fn write<D: Database, H, C, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    payment: &Payment,
    asked: &Asked,
    kind: Kind,
    operation_id: &str,
    now: Timestamp,
) -> Result<Operation, Problem> {
    let chaos = payment.chaos();
    let subject = Subject {
        payment,
        operation_id,
        key: Some(&asked.key),
        kind,
        amount_minor: asked.amount_minor,
    };
    let telling = Telling::of(bank, subject, now)?;
    let later = now.after_ms(DELAY_MS);
    // What the answer tells needs no event of its own, unless the answer is lost.
    let due = chaos.filter(|chaos| chaos.loses_answer()).map(|_| later);
    let new = NewOperation {
        terminal_number: payment.terminal_number,
        payment_id: &payment.payment_id,
        key: Some(&asked.key),
        operation_id,
        kind,
        amount_minor: asked.amount_minor,
        decision: match (chaos, kind) {
            (Some(Chaos::Late), _) | (Some(Chaos::RefundReview), Kind::Refund) => None,
            (Some(Chaos::RefundRefused), Kind::Refund) => Some(Decision::Refused(REFUND_REFUSED)),
            _ => Some(Decision::Done),
        },
        decide_at_ms: (chaos == Some(Chaos::Late)).then(|| later.ms()),
        events: &telling.events(due),
        now_ms: now.ms(),
    };
    operate(bank.ports.database, &new)
        .await?
        .ok_or_else(|| Problem::internal(&"an operation that was asked for is not there"))
}

/// What the ids of such operations begin with.
pub(crate) fn prefix(kind: Kind) -> &'static str {
    match kind {
        Kind::Capture => "bo",
        Kind::Refund => "br",
        Kind::Void => "bv",
    }
}

/// Tells who asked how the operation stands.
pub(crate) fn answer(operation: Operation) -> Result<Response, Problem> {
    let answer = Answer {
        refund_id: operation.operation_id.clone(),
        operation_id: operation.operation_id,
        status: operation.status,
        code: operation.code,
    };
    json::answer(StatusCode::OK, &answer)
}

/// An answer that says nothing.
fn garbled(status: StatusCode, text: &str) -> Result<Response, Problem> {
    let builder = http::Response::builder().status(status);
    let builder = if text.is_empty() {
        builder
    } else {
        builder.header(header::CONTENT_TYPE, "text/html; charset=utf-8")
    };
    builder
        .body(text.as_bytes().to_vec())
        .map_err(|error| Problem::internal(&error))
}

fn check(asked: &Asked) -> Result<(), Problem> {
    let mut errors = Vec::new();
    if !(1..=KEY_MAX).contains(&asked.key.chars().count()) || asked.key.chars().any(char::is_control) {
        errors.push(FieldError::new("key", "malformed", "1 to 128 printable characters."));
    }
    errors.extend(amount_error(asked.amount_minor));
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Problem::fields(errors))
    }
}

/// What is wrong with an amount.
pub(crate) fn amount_error(amount_minor: i64) -> Option<FieldError> {
    (!(1..=MINOR_MAX).contains(&amount_minor))
        .then(|| FieldError::new("amount_minor", "out_of_range", "Between 1 and 2^53 - 1 minor units."))
}
