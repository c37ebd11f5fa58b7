//! Proving once more who one is: asked before keys, people and payouts.

use edge::{Problem, Response, cabinet::Call, json, settings};
use http::StatusCode;
use operations::{
    auth::prove::{self, Proof},
    fields::Fields,
};

use edge::auth::{
    problem,
    with::{Known, with},
};

/// What is shown.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct ProofBody {
    /// Six digits, or a recovery code: where a second factor is on.
    code: Option<String>,
    /// The password: where there is none.
    password: Option<String>,
}

/// Proves who one is, for ten minutes: by the second factor, or by the password where there is none.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/prove", operation_id = "prove", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = ProofBody,
    responses((status = 204), (status = 401, body = Problem), (status = 403, body = Problem), (status = 429, body = Problem))))]
pub(crate) async fn prove(call: &Call<'_>) -> Result<Response, Problem> {
    let (person, value) = (call.person()?, json::value(call.request)?);
    let mut fields = Fields::of(&value, "").map_err(|error| Problem::fields(vec![error]))?;
    let proof = Proof {
        code: fields.text("code"),
        password: fields.text("password"),
    };
    let proof = fields.finish(proof).map_err(Problem::fields)?;
    let (known, key) = (Known::of(person), settings::auth_key(call.env)?);
    let done = prove::prove(with(call, &person.origin), &key, known.who(person), &proof).await;
    done.map_err(problem)?;
    json::empty(StatusCode::NO_CONTENT)
}
