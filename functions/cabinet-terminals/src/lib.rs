//! `/api/terminals`, `/api/limits`, `/api/keys`, for the cabinet: contracts with acquirers, what may be paid, and keys of merchants' servers.
//! Of the cabinet's functions the only one with `MASTER_KEY`, under which it seals what it never shows.

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
