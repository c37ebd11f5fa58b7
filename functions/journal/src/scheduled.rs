//! Every minute: what is new is sealed, and a piece of what is due for erasure erased, the bytes of receipts too. Ticks may overlap, be missed or doubled.

use edge::{Context, Problem, anchors::KvAnchors, files::Files};
use operations::journal::{erase::erase_due, seal::seal_due};
use store::{Database, files};
use worker::{Env, ScheduleContext, ScheduledEvent, event};

/// Receipts whose bytes one tick deletes.
const FILES_MAX: u32 = 100;

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |context, _at| {
        // By the wall clock: seals say when they were made, and the schema keeps what is younger than the rule.
        let erased = erase_due(&context.database, context.now).await;
        let anchors = KvAnchors::bound(&env, "ANCHORS")?;
        let sealed = seal_due(&context.database, &anchors, &crate::keys(&env)?, context.now).await?;
        erased?;
        delete_dropped(&context, &Files::bound(&env)?).await?;
        for org_id in sealed.broken {
            // Logged each minute until a person looks: verification names the place.
            let broken = format!("the journal of organisation {org_id} does not go on from its anchored head");
            let _ = Problem::internal(&broken);
        }
        sealed.failed.map_or(Ok(()), |error| Err(error.into()))
    })
    .await;
}

/// Deletes the bytes of files to which nothing leads any more, and then their rows: what stops halfway goes on with the next tick.
async fn delete_dropped(context: &Context, bytes: &Files) -> Result<(), Problem> {
    let dropped = files::dropped(&context.database, FILES_MAX).await?;
    let mut rows = Vec::with_capacity(dropped.len());
    for file in &dropped {
        bytes.delete(file.org_id, &file.file).await?;
        rows.push(files::delete(file.org_id, &file.file));
    }
    if !rows.is_empty() {
        context.database.batch(rows).await?;
    }
    Ok(())
}
