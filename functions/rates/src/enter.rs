//! Rates that operators of the platform enter.

use edge::{Problem, Response, cabinet::Call, json, who::Who};
use http::StatusCode;
use operations::rates::{self, EnterRequest};

use crate::rate_json::RateJson;

/// A rate to be entered: one `base` is worth `rate` of `quote`, from the day on, until there is a newer one.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[schema(as = RateBody)]
#[expect(dead_code, reason = "for the document")]
pub struct RateBody {
    /// ISO 4217 code.
    base: String,
    /// ISO 4217 code.
    quote: String,
    /// `YYYY-MM-DD`, at most 31 days ahead.
    day: String,
    /// Decimal text above zero: at most 9 digits before the point, 12 after it, 18 in all.
    rate: String,
}

/// Enters a rate of a day, or another in the place of the one entered before. It goes before the fetched ones of the same day, which stay.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/rates", operation_id = "enterRate", tag = "Operators", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = RateBody,
    responses((status = 201, body = RateJson), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn enter(call: &Call<'_>) -> Result<Response, Problem> {
    let who = Who::operator(call)?;
    let request = EnterRequest::read(&json::value(call.request)?, call.context.now).map_err(Problem::fields)?;
    let entered = rates::enter(&call.context.database, who.by(), &request).await?;
    json::answer(StatusCode::CREATED, &RateJson::of(entered))
}
