//! The npm packages: installed when they are missing or differ from the lock file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::{paths, progress};

#[derive(Deserialize)]
struct Lock {
    packages: BTreeMap<String, Package>,
}

#[derive(Deserialize)]
struct Package {
    version: Option<String>,
    #[serde(default)]
    optional: bool,
}

/// Installs what `package-lock.json` lists, unless it is all there.
pub(crate) fn ensure() -> Result<()> {
    let root = paths::root();
    if is_current(&root)? && paths::npm_bin().join("node").exists() {
        return Ok(());
    }
    progress::run(
        "npm ci",
        Command::new("npm")
            .args(["ci", "--no-progress", "--loglevel=error"])
            .current_dir(&root),
    )
    .context("installing the npm packages (this needs Node with npm)")
}

/// Compares with what npm noted when it last installed; packages for other platforms are optional there.
fn is_current(root: &Path) -> Result<bool> {
    let wanted = read(&root.join("package-lock.json"))?;
    let Ok(installed) = read(&root.join("node_modules").join(".package-lock.json")) else {
        return Ok(false);
    };
    let has = |name: &String, package: &Package| {
        installed
            .packages
            .get(name)
            .is_some_and(|found| found.version == package.version)
    };
    Ok(wanted
        .packages
        .iter()
        .all(|(name, package)| name.is_empty() || package.optional || has(name, package)))
}

fn read(file: &Path) -> Result<Lock> {
    let text = fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("reading {}", file.display()))
}
