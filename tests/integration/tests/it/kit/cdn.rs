//! A CDN: the cabinet's files at another origin of the same site, its `config.js` naming the API.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::{Arc, OnceLock},
    thread,
};

use anyhow::Result;

/// Serves `web/dist` until the process ends.
pub(crate) struct Cdn {
    url: String,
    api_base: Arc<OnceLock<String>>,
}

impl Cdn {
    pub(crate) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let api_base = Arc::new(OnceLock::new());
        let shared = api_base.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = shared.clone();
                // A browser that goes away is no concern.
                thread::spawn(move || serve(stream, shared.get().map_or("", String::as_str)).unwrap_or_default());
            }
        });
        Self { url, api_base }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// What `config.js` says.
    pub(crate) fn point_at(&self, api_base: &str) {
        self.api_base.get_or_init(|| api_base.to_owned());
    }
}

fn serve(mut stream: TcpStream, api_base: &str) -> Result<()> {
    let mut line = String::new();
    BufReader::new(stream.try_clone()?).read_line(&mut line)?;
    let path = line
        .split(' ')
        .nth(1)
        .unwrap_or("/")
        .split('?')
        .next()
        .unwrap_or("/")
        .to_owned();
    let (kind, body) = if path == "/cabinet/config.js" {
        (
            "text/javascript",
            format!("window.__EDGETILL__ = {{ apiBase: {api_base:?} }};").into_bytes(),
        )
    } else {
        file(&path)?
    };
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)?;
    Ok(())
}

/// A file, or the cabinet's page for its own addresses.
fn file(path: &str) -> Result<(&'static str, Vec<u8>)> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/dist");
    let file = dist.join(path.trim_start_matches('/'));
    let file = if file.is_file() {
        file
    } else {
        dist.join("cabinet/index.html")
    };
    let kind = match file.extension().and_then(|extension| extension.to_str()) {
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        _ => "text/html",
    };
    Ok((kind, fs::read(file)?))
}
