//! `POST /api/invoices` and `/v1/invoices`.

use edge::{
    Problem, Response,
    cabinet::Call,
    json::{parse, value},
    operate::idempotency_key,
    service,
};
use http::StatusCode;
use serde_json::{Value, json};

use crate::list::get_numbered;
#[cfg(feature = "openapi")]
use crate::{body::InvoiceBody, invoice_json::InvoiceJson};

/// Makes an invoice, and sends it where that is asked. The same key and request: the same invoice, sent once.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/invoices", operation_id = "createInvoice", tag = "Cabinet", security(("session" = [])),
    params(
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("X-CSRF-Token" = String, Header), ("Idempotency-Key" = String, Header)),
    request_body = InvoiceBody,
    responses((status = 201, body = InvoiceJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn create(call: &Call<'_>) -> Result<Response, Problem> {
    let (actor, mode) = (call.actor()?, call.mode()?);
    let key = idempotency_key(call.request)?;
    let request_key = match call.merchant() {
        Some(_) => format!("v1:{mode}:{key}"),
        None => format!("cabinet:{}:{key}", call.person()?.session.person_id),
    };
    let asked = json!({
        "org_id": call.org_id()?, "mode": mode, "actor": actor, "request_key": request_key, "local_day": call.local_day()?,
        "body": value(call.request)?,
    });
    let answer = service::ask(call.env, "INVOICE_CREATE", "/create", &call.context.request_id, &asked).await?;
    if answer.status() != StatusCode::CREATED {
        return Ok(answer);
    }
    let made = parse(answer.body())?;
    let number = made.get("number").and_then(Value::as_i64);
    get_numbered(call, StatusCode::CREATED, number.unwrap_or_default()).await
}
