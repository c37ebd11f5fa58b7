//! JSON in and out: unknown fields are ignored, wrong types refused.

use http::{StatusCode, header};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{Problem, Request, Response};

/// Reads a JSON body as it is.
pub fn value(request: &Request) -> Result<Value, Problem> {
    let content_type = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if is_json(content_type) {
        parse(request.body())
    } else {
        Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "content_type_not_json",
            "Send application/json.",
        ))
    }
}

/// Reads a JSON body of few fields; where many may be wrong, [`operations::fields`] says all of it.
pub fn read<T: DeserializeOwned>(request: &Request) -> Result<T, Problem> {
    match value(request)? {
        object @ Value::Object(_) => serde_json::from_value(object).map_err(|error| malformed(&error)),
        // A list would be taken for the fields in order.
        _ => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "malformed_json",
            "An object is expected.",
        )),
    }
}

/// Whether a Content-Type names JSON.
#[must_use]
pub fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}

/// Parses a JSON text.
pub fn parse(bytes: &[u8]) -> Result<Value, Problem> {
    serde_json::from_slice(bytes).map_err(|error| malformed(&error))
}

fn malformed(error: &serde_json::Error) -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "malformed_json",
        format!("The body is not the JSON expected: {error}"),
    )
}

/// An answer without a body.
pub fn empty(status: StatusCode) -> Result<Response, Problem> {
    http::Response::builder()
        .status(status)
        .body(Vec::new())
        .map_err(|error| Problem::internal(&error))
}

/// Answers a value as JSON.
pub fn answer<T: Serialize>(status: StatusCode, value: &T) -> Result<Response, Problem> {
    let body = serde_json::to_vec(value).map_err(|error| Problem::internal(&error))?;
    http::Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "application/json")
        .body(body)
        .map_err(|error| Problem::internal(&error))
}
