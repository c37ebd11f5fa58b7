//! `/callbacks/{acquirer}/{org}/{terminal}`, for banks and PSPs: what they say has happened is verified over the raw body,
//! booked in one batch, and told to the merchant after the commit. What a lost isolate leaves undone, crons finish.

mod attach;
mod callback;
mod terminals;

use std::rc::Rc;

use edge::Problem;
use http::Method;
use worker::{Context, Env, event};

/// The longest callback, in bytes.
const BODY_BYTES_MAX: usize = 64 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        route(&request, context, &env, &background).await
    })
    .await
}

async fn route(
    request: &edge::Request,
    context: Rc<edge::Context>,
    env: &Env,
    background: &Context,
) -> Result<edge::Response, Problem> {
    let path: Vec<&str> = request.uri().path().trim_matches('/').split('/').collect();
    match (request.method(), path.as_slice()) {
        (&Method::POST, ["callbacks", acquirer, org, terminal]) => {
            let terminal = terminals::find(&context.database, env, acquirer, org, terminal, context.now).await?;
            let booked = callback::settle(&context.database, &terminal, request, context.now).await?;
            tell(&terminal, &booked, env, background);
            callback::answer(&booked)
        }
        // No public route leads here: the cabinet asks over its service binding.
        (&Method::POST, ["attach"]) => attach::attach(&context, env, background, &edge::json::read(request)?).await,
        (_, ["callbacks", _, _, _]) => Err(Problem::method_not_allowed()),
        _ => Err(Problem::not_found()),
    }
}

/// After the commit, beside the answer: the merchant is told. If this is lost, a cron does it; another returns second successes.
fn tell(
    terminal: &operations::terminal::Terminal,
    booked: &operations::settle_callback::Booked,
    env: &Env,
    background: &Context,
) {
    if let Some(event_id) = &booked.event_id {
        edge::service::tell_merchant(env, background, terminal.org_id, event_id);
    }
}
