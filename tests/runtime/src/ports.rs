//! The addresses at which things are served.

use std::net::TcpListener;

use anyhow::{Context, Result};

/// Where the payment desk and the demo shop are reached.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// The gateway: `http://127.0.0.1:8787`.
    pub base_url: String,
    /// The demo shop, another origin: `http://127.0.0.1:8788`.
    pub shop_url: String,
}

/// Two ports that nobody listens at.
pub(crate) fn two_free() -> Result<(u16, u16)> {
    // Both are held until both are known, so that one is not given twice.
    let (first, second) = (hold()?, hold()?);
    Ok((first.local_addr()?.port(), second.local_addr()?.port()))
}

fn hold() -> Result<TcpListener> {
    TcpListener::bind(("127.0.0.1", 0)).context("finding a free port")
}
