//! `POST /v1/payments`, `GET /v1/payments` and `GET /v1/payments/{number}`.

use domain::{money::MINOR_MAX, token};
use edge::{
    Problem, Response, SystemEntropy, json,
    operate::{idempotency_key, payment_not_found, payment_number},
    page::{Page, cursor, filters, limit, page},
    payment_json::{PaymentFacts, PaymentJson},
    settings::public_url,
};
use http::StatusCode;
use operations::{
    Clock, PaymentRequest,
    create_payment::{Asker, create_payment},
};
use store::{
    cabinet::{self, Filter},
    payments,
};

use crate::Call;

/// Creates a payment. The same key and request: the same answer.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/payments", operation_id = "createPayment", tag = "Payments", security(("api_key" = [])),
    params(("Idempotency-Key" = String, Header, description = "Up to 255 characters; the same key and body give the same answer for 30 days.")),
    request_body = PaymentRequest,
    responses(
        (status = 201, body = PaymentJson), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn create(call: &Call<'_>) -> Result<Response, Problem> {
    let (merchant, request, now) = (&call.merchant, call.request, call.context.now);
    let public_url = public_url(call.env)?;
    let key = idempotency_key(request)?;
    let asked = PaymentRequest::read(&json::value(request)?).map_err(Problem::fields)?;
    let asker = Asker {
        org_id: merchant.org_id,
        mode: &merchant.mode,
        door: "v1",
        actor: merchant.actor.clone(),
        sites: &merchant.sites,
        local_day: edge::SystemClock.local_day(&merchant.time_zone, now),
        key,
    };
    let payment = create_payment(&call.context.database, &SystemEntropy, &asker, &asked, now).await?;
    json::answer(
        StatusCode::CREATED,
        &PaymentJson::of(&payment, PaymentFacts::at_creation(&payment), &public_url),
    )
}

/// Reads a payment of the key's organisation and mode.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/payments/{number}", operation_id = "getPayment", tag = "Payments", security(("api_key" = [])),
    params(("number" = i64, Path, description = "The payment's number.")),
    responses((status = 200, body = PaymentJson), (status = 401, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    let (merchant, public_url) = (&call.merchant, public_url(call.env)?);
    let number = payment_number(number)?;
    let payment = payments::by_number(&call.context.database, merchant.org_id, number, &merchant.mode)
        .await?
        .ok_or_else(payment_not_found)?;
    json::answer(
        StatusCode::OK,
        &PaymentJson::of(&payment, PaymentFacts::of(&payment), &public_url),
    )
}

/// Payments of the key's mode, newest first.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/payments", operation_id = "listPayments", tag = "Payments", security(("api_key" = [])),
    params(
        ("status" = Option<String>, Query, description = "Only payments of this status."),
        ("order" = Option<String>, Query, description = "Only payments of this order."),
        ("label" = Option<String>, Query, description = "Only payments of this payer. A filtered page may hold fewer rows than asked for, and still have a `next`."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = inline(Page<PaymentFacts>)), (status = 401, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let (database, merchant, uri) = (&call.context.database, &call.merchant, call.request.uri());
    let limit = limit(uri)?;
    let filters = filters(uri)?;
    let filter = Filter {
        org_id: merchant.org_id,
        mode: &merchant.mode,
        below: cursor(uri, token::number)?.unwrap_or(MINOR_MAX),
        limit: limit.saturating_add(1),
        status: filters.status.as_deref(),
        order: filters.order.as_deref(),
        label: filters.label.as_deref(),
    };
    let (rows, looked_to) = cabinet::payments(database, &filter).await?;
    let mut page: Page<PaymentFacts> = page(
        rows,
        limit,
        |(payment, _)| payment.number.to_string(),
        |(payment, _)| PaymentFacts::of(&payment),
    );
    page.next = page.next.or_else(|| looked_to.map(|number| number.to_string()));
    json::answer(StatusCode::OK, &page)
}
