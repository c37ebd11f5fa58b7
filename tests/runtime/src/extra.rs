//! Workers that are no functions of ours, run beside them on the same database: what benchmarks compare with.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Serialize;

use crate::{functions, paths, prepare, progress};

/// A built worker. It gets the desk's database as `DB`, the secrets of a function that settles, and an address of its own
/// ([`crate::Running::socket`]).
#[derive(Clone, Debug, Serialize)]
pub struct Extra {
    /// Its name.
    pub name: String,
    /// The folder with `index.js`, and `index_bg.wasm` if it is of Rust.
    pub build: PathBuf,
}

impl Extra {
    /// Builds a crate of the workspace with worker-build, as the functions are built.
    ///
    /// # Errors
    /// Where the build fails; its output has been shown by then.
    pub fn rust(name: &str, folder: &str) -> Result<Self> {
        prepare()?;
        functions::worker_build(name, folder)?;
        let build = paths::root().join(folder).join("build");
        Ok(Self {
            name: name.to_owned(),
            build,
        })
    }

    /// Bundles a worker in TypeScript with esbuild.
    ///
    /// # Errors
    /// Where the build fails; its output has been shown by then.
    pub fn typescript(name: &str, folder: &str) -> Result<Self> {
        prepare()?;
        let folder = paths::root().join(folder);
        let build = folder.join("build");
        let mut command = std::process::Command::new(paths::npm_bin().join("esbuild"));
        command
            .env("PATH", paths::search_path()?)
            .arg(folder.join("src/index.ts"))
            .args([
                "--bundle",
                "--format=esm",
                "--target=es2024",
                "--minify",
                "--log-level=warning",
            ])
            .arg(format!("--outfile={}", build.join("index.js").display()));
        progress::run_quietly(name, &mut command).with_context(|| format!("bundling {name}"))?;
        Ok(Self {
            name: name.to_owned(),
            build,
        })
    }
}
