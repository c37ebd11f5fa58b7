//! `POST /v1/postbacks/resend`: notices are sent again on demand.

use domain::token;
#[cfg(feature = "openapi")]
use edge::resend::{ResendBody, Resent};
use edge::{
    Problem, Response, SystemEntropy, json,
    operate::{body, idempotency_key},
    resend::Resend,
};
use http::{StatusCode, header};
use operations::{Entropy, create_payment::KEY_LIFE_MS};
use store::idempotency::{self, Request};

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
    let (database, now) = (&context.database, context.now);
    let run = token::opaque(SystemEntropy.bytes()?);
    let request = Request {
        org_id: merchant.org_id,
        // Apart from keys of payments, whose answers are rows.
        scope: &format!("v1/postbacks:{}", merchant.mode),
        key: &operations::create_payment::kept_key(key),
        hash: &token::sha256_hex(format!("resend:{body}").as_bytes()),
        run: &run,
        now_ms: now.ms(),
        keys_since_ms: now.after_ms(-KEY_LIFE_MS).ms(),
    };
    let kept = idempotency::claim(database, request).await?;
    if kept.request_hash != request.hash {
        return Err(Problem::key_reused());
    }
    if kept.run != run {
        let answer = kept.answer.ok_or_else(Problem::key_in_flight)?;
        return http::Response::builder()
            .status(StatusCode::ACCEPTED)
            .header(header::CONTENT_TYPE, "application/json")
            .body(answer.into_bytes())
            .map_err(|error| Problem::internal(&error));
    }
    let (marked, resent) = asked.mark(database, merchant.org_id, &merchant.actor, now).await?;
    let answer = serde_json::to_string(&resent).map_err(|error| Problem::internal(&error))?;
    idempotency::done(database, request, &answer).await?;
    edge::resend::send_marked(call.env, call.background, merchant.org_id, marked, now);
    json::answer(StatusCode::ACCEPTED, &resent)
}
