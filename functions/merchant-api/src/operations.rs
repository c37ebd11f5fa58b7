//! `POST /v1/payments/{number}/capture`, `/cancel` and `/refunds`, and `GET /v1/payments/{number}/refunds`.

#[cfg(feature = "openapi")]
use edge::operate::OperateRequest;
use edge::{
    Problem, Response, json,
    operate::{self, Operate, idempotency_key, payment_not_found, payment_number},
    operation_json::OperationJson,
};
use http::StatusCode;
use serde::Serialize;
use store::operations as rows;

use crate::Call;

async fn perform(call: &Call<'_>, kind: &str, number: &str) -> Result<Response, Problem> {
    let asked = Operate {
        org_id: call.merchant.org_id,
        mode: Some(&call.merchant.mode),
        door: "v1",
        actor: &call.merchant.actor,
        key: idempotency_key(call.request)?,
        number: payment_number(number)?,
        kind,
        body: operate::body(call.request)?,
    };
    operate::operate(call.env, &call.context.request_id, &asked).await
}

/// A list without pages: few by nature.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Refunds {
    /// The refunds, oldest first.
    items: Vec<OperationJson>,
}

/// The refunds of a payment, oldest first.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/payments/{number}/refunds", operation_id = "listRefunds", tag = "Payments", security(("api_key" = [])),
    params(("number" = i64, Path, description = "The payment's number.")),
    responses((status = 200, body = Refunds), (status = 401, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn refunds(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    let (merchant, number) = (&call.merchant, payment_number(number)?);
    let found = rows::refunds(&call.context.database, merchant.org_id, number, &merchant.mode).await?;
    let found = found.ok_or_else(payment_not_found)?;
    let items = found.iter().map(OperationJson::of).collect();
    json::answer(StatusCode::OK, &Refunds { items })
}

/// Takes held money, whole or in part; a hold is captured once, and what is left of it is released.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/payments/{number}/capture", operation_id = "capturePayment", tag = "Payments", security(("api_key" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("Idempotency-Key" = String, Header)), request_body = OperateRequest,
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn capture(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    perform(call, "capture", number).await
}

/// Releases held money, whole or in part.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/payments/{number}/cancel", operation_id = "cancelPayment", tag = "Payments", security(("api_key" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("Idempotency-Key" = String, Header)), request_body = OperateRequest,
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn cancel(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    perform(call, "cancel", number).await
}

/// Gives captured money back, whole or in part, several times while something is left.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/payments/{number}/refunds", operation_id = "refundPayment", tag = "Payments", security(("api_key" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("Idempotency-Key" = String, Header)), request_body = OperateRequest,
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn refund(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    perform(call, "refund", number).await
}
