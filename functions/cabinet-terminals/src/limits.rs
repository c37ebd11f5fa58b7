//! `/api/limits`: what may be paid in an operation, a day and a month.

#[cfg(feature = "openapi")]
use edge::page::Page;
use edge::{
    Problem, Response,
    cabinet::Call,
    json,
    page::{self},
    payment_json::amount,
};
use http::StatusCode;
use operations::limits::{self, LimitRequest};
use serde::Serialize;
use store::limit_settings::{self, Row};

use crate::change::By;

/// A limit. Amounts are decimal texts in its currency; what is empty is not limited.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Limit))]
pub struct LimitJson {
    /// `organisation`, `terminal`, `payer` or `card`.
    scope: String,
    /// Which terminal, where the scope is `terminal`.
    terminal: Option<String>,
    /// ISO 4217 code.
    currency: String,
    /// `organisation`, or `operator` of the platform: both hold.
    set_by: String,
    /// Of one operation.
    minimum: Option<String>,
    /// Of one operation.
    maximum: Option<String>,
    /// The sum of a day in the organisation's zone.
    day_sum: Option<String>,
    /// The number of a day.
    day_count: Option<i64>,
    /// The sum of a month.
    month_sum: Option<String>,
    /// The number of a month.
    month_count: Option<i64>,
    /// What was used of it; empty for payers and cards, of whom each has their own count.
    used: Option<UsedJson>,
}

/// What was used of a limit.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = LimitUsed))]
pub struct UsedJson {
    /// Today.
    day_sum: String,
    /// Today.
    day_count: i64,
    /// This month.
    month_sum: String,
    /// This month.
    month_count: i64,
}

impl LimitJson {
    pub(crate) fn of(row: Row) -> Self {
        let text = |minor: i64| amount(minor, &row.currency);
        let used = matches!(row.scope.as_str(), "organisation" | "terminal").then(|| UsedJson {
            day_sum: text(row.used_day_minor),
            day_count: row.used_day_count,
            month_sum: text(row.used_month_minor),
            month_count: row.used_month_count,
        });
        Self {
            minimum: row.minimum_minor.map(text),
            maximum: row.maximum_minor.map(text),
            day_sum: row.day_minor.map(text),
            day_count: row.day_count,
            month_sum: row.month_minor.map(text),
            month_count: row.month_count,
            used,
            scope: row.scope,
            terminal: Some(row.terminal_id).filter(|terminal| !terminal.is_empty()),
            currency: row.currency,
            set_by: row.set_by,
        }
    }
}

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
    let (by, request) = (By::of(call)?, read(call)?);
    limits::set(&call.context.database, by.changer(), set_by(call)?, &request).await?;
    json::empty(StatusCode::NO_CONTENT)
}

/// Deletes a limit that the caller's side has set.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/limits/delete", operation_id = "deleteLimit", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = LimitBody,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn delete(call: &Call<'_>) -> Result<Response, Problem> {
    let (by, request) = (By::of(call)?, read(call)?);
    limits::delete(&call.context.database, by.changer(), set_by(call)?, &request).await?;
    json::empty(StatusCode::NO_CONTENT)
}

fn read(call: &Call<'_>) -> Result<LimitRequest, Problem> {
    LimitRequest::read(&json::value(call.request)?).map_err(Problem::fields)
}
