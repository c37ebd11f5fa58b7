//! Long steps, shown to whoever waits for them. Straight to stderr: the test runner would swallow `eprintln!`.

use std::io::{BufRead, BufReader, Read, Write, stderr};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, ensure};

/// A step that can run beside others.
pub(crate) type Job = Box<dyn FnOnce() -> Result<()> + Send>;

/// Says one line.
pub(crate) fn say(line: &str) {
    // A closed stderr is no reason to stop.
    let _ = writeln!(stderr(), "{line}");
}

/// Runs a command to its end, each line of its output shown behind `name` as it comes.
pub(crate) fn run(name: &str, command: &mut Command) -> Result<()> {
    say(&format!("[{name}] started"));
    finish(name, command, &|line| say(&format!("[{name}] {line}")))
}

/// Runs a command to its end; its output is shown only where it fails.
pub(crate) fn run_quietly(name: &str, command: &mut Command) -> Result<()> {
    let lines = Mutex::new(Vec::new());
    let outcome = finish(name, command, &|line| {
        if let Ok(mut lines) = lines.lock() {
            lines.push(line.to_owned());
        }
    });
    if outcome.is_err() {
        for line in lines.into_inner().unwrap_or_default() {
            say(&format!("[{name}] {line}"));
        }
    }
    outcome
}

fn finish(name: &str, command: &mut Command, show: &(impl Fn(&str) + Sync)) -> Result<()> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{name}: starting {:?}", command.get_program()))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        scope.spawn(|| relay(out, show));
        scope.spawn(|| relay(err, show));
    });
    let status = child.wait().with_context(|| format!("{name}: waiting"))?;
    ensure!(status.success(), "{name} ended with {status}");
    say(&format!("[{name}] done in {:.1} s", start.elapsed().as_secs_f32()));
    Ok(())
}

fn relay(stream: Option<impl Read>, show: &impl Fn(&str)) {
    let lines = stream
        .into_iter()
        .flat_map(|stream| BufReader::new(stream).lines())
        .map_while(Result::ok);
    lines
        .filter(|line| !line.trim().is_empty())
        .for_each(|line| show(&line));
}

/// Runs several jobs at once, at most two at a time; the first failure is returned when all have ended.
pub(crate) fn together(jobs: Vec<Job>) -> Result<()> {
    let queue = Mutex::new(jobs.into_iter());
    let next = || queue.lock().ok().and_then(|mut jobs| jobs.next());
    let work = || -> Result<()> {
        let mut outcome = Ok(());
        while let Some(job) = next() {
            outcome = outcome.and(job());
        }
        outcome
    };
    thread::scope(|scope| {
        let other = scope.spawn(work);
        let here = work();
        here.and(other.join().unwrap_or_else(|_| Err(anyhow!("a job ended abnormally"))))
    })
}
