//! A merchant that answers at once and remembers what came when, or that never answers.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use anyhow::Result;

type Came = Arc<Mutex<Vec<(String, Instant)>>>;

/// Listens until the process ends.
pub(crate) struct Sink {
    url: String,
    came: Came,
}

impl Sink {
    pub(crate) fn open(hangs: bool) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}/postback", listener.local_addr()?);
        let came = Came::default();
        let shared = came.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let came = shared.clone();
                // A connection that breaks off is the desk's to repeat.
                thread::spawn(move || drop(serve(stream, &came, hangs)));
            }
        });
        Ok(Self { url, came })
    }

    pub(crate) fn url(&self) -> String {
        self.url.clone()
    }

    fn read<T>(&self, read: impl FnOnce(&mut Vec<(String, Instant)>) -> T) -> T {
        read(&mut self.came.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn count(&self) -> usize {
        self.read(|came| came.len())
    }

    pub(crate) fn forget(&self) {
        self.read(Vec::clear);
    }

    /// The events that came.
    pub(crate) fn ids(&self) -> BTreeSet<String> {
        self.read(|came| came.iter().map(|(id, _)| id.clone()).collect())
    }

    /// When each came.
    pub(crate) fn arrivals(&self) -> Vec<Instant> {
        self.read(|came| came.iter().map(|(_, at)| *at).collect())
    }
}

fn serve(stream: TcpStream, came: &Came, hangs: bool) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    let (mut line, mut body) = (String::new(), Vec::new());
    loop {
        let (mut id, mut length) = (String::new(), 0);
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("webhook-id") => id = value.trim().to_owned(),
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.trim().parse()?,
                None if line.trim_end().is_empty() => break,
                _ => {}
            }
        }
        body.resize(length, 0);
        reader.read_exact(&mut body)?;
        came.lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push((id, Instant::now()));
        if hangs {
            // Until whoever asked gives up.
            reader.read_line(&mut line)?;
            return Ok(());
        }
        reader
            .get_mut()
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nOK")?;
    }
}
