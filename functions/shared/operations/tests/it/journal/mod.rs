//! The journal's chain, by whoever writes, seals, verifies, erases and tampers.

mod erasing;
mod erasing_clients;
mod kit;
mod listing;
mod random;
mod sealing;
mod tampering;
