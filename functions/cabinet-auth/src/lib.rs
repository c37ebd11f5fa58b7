//! `/api/auth`, for the cabinet: sign-in, the session, sign-out. The only function that hashes passwords, since each hash
//! takes 19 MiB of the isolate for good.

#[cfg(feature = "openapi")]
mod openapi;
pub mod session;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{Problem, cors};
use http::Method;
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 4 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _context: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    let origins = edge::settings::variable(&env, "CABINET_ORIGINS");
    edge::serve(request, &env, "DB", limits, async |request, context| {
        cors::answering(&request, &origins, async || route(&request, &context, &origins).await).await
    })
    .await
}

async fn route(request: &edge::Request, context: &edge::Context, origins: &str) -> Result<edge::Response, Problem> {
    let (database, now) = (&context.database, context.now);
    match (request.method(), request.uri().path()) {
        (&Method::POST, "/api/auth/sign-in") => session::sign_in(database, &edge::SystemEntropy, request, now).await,
        (&Method::GET, "/api/auth/session") => session::session(database, request, origins, now).await,
        (&Method::POST, "/api/auth/sign-out") => session::sign_out(database, request, origins, now).await,
        (_, "/api/auth/sign-in" | "/api/auth/session" | "/api/auth/sign-out") => Err(Problem::method_not_allowed()),
        _ => Err(Problem::not_found()),
    }
}
