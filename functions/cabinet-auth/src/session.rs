//! Sign-in, the session, sign-out.

use domain::time::Timestamp;
use edge::{
    Problem, Request, Response, cabinet, json,
    payment_json::{stored, time},
};
use http::{HeaderValue, StatusCode, header};
use operations::{
    Entropy,
    sign_in::{SignInError, sign_in as open_session},
};
use serde::{Deserialize, Serialize};
use store::{Database, sessions};

/// What a person types.
#[derive(Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// The login.
    login: String,
    /// The password.
    password: String,
}

/// The person signed in and what the session sees.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Session))]
pub struct SessionJson {
    person: PersonJson,
    organisation: OrganisationJson,
    /// `owner`, `manager`, `accountant`, `payments_operator` or `viewer`.
    role: String,
    /// Single permissions beyond the role.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    permissions: serde_json::Value,
    /// Modes in which the organisation has terminals: `live`, `test`.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    modes: serde_json::Value,
    /// For `X-CSRF-Token` on every request that changes something.
    csrf_token: String,
    /// RFC 3339, UTC.
    expires_at: String,
}

/// The person.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Person))]
pub struct PersonJson {
    name: String,
    login: String,
    /// `en` or `ru`.
    language: String,
}

/// The organisation.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Organisation))]
pub struct OrganisationJson {
    slug: String,
    name: String,
    /// IANA name.
    time_zone: String,
}

/// Signs in by login and password.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/sign-in", operation_id = "signIn", tag = "Cabinet", request_body = SignIn,
    responses((status = 200, body = SessionJson, description = "Signed in; sets the session cookie."), (status = 401, body = Problem))))]
pub(crate) async fn sign_in(
    database: &impl Database,
    entropy: &impl Entropy,
    request: &Request,
    now: Timestamp,
) -> Result<Response, Problem> {
    let typed: SignIn = json::read(request)?;
    let (session, token) = open_session(database, entropy, &typed.login, &typed.password, now)
        .await
        .map_err(|error| match error {
            SignInError::Credentials => Problem::new(
                StatusCode::UNAUTHORIZED,
                "credentials_wrong",
                "The login or the password is wrong.",
            ),
            SignInError::Store(error) => error.into(),
            SignInError::Entropy(error) => error.into(),
        })?;
    let life_s = session.expires_at_ms.saturating_sub(now.ms()) / 1_000;
    let response = json::answer(StatusCode::OK, &session_json(session, &token))?;
    with_cookie(response, &token, life_s)
}

/// The session of the cookie.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/auth/session", operation_id = "getSession", tag = "Cabinet", security(("session" = [])), responses((status = 200, body = SessionJson), (status = 401, body = Problem))))]
pub(crate) async fn session(
    database: &impl Database,
    request: &Request,
    origins: &str,
    now: Timestamp,
) -> Result<Response, Problem> {
    let visitor = cabinet::admit(database, request, origins, now).await?;
    let token = cabinet::session_token(request.headers()).unwrap_or_default();
    json::answer(StatusCode::OK, &session_json(visitor.session, token))
}

/// Ends the session at once.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/sign-out", operation_id = "signOut", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header, description = "`csrf_token` of the session.")),
    responses((status = 204, description = "Signed out."), (status = 401, body = Problem), (status = 403, body = Problem))))]
pub(crate) async fn sign_out(
    database: &impl Database,
    request: &Request,
    origins: &str,
    now: Timestamp,
) -> Result<Response, Problem> {
    let visitor = cabinet::admit(database, request, origins, now).await?;
    sessions::revoke(database, &visitor.session, &visitor.token_hash, now.ms()).await?;
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::NO_CONTENT;
    with_cookie(response, "", 0)
}

fn session_json(session: sessions::Session, session_token: &str) -> SessionJson {
    SessionJson {
        person: PersonJson {
            name: session.person_name,
            login: session.login,
            language: session.language,
        },
        organisation: OrganisationJson {
            slug: session.slug,
            name: session.organisation_name,
            time_zone: session.time_zone,
        },
        role: session.role,
        permissions: stored(&session.permissions),
        modes: stored(&session.modes),
        csrf_token: cabinet::csrf_token(session_token),
        expires_at: time(session.expires_at_ms),
    }
}

fn with_cookie(mut response: Response, token: &str, life_s: i64) -> Result<Response, Problem> {
    let cookie = format!(
        "{}={token}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={life_s}",
        cabinet::COOKIE
    );
    let value = HeaderValue::from_str(&cookie).map_err(|error| Problem::internal(&error))?;
    response.headers_mut().insert(header::SET_COOKIE, value);
    Ok(response)
}
