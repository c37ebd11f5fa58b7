//! Clients: who buys. Found by an index of words, changed with an entry in the journal.

pub mod change;
pub mod list;
pub mod new;
pub mod timeline;

pub use new::NewClient;
