//! A merchant's postback handler: records what came and answers as told.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

use anyhow::Result;
use serde_json::Value;

/// A postback as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Received {
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(given, _)| given == name)
            .map_or("", |(_, value)| value)
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

#[derive(Default)]
struct State {
    answers: Vec<u16>,
    /// Where redirects lead.
    location: String,
    received: Vec<Received>,
    /// Requests that have not been answered, and most of them at once.
    open: usize,
    most_open: usize,
}

/// Not a status: the request is never answered.
pub(crate) const HANGS: u16 = 0;

/// Listens until the test ends.
pub(crate) struct Sink {
    url: String,
    state: Arc<Mutex<State>>,
}

impl Sink {
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let shared = state.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = shared.clone();
                thread::spawn(move || {
                    // A connection that breaks off is the desk's to repeat.
                    let _ = serve(stream, &shared);
                });
            }
        });
        Self { url, state }
    }

    /// The origin, which is also the organisation's registered site.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Where answers of 3xx lead from now on.
    pub(crate) fn redirect_to(&self, location: &str) {
        self.state.lock().unwrap().location = location.to_owned();
    }

    /// Most requests that were ever open at once.
    pub(crate) fn most_open(&self) -> usize {
        self.state.lock().unwrap().most_open
    }

    /// How many came.
    pub(crate) fn count(&self) -> usize {
        self.state.lock().unwrap().received.len()
    }

    /// The statuses of the next answers ([`HANGS`] for none); 200 when they are used up.
    pub(crate) fn answer(&self, statuses: &[u16]) {
        self.state.lock().unwrap().answers = statuses.iter().rev().copied().collect();
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.state.lock().unwrap().received.clone()
    }

    /// Waits for so many postbacks in all.
    pub(crate) fn wait_for(&self, count: usize) -> Vec<Received> {
        runtime::eventually(&format!("{count} postbacks"), || {
            Ok(Some(self.received()).filter(|received| received.len() >= count))
        })
        .unwrap()
    }
}

/// Serves one connection until it ends.
fn serve(mut stream: TcpStream, state: &Mutex<State>) -> Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let mut headers = Vec::new();
        loop {
            let mut header = String::new();
            reader.read_line(&mut header)?;
            match header.trim().split_once(':') {
                Some((name, value)) => headers.push((name.to_ascii_lowercase(), value.trim().to_owned())),
                None => break,
            }
        }
        let length = headers
            .iter()
            .find(|(name, _)| name == "content-length")
            .map_or(Ok(0), |(_, value)| value.parse())?;
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let (status, location) = {
            let mut state = state.lock().unwrap();
            state.open += 1;
            state.most_open = state.most_open.max(state.open);
            state.received.push(Received {
                headers,
                body: String::from_utf8(body)?,
            });
            (state.answers.pop().unwrap_or(200), state.location.clone())
        };
        if status == HANGS {
            // Until whoever asked gives up.
            let _ = reader.read_line(&mut line);
        }
        state.lock().unwrap().open -= 1;
        if status == HANGS {
            return Ok(());
        }
        let text = format!("answer {status}");
        let length = text.len();
        let answer =
            format!("HTTP/1.1 {status} Status\r\ncontent-length: {length}\r\nlocation: {location}\r\n\r\n{text}");
        stream.write_all(answer.as_bytes())?;
    }
}
