//! `POST /v1/payments/{number}/capture`, `/cancel` and `/refunds`, and `GET /v1/payments/{number}/refunds`.

#[cfg(feature = "openapi")]
use edge::operate::OperateRequest;
use edge::{
    Problem, Request, Response, json,
    operate::{self, Operate, idempotency_key, payment_not_found, payment_number},
    operation_json::OperationJson,
};
use http::StatusCode;
use serde::Serialize;
use store::{Database, operations as rows};

use crate::auth::Merchant;

/// A request to move money, with all that it takes.
pub(crate) struct Call<'a> {
    pub(crate) env: &'a worker::Env,
    pub(crate) request_id: &'a str,
    pub(crate) merchant: &'a Merchant,
    pub(crate) request: &'a Request,
}

impl Call<'_> {
    async fn perform(&self, kind: &str, number: &str) -> Result<Response, Problem> {
        let asked = Operate {
            org_id: self.merchant.org_id,
            mode: Some(&self.merchant.mode),
            door: "v1",
            actor: &format!("api_key:{}", self.merchant.prefix),
            key: idempotency_key(self.request)?,
            number: payment_number(number)?,
            kind,
            body: operate::body(self.request)?,
        };
        operate::operate(self.env, self.request_id, &asked).await
    }
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
pub(crate) async fn refunds(database: &impl Database, merchant: &Merchant, number: &str) -> Result<Response, Problem> {
    let number = payment_number(number)?;
    let found = rows::refunds(database, merchant.org_id, number, &merchant.mode).await?;
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
    call.perform("capture", number).await
}

/// Releases held money, whole or in part.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/payments/{number}/cancel", operation_id = "cancelPayment", tag = "Payments", security(("api_key" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("Idempotency-Key" = String, Header)), request_body = OperateRequest,
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn cancel(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    call.perform("cancel", number).await
}

/// Gives captured money back, whole or in part, several times while something is left.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/payments/{number}/refunds", operation_id = "refundPayment", tag = "Payments", security(("api_key" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("Idempotency-Key" = String, Header)), request_body = OperateRequest,
    responses((status = 201, body = OperationJson), (status = 202, body = OperationJson, description = "The bank has not decided yet."), (status = 401, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn refund(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    call.perform("refund", number).await
}
