//! Clients: who buys. Found by an index of words, changed with an entry in the journal.

pub mod new;

pub use new::NewClient;
