//! Signed notices to merchants. `payment-callback` asks for the first attempt over its service binding right after the
//! commit; a cron sends everything that is due, every minute. No public address leads here.

use edge::Problem;
use http::{Method, StatusCode};
use operations::dispatch_postbacks::{self, DispatchError, Settings};
use serde::Deserialize;
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event};

/// The longest request, in bytes.
const BODY_BYTES_MAX: usize = 1_024;

/// An event whose first attempts are to be sent.
#[derive(Deserialize)]
struct Dispatch {
    org_id: i64,
    event_id: String,
}

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _context: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        match (request.method(), request.uri().path()) {
            (&Method::POST, "/dispatch") => {
                let Dispatch { org_id, event_id } = edge::json::read(&request)?;
                let key = edge::settings::master_key(&env)?;
                let sent =
                    dispatch_postbacks::dispatch_event(context.ports(), &settings(&env, &key), org_id, &event_id)
                        .await
                        .map_err(problem)?;
                edge::json::answer(StatusCode::OK, &serde_json::json!({ "sent": sent }))
            }
            _ => Err(Problem::not_found()),
        }
    })
    .await
}

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |context, at| {
        let key = edge::settings::master_key(&env)?;
        dispatch_postbacks::dispatch_due(context.ports(), &settings(&env, &key), at)
            .await
            .map(drop)
            .map_err(problem)
    })
    .await;
}

fn settings<'a>(env: &Env, key: &'a domain::sealed::MasterKey) -> Settings<'a> {
    // Set by the local runtime alone; production's configuration does not carry it.
    Settings {
        key,
        loopback_allowed: edge::settings::variable(env, "ALLOW_LOOPBACK_POSTBACKS") == "1",
    }
}

fn problem(error: DispatchError) -> Problem {
    match error {
        DispatchError::Store(error) => error.into(),
        DispatchError::Entropy(error) => error.into(),
    }
}
