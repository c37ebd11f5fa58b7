//! Personal data is erased by each organisation's rule, a piece at a time: what a day has made due takes the first minutes of the next.

use domain::time::Timestamp;
use store::{
    Database, StoreError,
    journal::erase::{self, Due},
};

/// Organisations that one tick looks after.
const ORGANISATIONS_MAX: u32 = 50;
/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;

/// Erases a piece of what is due in each organisation. `now` is the wall clock, by which the schema guards what must be kept.
pub async fn erase_due(database: &impl Database, now: Timestamp) -> Result<Vec<Due>, StoreError> {
    // Whole days, so that a day's worth is told to the journal once, and not each minute.
    let today = now.ms().saturating_sub(now.ms().rem_euclid(DAY_MS));
    let due = erase::due(database, today, ORGANISATIONS_MAX).await?;
    for one in &due {
        let until = Timestamp::from_ms(one.until_ms).rfc3339();
        erase::piece(database, *one, &until, now.ms()).await?;
    }
    Ok(due)
}
