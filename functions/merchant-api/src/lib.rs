//! `/v1`, for merchants' servers: payments are created and read here, with an API key.
//!
//! Every POST carries an `Idempotency-Key`. A request costs two round trips: the key's organisation, and the work.

mod auth;
#[cfg(feature = "openapi")]
mod openapi;
pub mod payments;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use http::Method;
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 64 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _context: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        route(&request, &context, &env).await
    })
    .await
}

async fn route(request: &edge::Request, context: &edge::Context, env: &Env) -> Result<edge::Response, edge::Problem> {
    let public_url = edge::settings::public_url(env)?;
    let path: Vec<&str> = request.uri().path().trim_matches('/').split('/').collect();
    match (request.method(), path.as_slice()) {
        (&Method::POST, ["v1", "payments"]) => {
            let merchant = auth::merchant(&context.database, request.headers(), context.now).await?;
            payments::create(
                &context.database,
                &edge::SystemEntropy,
                &merchant,
                request,
                &public_url,
                context.now,
            )
            .await
        }
        (&Method::GET, ["v1", "payments", number]) => {
            let merchant = auth::merchant(&context.database, request.headers(), context.now).await?;
            payments::get(&context.database, &merchant, number, &public_url).await
        }
        (_, ["v1", "payments"] | ["v1", "payments", _]) => Err(edge::Problem::method_not_allowed()),
        _ => Err(edge::Problem::not_found()),
    }
}
