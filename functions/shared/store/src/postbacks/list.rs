//! Deliveries as people look at them: a page of many, and one with all its attempts.

use crate::{Database, StoreError, port::Answers, row, statement};

row! {
    /// A postback with where it goes and how its last try went.
    #[derive(Debug, Clone)]
    pub struct Delivery {
        /// The endpoint.
        pub endpoint_id: i64,
        /// What people call the endpoint.
        pub name: String,
        /// Its address now.
        pub address: String,
        /// Its format.
        pub format: String,
        /// `enabled`, `disabled` or `deleted`.
        pub endpoint_status: String,
        /// The event.
        pub event_id: String,
        /// What is told.
        pub event_type: String,
        /// The payment, if it is about one.
        pub number: Option<i64>,
        /// `pending`, `held`, `delivered` or `exhausted`.
        pub state: String,
        /// Of the schedule.
        pub attempts: i64,
        /// All that were ever made.
        pub tries: i64,
        /// When the next is due.
        pub due_at_ms: Option<i64>,
        /// When somebody asked for a resend that is still to be made.
        pub resend_at_ms: Option<i64>,
        /// When the postback came to be.
        pub created_at_ms: i64,
        /// When the last try was sent.
        pub last_at_ms: Option<i64>,
        /// Its HTTP status.
        pub last_status: Option<i64>,
        /// Why no answer came to it.
        pub last_error: Option<String>,
    }
    /// A try of a postback.
    #[derive(Debug, Clone)]
    pub struct Attempt {
        /// The endpoint.
        pub endpoint_id: i64,
        /// The event.
        pub event_id: String,
        /// Names it among all of the postback.
        pub serial: i64,
        /// Its place in the schedule; none for a resend.
        pub attempt: Option<i64>,
        /// When it was sent.
        pub at_ms: i64,
        /// How long it took.
        pub duration_ms: i64,
        /// HTTP status, if an answer came.
        pub status: Option<i64>,
        /// Why none came.
        pub error: Option<String>,
        /// JSON: what was sent.
        pub request: String,
        /// The start of the answer.
        pub answer: String,
    }
}

/// Postback `b` with its endpoint `n`, event `e` and last try `l`.
macro_rules! delivery {
    () => {
        "b.endpoint_id, n.name, n.address, n.format, n.status AS endpoint_status, b.event_id, e.type AS event_type, e.number, b.state, b.attempts, b.tries,
      b.due_at_ms, b.resend_at_ms, b.created_at_ms, l.at_ms AS last_at_ms, l.status AS last_status, l.error AS last_error"
    };
}
/// The last try of postback `b`.
macro_rules! last_try {
    () => {
        " LEFT JOIN postback_attempt l ON l.org_id = b.org_id AND l.endpoint_id = b.endpoint_id AND l.event_id = b.event_id AND l.try =
       (SELECT max(x.try) FROM postback_attempt x WHERE x.org_id = b.org_id AND x.endpoint_id = b.endpoint_id AND x.event_id = b.event_id)"
    };
}
macro_rules! attempt {
    () => {
        "t.endpoint_id, t.event_id, t.try AS serial, t.attempt, t.at_ms, t.duration_ms, t.status, t.error, t.request, t.answer"
    };
}
/// What a [`Filter`] lets through, of postback `b`, endpoint `n` and event `e`: ?4 mode, ?5 endpoint, ?6 state, ?7 type, ?8 payment.
macro_rules! filtered {
    () => {
        "n.mode = ?4 AND (?5 IS NULL OR b.endpoint_id = ?5) AND (?7 IS NULL OR e.type = ?7) AND (?8 IS NULL OR e.number = ?8)
       AND CASE COALESCE(?6, '') WHEN '' THEN true WHEN 'failed' THEN b.state = 'exhausted' OR (b.state <> 'delivered' AND b.attempts > 0) ELSE b.state = ?6 END"
    };
}
pub(crate) use {attempt, delivery, filtered, last_try};

/// Which deliveries: of an organisation's mode, of events within a span.
#[derive(Debug, Clone)]
pub struct Filter<'a> {
    /// The organisation.
    pub org_id: i64,
    /// `live` or `test`.
    pub mode: &'a str,
    /// The endpoint.
    pub endpoint_id: Option<i64>,
    /// `pending`, `held`, `delivered`, `exhausted`, or `failed`: not delivered though tried.
    pub state: Option<&'a str>,
    /// What is told.
    pub event_type: Option<&'a str>,
    /// The payment.
    pub number: Option<i64>,
    /// Event ids from here on; they sort by time.
    pub from: String,
    /// Event ids below this one.
    pub below: String,
}

/// Deliveries that a filter looks at for one page, however rare what it looks for.
const WINDOW: u32 = 5_000;

// The inner query is in order and bounded, and the outer keeps its order: nothing is sorted.
const LIST: &str = concat!(
    "SELECT ",
    delivery!(),
    " FROM (SELECT * FROM postback INDEXED BY postback_by_event WHERE org_id = ?1 AND (event_id, endpoint_id) < (?2, ?9) AND event_id >= ?3
       ORDER BY event_id DESC, endpoint_id DESC LIMIT CAST(?11 AS INTEGER)) AS b
     CROSS JOIN endpoint n ON n.org_id = b.org_id AND n.endpoint_id = b.endpoint_id
     CROSS JOIN event e ON e.org_id = b.org_id AND e.event_id = b.event_id",
    last_try!(),
    " WHERE ",
    filtered!(),
    " LIMIT CAST(?10 AS INTEGER)"
);
const WINDOW_END: &str = "SELECT event_id, endpoint_id FROM postback INDEXED BY postback_by_event
    WHERE org_id = ?1 AND (event_id, endpoint_id) < (?2, ?4) AND event_id >= ?3 ORDER BY event_id DESC, endpoint_id DESC LIMIT 1 OFFSET CAST(?5 AS INTEGER)";

row! {
    /// Where a page ends.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Key {
        /// The event.
        pub event_id: String,
        /// The endpoint.
        pub endpoint_id: i64,
    }
}

/// Deliveries below the filter's end, newest first, and how far down was looked where that is not the end. `endpoint_below` goes
/// with the filter's `below`.
pub async fn list(
    database: &impl Database,
    filter: &Filter<'_>,
    endpoint_below: i64,
    limit: u32,
) -> Result<(Vec<Delivery>, Option<Key>), StoreError> {
    let (org, from, below) = (filter.org_id, &filter.from, &filter.below);
    let list = statement!(
        LIST,
        org,
        below,
        from,
        filter.mode,
        filter.endpoint_id,
        filter.state,
        filter.event_type,
        filter.number,
        endpoint_below,
        limit,
        WINDOW
    );
    let rows: Vec<Delivery> = Answers::of(database.batch(vec![list]).await?).last()?.all()?;
    if rows.len() >= limit as usize {
        return Ok((rows, None));
    }
    // A page that is not full may be so because the window ended.
    let end = statement!(WINDOW_END, org, below, from, endpoint_below, WINDOW.saturating_sub(1));
    let end = Answers::of(database.batch(vec![end]).await?).last()?.first()?;
    Ok((rows, end))
}

const ONE: &str = concat!(
    "SELECT ",
    delivery!(),
    ", e.body FROM postback b JOIN endpoint n ON n.org_id = b.org_id AND n.endpoint_id = b.endpoint_id
     JOIN event e ON e.org_id = b.org_id AND e.event_id = b.event_id",
    last_try!(),
    " WHERE b.org_id = ?1 AND b.endpoint_id = ?2 AND b.event_id = ?3"
);
const ATTEMPTS: &str = concat!(
    "SELECT ",
    attempt!(),
    " FROM postback_attempt t WHERE t.org_id = ?1 AND t.endpoint_id = ?2 AND t.event_id = ?3 ORDER BY t.try DESC LIMIT 500"
);

row! {
    struct Body {
        body: String,
    }
}

/// One delivery with its event's body and all its attempts.
pub async fn one(
    database: &impl Database,
    org_id: i64,
    endpoint_id: i64,
    event_id: &str,
) -> Result<Option<(Delivery, String, Vec<Attempt>)>, StoreError> {
    let statements = vec![
        statement!(ONE, org_id, endpoint_id, event_id),
        statement!(ATTEMPTS, org_id, endpoint_id, event_id),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let one = answers.next()?;
    let body: Option<Body> = one.clone().first()?;
    let (Some(delivery), Some(body)) = (one.first()?, body) else {
        return Ok(None);
    };
    // The last of them, in order.
    let mut attempts: Vec<Attempt> = answers.next()?.all()?;
    attempts.reverse();
    Ok(Some((delivery, body.body, attempts)))
}
