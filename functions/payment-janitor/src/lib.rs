//! Every minute, for nobody who asks: operations whose result is unknown are resolved, holds that end are captured or
//! released (and told of a day before), unpaid payments are looked after and expire. Work is bounded at each tick and claimed piece by piece, so ticks may
//! overlap, be missed, doubled or late. No address leads here.

use edge::{Problem, service};
use operations::{
    janitor::{deadlines::tell_deadlines, holds::end_holds, unpaid::look_after},
    operation::{Performed, resolve::resolve_due},
};
use worker::{Env, ScheduleContext, ScheduledEvent, event};

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |context, at| {
        let (ports, key) = (context.ports(), edge::settings::master_key(&env)?);
        // One that fails keeps the others from nothing; the first failure is what is logged.
        let resolved = resolve_due(ports, &key, at)
            .await
            .map_err(|error| Problem::internal(&error));
        let ended = end_holds(ports, &key, at)
            .await
            .map_err(|error| Problem::internal(&error));
        let looked = look_after(ports, &key, at)
            .await
            .map_err(|error| Problem::internal(&error));
        let told_near = tell_deadlines(&context.database, at).await;
        for performed in resolved.iter().chain(&ended).flatten() {
            tell(&env, performed).await;
        }
        for told in looked.iter().flatten() {
            tell_of(&env, told.org_id, &told.event_id).await;
        }
        resolved
            .map(drop)
            .and(ended.map(drop))
            .and(looked.map(drop))
            .and(told_near.map_err(Problem::from))
    })
    .await;
}

async fn tell(env: &Env, performed: &Performed) {
    if let Some(event_id) = &performed.event_id {
        tell_of(env, performed.operation.org_id, event_id).await;
    }
}

/// Best effort: the postbacks are due already, and the dispatcher's cron finds them.
async fn tell_of(env: &Env, org_id: i64, event_id: &str) {
    let _ = service::tell(env, org_id, event_id).await;
}
