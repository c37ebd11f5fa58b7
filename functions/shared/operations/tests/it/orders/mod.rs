//! Orders: opened once, of the right client, with their payments.

mod kit;
mod opening;
