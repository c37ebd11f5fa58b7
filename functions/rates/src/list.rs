//! The rates that hold on a day.

use domain::{manual::is_day, money::Currency};
use edge::{
    FieldError, Problem, Response, SystemClock,
    cabinet::Call,
    json,
    page::{Page, parameter},
};
use http::StatusCode;
use operations::Clock;

use crate::rate_json::RateJson;

/// Answers the rates that hold on a day: of each pair and source the last one dated on or before it. The day is by default today in
/// the organisation's zone.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/rates", operation_id = "listRates", tag = "Cabinet", security(("session" = [])),
    params(("day" = Option<String>, Query, description = "`YYYY-MM-DD`"), ("base" = Option<String>, Query), ("quote" = Option<String>, Query)),
    responses((status = 200, body = Page<RateJson>), (status = 401, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let zone = call.person()?.session.time_zone.as_deref().unwrap_or_default();
    answer(call, SystemClock.local_day(zone, call.context.now)).await
}

/// Answers the rates that hold on a day: of each pair and source the last one dated on or before it. The day is by default today in
/// the organisation's zone.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/v1/rates", operation_id = "listRatesForMerchant", tag = "Payments", security(("api_key" = [])),
    params(("day" = Option<String>, Query, description = "`YYYY-MM-DD`"), ("base" = Option<String>, Query), ("quote" = Option<String>, Query)),
    responses((status = 200, body = Page<RateJson>), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list_for_merchant(call: &Call<'_>) -> Result<Response, Problem> {
    answer(call, call.local_day()?).await
}

async fn answer(call: &Call<'_>, today: String) -> Result<Response, Problem> {
    let uri = call.request.uri();
    let mut errors = Vec::new();
    let day = parameter(uri, "day").unwrap_or(&today);
    if !is_day(day) {
        errors.push(FieldError::new("day", "date_malformed", "a day such as 2026-11-23"));
    }
    let [base, quote] = ["base", "quote"].map(|name| {
        let code = parameter(uri, name);
        if code.is_some_and(|code| Currency::parse(code).is_err()) {
            let detail = "a code of ISO 4217, such as EUR";
            errors.push(FieldError::new(name, "currency_unknown", detail));
        }
        code
    });
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let rows = store::rates::list(&call.context.database, day, base, quote).await?;
    let items = rows.into_iter().map(RateJson::of).collect();
    json::answer(StatusCode::OK, &Page { items, next: None })
}
