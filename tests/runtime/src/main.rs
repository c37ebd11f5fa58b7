//! `cargo run`: serves everything on this machine, with demo data, until Ctrl-C.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use runtime::{Data, Options, Running};
use serde_json::Value;

const USAGE: &str = "\
Serves Edgetill on this machine, with demo data.

Usage: cargo run -- [--port N] [--data DIR] [--fresh]

  --port N    the gateway's port, the demo shop's is the next one (default 8787)
  --data DIR  where the data is kept between runs (default .local)
  --fresh     begin with a new database";

struct Arguments {
    port: u16,
    data: PathBuf,
    fresh: bool,
}

fn main() -> ExitCode {
    let arguments = match parse(std::env::args().skip(1)) {
        Ok(Some(arguments)) => arguments,
        Ok(None) => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            eprintln!("{error}\n\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match serve(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// None: asked for help.
fn parse(mut words: impl Iterator<Item = String>) -> Result<Option<Arguments>> {
    let mut arguments = Arguments {
        port: 8787,
        data: PathBuf::from(".local"),
        fresh: false,
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--port" => {
                let port = words.next().context("--port needs a number")?;
                arguments.port = port
                    .parse()
                    .ok()
                    .filter(|port| *port > 0)
                    .with_context(|| format!("{port} is no port"))?;
            }
            "--data" => arguments.data = words.next().context("--data needs a folder")?.into(),
            "--fresh" => arguments.fresh = true,
            "--help" | "-h" => return Ok(None),
            _ => bail!("unknown argument {word}"),
        }
    }
    Ok(Some(arguments))
}

fn serve(Arguments { port, data, fresh }: Arguments) -> Result<()> {
    // Ctrl-C while tools install simply ends them with us; from here on it must stop what we have started, in order.
    runtime::prepare()?;
    if fresh {
        runtime::forget(&data)?;
    }
    let (sender, stop) = channel();
    ctrlc::set_handler(move || {
        // Nobody listens any more: we are stopping already.
        let _ = sender.send(());
    })
    .context("listening for Ctrl-C")?;
    let mut running = runtime::start(&Options {
        port,
        data: Data::Kept(data),
        crons: true,
        echo: true,
        ..Options::default()
    })?;
    greet(&running);
    loop {
        match stop.recv_timeout(Duration::from_millis(500)) {
            Err(RecvTimeoutError::Timeout) if running.is_alive() => {}
            Err(RecvTimeoutError::Timeout) => bail!("the node half has ended"),
            Ok(()) | Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    println!("\nStopping ...");
    Ok(())
}

fn greet(running: &Running) {
    let demo = |pointer| running.demo().pointer(pointer).and_then(Value::as_str);
    println!("\n  Cabinet        {}/cabinet/", running.base_url());
    if let (Some(login), Some(password)) = (demo("/cabinet/login"), demo("/cabinet/password")) {
        println!("                 {login}   {password}");
    }
    if let (Some(login), Some(password)) = (demo("/operator/login"), demo("/operator/password")) {
        println!("                 {login}   {password}   (of the platform)");
    }
    println!("  Demo shop      {}", running.shop_url());
    if let Some(offer) = demo("/offer_url") {
        println!("  An offer       {offer}");
    }
    println!("  API            {}/v1", running.base_url());
    if let Some(key) = demo("/api_key") {
        println!("                 {key}");
    }
    println!("  Documentation  {}/docs/", running.base_url());
    println!("\n  All credentials: {}", running.data().join("demo.json").display());
    println!(
        "  What the functions log: {}",
        running.data().join("functions.log").display()
    );
    println!("  Ctrl-C stops.\n");
}
