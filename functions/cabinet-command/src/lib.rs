//! `POST /api/...`, for the cabinet: what people change. Every request carries the session's CSRF token, and those that move
//! money an `Idempotency-Key`, so that a double click is one click; who may do it is asked before anything is read.

pub mod callbacks;
#[cfg(feature = "openapi")]
mod openapi;
pub mod payments;
pub mod postbacks;
mod reason;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{
    Problem,
    cabinet::{self, Call},
};
use http::Method;
use worker::{Context, Env, event};

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 32 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, BODY_BYTES_MAX, async |request, context, origins| {
        route(&request, &context, &env, &background, &origins).await
    })
    .await
}

async fn route(
    request: &edge::Request,
    context: &edge::Context,
    env: &Env,
    background: &Context,
    origins: &str,
) -> Result<edge::Response, Problem> {
    let path: Vec<&str> = request.uri().path().trim_matches('/').split('/').collect();
    if request.method() != Method::POST {
        return Err(Problem::method_not_allowed());
    }
    let visitor = &cabinet::admit(&context.database, request, origins, context.now).await?;
    let call = Call {
        context,
        env,
        visitor,
        request,
    };
    match path.as_slice() {
        ["api", "payments", number, "capture"] => payments::capture(&call, number).await,
        ["api", "payments", number, "cancel"] => payments::cancel(&call, number).await,
        ["api", "payments", number, "refunds"] => payments::refund(&call, number).await,
        ["api", "payments", number, "attention"] => payments::settle_attention(&call, number).await,
        ["api", "payments", number, "operations", operation, "ask"] => payments::ask(&call, number, operation).await,
        ["api", "payments", number, "operations", operation, "record"] => {
            payments::record(&call, number, operation).await
        }
        ["api", "callbacks", terminal, event, "attach"] => callbacks::attach(&call, terminal, event).await,
        ["api", "callbacks", terminal, event, "dismiss"] => callbacks::dismiss(&call, terminal, event).await,
        ["api", "postbacks", "resend"] => postbacks::resend(&call, background).await,
        _ => Err(Problem::not_found()),
    }
}
