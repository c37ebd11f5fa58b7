//! Payments by manual systems: somebody says to have paid ([`open`]); a person confirms it ([`confirm`]) or does not ([`reject`]), or
//! nobody does in time ([`expire`]). Each is decided once, whoever comes at the same time.

pub mod confirm;
mod error;
pub mod expire;
pub mod open;
pub mod reject;
mod said;

pub use error::ManualError;
pub use store::manual::{Opened, SystemRow, Trip};

/// What became of a manual payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The payment.
    pub number: i64,
    /// The trip, counted from 1.
    pub attempt: i64,
    /// The event that merchants are to be told, if there are postbacks to send.
    pub event_id: Option<String>,
}
