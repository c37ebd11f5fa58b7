//! Orders recorded by hand, further payments of them, manual payments confirmed and rejected, invoices taken for paid: done for `orders` and
//! `invoices`, which let people and merchants' servers in and say who asks. Reached over a service binding alone; no public address leads here. Apart from them
//! since together they are larger than a function may be.

mod asked;
mod decide;
mod record;

use std::rc::Rc;

use edge::{Context, Problem, Request, Response, json};
use http::{Method, StatusCode};
use worker::{Env, event};

use crate::asked::Asked;

/// The longest request, in bytes: a body of `orders` with who asks.
const BODY_BYTES_MAX: usize = 96 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _background: worker::Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, context| {
        route(&request, &context).await
    })
    .await
}

async fn route(request: &Request, context: &Rc<Context>) -> Result<Response, Problem> {
    if request.method() != Method::POST {
        return Err(Problem::not_found());
    }
    let value = json::value(request)?;
    let asked = Asked::read(&value)?;
    let done = match request.uri().path() {
        "/record" => record::record(context, &asked).await?,
        "/further" => record::further(context, &asked).await?,
        "/confirm" => decide::confirm(context, &asked).await?,
        "/accept-cash" => decide::accept_cash(context, &asked).await?,
        "/reject" => decide::reject(context, &asked).await?,
        _ => return Err(Problem::not_found()),
    };
    json::answer(StatusCode::OK, &done)
}
