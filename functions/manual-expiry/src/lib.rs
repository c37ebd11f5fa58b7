//! Every hour, for nobody who asks: manual payments that were not confirmed within their offer's days are rejected, and people are
//! reminded of those that soon will be. No address leads here.

use worker::{Env, ScheduleContext, ScheduledEvent, event};

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |_context, _at| Ok(())).await;
}
