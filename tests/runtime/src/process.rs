//! The node half as a process: started with its configuration, stopped with everything it has started.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt as _;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use rustix::process::{Pid, Signal, kill_process_group};
use serde::Deserialize;
use serde_json::Value;

use crate::paths;

/// How long a polite end may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// What the node half says when all is up.
#[derive(Deserialize)]
pub(crate) struct Ready {
    pub(crate) control_url: String,
    pub(crate) sockets: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Failed {
    code: Option<String>,
    message: String,
}

/// A port was taken between being found free and being used, or by somebody else all along.
#[derive(Debug)]
pub(crate) struct PortTaken(String);

impl std::fmt::Display for PortTaken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for PortTaken {}

/// The running node process, the leader of a process group of its own, workerd included.
pub(crate) struct Process {
    child: Child,
    /// Its end tells node to stop, even when this process dies without a word.
    stdin: Option<ChildStdin>,
}

impl Process {
    /// Starts it and waits until it serves.
    pub(crate) fn start(config: &Value) -> Result<(Self, Ready)> {
        let root = paths::root();
        let mut child = Command::new(paths::npm_bin().join("node"))
            .arg(root.join("tests/runtime/node/serve.mjs"))
            .current_dir(&root)
            .env("PATH", paths::search_path()?)
            .env("CI", "1")
            .env("CLOUDFLARE_CF_FETCH_ENABLED", "false")
            .env("FORCE_COLOR", "0")
            .env("NODE_COMPILE_CACHE", paths::notes().join("node-cache"))
            .env("WRANGLER_SEND_METRICS", "false")
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting node")?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        // From here on an early return ends the process.
        let mut process = Self { child, stdin };
        writeln!(process.stdin.as_mut().context("node has no stdin")?, "{config}").context("configuring node")?;
        for line in BufReader::new(stdout.context("node has no stdout")?).lines() {
            let line = line.context("reading from node")?;
            if let Some(ready) = line.strip_prefix("ready ") {
                return Ok((process, serde_json::from_str(ready)?));
            }
            if let Some(failed) = line.strip_prefix("failed ") {
                return Err(failure(serde_json::from_str(failed)?));
            }
        }
        bail!("the node half ended before it was ready")
    }

    /// Whether it still runs.
    pub(crate) fn is_alive(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }
}

fn failure(failed: Failed) -> anyhow::Error {
    match failed.code.as_deref() {
        Some("ERR_ADDRESS_IN_USE" | "EADDRINUSE") => anyhow::Error::new(PortTaken(failed.message)),
        _ => anyhow!("the local runtime did not start: {}", failed.message),
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.stdin.take());
        let deadline = Instant::now() + PATIENCE;
        while self.is_alive() && Instant::now() < deadline {
            sleep(Duration::from_millis(10));
        }
        // What is left of the group, be it node itself or a workerd that it has left behind.
        if let Some(group) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) {
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}
