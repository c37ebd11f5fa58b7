//! `POST /bank/manager-api/payments/{payment_id}/operations/{key}/decide`: the bank's manager decides what is pending.
//! `POST /bank/manager-api/payments/{payment_id}/refund-by-bank`: the bank gives money back by itself. The merchant is told at once.

use acquirers::HttpClient;
use edge::{FieldError, Problem, Request, Response, json};
use http::StatusCode;
use operations::{Clock, Entropy};
use serde::Deserialize;
use store::Database;

use crate::{
    api_operation::{self, amount_error},
    api_operation_status::{self, Standing, already_decided, does_not_fit},
    api_status, auth,
    bank::Bank,
    books::{
        decisions::Decision,
        operations::{Kind, NewOperation, operate},
    },
    callbacks::tell,
    decide::{self, REFUSED_BY_MANAGER},
    ids,
    telling::{Subject, Telling},
};

#[derive(Deserialize)]
struct Asked {
    status: String,
}

/// Decides a pending operation.
pub(crate) async fn decide<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    payment_id: &str,
    key: &str,
) -> Result<Response, Problem> {
    let terminal = auth::terminal(bank.ports.database, request).await?;
    let asked: Asked = json::read(request)?;
    let decision = match asked.status.as_str() {
        "done" => Decision::Done,
        "refused" => Decision::Refused(REFUSED_BY_MANAGER),
        _ => {
            let error = FieldError::new("status", "out_of_range", "done or refused.");
            return Err(Problem::fields(vec![error]));
        }
    };
    let payment = api_status::find(bank.ports.database, &terminal, payment_id).await?;
    let operation = api_operation_status::find(bank.ports.database, &payment, key).await?;
    let now = bank.ports.clock.now();
    let decided = decide::decide(bank, &operation, decision, now).await?;
    if decided.operation.status != asked.status {
        return Err(already_decided(&decided.operation.status));
    }
    // The event is committed: if telling fails now, the cron tells.
    let _ = tell(bank, &decided.event_id).await;
    json::answer(StatusCode::OK, &Standing::from(decided.operation))
}

#[derive(Deserialize)]
struct Refund {
    amount_minor: i64,
}

/// Gives money back without the merchant.
pub(crate) async fn refund<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    bank: Bank<'_, D, H, C, E>,
    request: &Request,
    payment_id: &str,
) -> Result<Response, Problem> {
    let terminal = auth::terminal(bank.ports.database, request).await?;
    let asked: Refund = json::read(request)?;
    if let Some(error) = amount_error(asked.amount_minor) {
        return Err(Problem::fields(vec![error]));
    }
    let payment = api_status::find(bank.ports.database, &terminal, payment_id).await?;
    let now = bank.ports.clock.now();
    let operation_id = ids::id(api_operation::prefix(Kind::Refund), bank.ports.entropy.bytes()?);
    let subject = Subject {
        payment: &payment,
        operation_id: &operation_id,
        key: None,
        kind: Kind::Refund,
        amount_minor: asked.amount_minor,
    };
    let telling = Telling::of(bank, subject, now)?;
    let new = NewOperation {
        terminal_number: payment.terminal_number,
        payment_id,
        key: None,
        operation_id: &operation_id,
        kind: Kind::Refund,
        amount_minor: asked.amount_minor,
        decision: Some(Decision::Done),
        decide_at_ms: None,
        events: &telling.events(Some(now)),
        now_ms: now.ms(),
    };
    let operation = operate(bank.ports.database, &new)
        .await?
        .ok_or_else(|| does_not_fit(&payment))?;
    let _ = tell(bank, &telling.event_id).await;
    api_operation::answer(operation)
}
