//! Words for what is so. A payment has three independent facts (money, notice, accumulation) and some marks; the words of the
//! five systems that the desk unifies are derived from them here and nowhere else, with labels in Russian and English.

#[macro_use]
mod words;

pub mod click_pay;
pub mod manual;
pub mod paykassma;
pub mod paykeeper;
pub mod spring;

mod facts;

pub use facts::{Accumulation, Facts, Mark, MoneyState, Notice};
pub use words::Language;

#[cfg(test)]
mod tests;
