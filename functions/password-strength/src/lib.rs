//! Judges how guessable a password is, asked by `cabinet-recovery` over its service binding (`POST /strength {"password", "inputs"}` ->
//! `{"score": 0..4}`); no public address leads here, and nothing is logged. Apart from it for its dictionaries, which are larger
//! than any other function; the browser judges by the same ones (npm's zxcvbn).

mod judge;
pub use judge::{answer, score};

use worker::{Context, Env, Method, Request, Response, Result, event};

/// The longest request, in bytes: a password and ten texts of its owner.
const BODY_BYTES_MAX: usize = 16 * 1024;

#[event(fetch)]
async fn fetch(mut request: Request, _env: Env, _background: Context) -> Result<Response> {
    if request.method() != Method::Post || !request.inner().url().ends_with("/strength") {
        return Response::error("not found", 404);
    }
    let body = request.bytes().await?;
    if body.len() > BODY_BYTES_MAX {
        return Response::error("too large", 413);
    }
    match answer(&body) {
        Some(score) => Response::from_json(&serde_json::json!({ "score": score })),
        None => Response::error("not the JSON expected", 400),
    }
}
