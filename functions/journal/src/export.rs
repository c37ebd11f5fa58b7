//! `GET /api/journal/export`: the journal as CSV. It is told to the journal before anything is sent.

use edge::{FieldError, Problem, Response, cabinet::Call, page};
use http::{StatusCode, header};
use operations::journal::export;
use serde_json::json;
use store::journal::list;

use crate::{PLATFORM, filter};

/// The organisation's journal as CSV, newest first, at most 50,000 entries; `X-Export-Complete` says whether that is all that the
/// filters find.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/journal/export", operation_id = "exportJournal", tag = "Cabinet", security(("session" = [])),
    params(
        ("format" = Option<String>, Query, description = "`csv`, the only one."),
        ("from" = Option<String>, Query), ("to" = Option<String>, Query), ("actor" = Option<String>, Query), ("action" = Option<String>, Query),
        ("subject" = Option<String>, Query), ("q" = Option<String>, Query)),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn export(call: &Call<'_>, org_id: i64) -> Result<Response, Problem> {
    let uri = call.request.uri();
    if page::parameter(uri, "format").is_some_and(|format| format != "csv") {
        return Err(Problem::fields(vec![FieldError::new("format", "out_of_range", "csv")]));
    }
    let filters = filter::read(uri)?;
    let (database, person) = (&call.context.database, call.person()?);
    let detail = json!({ "format": "csv", "filters": filters.told }).to_string();
    let now_ms = call.context.now.ms();
    list::exported(database, org_id, &person.actor(), &person.origin, &detail, now_ms).await?;
    let export = export::export(database, org_id, &filters.filter).await?;
    http::Response::builder()
        .status(StatusCode::OK)
        .header(header::CONTENT_TYPE, "text/csv; charset=utf-8")
        .header(header::CONTENT_DISPOSITION, "attachment; filename=\"journal.csv\"")
        .header("x-export-complete", if export.complete { "true" } else { "false" })
        .body(export.csv.into_bytes())
        .map_err(|error| Problem::internal(&error))
}

/// The platform's own journal as CSV, for operators.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/journal/platform/export", operation_id = "exportPlatformJournal", tag = "Cabinet", security(("session" = [])),
    params(
        ("format" = Option<String>, Query), ("from" = Option<String>, Query), ("to" = Option<String>, Query), ("actor" = Option<String>, Query),
        ("action" = Option<String>, Query), ("subject" = Option<String>, Query), ("q" = Option<String>, Query)),
    responses((status = 200, body = String, content_type = "text/csv"), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn export_platform(call: &Call<'_>) -> Result<Response, Problem> {
    export(call, PLATFORM).await
}
