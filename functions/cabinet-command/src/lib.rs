//! `POST /api/...`, for the cabinet: what people change. Every request carries the session's CSRF token, and those that move
//! money an `Idempotency-Key`, so that a double click is one click; who may do it is asked before anything is read.

pub mod callbacks;
pub mod endpoints;
#[cfg(feature = "openapi")]
mod openapi;
pub mod payments;
pub mod postbacks;
mod reason;
pub mod tester;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{Problem, cabinet, cors};
use http::Method;
use worker::{Context, Env, event};

use crate::payments::Call;

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 32 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    let origins = edge::settings::variable(&env, "CABINET_ORIGINS");
    edge::serve(request, &env, "DB", limits, async |request, context| {
        cors::answering(&request, &origins, async || {
            route(&request, &context, &env, &background, &origins).await
        })
        .await
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
        ["api", "endpoints"] => endpoints::create(&call).await,
        ["api", "endpoints", endpoint] => endpoints::change(&call, endpoint).await,
        ["api", "endpoints", endpoint, "enable"] => endpoints::enable(&call, endpoint).await,
        ["api", "endpoints", endpoint, "disable"] => endpoints::disable(&call, endpoint).await,
        ["api", "endpoints", endpoint, "delete"] => endpoints::delete(&call, endpoint).await,
        ["api", "endpoints", endpoint, "rotate"] => endpoints::rotate(&call, endpoint).await,
        ["api", "endpoints", endpoint, "test"] => tester::test(&call, endpoint).await,
        ["api", "postbacks", "resend"] => postbacks::resend(&call, background).await,
        _ => Err(Problem::not_found()),
    }
}
