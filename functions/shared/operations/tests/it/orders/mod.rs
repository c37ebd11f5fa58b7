//! Orders: opened once, of the right client, with their payments.

mod further;
pub(crate) mod kit;
mod listing;
mod opening;
mod plans;
mod recording;
