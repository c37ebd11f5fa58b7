//! An offer as whoever records an order of it needs it.

use crate::{Database, StoreError, port::Answers, row, statement};

row! {
    /// An offer that orders may be made of.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0012_sales.sql")]
    pub struct OfferRow {
        pub offer_id: i64,
        pub title: String,
        pub description: String,
        pub price_minor: i64,
        pub currency: String,
        /// JSON array.
        pub systems: String,
        pub confirm_days: i64,
        pub status: String,
        pub success_url: Option<String>,
        /// The organisation's.
        pub language: String,
    }

    /// A manual system that is in use.
    #[derive(Debug, Clone)]
    pub struct OfferSystem {
        /// Its id.
        pub terminal_id: String,
    }
}

const OFFER: &str = "SELECT o.offer_id, o.title, o.description, o.price_minor, o.currency, o.systems, o.confirm_days, o.status, o.success_url, g.language
    FROM offer o JOIN organisation g ON g.org_id = o.org_id WHERE o.org_id = ?1 AND o.offer_id = ?2 AND o.mode = ?3";
const SYSTEMS: &str = "SELECT t.terminal_id FROM offer o CROSS JOIN json_each(o.systems) AS s CROSS JOIN terminal t ON t.org_id = o.org_id AND t.terminal_id = s.value
    WHERE o.org_id = ?1 AND o.offer_id = ?2 AND o.mode = ?3 AND t.kind = 'manual' AND t.mode = o.mode AND t.status = 'active' ORDER BY s.key";

/// An offer of a mode with its manual systems that are in use. One round trip.
pub async fn offer(
    database: &impl Database,
    org_id: i64,
    offer_id: i64,
    mode: &str,
) -> Result<Option<(OfferRow, Vec<OfferSystem>)>, StoreError> {
    let statements = [OFFER, SYSTEMS].map(|sql| statement!(sql, org_id, offer_id, mode));
    let mut answers = Answers::of(database.batch(statements.into()).await?);
    let (offer, systems) = (answers.next()?.first()?, answers.next()?.all()?);
    Ok(offer.map(|offer| (offer, systems)))
}
