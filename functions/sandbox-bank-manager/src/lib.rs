//! `/bank/manager/*` and `/bank/manager-api/*` of the sandbox bank: its manager approves refunds, decides disputes, gives money
//! back unasked and makes registers, in a page or with a terminal's API key. What tests and demonstrations pull at.
//!
//! The bank itself is `functions/shared/bank`. No money here is real.

use bank::{BINDING, BODY_BYTES_MAX};
use worker::{Context, Env, event};

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _context: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, BINDING, limits, async |request, context| {
        let (key, public_url) = bank::environment(&env)?;
        bank::manager(bank::on_workers(&context, &key, &public_url), &request).await
    })
    .await
}
