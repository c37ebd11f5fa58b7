//! A forgotten password: a letter is asked for, and its token opens the way to a new one.

use edge::{Problem, Response, cabinet::Call, json, service, settings};
use http::StatusCode;
use operations::auth::recovery;

use crate::strength::Judge;
use edge::auth::{
    body, problem,
    with::{stranger, with},
};

/// Whose password was forgotten.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct RecoveryBody {
    /// The login, the e-mail address or the phone.
    login: String,
}

/// A new password by the letter's token.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct RecoveryPasswordBody {
    /// From the letter's link, after `#`.
    token: String,
    /// 12 characters to 256 bytes, not guessable, not one of the last five.
    new: String,
}

/// Asks for a letter with a link to a new password. The answer is the same whether there is such an account or not; five letters a day
/// for a person.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/recovery", operation_id = "askRecovery", tag = "Cabinet", request_body = RecoveryBody,
    responses((status = 202, description = "If there is such an account, its letter is on its way."), (status = 422, body = Problem))))]
pub(crate) async fn ask(call: &Call<'_>) -> Result<Response, Problem> {
    let [login] = body::texts(call.request, ["login"])?;
    let (origin, key) = (stranger(call, &login), settings::mail_key(call.env)?);
    let asked = recovery::ask(with(call, &origin), &key, &login).await;
    asked.map_err(problem)?;
    service::send_letters(call.env, call.background);
    json::empty(StatusCode::ACCEPTED)
}

/// Replaces the password by the letter's token, which works once within 30 minutes. All sessions end; a second factor stays on.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/recovery/password", operation_id = "recoverPassword", tag = "Cabinet", request_body = RecoveryPasswordBody,
    responses((status = 204), (status = 410, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn reset(call: &Call<'_>) -> Result<Response, Problem> {
    let [token, new] = body::texts(call.request, ["token", "new"])?;
    let origin = stranger(call, &token);
    let judge = Judge {
        env: call.env,
        request_id: &call.context.request_id,
    };
    let done = recovery::reset(with(call, &origin), &judge, &token, &new).await;
    done.map_err(problem)?;
    service::send_letters(call.env, call.background);
    json::empty(StatusCode::NO_CONTENT)
}
