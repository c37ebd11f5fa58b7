//! The tools that turn Rust into functions: the WASM target, worker-build, wasm-bindgen. Installed once per user.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::paths;
use crate::progress::{self, Job};

/// Goes with the version of the `worker` crate.
const WORKER_BUILD: &str = "0.8.7";

#[derive(Deserialize)]
struct Lock {
    package: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
}

/// Jobs that install what is missing; nothing to do means no jobs.
pub(crate) fn missing() -> Result<Vec<Job>> {
    let folder = paths::tools()?;
    let bindgen = bindgen_version()?;
    let mut jobs: Vec<Job> = Vec::new();
    for (krate, tool, version) in [
        ("worker-build", "worker-build", WORKER_BUILD.to_owned()),
        ("wasm-bindgen-cli", "wasm-bindgen", bindgen),
    ] {
        if !is_installed(&executable(tool)?, &version) {
            let folder = folder.clone();
            jobs.push(Box::new(move || install(&folder, krate, tool, &version)));
        }
    }
    if !has_target()? {
        jobs.push(Box::new(|| {
            progress::run(
                "rustup",
                Command::new("rustup").args(["target", "add", "wasm32-unknown-unknown"]),
            )
        }));
    }
    Ok(jobs)
}

/// Where a tool is, or will be.
pub(crate) fn executable(tool: &str) -> Result<PathBuf> {
    Ok(paths::tools()?.join("bin").join(tool))
}

/// The command-line tool must be of the very version of the library.
fn bindgen_version() -> Result<String> {
    let file = paths::root().join("Cargo.lock");
    let text = fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
    let lock: Lock = toml::from_str(&text).with_context(|| format!("reading {}", file.display()))?;
    let package = lock.package.into_iter().find(|package| package.name == "wasm-bindgen");
    Ok(package.context("Cargo.lock has no wasm-bindgen")?.version)
}

fn is_installed(tool: &Path, version: &str) -> bool {
    let Ok(output) = Command::new(tool).arg("--version").output() else {
        return false;
    };
    String::from_utf8_lossy(&output.stdout)
        .split_whitespace()
        .any(|word| word == version)
}

/// Compiles a tool with little optimisation: it runs for seconds, its thorough build takes minutes.
fn install(folder: &Path, krate: &str, tool: &str, version: &str) -> Result<()> {
    let build = folder.join(format!("build-{krate}"));
    let installed = progress::run(
        krate,
        Command::new("cargo")
            .args([
                "install",
                krate,
                "--version",
                version,
                "--bin",
                tool,
                "--force",
                "--root",
            ])
            .arg(folder)
            // The repository's own cargo settings are for its functions.
            .current_dir(std::env::temp_dir())
            .env("CARGO_TARGET_DIR", &build)
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    )
    .context(
        "installing a tool (worker-build needs OpenSSL's headers; on Debian: apt-get install libssl-dev pkg-config)",
    );
    if build.exists() {
        fs::remove_dir_all(&build).with_context(|| format!("removing {}", build.display()))?;
    }
    installed
}

fn has_target() -> Result<bool> {
    let output = Command::new("rustc")
        .args(["--print", "target-libdir", "--target", "wasm32-unknown-unknown"])
        .output()
        .context("starting rustc")?;
    Ok(Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir())
}
