//! `GET /api/postbacks`: deliveries, newest first, and one with all its attempts.

use domain::token;
#[cfg(feature = "openapi")]
use edge::page::Page;
use edge::{
    Problem, Response, json, page,
    postback_json::{
        PostbackAttemptJson, PostbackDetailJson, PostbackFilter, PostbackJson, postback_not_found, read_key, write_key,
    },
};
use http::{StatusCode, Uri};
use store::{
    Database,
    postbacks::list::{self, Delivery, Key},
};

/// Postbacks of a mode, newest first.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/postbacks", operation_id = "listPostbacks", tag = "Cabinet", security(("session" = [])),
    params(
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("endpoint" = Option<i64>, Query, description = "Only those to this endpoint."),
        ("status" = Option<String>, Query, description = "`pending`, `held`, `delivered`, `exhausted`, or `failed`: not delivered though tried."),
        ("event_type" = Option<String>, Query, description = "Only those of this type of event."),
        ("number" = Option<i64>, Query, description = "Only those about this payment."),
        ("from" = Option<String>, Query, description = "Only events from this time on (RFC 3339)."),
        ("to" = Option<String>, Query, description = "Only events before this time. A filtered page may hold fewer rows than asked for, and still have a `next`."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = inline(Page<PostbackJson>)), (status = 401, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(database: &impl Database, org_id: i64, uri: &Uri) -> Result<Response, Problem> {
    let (filter, limit) = (PostbackFilter::query(uri)?, page::limit(uri)?);
    let mut filter = filter.of(org_id);
    let mut endpoint_below = 0;
    if let Some(below) = page::cursor(uri, read_key)? {
        filter.below = below.event_id;
        endpoint_below = below.endpoint_id;
    }
    let (rows, looked_to) = list::list(database, &filter, endpoint_below, limit.saturating_add(1)).await?;
    let key = |row: &Delivery| {
        write_key(&Key {
            event_id: row.event_id.clone(),
            endpoint_id: row.endpoint_id,
        })
    };
    let page = page::page(rows, limit, key, PostbackJson::of);
    json::answer(StatusCode::OK, &page.going_on(looked_to.as_ref().map(write_key)))
}

/// One postback.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/postbacks/{endpoint}/{event}", operation_id = "getPostback", tag = "Cabinet", security(("session" = [])),
    params(("endpoint" = i64, Path, description = "The endpoint's id."), ("event" = String, Path, description = "The event's id.")),
    responses((status = 200, body = PostbackDetailJson), (status = 401, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(
    database: &impl Database,
    org_id: i64,
    endpoint: &str,
    event: &str,
) -> Result<Response, Problem> {
    let endpoint = token::number(endpoint).ok_or_else(postback_not_found)?;
    let (delivery, body, attempts) = list::one(database, org_id, endpoint, event)
        .await?
        .ok_or_else(postback_not_found)?;
    let detail = PostbackDetailJson {
        postback: PostbackJson::of(delivery),
        event: serde_json::from_str(&body).unwrap_or_default(),
        attempts: attempts.iter().map(PostbackAttemptJson::of).collect(),
    };
    json::answer(StatusCode::OK, &detail)
}
