//! The local runtime: installs what is missing, builds the functions, runs their real WASM in workerd with the real D1 and
//! loads the demo data. `cargo run` and the tests share it.
//!
//! The Rust half prepares and commands; the half that must be JavaScript (Miniflare, the demo shop) is in `node/`.

mod bindings;
mod browser;
mod control;
mod data;
mod extra;
mod functions;
mod manifest;
mod packages;
mod paths;
mod ports;
mod prepare;
mod process;
mod progress;
mod python;
mod running;
mod secrets;
pub mod seed;
mod stamp;
mod start;
mod tools;
mod wait;
mod web;

pub use browser::browser_script;
pub use control::{LogLine, SqlResult, SqlStatement};
pub use data::{Data, forget};
pub use extra::Extra;
pub use ports::Addresses;
pub use prepare::prepare;
pub use python::python_with;
pub use running::Running;
pub use secrets::Secrets;
pub use start::{Options, start};
pub use wait::eventually;
