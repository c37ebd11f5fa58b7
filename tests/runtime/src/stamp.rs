//! Stamps: hashes of what a build was made from, so that a build with nothing changed is not repeated.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::paths;

/// Folders that hold results, not sources.
const RESULTS: [&str; 4] = ["build", "dist", "node_modules", "target"];

/// Hash of files and of all files below folders, names included; what does not exist counts as empty.
pub(crate) fn of(sources: &[PathBuf]) -> Result<String> {
    let mut hasher = Sha256::new();
    let mut pending: Vec<PathBuf> = sources.iter().rev().cloned().collect();
    while let Some(path) = pending.pop() {
        if path.is_dir() {
            pending.extend(children(&path)?.into_iter().rev());
        } else if path.is_file() {
            let content = fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
            hasher.update(path.as_os_str().as_encoded_bytes());
            hasher.update([0]);
            hasher.update(content.len().to_le_bytes());
            hasher.update(&content);
        }
    }
    Ok(hex::encode(hasher.finalize()))
}

fn children(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let hidden = name.as_encoded_bytes().starts_with(b".");
        if !hidden && !RESULTS.iter().any(|result| name == *result) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Whether `name` was last stamped with this hash.
pub(crate) fn holds(name: &str, hash: &str) -> bool {
    fs::read_to_string(file(name)).is_ok_and(|stamped| stamped == hash)
}

/// Stamps `name`.
pub(crate) fn set(name: &str, hash: &str) -> Result<()> {
    let file = file(name);
    fs::create_dir_all(paths::notes())?;
    fs::write(&file, hash).with_context(|| format!("writing {}", file.display()))
}

fn file(name: &str) -> PathBuf {
    paths::notes().join(format!("{name}.stamp"))
}
