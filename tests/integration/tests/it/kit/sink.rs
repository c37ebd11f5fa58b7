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
    received: Vec<Received>,
}

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

    /// The statuses of the next answers; 200 when they are used up.
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

fn serve(mut stream: TcpStream, state: &Mutex<State>) -> Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut line = String::new();
    reader.read_line(&mut line)?;
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
    let status = {
        let mut state = state.lock().unwrap();
        state.received.push(Received {
            headers,
            body: String::from_utf8(body)?,
        });
        state.answers.pop().unwrap_or(200)
    };
    let text = format!("answer {status}");
    let length = text.len();
    write!(
        stream,
        "HTTP/1.1 {status} Status\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{text}"
    )?;
    Ok(())
}
