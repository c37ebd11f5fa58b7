//! What happened with a client: read, and noted.

use domain::{money::MINOR_MAX, token};
#[cfg(feature = "openapi")]
use edge::page::Page;
use edge::{Problem, Response, SystemEntropy, cabinet::Call, json, orders::request_key, page, payment_json::time};
use http::StatusCode;
use operations::{
    clients::{self, ClientError},
    fields::Fields,
};
use serde::Serialize;
use store::clients::timeline::{self, TimelineEntry};

use crate::{change::changing, client_json::number};

/// A mark on a client's timeline.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = TimelineEntry))]
pub struct TimelineJson {
    /// Its place, from 1.
    entry: i64,
    /// When.
    at: String,
    /// `note`, `order_opened`, `order_status` or `invoice_sent`.
    kind: String,
    /// The order that it is about.
    order: Option<i64>,
    /// The order's status before.
    before: Option<String>,
    /// The order's status since.
    after: Option<String>,
    /// A note's text.
    text: Option<String>,
    /// Who: `person:<id>`, `api_key:<prefix>` or `system`.
    actor: String,
}

impl TimelineJson {
    fn of(entry: TimelineEntry) -> Self {
        Self {
            entry: entry.entry,
            at: time(entry.at_ms),
            kind: entry.kind,
            order: entry.order_id,
            before: entry.before,
            after: entry.after,
            text: entry.text,
            actor: entry.actor,
        }
    }
}

/// What happened with a client in the mode, newest first: notes, and every change of an order's status.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/clients/{number}/timeline", operation_id = "listClientTimeline", tag = "Cabinet", security(("session" = [])),
    params(
        ("number" = i64, Path, description = "The client's number."),
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = inline(Page<TimelineJson>)), (status = 401, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>, given: &str) -> Result<Response, Problem> {
    let (database, org_id, uri) = (&call.context.database, call.org_id()?, call.request.uri());
    let (number, mode, limit) = (number(given)?, call.mode()?, page::limit(uri)?);
    let below = page::cursor(uri, token::number)?.unwrap_or(MINOR_MAX);
    let found = timeline::list(database, org_id, number, mode, below, limit.saturating_add(1)).await?;
    let page = page::page(
        found.ok_or(ClientError::NotFound)?,
        limit,
        |entry| entry.entry.to_string(),
        TimelineJson::of,
    );
    json::answer(StatusCode::OK, &page)
}

/// A note to be added.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct NoteBody {
    /// At most 4,000 characters; card numbers are masked.
    text: String,
}

/// Adds a note, which the client never sees. The same key and request: the same note.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/clients/{number}/notes", operation_id = "addClientNote", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The client's number."), ("mode" = Option<String>, Query, description = "`live` (default) or `test`."), ("X-CSRF-Token" = String, Header), ("Idempotency-Key" = String, Header)),
    request_body = NoteBody,
    responses(
        (status = 201, body = TimelineJson), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn note(call: &Call<'_>, given: &str) -> Result<Response, Problem> {
    let (number, key) = (number(given)?, request_key(call)?);
    let value = json::value(call.request)?;
    let mut fields = Fields::of(&value, "").map_err(|error| Problem::fields(vec![error]))?;
    let text = fields.required_text("text");
    let text = fields.finish(text).map_err(Problem::fields)?;
    let (database, actor) = (&call.context.database, call.actor()?);
    let by = changing(call, &actor, &key)?;
    let entry = clients::note(database, &SystemEntropy, by, number, &text).await?;
    json::answer(StatusCode::CREATED, &TimelineJson::of(entry))
}
