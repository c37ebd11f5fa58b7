//! `GET /api/invoices`, `/api/invoices/{number}`, and the same at `/v1`.

use domain::{money::MINOR_MAX, token};
#[cfg(feature = "openapi")]
use edge::page::Page;
use edge::{FieldError, Problem, Response, cabinet::Call, json, page, settings::public_url};
use http::{StatusCode, Uri};
use operations::invoices::InvoiceError;
use store::invoices::{self, Filter, Invoice};

use crate::{
    door::{bound, numbered, shown},
    invoice_json::InvoiceJson,
};

/// Invoices of a mode, newest first. Of few that fit a filter a page may be short, or empty, and yet go on.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/invoices", operation_id = "listInvoices", tag = "Cabinet", security(("session" = [])),
    params(
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("status" = Option<String>, Query, description = "`created`, `sent`, `paid`, `expired` or `cancelled`."),
        ("client" = Option<i64>, Query, description = "Only this client's."),
        ("q" = Option<String>, Query, description = "An invoice's number."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = inline(Page<InvoiceJson>)), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let (uri, public_url) = (call.request.uri(), public_url(call.env)?);
    let limit = page::limit(uri)?;
    let (status, searched) = (status(uri)?, page::text(uri, "q")?);
    let number = searched.as_deref().map(|text| token::number(text.trim()));
    let filter = Filter {
        org_id: call.org_id()?,
        mode: call.mode()?,
        below: page::cursor(uri, token::number)?.unwrap_or(MINOR_MAX),
        limit: limit.saturating_add(1),
        status: status.as_deref(),
        client_id: client(uri)?,
        // What is no number is no invoice's.
        number: number.map(|number| number.unwrap_or(0)),
        now_ms: call.context.now.ms(),
    };
    let (rows, looked_to) = invoices::list(&call.context.database, &filter).await?;
    let key = |row: &Invoice| row.invoice_id.to_string();
    let page = page::page(rows, limit, key, |row| InvoiceJson::of(row, &public_url));
    let page = page.going_on(looked_to.map(|number| number.to_string()));
    json::answer(StatusCode::OK, &page)
}

fn status(uri: &Uri) -> Result<Option<String>, Problem> {
    let status = page::text(uri, "status")?;
    let known = |status: &String| matches!(status.as_str(), "created" | "sent" | "paid" | "expired" | "cancelled");
    if status.as_ref().is_none_or(known) {
        return Ok(status);
    }
    let detail = "created, sent, paid, expired or cancelled";
    Err(Problem::fields(vec![FieldError::new("status", "out_of_range", detail)]))
}

/// A client's number; 0 is the manual account.
fn client(uri: &Uri) -> Result<Option<i64>, Problem> {
    let read = |text: &str| if text == "0" { Some(0) } else { token::number(text) };
    let refused = || Problem::fields(vec![FieldError::new("client", "out_of_range", "a client's number")]);
    let given = page::parameter(uri, "client");
    given.map(|text| read(text).ok_or_else(refused)).transpose()
}

/// One invoice.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/invoices/{number}", operation_id = "getInvoice", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The invoice's number.")),
    responses((status = 200, body = InvoiceJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(call: &Call<'_>, number: &str) -> Result<Response, Problem> {
    get_numbered(call, StatusCode::OK, numbered(number)?).await
}

/// Answers an invoice as it is now.
pub(crate) async fn get_numbered(call: &Call<'_>, status: StatusCode, number: i64) -> Result<Response, Problem> {
    let (database, now_ms) = (&call.context.database, call.context.now.ms());
    let found = invoices::one(database, call.org_id()?, number, bound(call), now_ms).await?;
    shown(status, found.ok_or(InvoiceError::NotFound)?, &public_url(call.env)?)
}
