//! Where things are: the repository, the build directory, the user's cache of tools.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The repository, from this crate's own place in it.
pub(crate) fn root() -> PathBuf {
    let crate_dir = Path::new(env!("CARGO_MANIFEST_DIR"));
    crate_dir.ancestors().nth(2).unwrap_or(crate_dir).to_path_buf()
}

/// Cargo's build directory.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// What the runtime remembers between runs: stamps and its lock. Deleting it costs a rebuild, nothing else.
pub(crate) fn notes() -> PathBuf {
    target().join("edgetill-runtime")
}

/// The command-line tools, shared by all checkouts of this user.
pub(crate) fn tools() -> Result<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute());
    let cache = match cache {
        Some(cache) => cache,
        None => env::home_dir()
            .context("no home directory to keep the tools in")?
            .join(".cache"),
    };
    Ok(cache.join("edgetill").join("tools"))
}

/// The executables of the npm packages.
pub(crate) fn npm_bin() -> PathBuf {
    root().join("node_modules").join(".bin")
}

/// PATH with the npm packages' executables first, so that scripts find the Node that wrangler needs.
pub(crate) fn search_path() -> Result<std::ffi::OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(std::iter::once(npm_bin()).chain(env::split_paths(&rest))).context("PATH cannot be extended")
}
