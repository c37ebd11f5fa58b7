//! `/bank/*` of the sandbox bank, for payers: they type a test card (`/bank/pay/{token}`) and prove who they are.
//!
//! The bank itself is `functions/shared/bank`; what servers ask is `sandbox-bank`. No money here is real.

use bank::{BINDING, BODY_BYTES_MAX};
use worker::{Context, Env, event};

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _context: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, BINDING, limits, async |request, context| {
        let (key, public_url) = bank::environment(&env)?;
        bank::page(bank::on_workers(&context, &key, &public_url), &request).await
    })
    .await
}
