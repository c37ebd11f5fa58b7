//! What currencies are worth: fetched from those who publish it, and entered by operators of the platform.

mod cbr;
mod document;
mod ecb;
mod enter;
pub mod fetch;
pub mod source;
mod xml;

pub use document::{Document, Malformed, Rate};
pub use enter::{EnterRequest, enter};
pub use source::{Format, Source};
