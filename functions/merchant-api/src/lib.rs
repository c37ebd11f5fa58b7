//! `/v1`, for merchants' servers: payments are created, read, captured, cancelled and refunded here, with an API key;
//! balances and events are read.
//!
//! Every POST carries an `Idempotency-Key`. A request costs two round trips: the key's organisation, and the work.

mod auth;
pub mod books;
#[cfg(feature = "openapi")]
mod openapi;
pub mod operations;
pub mod payments;
pub mod postbacks;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use http::Method;
use worker::{Context, Env, event};

use crate::operations::Call;

/// The longest body, in bytes.
const BODY_BYTES_MAX: usize = 64 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        route(&request, &context, &env, &background).await
    })
    .await
}

async fn route(
    request: &edge::Request,
    context: &edge::Context,
    env: &Env,
    background: &Context,
) -> Result<edge::Response, edge::Problem> {
    let database = &context.database;
    let path: Vec<&str> = request.uri().path().trim_matches('/').split('/').collect();
    let admitted = || auth::merchant(database, request.headers(), context.now);
    match (request.method(), path.as_slice()) {
        (&Method::POST, ["v1", "payments"]) => {
            let (merchant, public_url) = (admitted().await?, edge::settings::public_url(env)?);
            payments::create(
                database,
                &edge::SystemEntropy,
                &merchant,
                request,
                &public_url,
                context.now,
            )
            .await
        }
        (&Method::GET, ["v1", "payments"]) => payments::list(database, &admitted().await?, request.uri()).await,
        (&Method::GET, ["v1", "payments", number]) => {
            let (merchant, public_url) = (admitted().await?, edge::settings::public_url(env)?);
            payments::get(database, &merchant, number, &public_url).await
        }
        (&Method::GET, ["v1", "payments", number, "refunds"]) => {
            operations::refunds(database, &admitted().await?, number).await
        }
        (&Method::POST, ["v1", "postbacks", "resend"]) => {
            let call = Call {
                env,
                request_id: &context.request_id,
                merchant: &admitted().await?,
                request,
            };
            postbacks::resend(&call, context, background).await
        }
        (&Method::POST, ["v1", "payments", number, what]) => {
            let call = Call {
                env,
                request_id: &context.request_id,
                merchant: &admitted().await?,
                request,
            };
            match *what {
                "capture" => operations::capture(&call, number).await,
                "cancel" => operations::cancel(&call, number).await,
                "refunds" => operations::refund(&call, number).await,
                _ => Err(edge::Problem::not_found()),
            }
        }
        (&Method::GET, ["v1", "balances"]) => books::balances(database, &admitted().await?).await,
        (&Method::GET, ["v1", "events"]) => books::events(database, &admitted().await?, request.uri()).await,
        (
            _,
            ["v1", "payments" | "balances" | "events"]
            | ["v1", "payments", _]
            | ["v1", "payments", _, "capture" | "cancel" | "refunds"]
            | ["v1", "postbacks", "resend"],
        ) => Err(edge::Problem::method_not_allowed()),
        _ => Err(edge::Problem::not_found()),
    }
}
