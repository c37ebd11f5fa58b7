//! `/api/invitations`: who is asked in to the organisation.

use domain::token;
use edge::{
    Problem, Response, SystemEntropy,
    cabinet::Call,
    json,
    page::Page,
    people_json::{InvitationJson, invitation_not_found, invitation_problem},
    settings,
    who::{Who, send_letters},
};
use http::StatusCode;
use operations::people::{Sender, invitation};
use store::invitations;

/// Who is to be asked in.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct InvitationBody {
    /// An e-mail address.
    email: String,
    /// `owner`, `manager`, `accountant`, `payments_operator` or `viewer`.
    role: String,
    /// Single permissions beyond the role.
    permissions: Option<Vec<String>>,
}

/// Lists invitations, the newest first.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/invitations", operation_id = "listInvitations", tag = "Cabinet", security(("session" = [])),
    responses((status = 200, body = Page<InvitationJson>), (status = 403, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    list_of(call, call.org_id()?).await
}

/// Asks somebody in by a letter, whose link opens for a week.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/invitations", operation_id = "createInvitation", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = InvitationBody,
    responses((status = 201, body = InvitationJson), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem))))]
pub(crate) async fn create(call: &Call<'_>) -> Result<Response, Problem> {
    create_for(call, &Who::member(call)?, call.org_id()?).await
}

/// Ends an invitation: its letter's link opens nothing any more.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/invitations/{id}/revoke", operation_id = "revokeInvitation", tag = "Cabinet", security(("session" = [])),
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = InvitationJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem))))]
pub(crate) async fn revoke(call: &Call<'_>, id: &str) -> Result<Response, Problem> {
    revoke_for(call, &Who::member(call)?, call.org_id()?, id).await
}

/// Sends an invitation again, for another week. The link of the letter before opens nothing any more.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/invitations/{id}/resend", operation_id = "resendInvitation", tag = "Cabinet", security(("session" = [])),
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = InvitationJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem))))]
pub(crate) async fn send_again(call: &Call<'_>, id: &str) -> Result<Response, Problem> {
    send_again_for(call, &Who::member(call)?, call.org_id()?, id).await
}

pub(crate) async fn list_of(call: &Call<'_>, org_id: i64) -> Result<Response, Problem> {
    let rows = invitations::list(&call.context.database, org_id, call.context.now.ms()).await?;
    let items: Vec<InvitationJson> = rows.into_iter().map(InvitationJson::of).collect();
    json::answer(StatusCode::OK, &Page { items, next: None })
}

pub(crate) async fn create_for(call: &Call<'_>, who: &Who<'_>, org_id: i64) -> Result<Response, Problem> {
    let (key, body) = (settings::mail_key(call.env)?, json::value(call.request)?);
    let sender = Sender {
        actor: who.actor(),
        key: &key,
    };
    let sent = invitation::create(&call.context.database, &SystemEntropy, &sender, org_id, &body).await;
    let sent = sent.map_err(invitation_problem)?;
    send_letters(call);
    json::answer(StatusCode::CREATED, &InvitationJson::of(sent))
}

pub(crate) async fn revoke_for(call: &Call<'_>, who: &Who<'_>, org_id: i64, id: &str) -> Result<Response, Problem> {
    let id = token::number(id).ok_or_else(invitation_not_found)?;
    let revoked = invitation::revoke(&call.context.database, org_id, who.actor(), id).await;
    json::answer(
        StatusCode::OK,
        &InvitationJson::of(revoked.map_err(invitation_problem)?),
    )
}

pub(crate) async fn send_again_for(call: &Call<'_>, who: &Who<'_>, org_id: i64, id: &str) -> Result<Response, Problem> {
    let id = token::number(id).ok_or_else(invitation_not_found)?;
    let key = settings::mail_key(call.env)?;
    let sender = Sender {
        actor: who.actor(),
        key: &key,
    };
    let sent = invitation::send_again(&call.context.database, &SystemEntropy, &sender, org_id, id).await;
    let sent = sent.map_err(invitation_problem)?;
    send_letters(call);
    json::answer(StatusCode::OK, &InvitationJson::of(sent))
}
