//! `/api/limits`: what may be paid in an operation, a day and a month.

#[cfg(feature = "openapi")]
use edge::page::Page;
use edge::{Problem, Response, cabinet::Call, json, limit_json::LimitJson, page};
use http::StatusCode;
use operations::limits::{self, LimitRequest};
use store::limit_settings;

/// A limit to be set, whole: a bound that is left out, or null, is none.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct LimitBody {
    /// `live` or `test`.
    mode: String,
    /// `organisation`, `terminal`, `payer` or `card`.
    scope: String,
    /// Where the scope is `terminal`.
    terminal: Option<String>,
    /// ISO 4217 code.
    currency: String,
    /// Decimal text.
    minimum: Option<String>,
    /// Decimal text.
    maximum: Option<String>,
    /// Decimal text.
    day_sum: Option<String>,
    /// How many.
    day_count: Option<i64>,
    /// Decimal text.
    month_sum: Option<String>,
    /// How many.
    month_count: Option<i64>,
}

/// Limits of a mode, with what was used of them.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/limits", operation_id = "listLimits", tag = "Cabinet", security(("session" = [])),
    params(("mode" = Option<String>, Query, description = "`live` (default) or `test`.")),
    responses((status = 200, body = inline(Page<LimitJson>)), (status = 401, body = Problem), (status = 403, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let (mode, day) = (page::mode(call.request.uri())?, call.local_day()?);
    let rows = limit_settings::list(&call.context.database, call.org_id()?, mode, &day).await?;
    let items: Vec<LimitJson> = rows.into_iter().map(LimitJson::of).collect();
    json::answer(StatusCode::OK, &page::Page { items, next: None })
}

/// Whose limits the caller sets: an operator of the platform the platform's, a member the organisation's own.
fn set_by(call: &Call<'_>) -> Result<&'static str, Problem> {
    let is_operator = call.visitor()?.is_operator();
    Ok(if is_operator { "operator" } else { "organisation" })
}

/// Sets a limit, in the place of the one there was: the organisation's, or in an operator's visit the platform's.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/limits", operation_id = "setLimit", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = LimitBody,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn set(call: &Call<'_>) -> Result<Response, Problem> {
    let (actor, request) = (call.person()?.actor(), read(call)?);
    limits::set(&call.context.database, call.changer(&actor)?, set_by(call)?, &request).await?;
    json::empty(StatusCode::NO_CONTENT)
}

/// Deletes a limit that the caller's side has set.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/limits/delete", operation_id = "deleteLimit", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = LimitBody,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn delete(call: &Call<'_>) -> Result<Response, Problem> {
    let (actor, request) = (call.person()?.actor(), read(call)?);
    limits::delete(&call.context.database, call.changer(&actor)?, set_by(call)?, &request).await?;
    json::empty(StatusCode::NO_CONTENT)
}

fn read(call: &Call<'_>) -> Result<LimitRequest, Problem> {
    LimitRequest::read(&json::value(call.request)?).map_err(Problem::fields)
}
