//! `GET /api/journal`: entries, newest first.

use domain::token;
#[cfg(feature = "openapi")]
use edge::page::Page;
use edge::{Problem, Response, cabinet::Call, json, page, payment_json::time};
use http::StatusCode;
use operations::journal::export::actor;
use serde::Serialize;
use serde_json::Value;
use store::journal::list::{self, Line};

use crate::{PLATFORM, filter};

/// Who did something.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JournalActor {
    /// `person`, `operator`, `api_key`, `terminal`, `payer` or `system`.
    kind: String,
    /// Which of them: a number, a prefix, a terminal's id.
    id: Option<String>,
    /// A person's or a key's name.
    name: Option<String>,
}

/// An entry of the journal.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JournalEntry {
    /// Its place, from 1.
    seq: i64,
    /// When.
    at: String,
    /// Who.
    actor: JournalActor,
    /// From which network address, while that is kept.
    address: Option<String>,
    /// From which browser or program.
    agent: Option<String>,
    /// What was done.
    action: String,
    /// To what.
    subject: String,
    /// What was changed, as it was before.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    before: Option<Value>,
    /// What was changed, as it is since.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Object>))]
    after: Option<Value>,
    /// What else is worth knowing.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    detail: Value,
    /// Whether it is sealed already.
    sealed: bool,
}

impl JournalEntry {
    fn of(line: Line) -> Self {
        let (kind, id) = actor(&line.actor);
        let mut detail: Value = serde_json::from_str(&line.detail).unwrap_or_default();
        let mut take = |name| detail.as_object_mut().and_then(|detail| detail.remove(name));
        let (before, after) = (take("before"), take("after"));
        Self {
            seq: line.seq,
            at: time(line.at_ms),
            actor: JournalActor {
                kind: kind.to_owned(),
                id: Some(id.to_owned()).filter(|id| !id.is_empty()),
                name: line.name,
            },
            address: line.address,
            agent: line.agent,
            action: line.action,
            subject: line.subject,
            before,
            after,
            detail,
            sealed: line.is_sealed == 1,
        }
    }
}

/// The organisation's journal, newest first. A filter looks at so many entries a page and then answers what it has found, with a `next`
/// to go on from, even where that is nothing.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/journal", operation_id = "listJournal", tag = "Cabinet", security(("session" = [])),
    params(
        ("from" = Option<String>, Query, description = "Only entries from this time on (RFC 3339)."),
        ("to" = Option<String>, Query, description = "Only entries before this time."),
        ("actor" = Option<String>, Query, description = "A kind (`person`), or one of it (`person:7`)."),
        ("action" = Option<String>, Query, description = "Only this action."),
        ("subject" = Option<String>, Query, description = "How the subject begins (`payment:`)."),
        ("q" = Option<String>, Query, description = "A text in action, subject or detail."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = inline(Page<JournalEntry>)), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>, org_id: i64) -> Result<Response, Problem> {
    let uri = call.request.uri();
    let (filters, limit) = (filter::read(uri)?, page::limit(uri)?);
    let below = page::cursor(uri, token::number)?;
    let database = &call.context.database;
    let (lines, looked_to) = list::list(database, org_id, &filters.filter, below, limit.saturating_add(1)).await?;
    let page = page::page(lines, limit, |line| line.seq.to_string(), JournalEntry::of);
    json::answer(StatusCode::OK, &page.going_on(looked_to.map(|seq| seq.to_string())))
}

/// The platform's own journal, for operators.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/journal/platform", operation_id = "listPlatformJournal", tag = "Cabinet", security(("session" = [])),
    params(
        ("from" = Option<String>, Query), ("to" = Option<String>, Query), ("actor" = Option<String>, Query), ("action" = Option<String>, Query),
        ("subject" = Option<String>, Query), ("q" = Option<String>, Query), ("limit" = Option<u32>, Query), ("cursor" = Option<String>, Query)),
    responses((status = 200, body = inline(Page<JournalEntry>)), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list_platform(call: &Call<'_>) -> Result<Response, Problem> {
    list(call, PLATFORM).await
}
