//! `/bank/api/*` of the sandbox bank, for merchants' servers: payments are started, asked about, captured, voided and refunded
//! with a terminal's API key; and its clock, which lets results come out, holds end, callbacks be repeated and registers go out.
//!
//! The bank itself is `functions/shared/bank`; what payers see is `sandbox-bank-pages`. No money here is real.

use bank::{BINDING, BODY_BYTES_MAX};
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event};

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _context: Context) -> worker::Result<worker::Response> {
    let limits = edge::Limits {
        body_bytes_max: BODY_BYTES_MAX,
    };
    edge::serve(request, &env, BINDING, limits, async |request, context| {
        let (key, public_url) = bank::environment(&env)?;
        bank::api(bank::on_workers(&context, &key, &public_url), &request).await
    })
    .await
}

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    edge::scheduled(&event, &env, BINDING, async |context, at| {
        let (key, public_url) = bank::environment(&env)?;
        bank::tick(bank::on_workers(&context, &key, &public_url), at).await
    })
    .await;
}
