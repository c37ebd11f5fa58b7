//! An offer, as the Buy link shows it.

use super::system::{PageSystem, page_system_columns, page_systems};
use crate::{Database, StoreError, port::Answers, row, statement};

/// What the page of an offer shows.
#[derive(Debug)]
pub struct OfferPage {
    /// The offer with its organisation.
    pub offer: OfferPageOffer,
    /// The ways to pay that are open now, in the offer's order.
    pub systems: Vec<PageSystem>,
}

row! {
    /// An offer with its organisation.
    #[derive(Debug)]
    pub struct OfferPageOffer {
        /// The organisation.
        pub org_id: i64,
        /// The offer's number.
        pub offer_id: i64,
        /// `live` or `test`.
        pub mode: String,
        /// What is sold.
        pub title: String,
        /// More of it.
        pub description: String,
        /// In minor units.
        pub price_minor: i64,
        /// ISO 4217 code.
        pub currency: String,
        /// The systems listed, a JSON array of terminals' ids.
        pub systems: String,
        /// Days of 24 hours in which a manual payment is to be confirmed.
        pub confirm_days: i64,
        /// `active`, `inactive` or `archived`.
        pub status: String,
        /// Where the payer goes after success.
        pub success_url: Option<String>,
        /// The organisation's name.
        pub organisation: String,
        /// Its slug, which addresses of pictures carry.
        pub slug: String,
        /// `active` or `disabled`.
        pub organisation_status: String,
        /// The organisation's language.
        pub language: String,
        /// The organisation's zone.
        pub time_zone: String,
        /// JSON array of origins.
        pub sites: String,
    }
}

const OFFER: &str = "SELECT o.org_id, o.offer_id, o.mode, o.title, o.description, o.price_minor, o.currency, o.systems, o.confirm_days, o.status,
      o.success_url, g.name AS organisation, g.slug, g.status AS organisation_status, g.language, g.time_zone, g.sites
    FROM offer o JOIN organisation g ON g.org_id = o.org_id WHERE o.token = ?1";
const SYSTEMS: &str = concat!(
    "SELECT ",
    page_system_columns!(),
    " FROM offer o",
    page_systems!("o"),
    " WHERE o.token = ?1 ORDER BY s.key"
);

/// Finds an offer by its link's token.
pub async fn offer_page(database: &impl Database, token: &str) -> Result<Option<OfferPage>, StoreError> {
    let statements = [OFFER, SYSTEMS].map(|sql| statement!(sql, token));
    let mut answers = Answers::of(database.batch(statements.into()).await?);
    let Some(offer) = answers.next()?.first()? else {
        return Ok(None);
    };
    Ok(Some(OfferPage {
        offer,
        systems: answers.next()?.all()?,
    }))
}
