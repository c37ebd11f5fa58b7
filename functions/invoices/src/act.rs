//! What is done with an invoice: sent (again), cancelled, taken for paid by hand.

use edge::{
    Problem, Response, SystemEntropy,
    cabinet::Call,
    operate::body,
    order_operate::{Operated, operate},
    service,
    settings::public_url,
};
use http::StatusCode;
use operations::invoices::{self, SendRequest};

#[cfg(feature = "openapi")]
use crate::{
    body::{AcceptCashBody, InvoiceCancelBody, InvoiceSendBody},
    invoice_json::InvoiceJson,
};
use crate::{
    door::{asking, numbered, outgoing, shown},
    list::get_numbered,
};

/// Sends an invoice, or sends it again; at most 10 times in all.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/invoices/{number}/send", operation_id = "sendInvoice", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The invoice's number."), ("X-CSRF-Token" = String, Header)), request_body = InvoiceSendBody,
    responses((status = 200, body = InvoiceJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn send(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    let (name, public_url) = (call.actor()?, public_url(call.env)?);
    let request = SendRequest::read(&body(call.request)?).map_err(Problem::fields)?;
    let (actor, outgoing) = (asking(call, &name)?, outgoing(call, &public_url));
    let sent = invoices::send(&call.context.database, actor, numbered(number)?, outgoing, &request).await?;
    service::send_letters(call.env, call.background);
    shown(StatusCode::OK, sent, &public_url)
}

/// Cancels an invoice that nobody has paid. What a bank takes nevertheless, of a payer who was there already, is booked and marked.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/invoices/{number}/cancel", operation_id = "cancelInvoice", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The invoice's number."), ("X-CSRF-Token" = String, Header)), request_body = InvoiceCancelBody,
    responses((status = 200, body = InvoiceJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn cancel(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    let (name, public_url) = (call.actor()?, public_url(call.env)?);
    let (actor, body) = (asking(call, &name)?, body(call.request)?);
    let cancelled = invoices::cancel(&call.context.database, &SystemEntropy, actor, numbered(number)?, &body).await?;
    service::tell_merchant(call.env, call.background, actor.org_id, &cancelled.event_id);
    shown(StatusCode::OK, cancelled.invoice, &public_url)
}

/// Takes an invoice for paid by hand, in cash or by another manual system.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/invoices/{number}/accept-cash", operation_id = "acceptCash", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The invoice's number."), ("X-CSRF-Token" = String, Header)), request_body = AcceptCashBody,
    responses((status = 200, body = InvoiceJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn accept_cash(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    match operate(call, "/accept-cash", "", numbered(number)?, &body(call.request)?).await? {
        Operated::Refused(answer) => Ok(answer),
        Operated::Done(number, event_id) => {
            if let Some(event_id) = &event_id {
                service::tell_merchant(call.env, call.background, call.org_id()?, event_id);
            }
            get_numbered(call, StatusCode::OK, number).await
        }
    }
}
