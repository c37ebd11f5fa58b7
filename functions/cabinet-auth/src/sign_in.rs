//! Sign-in: name and password, then the second factor where there is one.

use edge::{Problem, Response, cabinet::Call, json, settings};
use http::StatusCode;
use operations::auth::{
    session::Opened,
    sign_in::{self, SignedIn, Typed},
};
use serde_json::json;

use edge::auth::{
    body,
    cookies::signed_in,
    problem,
    with::{device, stranger, with},
};

/// What a person types.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct SignIn {
    /// The login, the e-mail address or the phone.
    login: String,
    /// The password.
    password: String,
}

/// The password was right; the second factor is asked for.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct Challenge {
    /// `totp`.
    second_factor: String,
    /// Goes with the code, within five minutes.
    challenge: String,
}

/// A session, or a challenge.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[serde(untagged)]
pub enum SignInAnswer {
    /// Signed in.
    Session(Box<edge::auth::session_json::SessionJson>),
    /// The second factor is asked for.
    Challenge(Challenge),
}

/// A code for a challenge.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct SecondFactor {
    /// From the answer of sign-in.
    challenge: String,
    /// Six digits, or a recovery code.
    code: String,
}

/// Signs in by login, e-mail address or phone. Five wrong tries lock the name for half an hour (429), whether there is such an account
/// or not; a browser that the person has signed in from before has its own count.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/sign-in", operation_id = "signIn", tag = "Cabinet", request_body = SignIn,
    responses((status = 200, body = SignInAnswer, description = "Signed in, with the session's cookie; or a challenge for the second factor."),
        (status = 401, body = Problem), (status = 429, body = Problem))))]
pub(crate) async fn sign_in(call: &Call<'_>) -> Result<Response, Problem> {
    let [name, password] = body::texts(call.request, ["login", "password"])?;
    let origin = stranger(call, &name);
    let typed = Typed {
        name: &name,
        password: &password,
        device: device(call),
    };
    match sign_in::sign_in(with(call, &origin), &typed).await.map_err(problem)? {
        SignedIn::In(opened) => open(call, *opened),
        SignedIn::Challenge(challenge) => json::answer(
            StatusCode::OK,
            &json!({ "second_factor": "totp", "challenge": challenge }),
        ),
    }
}

/// Answers a challenge by a code of the authenticator, or a recovery code; each works once. Five tries, five minutes.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/sign-in/second-factor", operation_id = "signInSecondFactor", tag = "Cabinet", request_body = SecondFactor,
    responses((status = 200, body = edge::auth::session_json::SessionJson, description = "Signed in; sets the session's cookie."),
        (status = 401, body = Problem), (status = 429, body = Problem))))]
pub(crate) async fn second_factor(call: &Call<'_>) -> Result<Response, Problem> {
    let [challenge, code] = body::texts(call.request, ["challenge", "code"])?;
    let origin = stranger(call, &challenge);
    let key = settings::auth_key(call.env)?;
    let opened = sign_in::second_factor(with(call, &origin), &key, &challenge, &code, device(call)).await;
    open(call, opened.map_err(problem)?)
}

fn open(call: &Call<'_>, opened: Opened) -> Result<Response, Problem> {
    // A letter about it may be due; it goes out with the dispatcher's next minute.
    signed_in(opened, call.context.now)
}
