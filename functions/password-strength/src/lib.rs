//! Judges how guessable a password is, asked by `cabinet-recovery` over its service binding (`POST /strength`); no public address leads
//! here. Apart from it for its dictionaries, which are larger than any other function.

use worker::{Context, Env, Request, Response, Result, event};

#[event(fetch)]
async fn fetch(_request: Request, _env: Env, _background: Context) -> Result<Response> {
    Response::error("nothing here yet", 404)
}
