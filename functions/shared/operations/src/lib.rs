//! What the desk does: one operation a file, each a plain function over the ports (`Database`, `HttpClient`, [`Entropy`],
//! [`Clock`]). None knows Workers; all are tested on the host against a real SQLite.
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

pub mod auth;
mod book_register;
pub mod callback;
pub mod change;
pub mod clients;
pub mod create_payment;
pub mod days;
pub mod endpoint;
pub mod fields;
pub mod invoices;
pub mod janitor;
pub mod journal;
pub mod keys;
pub mod letters;
pub mod limits;
pub mod mailer;
pub mod manual;
pub mod manual_systems;
mod money_field;
pub mod offers;
pub mod once;
pub mod operation;
pub mod orders;
pub mod organisation;
mod payment_check;
mod payment_request;
pub mod people;
mod ports;
pub mod postbacks;
pub mod rates;
mod reason;
pub mod reencrypt;
pub mod settle_callback;
pub mod sms;
pub mod start_attempt;
pub mod terminal;

pub use fields::FieldError;
pub use payment_request::{CartItem, PaymentRequest, Quantity};
pub use ports::{Clock, Entropy, NoEntropy, Ports};
