//! For tests that drive a browser with a node script.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::paths;

/// Names to look for in PATH.
const CHROMIUMS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// A command that runs a script of the repository (its path from the root) with the Node and the packages of the lock file;
/// `CHROMIUM` in its environment is the browser.
///
/// # Errors
/// Where there is no Chromium.
pub fn browser_script(script: &str) -> Result<Command> {
    let mut command = Command::new(paths::npm_bin().join("node"));
    command
        .arg(paths::root().join(script))
        .current_dir(paths::root())
        .env("PATH", paths::search_path()?)
        .env("CHROMIUM", chromium()?);
    Ok(command)
}

/// The browser: `CHROMIUM`, or the first found in PATH.
fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .flat_map(|folder| CHROMIUMS.map(|name| folder.join(name)))
        .find(|file| file.is_file())
        .context("no Chromium in PATH: install it (on Debian: apt-get install chromium) or name one in CHROMIUM")
}
