//! Holds that will be captured or released by themselves within a day.

use crate::{Database, StoreError, statement};

/// Up to which deadline is told now: `?2`, unless more than `?3` holds end until then. Of one instant all are told.
macro_rules! told_until {
    () => {
        "COALESCE((SELECT x.capture_due_at_ms FROM deadline_told w CROSS JOIN payment x INDEXED BY payment_capture_due
            ON x.capture_due_at_ms > max(w.until_ms, CAST(?1 AS INTEGER)) AND x.capture_due_at_ms <= ?2
          WHERE w.only_row = 1 ORDER BY x.capture_due_at_ms LIMIT 1 OFFSET CAST(?3 AS INTEGER) - 1), CAST(?2 AS INTEGER))"
    };
}

const TELL: &str = concat!(
    "INSERT INTO notification (org_id, notification, kind, subject, created_at_ms)
     SELECT p.org_id, 'deadline:' || p.number, 'deadline_near', 'payment:' || p.number, ?1
     FROM deadline_told d CROSS JOIN payment p INDEXED BY payment_capture_due
       ON p.capture_due_at_ms > max(d.until_ms, CAST(?1 AS INTEGER)) AND p.capture_due_at_ms <= ",
    told_until!(),
    " WHERE d.only_row = 1 ON CONFLICT DO NOTHING"
);
const MOVE_ON: &str = concat!(
    "UPDATE deadline_told SET until_ms = max(until_ms, ",
    told_until!(),
    ") WHERE only_row = 1"
);

/// Tells of holds whose deadline lies between now and `until_ms`, each payment's once; so many in a call, and the rest in the next.
pub async fn tell_near(database: &impl Database, now_ms: i64, until_ms: i64, limit: u32) -> Result<(), StoreError> {
    let statements = vec![
        statement!(TELL, now_ms, until_ms, limit),
        statement!(MOVE_ON, now_ms, until_ms, limit),
    ];
    database.batch(statements).await.map(drop)
}
