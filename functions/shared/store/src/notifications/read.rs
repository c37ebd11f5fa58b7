//! Read marks, each person's own.

use crate::{Database, StoreError, statement};

// Only what the person sees can be marked: marks would pile up otherwise.
const READ: &str = "INSERT INTO notification_read (org_id, notification, person_id, read_at_ms)
    SELECT n.org_id, n.notification, ?2, ?4 FROM json_each(?3) AS asked
    CROSS JOIN notification n ON n.org_id = ?1 AND asked.value = n.notification
    WHERE n.person_id IS NULL OR n.person_id = ?2 ON CONFLICT DO NOTHING";
const ALL_READ: &str = "INSERT INTO notification_all_read (org_id, person_id, until_ms) VALUES (?1, ?2, ?3)
    ON CONFLICT (org_id, person_id) DO UPDATE SET until_ms = max(until_ms, excluded.until_ms)";
// Some are written a lease ahead of the clock.
const AHEAD_READ: &str = "INSERT INTO notification_read (org_id, notification, person_id, read_at_ms)
    SELECT n.org_id, n.notification, ?2, ?3 FROM notification n INDEXED BY notification_by_time
    WHERE n.org_id = ?1 AND n.created_at_ms > ?3 AND (n.person_id IS NULL OR n.person_id = ?2) ON CONFLICT DO NOTHING";

/// Marks notifications as read by a person: `ids` is a JSON array.
pub async fn read(
    database: &impl Database,
    org_id: i64,
    person_id: i64,
    ids: &str,
    now_ms: i64,
) -> Result<(), StoreError> {
    let statement = statement!(READ, org_id, person_id, ids, now_ms);
    database.batch(vec![statement]).await.map(drop)
}

/// Marks all notifications so far as read by a person.
pub async fn read_all(database: &impl Database, org_id: i64, person_id: i64, now_ms: i64) -> Result<(), StoreError> {
    let statements = [ALL_READ, AHEAD_READ].map(|sql| statement!(sql, org_id, person_id, now_ms));
    database.batch(statements.into()).await.map(drop)
}
