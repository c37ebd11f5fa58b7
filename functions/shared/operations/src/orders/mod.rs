//! Orders: what was asked of whom, and how it is paid.

mod client_ref;
pub mod further;
pub mod open;
pub mod record;
mod trip;

pub use crate::manual::open::NewTrip;
pub use client_ref::ClientRef;
pub(crate) use open::open_with;
pub use open::{OpenOrder, OpenOrderError, Opened, Source, open};
