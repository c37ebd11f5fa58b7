//! The folder with an installation's data.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Where an installation keeps its data.
pub enum Data {
    /// In a folder of its own that is removed in the end.
    Temporary,
    /// Here, kept between runs.
    Kept(PathBuf),
}

/// What the runtime itself puts there; nothing else is ever deleted.
const OURS: [&str; 8] = [
    "cache",
    "d1",
    "demo.json",
    "functions.log",
    "kv",
    "lock",
    "secrets.json",
    "r2",
];

/// A folder that no other process uses while this lives.
pub(crate) struct Folder {
    pub(crate) path: PathBuf,
    pub(crate) temporary: bool,
    _lock: File,
}

/// Opens the folder, makes it if need be.
pub(crate) fn open(data: &Data) -> Result<Folder> {
    let (path, temporary) = match data {
        Data::Temporary => (
            std::env::temp_dir().join(format!("edgetill-{}", crate::secrets::token()?)),
            true,
        ),
        Data::Kept(path) => (std::path::absolute(path)?, false),
    };
    fs::create_dir_all(&path).with_context(|| format!("creating {}", path.display()))?;
    let lock = lock(&path)?;
    Ok(Folder {
        path,
        temporary,
        _lock: lock,
    })
}

/// Deletes an installation's data, so that the next start begins anew.
///
/// # Errors
/// Where the data is in use or cannot be deleted.
pub fn forget(path: &Path) -> Result<()> {
    if !path.exists() {
        return Ok(());
    }
    let _lock = lock(path)?;
    for entry in OURS.map(|name| path.join(name)) {
        let deleted = if entry.is_dir() {
            fs::remove_dir_all(&entry)
        } else {
            fs::remove_file(&entry)
        };
        if entry.exists() {
            deleted.with_context(|| format!("deleting {}", entry.display()))?;
        }
    }
    Ok(())
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.temporary {
            // The node half removes it too, where this process ends without dropping anything.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

fn lock(path: &Path) -> Result<File> {
    let lock = File::create(path.join("lock")).with_context(|| format!("opening {}", path.display()))?;
    if lock.try_lock().is_err() {
        bail!(
            "{} is in use by another run; stop that or choose another folder with `-- --data DIR`",
            path.display()
        );
    }
    Ok(lock)
}
