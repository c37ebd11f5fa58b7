//! Builds the functions: one compilation for all of them, then the glue for those whose WASM has changed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::progress::{self, Job};
use crate::{manifest, paths, stamp, tools};

const TARGET: &str = "wasm32-unknown-unknown";

/// Brings the build of every function up to date.
pub(crate) fn build() -> Result<()> {
    let names = manifest::functions()?;
    let root = paths::root();
    let sources = [
        "functions",
        "schema",
        "Cargo.toml",
        "Cargo.lock",
        ".cargo",
        "package-lock.json",
    ]
    .map(|name| root.join(name));
    let hash = stamp::of(&sources)?;
    if stamp::holds("functions", &hash) && names.iter().all(|name| is_built(name)) {
        return Ok(());
    }
    compile(&names)?;
    let mut jobs: Vec<Job> = Vec::new();
    for name in names {
        let compiled = hash_of_wasm(&name)?;
        if !is_built(&name) || !stamp::holds(&name, &compiled) {
            jobs.push(Box::new(move || glue(&name, &compiled)));
        }
    }
    progress::together(jobs)?;
    stamp::set("functions", &hash)
}

fn is_built(name: &str) -> bool {
    let build = paths::root().join("functions").join(name).join("build");
    build.join("index.js").is_file() && build.join("index_bg.wasm").is_file()
}

fn compile(names: &[String]) -> Result<()> {
    let mut command = cargo("cargo")?;
    command.args(["build", "--release", "--lib", "--target", TARGET]);
    for name in names {
        command.args(["-p", name]);
    }
    progress::run("functions", &mut command).context("compiling the functions")
}

/// The WASM as rustc left it, before worker-build.
fn hash_of_wasm(name: &str) -> Result<String> {
    let file: PathBuf = paths::target()
        .join(TARGET)
        .join("release")
        .join(format!("{}.wasm", name.replace('-', "_")));
    let content = fs::read(&file).with_context(|| format!("reading {}", file.display()))?;
    Ok(hex::encode(Sha256::digest(&content)))
}

fn glue(name: &str, compiled: &str) -> Result<()> {
    worker_build(name, &format!("functions/{name}"))?;
    stamp::set(name, compiled)
}

/// Runs worker-build: wasm-bindgen, wasm-opt and esbuild, on what is already compiled if it is.
pub(crate) fn worker_build(name: &str, folder: &str) -> Result<()> {
    let mut command = cargo(&tools::executable("worker-build")?.to_string_lossy())?;
    command
        .args([folder, "--release"])
        .env("WASM_BINDGEN_BIN", tools::executable("wasm-bindgen")?)
        .env("WASM_OPT_BIN", paths::npm_bin().join("wasm-opt"))
        .env("ESBUILD_BIN", paths::npm_bin().join("esbuild"));
    progress::run_quietly(name, &mut command).with_context(|| format!("building {name}"))
}

/// A command in the environment that both compilations must share, or each would undo the other's.
fn cargo(program: &str) -> Result<Command> {
    let mut command = Command::new(program);
    command
        .current_dir(paths::root())
        .env("PATH", paths::search_path()?)
        .env("CARGO_TARGET_DIR", paths::target())
        // worker-build sets it; the macros of wasm-bindgen read it.
        .env("WASM_BINDGEN_USE_JS_SYS", "1");
    Ok(command)
}
