//! One tick of a scheduled trigger at a time. A lease only spares work: what a tick does is guarded by itself.

use crate::{Database, StoreError, port::Answers, statement};

/// A lease that is held.
#[derive(Debug, Clone)]
pub struct Lease {
    /// Of what.
    pub name: &'static str,
    /// Random: who holds it.
    pub holder: String,
}

const TAKE: &str = "INSERT INTO lease (name, holder, until_ms) VALUES (?1, ?2, ?3)
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms WHERE lease.until_ms <= ?4 RETURNING holder";
const RELEASE: &str = "DELETE FROM lease WHERE name = ?1 AND holder = ?2";

impl Lease {
    /// Takes it until some instant, unless somebody holds it. One round trip.
    pub async fn take(&self, database: &impl Database, until_ms: i64, now_ms: i64) -> Result<bool, StoreError> {
        let take = statement!(TAKE, self.name, &self.holder, until_ms, now_ms);
        let taken = Answers::of(database.batch(vec![take]).await?).last()?;
        Ok(!taken.0.is_empty())
    }

    /// Gives it back, if it is held still. One round trip.
    pub async fn release(&self, database: &impl Database) -> Result<(), StoreError> {
        let release = statement!(RELEASE, self.name, &self.holder);
        database.batch(vec![release]).await.map(drop)
    }
}
