//! `GET /api/...`, for the cabinet: what people read. Two round trips a screen: the session, and the screen.

pub mod books;
pub mod callbacks;
pub mod endpoints;
mod facts;
#[cfg(feature = "openapi")]
mod openapi;
pub mod payment;
pub mod payments;
pub mod postbacks;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{Problem, cabinet};
use http::Method;
use worker::{Context, Env, event};

/// Reading takes no body; one that is sent all the same is read and ignored.
const BODY_BYTES_MAX: usize = 4 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _context: Context) -> worker::Result<worker::Response> {
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
    let database = &context.database;
    let path: Vec<&str> = request.uri().path().trim_matches('/').split('/').collect();
    if request.method() != Method::GET {
        return Err(Problem::method_not_allowed());
    }
    let visitor = cabinet::admit(database, request, origins, context.now).await?;
    let org_id = visitor.org_id;
    match path.as_slice() {
        ["api", "payments"] => payments::list(database, org_id, request.uri()).await,
        ["api", "payments", number] => {
            payment::get(database, &visitor, number, &edge::settings::public_url(env)?).await
        }
        ["api", "endpoints"] => endpoints::list(context, org_id, request.uri()).await,
        ["api", "endpoints", endpoint] => endpoints::get(context, org_id, endpoint).await,
        ["api", "postbacks"] => postbacks::list(database, org_id, request.uri()).await,
        ["api", "postbacks", endpoint, event] => postbacks::get(database, org_id, endpoint, event).await,
        ["api", "callbacks"] => callbacks::list(database, org_id, request.uri()).await,
        ["api", "balances"] => books::balances(database, org_id, request.uri()).await,
        ["api", "imbalances"] => books::imbalances(database, org_id).await,
        ["api", "registers"] => books::registers(database, org_id).await,
        ["api", "registers", terminal, register] => books::differences(database, org_id, terminal, register).await,
        _ => Err(Problem::not_found()),
    }
}
