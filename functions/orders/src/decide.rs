//! A manual payment is confirmed or rejected.

use edge::{
    Problem, Response,
    cabinet::Call,
    operate::{body, payment_number},
    order_operate::{Operated, operate},
    service::tell_merchant,
};

use crate::manual::answer;

/// What a manager says of a manual payment that has come; what is left out is as the payer says.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct ConfirmBody {
    /// What was paid, decimal text.
    amount: Option<String>,
    /// ISO 4217 code, required beside an amount; one that the system takes.
    currency: Option<String>,
    /// When it was paid, `YYYY-MM-DD` in the organisation's zone.
    paid_on: Option<String>,
    /// At most 2,000 characters; card numbers are masked.
    comment: Option<String>,
}

/// Why a manual payment is rejected.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct RejectBody {
    /// At most 2,000 characters; card numbers are masked.
    comment: Option<String>,
}

/// Confirms a manual payment, as the payer says or corrected: its fees are fixed by the rates of the day of payment, and the merchant is told.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/manual-payments/{number}/confirm", operation_id = "confirmManualPayment", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("X-CSRF-Token" = String, Header)),
    request_body = ConfirmBody,
    responses(
        (status = 200, body = crate::order_json::PaymentWithOrderJson), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn confirm(call: &Call<'_>, given: &str) -> Result<Response, Problem> {
    decided(call, "/confirm", given).await
}

/// Rejects a manual payment: the money has not come.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/manual-payments/{number}/reject", operation_id = "rejectManualPayment", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The payment's number."), ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("X-CSRF-Token" = String, Header)),
    request_body = RejectBody,
    responses(
        (status = 200, body = crate::order_json::PaymentWithOrderJson), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn reject(call: &Call<'_>, given: &str) -> Result<Response, Problem> {
    decided(call, "/reject", given).await
}

/// Answers what became of it; the merchant is told beside the answer.
async fn decided(call: &Call<'_>, path: &str, given: &str) -> Result<Response, Problem> {
    let number = payment_number(given)?;
    match operate(call, path, "", number, &body(call.request)?).await? {
        Operated::Refused(problem) => Ok(problem),
        Operated::Done(number, event_id) => {
            if let Some(event_id) = event_id {
                tell_merchant(call.env, call.background, call.org_id()?, &event_id);
            }
            answer(call, number).await
        }
    }
}
