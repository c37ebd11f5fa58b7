//! Waiting for what happens in its own time: a postback, a log line, a restart.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(25);

/// Asks again and again until there is an answer.
///
/// # Errors
/// The last error, or that `what` did not come, after 20 s.
pub fn eventually<T>(what: &str, mut ask: impl FnMut() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let answer = ask();
        match answer {
            Ok(Some(found)) => return Ok(found),
            Err(error) if Instant::now() > deadline => {
                return Err(error.context(format!("waiting for {what}")));
            }
            Ok(None) if Instant::now() > deadline => {
                bail!("{what} did not come within {} s", PATIENCE.as_secs())
            }
            Ok(None) | Err(_) => sleep(PAUSE),
        }
    }
}
