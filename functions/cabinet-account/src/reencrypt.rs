//! Second factors sealed anew under the present key.

use edge::{Problem, Response, cabinet::Call, json, settings};
use http::StatusCode;
use operations::auth::reencrypt;
use serde_json::json;

use edge::auth::{problem, with::with};

/// How far it is.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct SecondFactorsReencrypted {
    /// People whose secrets were sealed anew.
    done: usize,
    /// How many are left.
    left: i64,
}

/// Seals second factors anew under the first of the keys, 200 people at a time; an older key can go once none is left.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/auth/reencrypt", operation_id = "reencryptSecondFactors", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), responses((status = 200, body = SecondFactorsReencrypted), (status = 403, body = Problem))))]
pub(crate) async fn reencrypt(call: &Call<'_>) -> Result<Response, Problem> {
    let (person, key) = (call.person()?, settings::auth_key(call.env)?);
    let (done, left) = reencrypt::reencrypt(with(call, &person.origin), &key)
        .await
        .map_err(problem)?;
    json::answer(StatusCode::OK, &json!({ "done": done, "left": left }))
}
