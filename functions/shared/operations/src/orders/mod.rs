//! Orders: what was asked of whom, and how it is paid.

mod client_ref;
pub mod open;

pub use client_ref::ClientRef;
pub use open::{NewTrip, OpenOrder, OpenOrderError, Opened, Source, open};
