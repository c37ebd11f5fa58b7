//! Banks and PSPs: one file each, all answering the same few questions. They speak HTTP through the [`HttpClient`] port and
//! know nothing of our database.

mod acquirer;
mod description;
pub mod manual;
mod port;
pub mod sandbox_bank;

pub use acquirer::{
    Acquirer, AcquirerError, Answer, BankEvent, BankEventKind, BankMessage, Card, Decision, Operation, Register,
    RegisterLine, StartPayment, Started,
};
pub use description::{ACQUIRERS, Credential, Description};
pub use port::{HttpClient, HttpError};
