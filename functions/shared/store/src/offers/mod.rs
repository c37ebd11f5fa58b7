//! What is sold by a link: offers as an organisation manages them, and as a payer sees them.

mod list;
mod write;

pub use list::{Filter, WINDOW, list};
pub use write::{Change, New, Room, change, create, room, switch};

use crate::{Database, StoreError, port::Answers, row, statement};

row! {
    /// An offer as people see it.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql")]
    pub struct Offer {
        pub offer_id: i64,
        pub mode: String,
        pub token: String,
        pub title: String,
        pub description: String,
        pub price_minor: i64,
        pub currency: String,
        /// JSON array of ids.
        pub systems: String,
        /// The same with what they are: JSON array of `{"id","name","kind","status"}`, in their order.
        pub named_systems: String,
        pub confirm_days: i64,
        pub status: String,
        pub success_url: Option<String>,
        pub created_at_ms: i64,
        /// The organisation's language.
        pub language: String,
        /// All that can be changed, as one text: whoever changes says what they have seen.
        pub snapshot: String,
    }
}

/// All of offer `o` that can be changed.
macro_rules! snapshot {
    () => {
        "json_array(o.title, o.description, o.price_minor, o.currency, o.systems, o.confirm_days, o.status, o.success_url)"
    };
}

/// Reads [`Offer`] from offer `o`: the condition follows.
macro_rules! offer {
    ($from:expr) => {
        concat!(
            "SELECT o.offer_id, o.mode, o.token, o.title, o.description, o.price_minor, o.currency, o.systems, o.confirm_days, o.status, o.success_url,
               o.created_at_ms, n.language, ", $crate::offers::snapshot!(), " AS snapshot,
               (SELECT json_group_array(json_object('id', t.terminal_id, 'name', t.name, 'kind', iif(t.kind = 'manual', 'manual', 'acquirer'), 'status', t.status) ORDER BY s.key)
                  FROM json_each(o.systems) AS s JOIN terminal t ON t.org_id = ?1 AND t.terminal_id = s.value) AS named_systems
             FROM ", $from, " JOIN organisation n ON n.org_id = ?1 "
        )
    };
}
use {offer, snapshot};

const ONE: &str = concat!(
    offer!("offer o"),
    "WHERE o.org_id = ?1 AND o.offer_id = ?2 AND (?3 IS NULL OR o.mode = ?3)"
);

/// One offer; of a mode, where one is given.
pub async fn one(
    database: &impl Database,
    org_id: i64,
    offer_id: i64,
    mode: Option<&str>,
) -> Result<Option<Offer>, StoreError> {
    let rows = database.batch(vec![statement!(ONE, org_id, offer_id, mode)]).await?;
    Answers::of(rows).last()?.first()
}
