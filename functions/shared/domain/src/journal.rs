//! The journal's chain: every entry is sealed by an HMAC over the seal before it, over all of its fields and over the digest of from
//! where it was done. Who can write the database but has not the key can change nothing of it unseen; what is erased by rule
//! leaves its digest, so that the chain stays whole.

mod cursor;
mod entry;
mod key;

pub use cursor::Progress;
pub use entry::{Entry, Place, Seal, origin_of};
pub use key::{JournalKey, JournalKeys};
