//! An offer as its Buy link shows it to whoever has it.

use crate::{Database, StoreError, port::Answers, row, statement};

row! {
    /// An offer with all that its page shows.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql and 0001")]
    pub struct Sold {
        pub org_id: i64,
        pub offer_id: i64,
        pub mode: String,
        pub title: String,
        pub description: String,
        pub price_minor: i64,
        pub currency: String,
        pub confirm_days: i64,
        pub success_url: Option<String>,
        /// 1: it may be bought: the offer and the organisation are active.
        pub is_open: i64,
        /// The organisation's slug, name, language and zone.
        pub slug: String,
        pub name: String,
        pub language: String,
        pub time_zone: String,
        /// The organisation's registered sites, a JSON array.
        pub sites: String,
        /// The systems by which it may be paid now, in their order: JSON array of
        /// `{"id","kind","name","merchant_name","merchant_description","comment_hint","image"}`; kind `manual` or `acquirer`, the last
        /// four null for acquirers' (and the image where there is none).
        pub systems: String,
    }
}

const SOLD: &str = "SELECT o.org_id, o.offer_id, o.mode, o.title, o.description, o.price_minor, o.currency, o.confirm_days, o.success_url,
      (o.status = 'active' AND n.status = 'active') AS is_open, n.slug, n.name, n.language, n.time_zone, n.sites,
      (SELECT json_group_array(json_object('id', t.terminal_id, 'kind', iif(t.kind = 'manual', 'manual', 'acquirer'), 'name', t.name,
          'merchant_name', m.merchant_name, 'merchant_description', m.merchant_description, 'comment_hint', m.comment_hint, 'image', m.image) ORDER BY s.key)
        FROM json_each(o.systems) AS s JOIN terminal t ON t.org_id = o.org_id AND t.terminal_id = s.value
        LEFT JOIN manual_system m ON m.org_id = t.org_id AND m.terminal_id = t.terminal_id
        WHERE t.status = 'active' AND instr(t.operations, '\"payment\"') > 0 AND (t.kind = 'manual' OR EXISTS (SELECT 1 FROM terminal_fee f
          WHERE f.org_id = t.org_id AND f.terminal_id = t.terminal_id AND f.currency = o.currency))) AS systems
    FROM offer o JOIN organisation n ON n.org_id = o.org_id WHERE o.token = ?1";

/// The offer of a Buy link. One that is not sold at the moment is found too: its page says so.
pub async fn sold(database: &impl Database, token: &str) -> Result<Option<Sold>, StoreError> {
    let rows = database.batch(vec![statement!(SOLD, token)]).await?;
    Answers::of(rows).last()?.first()
}
