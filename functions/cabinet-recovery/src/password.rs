//! A new password for the old one.

use edge::{Problem, Response, cabinet::Call, json, service};
use http::StatusCode;
use operations::auth::password;

use crate::strength::Judge;
use edge::auth::{
    body, problem,
    with::{Known, with},
};

/// The old password and the new one.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct PasswordBody {
    /// The present one.
    old: String,
    /// 12 characters to 256 bytes, not guessable, not one of the last five.
    new: String,
}

/// Replaces the caller's password; their other sessions end. By field: `old`: `password_wrong`; `new`: `password_short`,
/// `password_long`, `password_weak`, `password_reused`.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/password", operation_id = "changePassword", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = PasswordBody,
    responses((status = 204), (status = 403, body = Problem), (status = 422, body = Problem), (status = 429, body = Problem))))]
pub(crate) async fn change(call: &Call<'_>) -> Result<Response, Problem> {
    let person = call.person()?;
    let [old, new] = body::texts(call.request, ["old", "new"])?;
    let known = Known::of(person);
    let judge = Judge {
        env: call.env,
        request_id: &call.context.request_id,
    };
    let done = password::change(with(call, &person.origin), &judge, known.who(person), &old, &new).await;
    done.map_err(problem)?;
    service::send_letters(call.env, call.background);
    json::empty(StatusCode::NO_CONTENT)
}
