//! What people do with a callback that fits nothing: attach it to the payment it belongs to, or dismiss it.

use domain::token;
use edge::{
    FieldError, Problem, Response,
    cabinet::Call,
    json,
    operate::{self, callback_not_found},
};
use http::StatusCode;
use operations::callback::{self, Resolution};
use serde_json::json;

#[cfg(feature = "openapi")]
use crate::payments::Reason;
use crate::reason;

/// To which payment, and why.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct Attach {
    /// The payment's number.
    number: i64,
    /// At most 500 characters; kept in the journal.
    reason: String,
}

/// What became of it.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct Attached {
    /// `settled`, `late`, `surplus`, `repeated`, `contradicted` or `mismatch`.
    outcome: String,
}

/// Books a callback as if the bank had named the payment. Where it still does not fit, it says so and stays.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/callbacks/{terminal}/{event}/attach", operation_id = "attachCallback", tag = "Cabinet", security(("session" = [])),
    params(("terminal" = String, Path, description = "The terminal."), ("event" = String, Path, description = "The bank's event."), ("X-CSRF-Token" = String, Header)),
    request_body = Attach,
    responses((status = 200, body = Attached), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn attach(call: &Call<'_>, terminal: &str, event: &str) -> Result<Response, Problem> {
    let body = json::value(call.request)?;
    let reason = reason::read(&body, "reason")?;
    let number = body.get("number").and_then(serde_json::Value::as_i64);
    let number = number
        .and_then(|number| token::number(&number.to_string()))
        .ok_or_else(|| {
            Problem::fields(vec![FieldError::new(
                "number",
                "wrong_type",
                "a payment's number is expected",
            )])
        })?;
    let asked = json!({
        "org_id": call.org_id()?, "terminal": segment(terminal)?, "event": segment(event)?, "number": number, "reason": reason,
        "actor": call.visitor()?.actor(),
    });
    operate::attach(call.env, &call.context.request_id, &asked).await
}

/// Dismisses a callback: it belongs to nothing of ours.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/callbacks/{terminal}/{event}/dismiss", operation_id = "dismissCallback", tag = "Cabinet", security(("session" = [])),
    params(("terminal" = String, Path, description = "The terminal."), ("event" = String, Path, description = "The bank's event."), ("X-CSRF-Token" = String, Header)),
    request_body = Reason,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn dismiss(call: &Call<'_>, terminal: &str, event: &str) -> Result<Response, Problem> {
    let reason = reason::read(&json::value(call.request)?, "reason")?;
    let actor = call.visitor()?.actor();
    let (terminal, event) = (segment(terminal)?, segment(event)?);
    let resolution = Resolution {
        org_id: call.org_id()?,
        terminal_id: &terminal,
        event_id: &event,
        reason: &reason,
        actor: &actor,
    };
    if callback::dismiss(&call.context.database, &resolution, call.context.now).await? {
        json::empty(StatusCode::NO_CONTENT)
    } else {
        Err(callback_not_found())
    }
}

/// A name in a path: a bank's event may be called anything.
fn segment(given: &str) -> Result<String, Problem> {
    edge::page::decoded(given).ok_or_else(callback_not_found)
}
