//! `/api/journal`, for the cabinet: everything that anyone has done. A cron seals it every minute into an HMAC chain, whose head is anchored in KV; of all
//! functions only this one holds `JOURNAL_KEY`, so that nobody who can write the journal can forge it.

#[cfg(feature = "openapi")]
mod openapi;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{Problem, cabinet};
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 32 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, BODY_BYTES_MAX, async |request, context, origins| {
        route(&request, &context, &origins).await
    })
    .await
}

async fn route(request: &edge::Request, context: &edge::Context, origins: &str) -> Result<edge::Response, Problem> {
    let _visitor = cabinet::admit(&context.database, request, origins, context.now).await?;
    Err(Problem::not_found())
}
