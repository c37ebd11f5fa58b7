//! Rates of currencies: by day, pair and source. Of no tenant: everybody reads the same.

mod leading;

pub(crate) use leading::leading_rates;
pub use leading::{QuoteRow, leading, rates, statement};
