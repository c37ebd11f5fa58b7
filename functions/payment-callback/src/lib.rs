//! `/callbacks/{acquirer}/{org}/{terminal}`, for banks and PSPs: what they say has happened is verified over the raw body,
//! booked in one batch, and told to the merchant after the commit. What a lost isolate leaves undone, crons finish.

mod attach;
mod callback;
mod terminals;

use std::rc::Rc;

use edge::{
    Problem, json,
    route::{FUNCTION, SIGNER},
};
use worker::{Context, Env, event};

/// The longest callback, in bytes.
const BODY_BYTES_MAX: usize = 64 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, background: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        dispatch(Call {
            request: &request,
            context,
            env: &env,
            background: &background,
        })
        .await
    })
    .await
}

/// A request with all that it takes.
struct Call<'a> {
    request: &'a edge::Request,
    context: Rc<edge::Context>,
    env: &'a Env,
    background: &'a Context,
}

edge::routes! { call: Call<'_>;
    POST "callbacks"/acquirer/organisation/terminal => SIGNER, book(&call, acquirer, organisation, terminal);
    // No public address leads here: the cabinet asks over its service binding.
    POST "attach" => FUNCTION, async { attach::attach(&call.context, call.env, call.background, &json::read(call.request)?).await };
}

async fn book(call: &Call<'_>, acquirer: &str, organisation: &str, terminal: &str) -> Result<edge::Response, Problem> {
    let (database, now) = (&call.context.database, call.context.now);
    let terminal = terminals::find(database, call.env, acquirer, organisation, terminal, now).await?;
    let booked = callback::settle(database, &terminal, call.request, now).await?;
    tell(&terminal, &booked, call.env, call.background);
    callback::answer(&booked)
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
