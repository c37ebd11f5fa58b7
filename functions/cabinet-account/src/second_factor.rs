//! The second factor set up and taken away.

use edge::{Problem, Response, cabinet::Call, json, service, settings};
use http::StatusCode;
use operations::auth::second_factor;
use serde_json::json;

use edge::auth::{
    body, problem,
    with::{Known, with},
};

/// A secret for the authenticator, shown this once.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct SecondFactorBegun {
    /// Base32, to be typed.
    secret: String,
    /// `otpauth://`, to be shown as a QR code.
    uri: String,
}

/// A code of the secret just begun.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct CodeBody {
    /// Six digits.
    code: String,
}

/// Recovery codes, shown this once.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct RecoveryCodes {
    /// Ten of them; each takes the second factor's place once.
    recovery_codes: Vec<String>,
}

/// Draws a secret for an authenticator. It counts once a code of it has been confirmed.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/second-factor/begin", operation_id = "beginSecondFactor", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), responses((status = 200, body = SecondFactorBegun), (status = 403, body = Problem))))]
pub(crate) async fn begin(call: &Call<'_>) -> Result<Response, Problem> {
    let person = call.person()?;
    let (known, key) = (Known::of(person), settings::auth_key(call.env)?);
    let begun = second_factor::begin(with(call, &person.origin), &key, known.who(person)).await;
    let begun = begun.map_err(problem)?;
    json::answer(StatusCode::OK, &json!({ "secret": begun.secret, "uri": begun.uri }))
}

/// Turns the second factor on by a code of the secret; the person's other sessions end.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/second-factor/confirm", operation_id = "confirmSecondFactor", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = CodeBody,
    responses((status = 200, body = RecoveryCodes), (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem), (status = 429, body = Problem))))]
pub(crate) async fn confirm(call: &Call<'_>) -> Result<Response, Problem> {
    let person = call.person()?;
    let [code] = body::texts(call.request, ["code"])?;
    let (known, key) = (Known::of(person), settings::auth_key(call.env)?);
    let codes = second_factor::confirm(with(call, &person.origin), &key, known.who(person), &code).await;
    told(call, &codes.map_err(problem)?)
}

/// Draws recovery codes in the place of those before.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/second-factor/recovery-codes", operation_id = "renewRecoveryCodes", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = RecoveryCodes), (status = 403, body = Problem), (status = 409, body = Problem))))]
pub(crate) async fn recovery_codes(call: &Call<'_>) -> Result<Response, Problem> {
    let person = call.person()?;
    let known = Known::of(person);
    let codes = second_factor::renew_codes(with(call, &person.origin), known.who(person)).await;
    told(call, &codes.map_err(problem)?)
}

/// Takes the second factor away; the person's other sessions end.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/second-factor/disable", operation_id = "disableSecondFactor", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem))))]
pub(crate) async fn disable(call: &Call<'_>) -> Result<Response, Problem> {
    let person = call.person()?;
    let known = Known::of(person);
    let done = second_factor::disable(with(call, &person.origin), known.who(person)).await;
    done.map_err(problem)?;
    service::send_letters(call.env, call.background);
    json::empty(StatusCode::NO_CONTENT)
}

/// The codes, and a letter about them.
fn told(call: &Call<'_>, codes: &[String]) -> Result<Response, Problem> {
    service::send_letters(call.env, call.background);
    json::answer(StatusCode::OK, &json!({ "recovery_codes": codes }))
}
