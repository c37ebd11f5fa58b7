//! What people change about themselves.

use edge::{Problem, Response, cabinet::Call, json};
use operations::{
    FieldError,
    auth::profile::{self, Changes},
};
use serde_json::Value;

#[cfg(feature = "openapi")]
use edge::auth::session_json::SessionJson;
use edge::auth::{
    problem,
    with::{Known, session_now, with},
};

/// What is left out stays.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct ProfileBody {
    /// At most 100 characters.
    name: Option<String>,
    /// `en` or `ru`.
    language: Option<String>,
    /// IANA name; empty: the organisation's.
    time_zone: Option<String>,
}

/// What is left out stays.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct ContactsBody {
    /// 2 to 64 letters, digits, dots, hyphens and underscores, at least one a letter.
    login: Option<String>,
    /// An e-mail address.
    email: Option<String>,
    /// With the country's code; empty: none any more.
    phone: Option<String>,
}

/// Changes the caller's name, language and zone.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/profile", operation_id = "changeProfile", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = ProfileBody,
    responses((status = 200, body = SessionJson), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn profile(call: &Call<'_>) -> Result<Response, Problem> {
    change(call, Changes::profile).await
}

/// Changes the names by which the caller signs in, and is reached.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/profile/contacts", operation_id = "changeContacts", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = ContactsBody,
    responses((status = 200, body = SessionJson), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn contacts(call: &Call<'_>) -> Result<Response, Problem> {
    change(call, Changes::contacts).await
}

async fn change(
    call: &Call<'_>,
    read: impl FnOnce(&Value) -> Result<Changes, Vec<FieldError>>,
) -> Result<Response, Problem> {
    let person = call.person()?;
    let changes = read(&json::value(call.request)?).map_err(Problem::fields)?;
    let known = Known::of(person);
    let done = profile::change(with(call, &person.origin), known.who(person), &changes).await;
    done.map_err(problem)?;
    session_now(call, &person.token_hash).await
}
