//! Trips to a manual payment system: opened ([`open`]), confirmed ([`confirm`]) or rejected ([`reject`]) by a person, rejected by time
//! ([`expire`]). Every one is decided once: what comes later in a batch acts only on what its own `run` has decided. What that does to
//! sums, ledger, orders and postbacks is the schema's.

mod confirm;
mod expire;
mod open;
mod read;
mod reject;

pub use confirm::{Confirmation, Outcome, Said, confirm, said};
pub use expire::{Piece, Told, expire, remind};
pub use open::{Opened, Trip, open, opened};
pub use read::{Payable, SystemRow, payable, rates_of, rates_on, system};
pub use reject::{Rejection, reject};
