//! The journal's chain, by whoever writes, seals, verifies, erases and tampers.

mod erasing;
mod kit;
mod listing;
mod random;
mod sealing;
mod tampering;
