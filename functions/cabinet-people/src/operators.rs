//! `/api/operators`: who runs the platform.

use edge::{Problem, Response, cabinet::Call, json, page::Page, payment_json::time, who::Who};
use http::StatusCode;
use operations::people::operator;
use serde::Serialize;
use store::{changes::PLATFORM, operators::Operator};

#[cfg(feature = "openapi")]
use crate::people::PersonStatusBody;
use crate::{
    id,
    invitations::{create_for, list_of, revoke_for, send_again_for},
};
#[cfg(feature = "openapi")]
use edge::people_json::InvitationJson;

/// An operator of the platform.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Operator))]
pub struct OperatorJson {
    /// The person's number.
    id: i64,
    /// The name.
    name: String,
    /// The login.
    login: String,
    /// The e-mail address.
    email: Option<String>,
    /// `active` or `disabled`.
    status: String,
    /// Whether the operator has a second factor.
    second_factor: bool,
    /// When the operator last used the cabinet.
    last_seen_at: Option<String>,
    /// When the operator joined.
    joined_at: String,
}

impl OperatorJson {
    fn of(row: Operator) -> Self {
        Self {
            id: row.person_id,
            name: row.name,
            login: row.login,
            email: row.email,
            status: row.status,
            second_factor: row.has_second_factor == 1,
            last_seen_at: row.last_seen_at_ms.map(time),
            joined_at: time(row.created_at_ms),
        }
    }
}

/// Who is to be asked in.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct OperatorInvitationBody {
    /// An e-mail address.
    email: String,
}

/// Lists operators.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/operators", operation_id = "listOperators", tag = "Operators", security(("session" = [])),
    responses((status = 200, body = Page<OperatorJson>), (status = 403, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let operators = store::operators::list(&call.context.database).await?;
    let items: Vec<OperatorJson> = operators.into_iter().map(OperatorJson::of).collect();
    json::answer(StatusCode::OK, &Page { items, next: None })
}

/// Shuts an operator out at once, or lets them in again. Nobody does it to themselves.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/operators/{id}/status", operation_id = "setOperatorStatus", tag = "Operators", security(("session" = [])),
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header)), request_body = PersonStatusBody,
    responses((status = 200, body = OperatorJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn set_status(call: &Call<'_>, operator: &str) -> Result<Response, Problem> {
    let (who, body) = (Who::operator(call)?, json::value(call.request)?);
    let changed = operator::set_status(&call.context.database, who.actor(), id(operator)?, &body).await;
    json::answer(StatusCode::OK, &OperatorJson::of(changed?))
}

/// Lists who is asked to become an operator.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/operators/invitations", operation_id = "listOperatorInvitations", tag = "Operators", security(("session" = [])),
    responses((status = 200, body = Page<InvitationJson>), (status = 403, body = Problem))))]
pub(crate) async fn invitations(call: &Call<'_>) -> Result<Response, Problem> {
    list_of(call, PLATFORM).await
}

/// Asks somebody to become an operator, by a letter whose link opens for a week.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/operators/invitations", operation_id = "inviteOperator", tag = "Operators", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = OperatorInvitationBody,
    responses((status = 201, body = InvitationJson), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem))))]
pub(crate) async fn invite(call: &Call<'_>) -> Result<Response, Problem> {
    create_for(call, &Who::operator(call)?, PLATFORM).await
}

/// Ends an operator's invitation.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/operators/invitations/{id}/revoke", operation_id = "revokeOperatorInvitation", tag = "Operators", security(("session" = [])),
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = InvitationJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem))))]
pub(crate) async fn revoke(call: &Call<'_>, id: &str) -> Result<Response, Problem> {
    revoke_for(call, &Who::operator(call)?, PLATFORM, id).await
}

/// Sends an operator's invitation again, for another week.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/operators/invitations/{id}/resend", operation_id = "resendOperatorInvitation", tag = "Operators", security(("session" = [])),
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = InvitationJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem))))]
pub(crate) async fn send_again(call: &Call<'_>, id: &str) -> Result<Response, Problem> {
    send_again_for(call, &Who::operator(call)?, PLATFORM, id).await
}
