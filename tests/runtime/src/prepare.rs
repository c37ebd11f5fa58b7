//! Everything that must be there before the functions can run, done once, by one process at a time.

use std::fs::{self, File};
use std::sync::Mutex;

use anyhow::{Context, Result};

use crate::{functions, packages, paths, progress, tools, web};

static PREPARED: Mutex<bool> = Mutex::new(false);

/// Installs what is missing and builds what has changed; with nothing to do it takes well under a second.
///
/// # Errors
/// Where an installation or a build fails; its output has been shown by then.
pub fn prepare() -> Result<()> {
    let mut prepared = PREPARED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if *prepared {
        return Ok(());
    }
    let _lock = lock()?;
    let mut jobs = tools::missing()?;
    if !jobs.is_empty() {
        progress::say("Installing tools, once (a few minutes) ...");
    }
    jobs.insert(0, Box::new(packages::ensure));
    progress::together(jobs)?;
    functions::build()?;
    web::build()?;
    *prepared = true;
    Ok(())
}

/// Held while building; released when dropped.
fn lock() -> Result<File> {
    fs::create_dir_all(paths::notes())?;
    let file = paths::notes().join("lock");
    let lock = File::create(&file).with_context(|| format!("opening {}", file.display()))?;
    if lock.try_lock().is_err() {
        progress::say("Waiting for another process that is building ...");
        lock.lock().with_context(|| format!("locking {}", file.display()))?;
    }
    Ok(lock)
}
