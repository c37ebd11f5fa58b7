//! Invoices: made with their order, sent, paid or over, and nothing in between, whoever does what at the same time.

mod asked;
mod cash;
mod ends;
mod kit;
mod made;
mod races;
mod sent;

use kit::{DAY, Desks, body};
