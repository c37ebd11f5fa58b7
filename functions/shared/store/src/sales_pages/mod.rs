//! What payers see of sales, by the token in a page's address: an offer, and a payment that may be made by a manual system. One
//! round trip each. Nothing here is of anybody but the bearer of the token.

mod manual;
mod offer;
mod system;

pub use manual::{ManualPage, ManualPagePayment, ManualPageTrip, manual_page};
pub use offer::{OfferPage, OfferPageOffer, offer_page};
pub use system::PageSystem;
