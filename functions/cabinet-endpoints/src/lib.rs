//! `POST /api/endpoints...`, for the cabinet: where an organisation is told of events is changed here, tried, and its secrets
//! renewed. Of the cabinet's functions the only one with `ENDPOINT_KEY`, under which it seals what it shows once.

pub mod endpoints;
#[cfg(feature = "openapi")]
mod openapi;
pub mod reencrypt;
pub mod tester;
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
async fn fetch(request: worker::Request, env: Env, _background: Context) -> worker::Result<worker::Response> {
    cabinet::serve(request, &env, BODY_BYTES_MAX, async |request, context, origins| {
        route(&request, &context, &env, &origins).await
    })
    .await
}

async fn route(
    request: &edge::Request,
    context: &edge::Context,
    env: &Env,
    origins: &str,
) -> Result<edge::Response, Problem> {
    let path: Vec<&str> = request.uri().path().trim_matches('/').split('/').collect();
    if request.method() != Method::POST {
        return Err(Problem::method_not_allowed());
    }
    if path.as_slice() == ["api", "endpoints", "reencrypt"] {
        return reencrypt::reencrypt(context, env, request, origins).await;
    }
    let visitor = &cabinet::admit(&context.database, request, origins, context.now).await?;
    let call = Call {
        context,
        env,
        visitor,
        request,
    };
    match path.as_slice() {
        ["api", "endpoints"] => endpoints::create(&call).await,
        ["api", "endpoints", endpoint] => endpoints::change(&call, endpoint).await,
        ["api", "endpoints", endpoint, "enable"] => endpoints::enable(&call, endpoint).await,
        ["api", "endpoints", endpoint, "disable"] => endpoints::disable(&call, endpoint).await,
        ["api", "endpoints", endpoint, "delete"] => endpoints::delete(&call, endpoint).await,
        ["api", "endpoints", endpoint, "rotate"] => endpoints::rotate(&call, endpoint).await,
        ["api", "endpoints", endpoint, "test"] => tester::test(&call, endpoint).await,
        _ => Err(Problem::not_found()),
    }
}
