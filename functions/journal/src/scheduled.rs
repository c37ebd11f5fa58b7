//! Every minute: what is new is sealed, and a piece of what is due for erasure erased. Ticks may overlap, be missed or doubled.

use edge::{Problem, anchors::KvAnchors};
use operations::journal::{erase::erase_due, seal::seal_due};
use worker::{Env, ScheduleContext, ScheduledEvent, event};

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |context, _at| {
        // By the wall clock: seals say when they were made, and the schema keeps what is younger than the rule.
        let erased = erase_due(&context.database, context.now).await;
        let anchors = KvAnchors::bound(&env, "ANCHORS")?;
        let sealed = seal_due(&context.database, &anchors, &crate::keys(&env)?, context.now).await?;
        erased?;
        for org_id in sealed.broken {
            // Logged each minute until a person looks: verification names the place.
            let broken = format!("the journal of organisation {org_id} does not go on from its anchored head");
            let _ = Problem::internal(&broken);
        }
        sealed.failed.map_or(Ok(()), |error| Err(error.into()))
    })
    .await;
}
