//! Operations on a payment's money that the desk starts: [`capture`], [`cancel`], [`refund`], each a file; what they share
//! is here. The intention is committed with the key that the bank gets; then the bank is asked; then its word is recorded.
//! Whatever happens in between, the janitor finishes ([`resolve`]), and nothing moves twice.

mod ask;
mod begin;
pub mod cancel;
pub mod capture;
pub mod refund;
pub mod resolve;
pub mod settle;

pub use begin::{Asker, OperationError, OperationRequest};
pub use store::operations::Pending;

/// An operation with what became of it.
#[derive(Debug)]
pub struct Performed {
    /// The operation, as it is now.
    pub operation: Pending,
    /// The event that merchants are to be told, if there are postbacks to send.
    pub event_id: Option<String>,
}
