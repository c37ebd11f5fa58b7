//! Rates of currencies: by day, pair and source. Of no tenant: everybody reads the same.

mod leading;

pub use leading::{QuoteRow, leading, rates, statement};
