//! Operators of the platform within an organisation: for an hour, for a reason, and told to its journal.

use edge::{Problem, Response, cabinet::Call, json, who::Who};
use http::StatusCode;
use operations::organisation::{self, VisitRequest};

/// As what an operator enters, and why.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct VisitBody {
    /// `manager` or `viewer`.
    role: String,
    /// At most 500 characters.
    reason: String,
}

/// Lets the operator in to an organisation for an hour; once more: for an hour from now.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/organisations/{slug}/visit", operation_id = "visitOrganisation", tag = "Operators", security(("session" = [])),
    params(("slug" = String, Path), ("X-CSRF-Token" = String, Header)), request_body = VisitBody,
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn enter(call: &Call<'_>, slug: &str) -> Result<Response, Problem> {
    let who = Who::operator(call)?;
    let request = VisitRequest::read(&json::value(call.request)?).map_err(Problem::fields)?;
    let (database, token_hash) = (&call.context.database, &call.person()?.token_hash);
    organisation::visit(database, who.by(), token_hash, slug, &request).await?;
    json::empty(StatusCode::NO_CONTENT)
}

/// Ends the operator's visit.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/organisations/{slug}/leave", operation_id = "leaveOrganisation", tag = "Operators", security(("session" = [])),
    params(("slug" = String, Path), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem))))]
pub(crate) async fn leave(call: &Call<'_>, slug: &str) -> Result<Response, Problem> {
    let who = Who::operator(call)?;
    let (database, token_hash) = (&call.context.database, &call.person()?.token_hash);
    organisation::leave(database, who.by(), token_hash, slug).await?;
    json::empty(StatusCode::NO_CONTENT)
}
