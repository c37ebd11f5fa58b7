//! The pages' style sheet and script. There is no other: the pages' policy allows nothing inline.

use edge::{Problem, Response};
use http::header;

/// Answers `/bank/{name}`.
pub(crate) fn answer(name: &str) -> Result<Response, Problem> {
    let (content_type, text) = match name {
        "style.css" => ("text/css; charset=utf-8", include_str!("../assets/style.css")),
        "card.js" => ("text/javascript; charset=utf-8", include_str!("../assets/card.js")),
        _ => return Err(Problem::not_found()),
    };
    http::Response::builder()
        .header(header::CONTENT_TYPE, content_type)
        .header(header::CACHE_CONTROL, "public, max-age=300")
        .body(text.as_bytes().to_vec())
        .map_err(|error| Problem::internal(&error))
}
