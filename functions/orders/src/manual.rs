//! One manual payment, and the receipt that the payer gave.

use edge::{
    Problem, Response,
    cabinet::Call,
    files::Files,
    json,
    operate::{payment_not_found, payment_number},
};
use http::{StatusCode, header};
use store::orders;

use crate::order_json::PaymentWithOrderJson;

/// One payment that was to be paid by a manual system, with what was said and decided of it and what it comes to.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/manual-payments/{number}", operation_id = "getManualPayment", tag = "Cabinet", security(("session" = [])),
    params(
        ("number" = i64, Path, description = "The payment's number."),
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`.")),
    responses((status = 200, body = PaymentWithOrderJson), (status = 401, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(call: &Call<'_>, given: &str) -> Result<Response, Problem> {
    answer(call, payment_number(given)?).await
}

/// Answers a manual payment.
pub(crate) async fn answer(call: &Call<'_>, number: i64) -> Result<Response, Problem> {
    let (database, day) = (&call.context.database, call.local_day()?);
    let found = orders::manual(database, call.org_id()?, number, call.mode()?, &day).await?;
    let found = found.ok_or_else(payment_not_found)?;
    json::answer(
        StatusCode::OK,
        &PaymentWithOrderJson::of(found.payment, Some(&found.estimates))?,
    )
}

/// The receipt of a manual payment's last trip that has one: always saved as a file, never shown as a page.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/manual-payments/{number}/receipt", operation_id = "getManualPaymentReceipt", tag = "Cabinet", security(("session" = [])),
    params(
        ("number" = i64, Path, description = "The payment's number."),
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`.")),
    responses(
        (status = 200, description = "The file's bytes.", content_type = "application/octet-stream", body = Vec<u8>), (status = 401, body = Problem),
        (status = 404, body = Problem))))]
pub(crate) async fn receipt(call: &Call<'_>, given: &str) -> Result<Response, Problem> {
    let (org_id, number) = (call.org_id()?, payment_number(given)?);
    let not_found = || {
        Problem::new(
            StatusCode::NOT_FOUND,
            "receipt_not_found",
            "The payment has no receipt.",
        )
    };
    let found = orders::receipt(&call.context.database, org_id, number, call.mode()?).await?;
    let found = found.ok_or_else(not_found)?;
    let bytes = Files::bound(call.env)?
        .get(org_id, &found.file)
        .await?
        .ok_or_else(not_found)?;
    let ending = found.media_type.rsplit('/').next().unwrap_or_default();
    http::Response::builder()
        .header(header::CONTENT_TYPE, &found.media_type)
        .header(
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"receipt-{number}.{ending}\""),
        )
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CACHE_CONTROL, "private, no-store")
        .body(bytes)
        .map_err(|error| Problem::internal(&error))
}
