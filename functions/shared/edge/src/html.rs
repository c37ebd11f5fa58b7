//! Pages rendered at the edge.

use http::{StatusCode, header};
use maud::Markup;

use crate::{Problem, Response};

/// Answers a page under its own content security policy.
pub fn answer(status: StatusCode, policy: &str, markup: Markup) -> Result<Response, Problem> {
    http::Response::builder()
        .status(status)
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, policy)
        .body(markup.into_string().into_bytes())
        .map_err(|error| Problem::internal(&error))
}
