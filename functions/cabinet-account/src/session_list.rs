//! A person's sessions, and ending them one by one or all.

use edge::{Problem, Response, cabinet::Call, json, payment_json::time};
use http::StatusCode;
use operations::auth::AuthError;
use serde::Serialize;
use store::auth::session_list::{self, Listed};

use edge::auth::{
    problem,
    with::{Known, by},
};

/// The person's live sessions, newest first.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sessions {
    items: Vec<SessionItem>,
}

/// A live session.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionItem {
    /// What it is revoked by.
    session_id: String,
    /// The network address that it was opened from.
    address: String,
    /// The browser, as it calls itself.
    agent: String,
    /// RFC 3339, UTC.
    created_at: String,
    /// When it was last seen, within a minute.
    seen_at: String,
    /// When it ends at the latest.
    expires_at: String,
    /// Whether it is the one that asks.
    current: bool,
}

impl SessionItem {
    fn of(listed: Listed) -> Self {
        Self {
            session_id: listed.session_id,
            address: listed.address,
            agent: listed.agent,
            created_at: time(listed.created_at_ms),
            seen_at: time(listed.seen_at_ms),
            expires_at: time(listed.expires_at_ms),
            current: listed.is_current == 1,
        }
    }
}

/// The caller's live sessions.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/auth/sessions", operation_id = "listSessions", tag = "Cabinet", security(("session" = [])),
    responses((status = 200, body = Sessions), (status = 401, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let (person, now_ms) = (call.person()?, call.context.now.ms());
    let database = &call.context.database;
    let listed = session_list::list(database, person.session.person_id, &person.token_hash, now_ms).await?;
    let items = listed.into_iter().map(SessionItem::of).collect();
    json::answer(StatusCode::OK, &Sessions { items })
}

/// Ends one of the caller's sessions at once.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/sessions/{id}/revoke", operation_id = "revokeSession", tag = "Cabinet", security(("session" = [])),
    params(("id" = String, Path, description = "`session_id`."), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn revoke(call: &Call<'_>, id: &str) -> Result<Response, Problem> {
    let person = call.person()?;
    let known = Known::of(person);
    if !session_list::revoke(&call.context.database, by(call, &known, person), id).await? {
        return Err(problem(AuthError::NoSession));
    }
    json::empty(StatusCode::NO_CONTENT)
}

/// Ends all of the caller's sessions but this one.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/sessions/revoke-others", operation_id = "revokeOtherSessions", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), responses((status = 204), (status = 403, body = Problem))))]
pub(crate) async fn revoke_others(call: &Call<'_>) -> Result<Response, Problem> {
    let person = call.person()?;
    let known = Known::of(person);
    session_list::revoke_others(&call.context.database, by(call, &known, person), &person.token_hash).await?;
    json::empty(StatusCode::NO_CONTENT)
}
