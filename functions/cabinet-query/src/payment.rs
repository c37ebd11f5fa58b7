//! `GET /api/payments/{number}`: one payment with everything that happened to it.

use domain::token;
use edge::{
    Problem, Response, json,
    payment_json::{PaymentFacts, PaymentJson, amount, time},
};
use http::StatusCode;
use serde::Serialize;
use store::{
    Database,
    cabinet::{self, Attempt, Entry, Operation, PaymentDetail, Postback, PostbackAttempt},
};

use crate::{callbacks::CallbackJson, payments::CardJson};

/// A payment, whole, with everything that happened to it.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PaymentDetail))]
pub struct PaymentDetailJson {
    /// The payment.
    #[serde(flatten)]
    payment: PaymentJson,
    /// Trips to banks.
    attempts: Vec<AttemptJson>,
    /// Operations on the money.
    operations: Vec<OperationJson>,
    /// What banks told us.
    callbacks: Vec<CallbackJson>,
    /// Notices to the merchant.
    postbacks: Vec<PostbackJson>,
    /// Ledger entries.
    entries: Vec<EntryJson>,
}

/// A trip to a bank.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Attempt))]
pub struct AttemptJson {
    /// Counted from 1.
    attempt: i64,
    /// Where.
    terminal: String,
    /// `intended`, `sent`, `authorised`, `captured`, `declined` or `unknown`.
    state: String,
    /// Why the bank declined.
    decline_code: Option<String>,
    /// The card, if one was used.
    card: Option<CardJson>,
    /// The bank's id of the payment.
    bank_reference: Option<String>,
    /// Retrieval reference number.
    rrn: Option<String>,
    /// When the payer went.
    created_at: String,
    /// When the bank had decided.
    finished_at: Option<String>,
}

/// An operation on the money.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Operation))]
pub struct OperationJson {
    /// Counted from 1.
    operation: i64,
    /// Of which trip.
    attempt: i64,
    /// `authorise`, `capture`, `void`, `refund` or `chargeback`.
    kind: String,
    /// `intended`, `sent`, `done`, `refused` or `unknown`.
    state: String,
    /// The amount.
    amount: String,
    /// The currency.
    currency: String,
    /// Whether it stands beside the payment's sums: a second success, and its return.
    surplus: bool,
    /// Why.
    reason: Option<String>,
    /// When it was begun.
    created_at: String,
    /// When it was decided.
    decided_at: Option<String>,
}

/// A notice to the merchant.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Postback))]
pub struct PostbackJson {
    /// The `webhook-id`: the same at every attempt.
    postback_id: String,
    /// What is told.
    event_type: String,
    /// To whom.
    endpoint: EndpointJson,
    /// `pending`, `delivered` or `exhausted`.
    state: String,
    /// Of at most 50.
    attempts_made: i64,
    /// When the next is due.
    next_attempt_at: Option<String>,
    /// The attempts made.
    attempts: Vec<PostbackAttemptJson>,
}

/// An endpoint of the merchant.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PostbackEndpoint))]
pub struct EndpointJson {
    id: i64,
    url: String,
}

/// A try of a notice.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PostbackAttempt))]
pub struct PostbackAttemptJson {
    /// Counted from 1.
    attempt: i64,
    /// When it was sent.
    at: String,
    /// HTTP status, if an answer came.
    status: Option<i64>,
    /// How long it took.
    duration_ms: i64,
    /// The start of the answer.
    answer: String,
    /// Why no answer came.
    error: Option<String>,
}

/// A ledger entry.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Entry))]
pub struct EntryJson {
    /// The movement it belongs to; a movement's entries sum to zero.
    movement: String,
    /// What kind of movement.
    kind: String,
    /// The account.
    account: String,
    /// Signed amount.
    amount: String,
    /// The currency.
    currency: String,
    /// When it was booked.
    at: String,
}

/// One payment of the organisation.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/payments/{number}", operation_id = "getCabinetPayment", tag = "Cabinet", security(("session" = [])), params(("number" = i64, Path, description = "The payment's number.")),
    responses((status = 200, body = PaymentDetailJson), (status = 401, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(
    database: &impl Database,
    org_id: i64,
    number: &str,
    public_url: &str,
) -> Result<Response, Problem> {
    let not_found = || Problem::new(StatusCode::NOT_FOUND, "payment_not_found", "No payment of this number.");
    let number = token::number(number).ok_or_else(not_found)?;
    let detail = cabinet::payment(database, org_id, number)
        .await?
        .ok_or_else(not_found)?;
    json::answer(StatusCode::OK, &detail_json(detail, public_url))
}

fn detail_json(detail: PaymentDetail, public_url: &str) -> PaymentDetailJson {
    let tries = &detail.postback_attempts;
    PaymentDetailJson {
        payment: PaymentJson::of(&detail.payment, PaymentFacts::of(&detail.payment), public_url),
        attempts: detail.attempts.into_iter().map(attempt).collect(),
        operations: detail.operations.into_iter().map(operation).collect(),
        callbacks: detail.callbacks.into_iter().map(CallbackJson::of).collect(),
        postbacks: detail.postbacks.into_iter().map(|row| postback(row, tries)).collect(),
        entries: detail.entries.into_iter().map(entry).collect(),
    }
}

fn attempt(row: Attempt) -> AttemptJson {
    AttemptJson {
        attempt: row.attempt,
        terminal: row.terminal_id,
        state: row.state,
        decline_code: row.decline_code,
        card: CardJson::of(row.card_mask, row.card_brand),
        bank_reference: row.bank_reference,
        rrn: row.rrn,
        created_at: time(row.created_at_ms),
        finished_at: row.finished_at_ms.map(time),
    }
}

fn operation(row: Operation) -> OperationJson {
    OperationJson {
        operation: row.operation,
        attempt: row.attempt,
        kind: row.kind,
        state: row.state,
        amount: amount(row.amount_minor, &row.currency),
        currency: row.currency,
        surplus: row.surplus == 1,
        reason: row.reason,
        created_at: time(row.created_at_ms),
        decided_at: row.decided_at_ms.map(time),
    }
}

fn postback(row: Postback, tries: &[PostbackAttempt]) -> PostbackJson {
    let own = |one: &&PostbackAttempt| one.endpoint_id == row.endpoint_id && one.event_id == row.event_id;
    PostbackJson {
        attempts: tries.iter().filter(own).map(postback_attempt).collect(),
        postback_id: row.event_id,
        event_type: row.event_type,
        endpoint: EndpointJson {
            id: row.endpoint_id,
            url: row.url,
        },
        state: row.state,
        attempts_made: row.attempts,
        next_attempt_at: row.due_at_ms.map(time),
    }
}

fn postback_attempt(row: &PostbackAttempt) -> PostbackAttemptJson {
    PostbackAttemptJson {
        attempt: row.attempt,
        at: time(row.at_ms),
        status: row.status,
        duration_ms: row.duration_ms,
        answer: row.answer.clone(),
        error: row.error.clone(),
    }
}

fn entry(row: Entry) -> EntryJson {
    EntryJson {
        amount: amount(row.minor, &row.currency),
        movement: row.movement,
        kind: row.kind,
        account: row.account,
        currency: row.currency,
        at: time(row.created_at_ms),
    }
}
