//! Calls from one function to another over its service binding.

use http::StatusCode;
use serde::Serialize;
use worker::{Headers, Method, RequestInit};

/// Posts JSON to another function and answers its status.
pub async fn post<T: Serialize>(env: &worker::Env, binding: &str, path: &str, body: &T) -> worker::Result<StatusCode> {
    let headers = Headers::new();
    headers.set("content-type", "application/json")?;
    let text = serde_json::to_string(body).map_err(|error| worker::Error::RustError(error.to_string()))?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_body(Some(text.into()));
    // A binding takes a full address; its host is never resolved.
    let request = worker::Request::new_with_init(&format!("https://service.internal{path}"), &init)?;
    let response = env.service(binding)?.fetch_request(request).await?;
    StatusCode::from_u16(response.status_code()).map_err(|error| worker::Error::RustError(error.to_string()))
}
