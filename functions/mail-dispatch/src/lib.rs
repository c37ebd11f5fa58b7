//! Sends letters to people: those that are due each minute, and at once when another function asks over its service binding
//! (`POST /dispatch`). No public address leads here.

use edge::{Problem, json};
use http::{Method, StatusCode};
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event};

/// The longest request, in bytes.
const BODY_BYTES_MAX: usize = 1_024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _background: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, _context| {
        if (request.method(), request.uri().path()) != (&Method::POST, "/dispatch") {
            return Err(Problem::not_found());
        }
        json::empty(StatusCode::NO_CONTENT)
    })
    .await
}

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _background: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |_context, _at| Ok(())).await;
}
