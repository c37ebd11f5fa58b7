//! The payer's side of orders: `/offer/{token}` is where a Buy link leads, `/manual/{token}` is where a manual payment is told of and its outcome awaited, `/files/...` shows pictures. No cookie, no account: a token opens one offer or one payment.

use edge::{Problem, route::BEARER};
use worker::{Context, Env, event};

/// The longest body, in bytes: a receipt, and what is said with it.
const BODY_BYTES_MAX: usize = 5 * 1024 * 1024 + 128 * 1024;

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _background: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, "DB", limits, async |request, _context| {
        dispatch(Call { request: &request }).await
    })
    .await
}

/// A request of a payer.
pub(crate) struct Call<'a> {
    pub(crate) request: &'a edge::Request,
}

edge::routes! { call: Call<'_>;
    GET "offer"/_token => BEARER, async { Err(Problem::not_found()) };
}
