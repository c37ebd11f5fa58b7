//! `POST /attach`, for the cabinet over its service binding: a callback that named no payment of ours is booked as if it had
//! named this one.

use edge::{Problem, Response, json, operate::callback_not_found, service};
use http::StatusCode;
use operations::callback::{self, AttachError, Resolution};
use serde::Deserialize;
use serde_json::json;
use worker::Env;

/// See [`Resolution`].
#[derive(Deserialize)]
pub(crate) struct Attach {
    org_id: i64,
    terminal: String,
    event: String,
    number: i64,
    reason: String,
    actor: String,
}

/// Attaches a callback; it may still not fit, and then says so.
pub(crate) async fn attach(
    context: &edge::Context,
    env: &Env,
    background: &worker::Context,
    asked: &Attach,
) -> Result<Response, Problem> {
    let resolution = Resolution {
        org_id: asked.org_id,
        terminal_id: &asked.terminal,
        event_id: &asked.event,
        reason: &asked.reason,
        actor: &asked.actor,
    };
    let (database, now) = (&context.database, context.now);
    let key = edge::settings::master_key(env)?;
    let booked = callback::attach(database, &edge::SystemEntropy, &key, &resolution, asked.number, now).await;
    let booked = booked.map_err(|error| match error {
        AttachError::NotFound => callback_not_found(),
        AttachError::NoTrip => {
            let detail = "The payment was never sent to this terminal.";
            Problem::new(StatusCode::CONFLICT, "payment_has_no_trip", detail)
        }
        AttachError::Store(error) => error.into(),
        AttachError::Settle(error) => Problem::internal(&error),
    })?;
    if let Some(event_id) = &booked.event_id {
        service::tell_merchant(env, background, asked.org_id, event_id);
    }
    json::answer(StatusCode::OK, &json!({ "outcome": booked.settled.outcome }))
}
