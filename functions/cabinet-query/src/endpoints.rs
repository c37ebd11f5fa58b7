//! `GET /api/endpoints`: where the organisation is told of events.

#[cfg(feature = "openapi")]
use edge::page::Page;
use edge::{
    Context, Problem, Response, json, page,
    postback_json::{EndpointJson, endpoint_not_found},
};
use http::{StatusCode, Uri};
use store::endpoints;

/// Endpoints of a mode.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/endpoints", operation_id = "listEndpoints", tag = "Cabinet", security(("session" = [])),
    params(("mode" = Option<String>, Query, description = "`live` (default) or `test`.")),
    responses((status = 200, body = inline(Page<EndpointJson>)), (status = 401, body = Problem))))]
pub(crate) async fn list(context: &Context, org_id: i64, uri: &Uri) -> Result<Response, Problem> {
    let mode = page::mode(uri)?;
    let rows = endpoints::list(&context.database, org_id, mode, context.now.ms()).await?;
    let items: Vec<EndpointJson> = rows.into_iter().map(EndpointJson::of).collect();
    json::answer(StatusCode::OK, &page::Page { items, next: None })
}

/// One endpoint.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/endpoints/{endpoint}", operation_id = "getEndpoint", tag = "Cabinet", security(("session" = [])),
    params(("endpoint" = i64, Path, description = "The endpoint's id.")),
    responses((status = 200, body = EndpointJson), (status = 401, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(context: &Context, org_id: i64, endpoint: &str) -> Result<Response, Problem> {
    let id = domain::token::number(endpoint).ok_or_else(endpoint_not_found)?;
    let found = endpoints::one(&context.database, org_id, id, context.now.ms()).await?;
    let found = found.ok_or_else(endpoint_not_found)?;
    json::answer(StatusCode::OK, &EndpointJson::of(found))
}
