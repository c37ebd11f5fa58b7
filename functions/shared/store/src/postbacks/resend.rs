//! Resends: an attempt beside the schedule, which stays as it is. PayKeeper's exhausted notices begin their count anew.

use super::list::{Filter, Key, filtered};
use crate::{Database, StoreError, port::Answers, sql::next_journal, statement};

/// Postbacks marked by one call.
const MARKED_MAX: u32 = 1_000;
/// Postbacks that one call looks at, however rare what it looks for.
const WINDOW: u32 = 5_000;

// What is being resent already is passed over, so a double click is one; a disabled endpoint gets nothing, and what was tried 500 times
// has been tried. The inner query is in order and bounded, and the outer keeps its order.
const MARK: &str = concat!(
    "UPDATE postback SET state = iif(r.anew, 'pending', state), attempts = iif(r.anew, 0, attempts), due_at_ms = iif(r.anew, CAST(?9 AS INTEGER), due_at_ms),
      is_retry = iif(r.anew, 0, is_retry), resend_at_ms = iif(r.anew, NULL, CAST(?9 AS INTEGER))
     FROM (SELECT b.org_id, b.endpoint_id, b.event_id, b.state = 'exhausted' AND n.format = 'paykeeper' AS anew
       FROM (SELECT * FROM postback INDEXED BY postback_by_event WHERE org_id = ?1 AND event_id < ?2 AND event_id >= ?3 AND (event_id, endpoint_id) > (?3, ?10)
         ORDER BY event_id, endpoint_id LIMIT CAST(?12 AS INTEGER)) AS b CROSS JOIN endpoint n ON n.org_id = b.org_id AND n.endpoint_id = b.endpoint_id
       CROSS JOIN event e ON e.org_id = b.org_id AND e.event_id = b.event_id
       WHERE b.resend_at_ms IS NULL AND b.tries < 500 AND n.status = 'enabled' AND ",
    filtered!(),
    " LIMIT CAST(?11 AS INTEGER)) AS r
     WHERE postback.org_id = r.org_id AND postback.endpoint_id = r.endpoint_id AND postback.event_id = r.event_id
     RETURNING event_id, endpoint_id"
);
const WINDOW_END: &str = "SELECT event_id, endpoint_id FROM postback INDEXED BY postback_by_event
    WHERE org_id = ?1 AND event_id < ?2 AND event_id >= ?3 AND (event_id, endpoint_id) > (?3, ?4) ORDER BY event_id, endpoint_id LIMIT 1 OFFSET CAST(?5 AS INTEGER)";
const JOURNAL: &str = concat!(
    "INSERT INTO journal (org_id, seq, at_ms, actor, action, subject, detail)
     SELECT ?1, ",
    next_journal!(),
    ", ?2, ?3, 'postbacks_resent', ?4, json_object('count', changes()) WHERE changes() > 0"
);

/// Marks what a filter lets through for resending, oldest first, from after `endpoint_after` at the filter's `from`. Answers what
/// was marked, and where to go on where that may not be all.
pub async fn mark(
    database: &impl Database,
    filter: &Filter<'_>,
    endpoint_after: i64,
    actor: &str,
    now_ms: i64,
) -> Result<(Vec<Key>, Option<Key>), StoreError> {
    let subject = match filter.endpoint_id {
        Some(endpoint) => format!("endpoint:{endpoint}"),
        None => format!("mode:{}", filter.mode),
    };
    let statements = vec![
        statement!(
            MARK,
            filter.org_id,
            &filter.below,
            &filter.from,
            filter.mode,
            filter.endpoint_id,
            filter.state,
            filter.event_type,
            filter.number,
            now_ms,
            endpoint_after,
            MARKED_MAX,
            WINDOW
        ),
        statement!(JOURNAL, filter.org_id, now_ms, actor, subject),
        statement!(
            WINDOW_END,
            filter.org_id,
            &filter.below,
            &filter.from,
            endpoint_after,
            WINDOW.saturating_sub(1)
        ),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let mut marked: Vec<Key> = answers.next()?.all()?;
    answers.next()?;
    let end: Option<Key> = answers.next()?.first()?;
    // Returned in no order.
    marked.sort_by(|left, right| (&left.event_id, left.endpoint_id).cmp(&(&right.event_id, right.endpoint_id)));
    let full = marked.len() >= MARKED_MAX as usize;
    let next = if full { marked.last().cloned() } else { end };
    Ok((marked, next))
}
