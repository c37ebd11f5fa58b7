//! What people do with a payment: capture, cancel, refund; ask the bank; record what was done by other means.

use std::rc::Rc;

use domain::permission::Permission;
#[cfg(feature = "openapi")]
use edge::operate::OperateRequest;
use edge::{
    Context, Problem, Request, Response,
    cabinet::Visitor,
    json,
    operate::{self, Operate, idempotency_key, payment_not_found, payment_number},
    operation_json::OperationJson,
};
use http::StatusCode;
use operations::operation::{Asker, settle};
use store::callbacks;

use crate::reason;

/// A request of a person, with all that it takes.
pub(crate) struct Call<'a> {
    pub(crate) context: &'a Rc<Context>,
    pub(crate) env: &'a worker::Env,
    pub(crate) background: &'a worker::Context,
    pub(crate) visitor: &'a Visitor,
    pub(crate) request: &'a Request,
}

/// Why, in the person's words.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct Reason {
    /// At most 500 characters; kept in the journal.
    reason: String,
}

/// What proves that it was done.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct Evidence {
    /// At most 500 characters, e.g. the number of a bank transfer; kept with the operation and in the journal.
    evidence: String,
}

async fn perform(call: &Call<'_>, permission: Permission, kind: Operate, number: &str) -> Result<Response, Problem> {
    call.visitor.must(permission)?;
    let asker = Asker {
        org_id: call.visitor.session.org_id,
        mode: None,
        door: "cabinet",
        actor: &call.visitor.actor(),
        key: idempotency_key(call.request)?,
    };
    let number = payment_number(number)?;
    operate::operate(
        call.context,
        call.env,
        call.background,
        &asker,
        number,
        kind,
        call.request,
    )
    .await
}

/// Takes held money, whole or in part.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/payments/{number}/capture", operation_id = "captureCabinetPayment", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    request_body = OperateRequest,
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn capture(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    perform(call, Permission::Capture, Operate::Capture, number).await
}

/// Releases held money, whole or in part.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/payments/{number}/cancel", operation_id = "cancelCabinetPayment", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    request_body = OperateRequest,
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn cancel(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    perform(call, Permission::Capture, Operate::Cancel, number).await
}

/// Gives captured money back, whole, in part or by lines of the cart.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/payments/{number}/refunds", operation_id = "refundCabinetPayment", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    request_body = OperateRequest,
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn refund(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    perform(call, Permission::Refund, Operate::Refund, number).await
}

/// Asks the bank now what became of an undecided operation.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/payments/{number}/operations/{operation}/ask", operation_id = "askOperation", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("operation" = i64, Path, description = "The operation's number."), ("X-CSRF-Token" = String, Header)),
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem))))]
pub(crate) async fn ask(call: &Call<'_>, number: &str, operation: &str) -> Result<Response, Problem> {
    call.visitor.must(Permission::Refund)?;
    let (number, operation) = (payment_number(number)?, payment_number(operation)?);
    let key = edge::settings::master_key(call.env)?;
    let org_id = call.visitor.session.org_id;
    let performed = settle::ask_now(call.context.ports(), &key, org_id, number, operation).await?;
    operate::answer(call.env, call.background, &performed)
}

/// Records a refund that the bank refused, or never decided, as done by other means.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/payments/{number}/operations/{operation}/record", operation_id = "recordOperation", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("operation" = i64, Path, description = "The operation's number."), ("X-CSRF-Token" = String, Header)),
    request_body = Evidence,
    responses((status = 201, body = OperationJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn record(call: &Call<'_>, number: &str, operation: &str) -> Result<Response, Problem> {
    call.visitor.must(Permission::Refund)?;
    let evidence = reason::read(&json::value(call.request)?, "evidence")?;
    let (number, operation) = (payment_number(number)?, payment_number(operation)?);
    let (org_id, actor) = (call.visitor.session.org_id, call.visitor.actor());
    let performed = settle::record_done(call.context.ports(), org_id, number, operation, &evidence, &actor).await?;
    operate::answer(call.env, call.background, &performed)
}

/// Clears the mark that asks for attention.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/payments/{number}/attention", operation_id = "settleAttention", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("X-CSRF-Token" = String, Header)), request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn settle_attention(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    call.visitor.must(Permission::Refund)?;
    let reason = reason::read(&json::value(call.request)?, "reason")?;
    let (org_id, actor) = (call.visitor.session.org_id, call.visitor.actor());
    let number = payment_number(number)?;
    let database = &call.context.database;
    let cleared = callbacks::settle_attention(database, org_id, number, &reason, &actor, call.context.now.ms()).await?;
    if cleared {
        json::empty(StatusCode::NO_CONTENT)
    } else {
        Err(payment_not_found())
    }
}
