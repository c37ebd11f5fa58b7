//! Clients: who buys.

mod details;

pub use details::{Details, LABEL_MAX, NAME_MAX};
