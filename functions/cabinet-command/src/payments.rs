//! What people do with a payment: capture, cancel, refund; ask the bank; record what was done by other means.

#[cfg(feature = "openapi")]
use edge::operate::OperateRequest;
#[cfg(feature = "openapi")]
use edge::operation_json::OperationJson;
use edge::{
    Problem, Response,
    cabinet::Call,
    json,
    operate::{self, Operate, idempotency_key, payment_not_found, payment_number},
};
use http::StatusCode;
use serde_json::json;
use store::callbacks;

use crate::reason;

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

async fn perform(call: &Call<'_>, kind: &str, number: &str) -> Result<Response, Problem> {
    let asked = Operate {
        org_id: call.org_id()?,
        mode: None,
        door: "cabinet",
        actor: &call.visitor()?.actor(),
        key: idempotency_key(call.request)?,
        number: payment_number(number)?,
        kind,
        body: operate::body(call.request)?,
    };
    operate::operate(call.env, &call.context.request_id, &asked).await
}

/// Takes held money, whole or in part.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/payments/{number}/capture", operation_id = "captureCabinetPayment", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    request_body = OperateRequest,
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn capture(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    perform(call, "capture", number).await
}

/// Releases held money, whole or in part.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/payments/{number}/cancel", operation_id = "cancelCabinetPayment", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    request_body = OperateRequest,
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn cancel(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    perform(call, "cancel", number).await
}

/// Gives captured money back, whole, in part or by lines of the cart.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/payments/{number}/refunds", operation_id = "refundCabinetPayment", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("Idempotency-Key" = String, Header), ("X-CSRF-Token" = String, Header)),
    request_body = OperateRequest,
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn refund(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    perform(call, "refund", number).await
}

/// Asks the bank now what became of an undecided operation.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/payments/{number}/operations/{operation}/ask", operation_id = "askOperation", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("operation" = i64, Path, description = "The operation's number."), ("X-CSRF-Token" = String, Header)),
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem))))]
pub(crate) async fn ask(call: &Call<'_>, number: &str, operation: &str) -> Result<Response, Problem> {
    let asked = json!({
        "org_id": call.org_id()?, "number": payment_number(number)?, "operation": payment_number(operation)?,
    });
    operate::settle(call.env, &call.context.request_id, "/ask", &asked).await
}

/// Records a refund that the bank refused, or never decided, as done by other means.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/payments/{number}/operations/{operation}/record", operation_id = "recordOperation", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("operation" = i64, Path, description = "The operation's number."), ("X-CSRF-Token" = String, Header)),
    request_body = Evidence,
    responses((status = 201, body = OperationJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn record(call: &Call<'_>, number: &str, operation: &str) -> Result<Response, Problem> {
    let evidence = reason::read(&json::value(call.request)?, "evidence")?;
    let asked = json!({
        "org_id": call.org_id()?, "number": payment_number(number)?, "operation": payment_number(operation)?,
        "evidence": evidence, "actor": call.visitor()?.actor(),
    });
    operate::settle(call.env, &call.context.request_id, "/record", &asked).await
}

/// Clears the mark that asks for attention.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/payments/{number}/attention", operation_id = "settleAttention", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("X-CSRF-Token" = String, Header)), request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn settle_attention(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    let reason = reason::read(&json::value(call.request)?, "reason")?;
    let (org_id, actor) = (call.org_id()?, call.visitor()?.actor());
    let number = payment_number(number)?;
    let database = &call.context.database;
    let cleared = callbacks::settle_attention(database, org_id, number, &reason, &actor, call.context.now.ms()).await?;
    if cleared {
        json::empty(StatusCode::NO_CONTENT)
    } else {
        Err(payment_not_found())
    }
}
