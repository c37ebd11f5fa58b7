//! `POST /bank/api/payments/{payment_id}/refund` and `/void`: money goes back, or is released. The same key gets the same
//! answer; what does not fit is refused, and the refusal is an answer too.

use domain::money::MINOR_MAX;
use edge::{FieldError, Problem, Request, Response, json};
use http::StatusCode;
use operations::{Clock, Entropy};
use serde::{Deserialize, Serialize};
use store::Database;

use crate::{
    api_status::payment_not_found,
    auth,
    bank::Bank,
    books::operations::{Kind, NewOperation, operate},
    ids,
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
    refund_id: String,
    status: String,
    code: Option<String>,
}

/// Decides a refund or a void.
pub(crate) async fn decide<D: Database, H, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    payment_id: &str,
    kind: Kind,
) -> Result<Response, Problem> {
    let terminal = auth::terminal(bank.ports.database, request).await?;
    let asked: Asked = json::read(request)?;
    check(&asked)?;
    let prefix = if kind == Kind::Refund { "br" } else { "bv" };
    let new = NewOperation {
        terminal_number: terminal.terminal_number,
        payment_id,
        key: &asked.key,
        operation_id: &ids::id(prefix, bank.ports.entropy.bytes()?),
        kind,
        amount_minor: asked.amount_minor,
        now_ms: bank.ports.clock.now().ms(),
    };
    let operation = operate(bank.ports.database, &new)
        .await?
        .ok_or_else(payment_not_found)?;
    if operation.kind != kind.name() || operation.amount_minor != asked.amount_minor {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "idempotency_key_reused",
            "This key was used for another operation.",
        ));
    }
    json::answer(
        StatusCode::OK,
        &Answer {
            refund_id: operation.operation_id,
            status: operation.status,
            code: operation.code,
        },
    )
}

fn check(asked: &Asked) -> Result<(), Problem> {
    let mut errors = Vec::new();
    if !(1..=KEY_MAX).contains(&asked.key.chars().count()) || asked.key.chars().any(char::is_control) {
        errors.push(FieldError::new("key", "malformed", "1 to 128 printable characters."));
    }
    if !(1..=MINOR_MAX).contains(&asked.amount_minor) {
        errors.push(FieldError::new(
            "amount_minor",
            "out_of_range",
            "Between 1 and 2^53 - 1 minor units.",
        ));
    }
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Problem::fields(errors))
    }
}
