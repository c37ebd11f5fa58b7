//! `POST /api/invoices` and `/v1/invoices`.

use edge::{
    Problem, Response, SystemEntropy, cabinet::Call, json, operate::idempotency_key, service, settings::public_url,
};
use http::StatusCode;
use operations::invoices::{self, Biller, InvoiceRequest};

use crate::door::{outgoing, shown};
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
    let (actor, mode, public_url) = (call.actor()?, call.mode()?, public_url(call.env)?);
    let key = idempotency_key(call.request)?;
    let request_key = match call.merchant() {
        Some(_) => format!("v1:{mode}:{key}"),
        None => format!("cabinet:{}:{key}", call.person()?.session.person_id),
    };
    let request = InvoiceRequest::read(&json::value(call.request)?).map_err(Problem::fields)?;
    let biller = Biller {
        org_id: call.org_id()?,
        mode,
        actor: &actor,
        request_key: &request_key,
        outgoing: outgoing(call, &public_url),
        local_day: &call.local_day()?,
        now: call.context.now,
    };
    let invoice = invoices::create(&call.context.database, &SystemEntropy, &biller, &request).await?;
    if invoice.sends > 0 {
        service::send_letters(call.env, call.background);
    }
    shown(StatusCode::CREATED, invoice, &public_url)
}
