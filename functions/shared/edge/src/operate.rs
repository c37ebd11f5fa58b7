//! Captures, cancels and refunds over HTTP, for the functions that people and merchants' servers speak to: they know who
//! asks, and have `payment-operate` do it over its service binding. The same requests, answers and errors at /v1 and in the
//! cabinet.

use domain::token;
use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{Problem, Request, Response, json, service};

/// The binding of `payment-operate`.
const BINDING: &str = "PAYMENT_OPERATE";
/// Longest idempotency key, in characters.
const KEY_MAX: usize = 255;

/// What is asked for, by whom: as `payment-operate` reads it.
#[derive(Debug, Serialize)]
pub struct Operate<'a> {
    /// The organisation.
    pub org_id: i64,
    /// The mode that the asker may see; empty: both.
    pub mode: Option<&'a str>,
    /// The door: `v1` or `cabinet`.
    pub door: &'a str,
    /// As the journal names the asker.
    pub actor: &'a str,
    /// The idempotency key.
    pub key: &'a str,
    /// The payment.
    pub number: i64,
    /// `capture`, `cancel` or `refund`.
    pub kind: &'a str,
    /// The request's body: see [`OperateRequest`].
    pub body: Value,
}

/// The body of a capture, a cancel or a refund.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
pub struct OperateRequest {
    /// Decimal text; empty: everything that is left.
    #[schema(example = "30.00")]
    pub amount: Option<String>,
    /// ISO 4217 code, required beside an amount.
    #[schema(example = "RUB")]
    pub currency: Option<String>,
    /// Why; at most 500 characters.
    pub reason: Option<String>,
    /// Refunds only: the lines of the cart to give back. Part of a payment with a cart is refunded by its lines.
    pub lines: Option<Vec<RefundLineBody>>,
}

/// A line of the cart to be refunded.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[schema(as = RefundLine)]
#[expect(dead_code, reason = "for the document")]
pub struct RefundLineBody {
    /// Its place in the cart, from 0.
    line: u32,
    /// How many, as decimal text or a whole number.
    quantity: String,
}

/// The `Idempotency-Key` header, which every POST that moves money carries.
pub fn idempotency_key(request: &Request) -> Result<&str, Problem> {
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

/// A payment's number in a path.
pub fn payment_number(text: &str) -> Result<i64, Problem> {
    token::number(text).ok_or_else(payment_not_found)
}

/// No payment of this number.
#[must_use]
pub fn payment_not_found() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "payment_not_found", "No payment of this number.")
}

/// No such callback needs a person.
#[must_use]
pub fn callback_not_found() -> Problem {
    let detail = "No such callback needs attention.";
    Problem::new(StatusCode::NOT_FOUND, "callback_not_found", detail)
}

/// The body of a request; everything that is left, for no stated reason, needs none.
pub fn body(request: &Request) -> Result<Value, Problem> {
    if request.body().is_empty() {
        return Ok(json!({}));
    }
    json::value(request)
}

/// Has it done, and answers what became of it: 201 where the bank has decided, 202 where it has not yet.
pub async fn operate(env: &worker::Env, request_id: &str, asked: &Operate<'_>) -> Result<Response, Problem> {
    service::ask(env, BINDING, "/operate", request_id, asked).await
}

/// Attaches a callback to a payment: `payment-callback` books it.
pub async fn attach(env: &worker::Env, request_id: &str, asked: &Value) -> Result<Response, Problem> {
    service::ask(env, "PAYMENT_CALLBACK", "/attach", request_id, asked).await
}

/// Asks the bank now what became of an operation (`/ask`), or records one as done (`/record`, with evidence).
pub async fn settle(env: &worker::Env, request_id: &str, path: &str, asked: &Value) -> Result<Response, Problem> {
    service::ask(env, BINDING, path, request_id, asked).await
}
