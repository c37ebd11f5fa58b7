//! What pages of payers share: the language that they speak, what surrounds them, money and days as people read them. They work
//! without JavaScript; one script and one style sheet (`web/public/checkout`) serve them all.

mod day;
mod frame;
mod language;
mod money;
mod query;
mod token;

pub use day::day;
pub use frame::{Frame, answer, not_found, outcome};
pub use language::Language;
pub use money::money;
pub use query::query;
pub use token::is_token;
