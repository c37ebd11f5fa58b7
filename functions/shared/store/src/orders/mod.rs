//! Orders: what was asked of whom, with its payments.

mod detail;
pub mod further;
pub mod list;
mod offer;
pub mod open;
pub mod payment;
pub mod payments;
mod places;
pub(crate) mod search;
pub mod system;

pub use detail::{Estimates, ManualDetail, OrderDetail, ReceiptFile, manual, one, receipt};
pub use offer::{OfferRow, OfferSystem, offer};
