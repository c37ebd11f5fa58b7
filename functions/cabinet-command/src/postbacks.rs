//! What people do with postbacks: send them again.

#[cfg(feature = "openapi")]
use edge::resend::{ResendBody, Resent};
use edge::{Problem, Response, cabinet::Call, json, resend::Resend};
use http::StatusCode;

/// Sends postbacks again, beside their schedule, which goes on as it was; PayKeeper's exhausted ones begin to be counted anew.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/postbacks/resend", operation_id = "resendCabinetPostbacks", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = ResendBody,
    responses((status = 202, body = Resent), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn resend(call: &Call<'_>) -> Result<Response, Problem> {
    let asked = Resend::read(&json::value(call.request)?, None)?;
    let (org_id, now) = (call.org_id()?, call.context.now);
    let (marked, resent) = asked
        .mark(&call.context.database, org_id, &call.visitor()?.actor(), now)
        .await?;
    edge::resend::send_marked(call.env, call.background, org_id, marked, now);
    json::answer(StatusCode::ACCEPTED, &resent)
}
