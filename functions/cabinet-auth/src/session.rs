//! The session, and its end.

use edge::{Problem, Response, cabinet, cabinet::Call, json};
use http::StatusCode;
use store::auth::session_list;

#[cfg(feature = "openapi")]
use edge::auth::session_json::SessionJson;
use edge::auth::{
    cookies::signed_out,
    session_json::session_json,
    with::{Known, by},
};

/// The session of the cookie.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/auth/session", operation_id = "getSession", tag = "Cabinet", security(("session" = [])), responses((status = 200, body = SessionJson), (status = 401, body = Problem))))]
pub(crate) async fn session(call: &Call<'_>) -> Result<Response, Problem> {
    let token = cabinet::session_token(call.request.headers()).unwrap_or_default();
    json::answer(StatusCode::OK, &session_json(call.person()?.session.clone(), token))
}

/// Ends the session at once.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/sign-out", operation_id = "signOut", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header, description = "`csrf_token` of the session.")),
    responses((status = 204, description = "Signed out."), (status = 401, body = Problem), (status = 403, body = Problem))))]
pub(crate) async fn sign_out(call: &Call<'_>) -> Result<Response, Problem> {
    let person = call.person()?;
    let known = Known::of(person);
    session_list::sign_out(&call.context.database, by(call, &known, person), &person.token_hash).await?;
    signed_out(json::empty(StatusCode::NO_CONTENT)?)
}
