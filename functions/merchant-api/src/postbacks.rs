//! `POST /v1/postbacks/resend`: notices are sent again on demand.

#[cfg(feature = "openapi")]
use edge::resend::{ResendBody, Resent};
use edge::{
    Problem, Response, json,
    once::Keyed,
    operate::{body, idempotency_key},
    resend::Resend,
};
use http::StatusCode;

use crate::Call;

/// Sends postbacks again, beside their schedule, which goes on as it was; PayKeeper's exhausted ones begin to be counted anew.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/v1/postbacks/resend", operation_id = "resendPostbacks", tag = "Payments", security(("api_key" = [])),
    params(("Idempotency-Key" = String, Header)), request_body = ResendBody,
    responses((status = 202, body = Resent), (status = 401, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn resend(call: &Call<'_>) -> Result<Response, Problem> {
    let (merchant, context) = (&call.merchant, call.context);
    let (key, body) = (idempotency_key(call.request)?, body(call.request)?);
    let asked = Resend::read(&body, Some(&merchant.mode))?;
    let keyed = Keyed {
        org_id: merchant.org_id,
        // Apart from keys of payments, whose answers are rows.
        scope: &format!("v1/postbacks:{}", merchant.mode),
        key,
        asked: &format!("resend:{body}"),
    };
    let resend = async {
        let (database, now) = (&context.database, context.now);
        let (marked, resent) = asked.mark(database, merchant.org_id, &merchant.actor, now).await?;
        edge::resend::send_marked(call.env, call.background, merchant.org_id, marked, now);
        json::answer(StatusCode::ACCEPTED, &resent)
    };
    keyed.answered(context, StatusCode::ACCEPTED, Box::pin(resend)).await
}
