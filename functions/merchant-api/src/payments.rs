//! `POST /v1/payments` and `GET /v1/payments/{number}`.

use domain::{time::Timestamp, token};
use edge::{
    Problem, Request, Response, json,
    payment_json::{PaymentFacts, PaymentJson},
};
use http::StatusCode;
use operations::{
    Entropy, PaymentRequest,
    create_payment::{Asker, create_payment},
};
use store::{Database, payments};

use crate::auth::Merchant;

/// Longest idempotency key, in characters.
const KEY_MAX: usize = 255;

/// Creates a payment. The same key and request: the same answer.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/payments", operation_id = "createPayment", tag = "Payments", security(("api_key" = [])),
    params(("Idempotency-Key" = String, Header, description = "Up to 255 characters; the same key and body give the same answer for 30 days.")),
    request_body = PaymentRequest,
    responses(
        (status = 201, body = PaymentJson), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn create(
    database: &impl Database,
    entropy: &impl Entropy,
    merchant: &Merchant,
    request: &Request,
    public_url: &str,
    now: Timestamp,
) -> Result<Response, Problem> {
    let key = idempotency_key(request)?;
    let asked = PaymentRequest::read(&json::value(request)?).map_err(Problem::fields)?;
    let asker = Asker {
        org_id: merchant.org_id,
        mode: &merchant.mode,
        door: "v1",
        actor: format!("api_key:{}", merchant.prefix),
        sites: &merchant.sites,
        key,
    };
    let payment = create_payment(database, entropy, &asker, &asked, now).await?;
    json::answer(
        StatusCode::CREATED,
        &PaymentJson::of(&payment, PaymentFacts::at_creation(&payment), public_url),
    )
}

fn idempotency_key(request: &Request) -> Result<&str, Problem> {
    let malformed = |_| {
        let detail = "An Idempotency-Key is printable ASCII.";
        Problem::new(StatusCode::BAD_REQUEST, "idempotency_key_malformed", detail)
    };
    let key = request.headers().get("idempotency-key");
    let key = key.map_or(Ok(""), |value| value.to_str().map_err(malformed))?;
    match key.len() {
        1..=KEY_MAX => Ok(key),
        0 => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "idempotency_key_required",
            "Send an Idempotency-Key header.",
        )),
        _ => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "idempotency_key_too_long",
            "An Idempotency-Key has at most 255 characters.",
        )),
    }
}

/// Reads a payment of the key's organisation and mode.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/payments/{number}", operation_id = "getPayment", tag = "Payments", security(("api_key" = [])),
    params(("number" = i64, Path, description = "The payment's number.")),
    responses((status = 200, body = PaymentJson), (status = 401, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(
    database: &impl Database,
    merchant: &Merchant,
    number: &str,
    public_url: &str,
) -> Result<Response, Problem> {
    let not_found = || Problem::new(StatusCode::NOT_FOUND, "payment_not_found", "No payment of this number.");
    let number = token::number(number).ok_or_else(not_found)?;
    let payment = payments::by_number(database, merchant.org_id, number, &merchant.mode)
        .await?
        .ok_or_else(not_found)?;
    json::answer(
        StatusCode::OK,
        &PaymentJson::of(&payment, PaymentFacts::of(&payment), public_url),
    )
}
