//! Builds the static assets (cabinet, widget) when their sources have changed.

use std::process::Command;

use anyhow::{Context, Result};

use crate::{paths, progress, stamp};

/// Brings `web/dist` up to date.
pub(crate) fn build() -> Result<()> {
    let root = paths::root();
    let web = root.join("web");
    let dist = web.join("dist");
    let hash = stamp::of(&[web.clone(), root.join("package-lock.json")])?;
    if stamp::holds("web", &hash) && dist.join("cabinet").join("index.html").is_file() {
        return Ok(());
    }
    let vite = paths::npm_bin().join("vite");
    progress::run_quietly(
        "web",
        Command::new(vite)
            .arg("build")
            .current_dir(&web)
            .env("PATH", paths::search_path()?),
    )
    .context("building the static assets")?;
    stamp::set("web", &hash)
}
