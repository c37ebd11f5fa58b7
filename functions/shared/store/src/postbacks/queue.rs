//! The queue as a whole: how much is due, and what was held and may go now.

use crate::{Database, StoreError, port::Answers, row, statement};

/// Held postbacks that go back to the queue at once, of one endpoint: with a tick each minute, the bound on its rate.
pub const RELEASED_MAX: u32 = 600;

// In order of age: due together, they go by their events' ids, which sort by time. Where the breaker is half open, one. Kept ones go as retries, so that what is new goes before them.
const RELEASE: &str = "UPDATE postback SET state = 'pending', due_at_ms = CAST(?1 AS INTEGER), is_retry = 1
    FROM (SELECT n.org_id, n.endpoint_id, COALESCE(iif(n.breaker = 'closed',
        (SELECT h.created_at_ms FROM postback h WHERE h.org_id = n.org_id AND h.endpoint_id = n.endpoint_id AND h.state = 'held'
          ORDER BY h.created_at_ms LIMIT 1 OFFSET CAST(?2 AS INTEGER) - 1),
        (SELECT min(h.created_at_ms) FROM postback h WHERE h.org_id = n.org_id AND h.endpoint_id = n.endpoint_id AND h.state = 'held')), 9007199254740991) AS up_to
      FROM endpoint n INDEXED BY endpoint_holding WHERE n.holding = 1 AND n.status = 'enabled' AND (n.breaker = 'closed' OR n.breaker_until_ms <= ?1)) AS r
    WHERE postback.org_id = r.org_id AND postback.endpoint_id = r.endpoint_id AND postback.state = 'held' AND postback.created_at_ms <= r.up_to";
const RELEASED: &str = "UPDATE endpoint INDEXED BY endpoint_holding SET holding = 0 WHERE holding = 1 AND status = 'enabled' AND breaker = 'closed'
    AND NOT EXISTS (SELECT 1 FROM postback h WHERE h.org_id = endpoint.org_id AND h.endpoint_id = endpoint.endpoint_id AND h.state = 'held')";
const DUE: &str = "SELECT (SELECT count(*) FROM (SELECT 1 FROM postback WHERE is_retry = 0 AND due_at_ms <= ?1 LIMIT CAST(?2 AS INTEGER)))
    + (SELECT count(*) FROM (SELECT 1 FROM postback WHERE is_retry = 1 AND due_at_ms <= ?1 LIMIT CAST(?2 AS INTEGER)))
    + (SELECT count(*) FROM (SELECT 1 FROM postback WHERE resend_at_ms <= ?1 LIMIT CAST(?2 AS INTEGER))) AS due";

row! {
    struct Due {
        due: i64,
    }
}

/// Gives held postbacks back to the queue where their endpoint may have them again, and counts what is due by then, up to
/// `count_max` of a kind.
pub async fn release(database: &impl Database, due_ms: i64, count_max: u32) -> Result<usize, StoreError> {
    let statements = vec![
        statement!(RELEASE, due_ms, RELEASED_MAX),
        statement!(RELEASED),
        statement!(DUE, due_ms, count_max),
    ];
    let due: Option<Due> = Answers::of(database.batch(statements).await?).last()?.first()?;
    Ok(due.and_then(|due| usize::try_from(due.due).ok()).unwrap_or_default())
}
