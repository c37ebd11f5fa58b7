//! Calls from one function to another over its service binding.

use http::{StatusCode, header};
use serde::Serialize;

use crate::{Problem, Response, fetch::outgoing};

/// Posts JSON to another function and answers its status.
pub async fn post<T: Serialize>(env: &worker::Env, binding: &str, path: &str, body: &T) -> worker::Result<StatusCode> {
    let response = call(env, binding, path, "", body).await?;
    StatusCode::from_u16(response.status_code()).map_err(|error| worker::Error::RustError(error.to_string()))
}

/// Posts JSON to another function and passes its answer on: the status, the kind of content and the body. Both answer and log
/// by the same request id.
pub async fn ask<T: Serialize>(
    env: &worker::Env,
    binding: &str,
    path: &str,
    request_id: &str,
    body: &T,
) -> Result<Response, Problem> {
    let mut answer = call(env, binding, path, request_id, body)
        .await
        .map_err(|error| Problem::internal(&error))?;
    let content_type = answer.headers().get("content-type").ok().flatten().unwrap_or_default();
    let body = answer.bytes().await.map_err(|error| Problem::internal(&error))?;
    http::Response::builder()
        .status(answer.status_code())
        .header(header::CONTENT_TYPE, content_type)
        .body(body)
        .map_err(|error| Problem::internal(&error))
}

async fn call<T: Serialize>(
    env: &worker::Env,
    binding: &str,
    path: &str,
    request_id: &str,
    body: &T,
) -> worker::Result<worker::Response> {
    let body = serde_json::to_vec(body).map_err(|error| worker::Error::RustError(error.to_string()))?;
    // A binding takes a full address; its host is never resolved.
    let request = http::Request::post(format!("https://service.internal{path}"))
        .header(header::CONTENT_TYPE, "application/json")
        // An empty one is none: the other function makes up its own.
        .header("x-request-id", request_id)
        .body(body)
        .map_err(|error| worker::Error::RustError(error.to_string()))?;
    env.service(binding)?.fetch_request(outgoing(request)?).await
}

/// Beside the answer, letters just queued are sent. Best effort: they are due already, and the dispatcher's cron finds them.
pub fn send_letters(env: &worker::Env, background: &worker::Context) {
    let env = env.clone();
    background.wait_until(async move {
        let _ = post(&env, "MAIL_DISPATCH", "/dispatch", &serde_json::json!({})).await;
    });
}

/// Has the merchant told of an event.
pub async fn tell(env: &worker::Env, org_id: i64, event_id: &str) -> worker::Result<StatusCode> {
    let body = serde_json::json!({ "org_id": org_id, "event_id": event_id });
    post(env, "POSTBACK_DISPATCH", "/dispatch", &body).await
}

/// Beside the answer, the merchant is told of an event. Best effort: its postbacks are due already, and the dispatcher's cron
/// finds them.
pub fn tell_merchant(env: &worker::Env, background: &worker::Context, org_id: i64, event_id: &str) {
    let (env, event_id) = (env.clone(), event_id.to_owned());
    background.wait_until(async move {
        let _ = tell(&env, org_id, &event_id).await;
    });
}
