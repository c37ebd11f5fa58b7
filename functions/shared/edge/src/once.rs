//! What a merchant's server asks for is done once per `Idempotency-Key`: the same request again gets the same answer. For what keeps no key
//! of its own in the batch that does it: should a request die between doing and keeping the answer, the next one of the same content does
//! it again after a minute, so it must be harmless twice.

use std::pin::Pin;

use domain::token;
use http::{StatusCode, header};
use operations::{
    Entropy,
    create_payment::{KEY_LIFE_MS, kept_key},
};
use store::idempotency::{self, Request};

use crate::{Context, Problem, Response, SystemEntropy, cabinet::Call, operate::idempotency_key};

/// What is done for a request; boxed, so that all of them share one machinery.
pub type Act<'a> = Pin<Box<dyn Future<Output = Result<Response, Problem>> + 'a>>;

/// Does what is asked, once per key. At /v1 a key is required; people's requests go without one as they come.
pub async fn once(call: &Call<'_>, act: impl Future<Output = Result<Response, Problem>>) -> Result<Response, Problem> {
    by_key(call, Box::pin(act)).await
}

async fn by_key(call: &Call<'_>, act: Act<'_>) -> Result<Response, Problem> {
    let scope = match call.merchant() {
        Some(merchant) => format!("v1/once:{}", merchant.mode),
        None if call.request.headers().contains_key("idempotency-key") => {
            format!("cabinet/once:{}", call.person()?.session.person_id)
        }
        None => return act.await,
    };
    let body = String::from_utf8_lossy(call.request.body());
    let asked = format!("{}\0{}\0{body}", call.request.method(), call.request.uri());
    let keyed = Keyed {
        org_id: call.org_id()?,
        scope: &scope,
        key: idempotency_key(call.request)?,
        asked: &asked,
    };
    keyed.answered(call.context, StatusCode::OK, act).await
}

/// A request with its key.
#[derive(Debug, Clone, Copy)]
pub struct Keyed<'a> {
    /// The organisation.
    pub org_id: i64,
    /// Where keys are told apart: the door and the mode.
    pub scope: &'a str,
    /// The caller's key.
    pub key: &'a str,
    /// All that is asked: the same key with another text is refused.
    pub asked: &'a str,
}

impl Keyed<'_> {
    /// Acts, or gives the answer that was given before. What fails does not use the key up.
    pub async fn answered(self, context: &Context, status: StatusCode, act: Act<'_>) -> Result<Response, Problem> {
        let (database, now) = (&context.database, context.now);
        let run = token::opaque(SystemEntropy.bytes()?);
        let request = Request {
            org_id: self.org_id,
            scope: self.scope,
            key: &kept_key(self.key),
            hash: &token::sha256_hex(self.asked.as_bytes()),
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
                .status(status)
                .header(header::CONTENT_TYPE, "application/json")
                .body(answer.into_bytes())
                .map_err(|error| Problem::internal(&error));
        }
        let answered = act.await;
        match &answered {
            Ok(response) if response.status() == status => {
                let answer = String::from_utf8_lossy(response.body());
                idempotency::done(database, request, &answer).await?;
            }
            _ => idempotency::release(database, request).await?,
        }
        answered
    }
}
