//! Every six hours: rates are fetched. Ticks may be missed, doubled or late: the same document again changes nothing.

use edge::{Fetcher, Problem, settings};
use operations::rates::{fetch::fetch, source};
use worker::{Env, ScheduleContext, ScheduledEvent, event};

#[event(scheduled)]
async fn scheduled(event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    edge::scheduled(&event, &env, "DB", async |context, _at| {
        let setting = settings::variable(&env, "RATE_SOURCES");
        let sources = source::read(&setting).map_err(|error| Problem::internal(&error))?;
        // By the wall clock: a document is judged by its distance from today.
        let outcomes = fetch(&context.database, &Fetcher, sources, context.now).await?;
        let mut failed = None;
        for outcome in outcomes {
            if let Err(error) = outcome.changed {
                failed = Some(Problem::internal(&format!("{}: {error}", outcome.source.address)));
            }
        }
        failed.map_or(Ok(()), Err)
    })
    .await;
}
