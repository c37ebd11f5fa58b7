//! Orders: what was asked of whom, with its payments.

pub mod open;
pub mod system;
