//! Captures, cancels and refunds over HTTP: the same requests, answers and errors at /v1 and in the cabinet.

use std::rc::Rc;

use domain::token;
use http::StatusCode;
use operations::{
    fields::Fields,
    operation::{
        Asker, OperationError, OperationRequest, Performed,
        cancel::cancel,
        capture::capture,
        refund::{RefundLine, refund},
    },
};
use serde_json::Value;

use crate::{Context, FieldError, Problem, Request, Response, json, operation_json::OperationJson, service, settings};

/// Longest idempotency key, in characters.
const KEY_MAX: usize = 255;
/// Longest reason, in characters.
const REASON_MAX: usize = 500;
/// Most lines of a refund.
const LINES_MAX: usize = 100;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operate {
    /// Held money is taken.
    Capture,
    /// Held money is released.
    Cancel,
    /// Captured money is given back.
    Refund,
}

/// The body of a capture, a cancel or a refund.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OperateRequest {
    /// Decimal text; empty: everything that is left.
    #[cfg_attr(feature = "openapi", schema(example = "30.00"))]
    pub amount: Option<String>,
    /// ISO 4217 code, required beside an amount.
    #[cfg_attr(feature = "openapi", schema(example = "RUB"))]
    pub currency: Option<String>,
    /// Why; at most 500 characters.
    pub reason: Option<String>,
    /// Refunds only: the lines of the cart to give back. Part of a payment with a cart is refunded by its lines.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<RefundLineBody>>))]
    pub lines: Vec<RefundLine>,
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

fn read(request: &Request, operate: Operate) -> Result<OperateRequest, Problem> {
    // Everything that is left, for no stated reason, needs no body.
    if request.body().is_empty() {
        return Ok(OperateRequest::default());
    }
    let value = json::value(request)?;
    let mut fields = Fields::of(&value, "").map_err(|error| Problem::fields(vec![error]))?;
    let mut read = OperateRequest {
        amount: fields.text("amount"),
        currency: fields.text("currency"),
        reason: fields.text("reason"),
        lines: Vec::new(),
    };
    if operate == Operate::Refund {
        read.lines = lines(&mut fields);
    }
    let unacceptable = |reason: &String| reason.chars().count() > REASON_MAX || reason.chars().any(char::is_control);
    if read.reason.as_ref().is_some_and(unacceptable) {
        fields.refuse(
            "reason",
            "text_not_acceptable",
            "at most 500 characters, none of them a control character",
        );
    }
    if read.reason.as_deref().is_some_and(domain::card::contains) {
        fields.refuse("reason", "card_number_not_allowed", "no card number belongs here");
    }
    fields.finish(read).map_err(Problem::fields)
}

fn lines(fields: &mut Fields<'_>) -> Vec<RefundLine> {
    let given = match fields.get("lines") {
        None => return Vec::new(),
        Some(Value::Array(given)) if (1..=LINES_MAX).contains(&given.len()) => given,
        Some(_) => {
            fields.refuse("lines", "wrong_type", "a list of 1 to 100 lines is expected");
            return Vec::new();
        }
    };
    let line = |line: &Value| {
        let quantity = match line.get("quantity")? {
            Value::String(text) if text.len() <= 24 => text.clone(),
            Value::Number(number) if number.is_u64() => number.to_string(),
            _ => return None,
        };
        let place = line.get("line")?.as_u64()?;
        Some(RefundLine {
            line: usize::try_from(place).ok()?,
            quantity,
        })
    };
    let read: Option<Vec<RefundLine>> = given.iter().map(line).collect();
    read.unwrap_or_else(|| {
        fields.refuse("lines", "wrong_type", "each line is {\"line\": 0, \"quantity\": \"1\"}");
        Vec::new()
    })
}

/// Begins an operation, asks the bank for it, and answers what became of it: 201 where the bank has decided, 202 where it
/// has not yet.
pub async fn operate(
    context: &Rc<Context>,
    env: &worker::Env,
    background: &worker::Context,
    asker: &Asker<'_>,
    number: i64,
    operate: Operate,
    request: &Request,
) -> Result<Response, Problem> {
    let asked = read(request, operate)?;
    let key = settings::master_key(env)?;
    let of = OperationRequest {
        number,
        amount: asked.amount,
        currency: asked.currency,
        reason: asked.reason,
    };
    let ports = context.ports();
    let performed = match operate {
        Operate::Capture => capture(ports, &key, asker, &of).await,
        Operate::Cancel => cancel(ports, &key, asker, &of).await,
        Operate::Refund => refund(ports, &key, asker, &of, &asked.lines).await,
    }?;
    answer(env, background, &performed)
}

/// Answers an operation, and has the merchant told of it.
pub fn answer(env: &worker::Env, background: &worker::Context, performed: &Performed) -> Result<Response, Problem> {
    if let Some(event_id) = &performed.event_id {
        service::tell_merchant(env, background, performed.operation.org_id, event_id);
    }
    let status = match performed.operation.decided_at_ms {
        Some(_) => StatusCode::CREATED,
        None => StatusCode::ACCEPTED,
    };
    json::answer(status, &OperationJson::of(&performed.operation))
}

impl From<OperationError> for Problem {
    fn from(error: OperationError) -> Self {
        let detail = error.to_string();
        match error {
            OperationError::PaymentNotFound => payment_not_found(),
            OperationError::Fields(errors) => Self::fields(errors),
            OperationError::Refused(code) => Self::new(StatusCode::CONFLICT, code, refusal(code)),
            OperationError::KeyReused => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused", detail),
            OperationError::InFlight => Self::new(StatusCode::CONFLICT, "idempotency_key_in_flight", detail),
            OperationError::Store(error) => error.into(),
            OperationError::Entropy(error) => error.into(),
        }
    }
}

/// A refusal's code, for people.
fn refusal(code: &str) -> &'static str {
    match code {
        "not_authorised" => "The payment holds no money.",
        "already_captured" => "The money was captured already.",
        "operation_in_flight" => "Another operation on this money is not decided yet.",
        "amount_exceeds_hold" => "The amount exceeds what is left of the hold.",
        "not_captured" => "No money was captured.",
        "amount_exceeds_captured" => "The amount exceeds what is left of the captured money.",
        "dispute_open" => "The payment is disputed: nothing is refunded until the bank has decided.",
        "nothing_left" => "Nothing is left of the money.",
        "operation_not_allowed" => "The terminal does not allow this operation.",
        _ => "The payment does not allow it.",
    }
}

/// A field error of the path or the query.
#[must_use]
pub fn field_problem(field: &str, code: &str, detail: &str) -> Problem {
    Problem::fields(vec![FieldError::new(field, code, detail)])
}
