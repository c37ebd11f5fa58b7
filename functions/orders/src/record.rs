//! What was sold without the payer is recorded: an order, or a further payment of one.

use edge::{
    Problem, Response,
    cabinet::Call,
    operate::body,
    order_operate::{Operated, operate},
    orders::request_key,
};
use http::StatusCode;

use crate::orders::{answer, number};

/// An order of an offer that is paid by a manual system.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct OrderBody {
    /// The offer's number; it must be active and have a manual system.
    offer: i64,
    /// A client's number, `"manual_account"`, or `{name?, email?, phone?, label?}`: whoever has the label, the address or the phone, or a new
    /// client.
    #[schema(value_type = Object)]
    client: serde_json::Value,
    /// Where the payer is written to; by default the address given of the client.
    email: Option<String>,
    /// The payer's phone.
    phone: Option<String>,
    /// When it was paid, `YYYY-MM-DD` in the organisation's zone; by default today.
    paid_on: Option<String>,
    /// At most 2,000 characters; card numbers are masked.
    comment: Option<String>,
    /// The manual system; needed where the offer has several.
    system: Option<String>,
}

/// A further payment by a manual system.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct FurtherPaymentBody {
    /// The manual system; needed where the order may be paid by several.
    system: Option<String>,
    /// When it was paid, `YYYY-MM-DD` in the organisation's zone; by default today.
    paid_on: Option<String>,
    /// At most 2,000 characters; card numbers are masked.
    comment: Option<String>,
}

/// Records an order with a manual payment that waits for its decision. The same key and request: the same order.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/orders", operation_id = "recordOrder", tag = "Cabinet", security(("session" = [])),
    params(("mode" = Option<String>, Query, description = "`live` (default) or `test`."), ("X-CSRF-Token" = String, Header), ("Idempotency-Key" = String, Header)),
    request_body = OrderBody,
    responses(
        (status = 201, body = crate::order_json::OrderJson), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn create(call: &Call<'_>) -> Result<Response, Problem> {
    recorded(call, "/record", 0).await
}

/// Records a further payment of an order that is open without one that waits, or rejected. The same key and request: the same payment.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/orders/{number}/payments", operation_id = "recordOrderPayment", tag = "Cabinet", security(("session" = [])),
    params(
        ("number" = i64, Path, description = "The order's number."), ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("X-CSRF-Token" = String, Header), ("Idempotency-Key" = String, Header)),
    request_body = FurtherPaymentBody,
    responses(
        (status = 201, body = crate::order_json::OrderJson), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn further(call: &Call<'_>, given: &str) -> Result<Response, Problem> {
    recorded(call, "/further", number(given)?).await
}

/// Answers the order.
async fn recorded(call: &Call<'_>, path: &str, number: i64) -> Result<Response, Problem> {
    let key = request_key(call)?;
    match operate(call, path, &key, number, &body(call.request)?).await? {
        Operated::Refused(problem) => Ok(problem),
        Operated::Done(number, _) => answer(call, StatusCode::CREATED, number).await,
    }
}
