//! For tests that ask a Python library: an environment of its own beside the other tools, with packages of fixed versions.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{paths, progress};

/// A Python that has this package (`name==version`), made and filled once per user.
///
/// # Errors
/// Where there is no `python3` with `venv`, or the package cannot be installed.
pub fn python_with(package: &str) -> Result<Command> {
    let folder = paths::tools()?.join(format!("python-{}", package.replace("==", "-")));
    let python = folder.join("bin").join("python3");
    if !has(&python, package) {
        progress::run(
            "python3 -m venv",
            Command::new("python3").args(["-m", "venv"]).arg(&folder),
        )
        .context("making a Python environment (on Debian: apt-get install python3-venv)")?;
        let mut install = Command::new(&python);
        install.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            package,
        ]);
        progress::run("pip install", &mut install)?;
    }
    Ok(Command::new(python))
}

fn has(python: &PathBuf, package: &str) -> bool {
    let name = package.split("==").next().unwrap_or_default();
    let shown = Command::new(python)
        .args(["-m", "pip", "show", "--quiet", name])
        .output();
    shown.is_ok_and(|shown| shown.status.success())
}
