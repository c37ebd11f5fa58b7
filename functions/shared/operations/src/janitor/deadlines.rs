//! People are told of holds that will be captured, or released, by themselves within a day.

use domain::time::Timestamp;
use store::{Database, StoreError, notifications::deadline};

/// How long before, in milliseconds.
const NEAR_MS: i64 = 86_400_000;
/// Payments told of in one tick.
const TOLD_MAX: u32 = 200;

/// Tells of the deadlines within a day of `due`, each payment's once.
pub async fn tell_deadlines(database: &impl Database, due: Timestamp) -> Result<(), StoreError> {
    deadline::tell_near(database, due.ms(), due.after_ms(NEAR_MS).ms(), TOLD_MAX).await
}
