//! Postbacks: when one is tried again, what it says in the format that the endpoint reads, which answer acknowledges it.

mod answer;
mod format;
mod schedule;

pub use answer::Acknowledgement;
pub use format::{EVENT_TYPES, Format, FormatError, Letter, Notice, mail, write};
pub use schedule::{ATTEMPTS_MAX, Outcome, pause_ms, retry_after_s};
