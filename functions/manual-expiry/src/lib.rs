//! Every hour, for nobody who asks: manual payments that were not confirmed within their offer's days are rejected, and people are
//! reminded of those that soon will be. Work is bounded at each tick and done in whole pieces, so ticks may be missed, doubled, late or
//! killed. No address leads here.

use edge::service;
use operations::manual::expire::expire_due;
use worker::{Env, ScheduleContext, ScheduledEvent, event};

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |context, at| {
        let expired = expire_due(context.ports(), at).await?;
        // Best effort: the postbacks are due already, and the dispatcher's cron finds them.
        for told in &expired.told {
            let _ = service::tell(&env, told.org_id, &told.event_id).await;
        }
        Ok(())
    })
    .await;
}
