//! Invitations looked at and accepted, by the letter's token.

use domain::token;
use edge::{
    Problem, Response,
    cabinet::{self, Call, Person},
    json,
};
use http::StatusCode;
use operations::auth::{
    AuthError,
    invitation::{self, Joining},
};
use serde_json::json;
use store::sessions;

use crate::strength::Judge;
#[cfg(feature = "openapi")]
use edge::auth::session_json::SessionJson;
use edge::auth::{
    body,
    cookies::signed_in,
    problem,
    with::{Known, session_now, stranger, with},
};

/// The letter's token.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct InvitationToken {
    /// From the letter's link, after `#`.
    token: String,
}

/// Whom an invitation is for, and to what.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct InvitationShown {
    /// None: to operate the platform.
    organisation: Option<InvitingOrganisation>,
    /// To whom the letter went.
    email: String,
    /// The role; none for operators.
    role: Option<String>,
    /// Whether there is a person with this address: then they sign in, and accept.
    known: bool,
}

/// The organisation that asks.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct InvitingOrganisation {
    name: String,
}

/// Who joins. Of whoever is known already, the token alone is asked, and that they are signed in.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct AcceptBody {
    /// From the letter's link, after `#`.
    token: String,
    /// 2 to 64 letters, digits, dots, hyphens and underscores, at least one a letter.
    login: Option<String>,
    /// At most 100 characters.
    name: Option<String>,
    /// 12 characters to 256 bytes, not guessable.
    password: Option<String>,
    /// `en` (default) or `ru`.
    language: Option<String>,
}

/// Shows an open invitation.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/invitation", operation_id = "showInvitation", tag = "Cabinet", request_body = InvitationToken,
    responses((status = 200, body = InvitationShown), (status = 410, body = Problem))))]
pub(crate) async fn look(call: &Call<'_>) -> Result<Response, Problem> {
    let [token] = body::texts(call.request, ["token"])?;
    let origin = stranger(call, &token);
    let found = invitation::find(with(call, &origin), &token).await.map_err(problem)?;
    let organisation = found.organisation.map(|name| json!({ "name": name }));
    let known = found.person_id.is_some();
    let shown = json!({ "organisation": organisation, "email": found.email, "role": found.role, "known": known });
    json::answer(StatusCode::OK, &shown)
}

/// Accepts an invitation, once: as a new person, who is signed in with that; or as the person of this address, who must be.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/invitation/accept", operation_id = "acceptInvitation", tag = "Cabinet", request_body = AcceptBody,
    responses((status = 200, body = SessionJson), (status = 401, body = Problem), (status = 409, body = Problem), (status = 410, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn accept(call: &Call<'_>) -> Result<Response, Problem> {
    let [token] = body::texts(call.request, ["token"])?;
    let origin = stranger(call, &token);
    let found = invitation::find(with(call, &origin), &token).await.map_err(problem)?;
    if found.person_id.is_some() {
        let person = signed_in_already(call).await?;
        let known = Known::of(&person);
        let done = invitation::join_known(with(call, &person.origin), known.who(&person), &token, &found).await;
        done.map_err(problem)?;
        return session_now(call, &person.token_hash).await;
    }
    let joining = Joining::read(&json::value(call.request)?).map_err(Problem::fields)?;
    let judge = Judge {
        env: call.env,
        request_id: &call.context.request_id,
    };
    let opened = invitation::join(with(call, &origin), &judge, &token, &found, &joining).await;
    signed_in(opened.map_err(problem)?, call.context.now)
}

/// The person of the session's cookie. The letter's token, which no other page knows, stands in for the CSRF token.
async fn signed_in_already(call: &Call<'_>) -> Result<Person, Problem> {
    let headers = call.request.headers();
    let token = cabinet::session_token(headers).ok_or_else(|| problem(AuthError::NotSignedIn))?;
    let token_hash = token::sha256_hex(token.as_bytes());
    let now = call.context.now;
    let found = sessions::session(&call.context.database, &token_hash, "", None, now.ms()).await?;
    Ok(Person {
        session: found.ok_or_else(|| problem(AuthError::NotSignedIn))?,
        origin: edge::origin::of(headers, &token_hash, now),
        token_hash,
    })
}
