//! The payer's side. `/widget/...` is called by the widget on a merchant's page, `/pay/{token}` is the hosted pay page that
//! the payer sees, in the widget's frame or alone. No cookie, no account: the token opens one payment.

#[cfg(feature = "openapi")]
mod openapi;
mod pay;
mod pay_page;
mod texts;
pub mod widget;
#[cfg(feature = "openapi")]
pub use openapi::openapi;

use edge::{Problem, cors};
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

async fn route(request: &edge::Request, context: &edge::Context, env: &Env) -> Result<edge::Response, Problem> {
    let path: Vec<&str> = request.uri().path().trim_matches('/').split('/').collect();
    match (request.method(), path.as_slice()) {
        (&Method::OPTIONS, ["widget", "payments"]) => cors::answering_widget(request, None),
        (&Method::POST, ["widget", "payments"]) => {
            let (key, public_url) = (edge::settings::master_key(env)?, edge::settings::public_url(env)?);
            let created = widget::create(
                &context.database,
                &edge::SystemEntropy,
                &key,
                request,
                &public_url,
                context.now,
            )
            .await;
            cors::answering_widget(request, Some(created))
        }
        (&Method::GET, ["pay", token]) => pay::show(context, request, token, false).await,
        (&Method::GET, ["pay", token, "return"]) => pay::show(context, request, token, true).await,
        (&Method::GET, ["pay", token, "status"]) => pay::status(context, token).await,
        (&Method::POST, ["pay", token]) => pay::go(context, env, request, token).await,
        (_, ["pay" | "widget", ..]) => Err(Problem::method_not_allowed()),
        _ => Err(Problem::not_found()),
    }
}
