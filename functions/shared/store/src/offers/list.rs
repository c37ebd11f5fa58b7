//! Offers, newest first, a window of their key at a time.

use super::{Offer, offer};
use crate::{Database, StoreError, port::Answers, row, statement};

/// Offers looked at for one page, however rare what a filter looks for.
pub const WINDOW: i64 = 1_000;

/// What a list of offers looks for; what is empty lets everything through.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// `active`, `inactive` or `archived`; empty: all but archived ones.
    pub status: Option<String>,
    /// Whether it must have a manual system that is in use.
    pub manual: bool,
    /// Spellings of a text of which one must be in the title: SQLite knows no case beyond ASCII.
    pub titles: Option<Vec<String>>,
}

row! {
    struct Looked {
        offer_id: i64,
    }
}

const LIST: &str = concat!(
    offer!(
        "(SELECT * FROM offer w WHERE w.org_id = ?1 AND w.mode = ?2 AND w.offer_id < CAST(?3 AS INTEGER) ORDER BY w.offer_id DESC LIMIT CAST(?4 AS INTEGER)) AS o"
    ),
    "WHERE iif(?6 IS NULL, o.status <> 'archived', o.status = ?6)
       AND (?7 = 0 OR EXISTS (SELECT 1 FROM json_each(o.systems) AS s JOIN terminal t ON t.org_id = ?1 AND t.terminal_id = s.value WHERE t.kind = 'manual' AND t.status = 'active'))
       AND (?8 IS NULL OR EXISTS (SELECT 1 FROM json_each(?8) AS q WHERE instr(o.title, q.value) > 0 OR instr(lower(o.title), q.value) > 0))
     ORDER BY o.offer_id DESC LIMIT CAST(?5 AS INTEGER)"
);
const LOOKED: &str =
    "SELECT w.offer_id FROM offer w WHERE w.org_id = ?1 AND w.mode = ?2 AND w.offer_id < CAST(?3 AS INTEGER)
    ORDER BY w.offer_id DESC LIMIT 1 OFFSET CAST(?4 AS INTEGER) - 1";

/// Offers of a mode below a number (the first page: below [`i64::MAX`] of what numbers bear); one row more than the page has, and the
/// number down to which was looked, where there is more below it.
pub async fn list(
    database: &impl Database,
    org_id: i64,
    mode: &str,
    filter: &Filter,
    below: i64,
    limit: i64,
) -> Result<(Vec<Offer>, Option<i64>), StoreError> {
    let titles = filter
        .titles
        .as_ref()
        .map(|titles| serde_json::json!(titles).to_string());
    let (status, manual) = (filter.status.as_deref(), filter.manual);
    let statements = vec![
        statement!(
            LIST,
            org_id,
            mode,
            below,
            WINDOW,
            limit.saturating_add(1),
            status,
            manual,
            titles
        ),
        statement!(LOOKED, org_id, mode, below, WINDOW),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let offers = answers.next()?.all()?;
    let looked: Option<Looked> = answers.next()?.first()?;
    Ok((offers, looked.map(|looked| looked.offer_id)))
}
