//! `/callbacks/{acquirer}/{org}/{terminal}`, for banks and PSPs: what they say has happened is verified over the raw body,
//! booked in one batch, and told to the merchant after the commit. A cron finishes what a lost isolate left undone.

mod callback;
mod terminals;

use std::rc::Rc;

use edge::Problem;
use http::Method;
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event};

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
            tell(&terminal, &booked, context, env, background);
            callback::answer(&booked)
        }
        (_, ["callbacks", _, _, _]) => Err(Problem::method_not_allowed()),
        _ => Err(Problem::not_found()),
    }
}

/// After the commit, beside the answer: the merchant is told, a second success goes back. If this is lost, crons do it.
fn tell(
    terminal: &operations::terminal::Terminal,
    booked: &operations::settle_callback::Booked,
    context: Rc<edge::Context>,
    env: &Env,
    background: &Context,
) {
    if let Some(event_id) = booked.event_id.clone() {
        let (env, org_id) = (env.clone(), terminal.org_id);
        background.wait_until(async move {
            let body = serde_json::json!({ "org_id": org_id, "event_id": event_id });
            // Best effort: the postback is due already, and the dispatcher's cron finds it.
            let _ = edge::service::post(&env, "POSTBACK_DISPATCH", "/dispatch", &body).await;
        });
    }
    if booked.surplus {
        let env = env.clone();
        background.wait_until(async move {
            let _ = return_surplus(&context, &env, context.now).await;
        });
    }
}

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |context, at| {
        return_surplus(&context, &env, at).await
    })
    .await;
}

async fn return_surplus(context: &edge::Context, env: &Env, due: domain::time::Timestamp) -> Result<(), Problem> {
    let key = edge::settings::master_key(env)?;
    operations::return_surplus::return_surplus(context.ports(), &key, due).await?;
    Ok(())
}
