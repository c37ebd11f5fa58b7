//! Postbacks: when one is tried again, which answer acknowledges it.

mod answer;
mod schedule;

pub use answer::Acknowledgement;
pub use schedule::{ATTEMPTS_MAX, Outcome, pause_ms, retry_after_s};
