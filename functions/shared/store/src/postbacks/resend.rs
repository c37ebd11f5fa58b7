//! Resends: an attempt beside the schedule, which stays as it is. PayKeeper's exhausted notices begin their count anew.

use super::list::{Filter, Key, filtered};
use crate::{Database, StoreError, port::Answers, sql::next_journal, statement};

/// Postbacks marked by one call.
pub const MARKED_MAX: u32 = 1_000;

// What is being resent already is passed over, so a double click is one; a disabled endpoint gets nothing.
const MARK: &str = concat!(
    "UPDATE postback SET state = iif(r.anew, 'pending', state), attempts = iif(r.anew, 0, attempts), due_at_ms = iif(r.anew, CAST(?9 AS INTEGER), due_at_ms),
      is_retry = iif(r.anew, 0, is_retry), resend_at_ms = iif(r.anew, NULL, CAST(?9 AS INTEGER))
     FROM (SELECT b.org_id, b.endpoint_id, b.event_id, b.state = 'exhausted' AND n.format = 'paykeeper' AS anew
       FROM postback b INDEXED BY postback_by_event CROSS JOIN endpoint n ON n.org_id = b.org_id AND n.endpoint_id = b.endpoint_id
       CROSS JOIN event e ON e.org_id = b.org_id AND e.event_id = b.event_id
       WHERE b.org_id = ?1 AND b.event_id < ?2 AND b.event_id >= ?3 AND (b.event_id, b.endpoint_id) > (?3, ?10) AND b.resend_at_ms IS NULL AND n.status = 'enabled' AND ",
    filtered!(),
    " ORDER BY b.event_id, b.endpoint_id LIMIT CAST(?11 AS INTEGER)) AS r
     WHERE postback.org_id = r.org_id AND postback.endpoint_id = r.endpoint_id AND postback.event_id = r.event_id
     RETURNING event_id, endpoint_id"
);
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
            MARKED_MAX
        ),
        statement!(JOURNAL, filter.org_id, now_ms, actor, subject),
    ];
    let mut marked: Vec<Key> = Answers::of(database.batch(statements).await?).next()?.all()?;
    // Returned in no order.
    marked.sort_by(|left, right| (&left.event_id, left.endpoint_id).cmp(&(&right.event_id, right.endpoint_id)));
    let next = marked.last().filter(|_| marked.len() >= MARKED_MAX as usize).cloned();
    Ok((marked, next))
}
