//! What a person sees of an organisation's notifications: everyone's and their own, newest first.

use crate::{Database, StoreError, port::Answers, row, statement};

/// How far back people are told, in milliseconds: 90 days.
pub const SINCE_MS: i64 = 90 * 86_400_000;
/// Unread notifications are counted up to this many.
pub const UNREAD_MAX: u32 = 100;
/// Notifications that the count looks at, newest first.
const COUNTED_MAX: u32 = 1_000;

row! {
    /// A notification.
    #[derive(Debug, Clone)]
    pub struct Notification {
        /// Its id within the organisation.
        pub notification: String,
        /// A name of `domain::notification::NotificationKind`.
        pub kind: String,
        /// What it is about, e.g. `payment:7`.
        pub subject: String,
        /// When.
        pub created_at_ms: i64,
        /// 1: the person has read it.
        pub is_read: i64,
    }
}

row! {
    struct Unread {
        unread: u32,
    }
}

/// Notifications `n` of organisation `?1` that person `?2` sees, from `?3` on, and whether they were read.
macro_rules! seen_by_person {
    () => {
        "FROM notification n INDEXED BY notification_by_time
         LEFT JOIN notification_read r ON r.org_id = n.org_id AND r.notification = n.notification AND r.person_id = ?2
         LEFT JOIN notification_all_read a ON a.org_id = n.org_id AND a.person_id = ?2
         WHERE n.org_id = ?1 AND n.created_at_ms > ?3 AND (n.person_id IS NULL OR n.person_id = ?2)"
    };
}
macro_rules! is_read {
    () => {
        "(r.read_at_ms IS NOT NULL OR n.created_at_ms <= COALESCE(a.until_ms, 0))"
    };
}

const LIST: &str = concat!(
    "SELECT n.notification, n.kind, n.subject, n.created_at_ms, ",
    is_read!(),
    " AS is_read ",
    seen_by_person!(),
    " AND n.created_at_ms <= ?4 AND (n.created_at_ms < ?4 OR n.notification < ?5) AND (?6 = 0 OR NOT ",
    is_read!(),
    ") ORDER BY n.created_at_ms DESC, n.notification DESC LIMIT CAST(?7 AS INTEGER)"
);
const COUNT: &str = concat!(
    "SELECT count(*) AS unread FROM (SELECT 1 FROM (SELECT ",
    is_read!(),
    " AS is_read ",
    seen_by_person!(),
    " ORDER BY n.created_at_ms DESC LIMIT CAST(?4 AS INTEGER)) AS newest WHERE newest.is_read = 0 LIMIT CAST(?5 AS INTEGER))"
);

/// Which notifications are listed.
#[derive(Debug, Clone, Copy)]
pub struct Filter<'a> {
    /// The organisation.
    pub org_id: i64,
    /// Who reads.
    pub person_id: i64,
    /// Now.
    pub now_ms: i64,
    /// Only older ones than this time and id; none: from the newest on.
    pub below: Option<(i64, &'a str)>,
    /// Only unread ones.
    pub is_unread: bool,
    /// Rows at most.
    pub limit: u32,
}

/// The notifications, newest first, and how many are unread of all, up to [`UNREAD_MAX`]. One round trip.
pub async fn list(database: &impl Database, filter: &Filter<'_>) -> Result<(Vec<Notification>, u32), StoreError> {
    let Filter {
        org_id,
        person_id,
        now_ms,
        below,
        is_unread,
        limit,
    } = *filter;
    let since = now_ms.saturating_sub(SINCE_MS);
    // What is written a lease ahead of the clock belongs to the list.
    let (at, id) = below.unwrap_or((domain::money::MINOR_MAX, ""));
    let statements = vec![
        statement!(LIST, org_id, person_id, since, at, id, is_unread, limit),
        statement!(COUNT, org_id, person_id, since, COUNTED_MAX, UNREAD_MAX),
    ];
    let mut answers = Answers::of(database.batch(statements).await?);
    let rows = answers.next()?.all()?;
    let unread: Option<Unread> = answers.next()?.first()?;
    Ok((rows, unread.map_or(0, |unread| unread.unread)))
}
