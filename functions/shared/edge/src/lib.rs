//! The edge of the desk: what is Workers, and nothing that decides. The ports of `store`, `acquirers` and `operations` on
//! D1, `fetch`, the clock and the system's randomness; HTTP requests read within bounds, answers with the house's headers,
//! errors as problem+json, people and origins let in or refused.

pub mod anchors;
pub mod auth;
#[cfg(feature = "openapi")]
pub mod both_doors;
pub mod cabinet;
pub mod cache;
mod clients;
mod clock;
pub mod cors;
mod create;
mod d1;
mod entropy;
mod fetch;
pub mod files;
pub mod form;
mod headers;
pub mod html;
pub mod invoices;
pub mod json;
pub mod limit_json;
pub mod mail;
mod manual;
pub mod merchant;
pub mod once;
pub mod operate;
pub mod operation_json;
pub mod order_operate;
pub mod orders;
pub mod origin;
pub mod page;
pub mod payer;
pub mod payment_json;
pub mod people_json;
pub mod postback_json;
mod problem;
pub mod resend;
pub mod route;
mod serve;
pub mod service;
pub mod settings;
pub mod sms;
pub mod who;

pub use clock::SystemClock;
pub use d1::D1;
pub use entropy::SystemEntropy;
pub use fetch::Fetcher;
pub use problem::{FieldError, Problem};
pub use serve::{Context, Limits, Request, Response, path_of, redirect, scheduled, serve};
