//! Pure rules of the payment desk: money, fees, signatures, schedules, masking. No I/O, no clock, no Workers: time and
//! random bytes come in as arguments, so that everything here is tested on the host and replayed at will.
#![cfg_attr(not(test), deny(clippy::arithmetic_side_effects))]

pub mod address;
pub mod base32;
pub mod card;
pub mod cart;
pub mod client;
pub mod csv;
pub mod digest;
pub mod fee;
pub mod hold;
pub mod journal;
pub mod letter;
pub mod login;
pub mod manual;
pub mod mask;
pub mod media;
pub mod money;
pub mod notification;
pub mod password;
pub mod permission;
pub mod postback;
pub mod rate;
pub mod recovery_code;
pub mod rounding;
pub mod sealed;
pub mod signature;
pub mod time;
pub mod token;
pub mod totp;
pub mod transition;
pub mod vocabulary;
