//! `/api/organisation`, `/api/people`, `/api/notifications` and what belongs to them, for the cabinet: who an organisation is, who works in it and
//! what needs their attention; and for operators of the platform, all organisations.

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
