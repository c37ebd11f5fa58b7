//! Rates of currencies: by day, pair and source. Of no tenant: everybody reads the same.

mod enter;
mod fetched;
mod leading;
mod list;

pub use enter::{Entered, enter, entered};
pub use fetched::{Fetched, failed, fetched};
pub(crate) use leading::leading_rates;
pub use leading::{QuoteRow, leading, rates, statement};
pub use list::{RateRow, list};
