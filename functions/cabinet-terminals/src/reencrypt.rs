//! Operators put a new `MASTER_KEY` first, and have what is sealed under older ones sealed anew.

use edge::{Problem, Response, SystemEntropy, cabinet::Call, json, settings};
use http::StatusCode;
#[cfg(feature = "openapi")]
use operations::reencrypt::Reencrypted;
use operations::{change::Changer, reencrypt as operation};
use store::reencrypt::Kind;

/// The platform's own journal.
const PLATFORM: i64 = 0;

/// Seals credentials of terminals and secrets of widget keys, of all organisations, anew under the ring's first key, 100 of each at a
/// time: ask again while something is left and something was done.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/terminals/reencrypt", operation_id = "reencryptTerminals", tag = "Operators", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = Reencrypted), (status = 401, body = Problem), (status = 403, body = Problem))))]
pub(crate) async fn reencrypt(call: &Call<'_>) -> Result<Response, Problem> {
    let (actor, key) = (call.person()?.actor(), settings::master_key(call.env)?);
    let change = Changer {
        org_id: PLATFORM,
        actor: &actor,
        now: call.context.now,
    };
    let kinds = [Kind::Credentials, Kind::WidgetKeys];
    let done = operation::reencrypt(&call.context.database, &SystemEntropy, &key, &kinds, change).await?;
    json::answer(StatusCode::OK, &done)
}
