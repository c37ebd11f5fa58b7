//! Operators put a new `ENDPOINT_KEY` first, and have what is sealed under older ones sealed anew.

use edge::{Problem, Response, SystemEntropy, cabinet::Call, json, settings};
use http::StatusCode;
#[cfg(feature = "openapi")]
use operations::reencrypt::Reencrypted;
use operations::{change::Changer, reencrypt as operation};
use store::reencrypt::Kind;

/// The platform's own journal.
const PLATFORM: i64 = 0;

/// Seals secrets of endpoints, of all organisations, anew under the ring's first key, 100 at a time: ask again while something is left
/// and something was done.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/endpoints/reencrypt", operation_id = "reencryptEndpoints", tag = "Operators", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = Reencrypted), (status = 401, body = Problem), (status = 403, body = Problem))))]
pub(crate) async fn reencrypt(call: &Call<'_>) -> Result<Response, Problem> {
    let (actor, key) = (call.person()?.actor(), settings::endpoint_key(call.env)?);
    let change = Changer {
        org_id: PLATFORM,
        actor: &actor,
        now: call.context.now,
    };
    let database = &call.context.database;
    let done = operation::reencrypt(database, &SystemEntropy, &key, &[Kind::Endpoints], change).await?;
    json::answer(StatusCode::OK, &done)
}
