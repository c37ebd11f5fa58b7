//! A small load generator: so many connections kept open, each with one request in flight. HTTP/1.1 by hand, so that it
//! takes little of the machine from those it measures.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};

/// What a right answer is.
pub(crate) struct Expected {
    status: u16,
    contains: &'static str,
}

impl Expected {
    pub(crate) fn ok(contains: &'static str) -> Self {
        Self { status: 200, contains }
    }

    pub(crate) fn created(contains: &'static str) -> Self {
        Self { status: 201, contains }
    }
}

/// Requests ready to be sent: whole HTTP messages, used once each; one alone is sent again and again.
pub(crate) struct Load {
    pub(crate) address: SocketAddr,
    pub(crate) messages: Vec<Vec<u8>>,
}

/// One round of one contender.
pub(crate) struct Run {
    pub(crate) took: Duration,
    pub(crate) latencies: Vec<Duration>,
}

impl Load {
    /// Sends `total` requests over so many connections.
    pub(crate) fn run(&self, total: usize, connections: usize, expected: &Expected) -> Result<Run> {
        let streams = (0..connections)
            .map(|_| connect(self.address))
            .collect::<Result<Vec<_>>>()?;
        let began = Instant::now();
        let latencies = std::thread::scope(|scope| {
            let threads: Vec<_> = streams
                .into_iter()
                .enumerate()
                .map(|(first, stream)| {
                    scope.spawn(move || self.drive(stream, (first..total).step_by(connections), expected))
                })
                .collect();
            let joined = threads
                .into_iter()
                .map(|thread| thread.join().map_err(|_| anyhow!("a connection's thread died"))?);
            joined.collect::<Result<Vec<_>>>()
        })?;
        let took = began.elapsed();
        let latencies: Vec<Duration> = latencies.into_iter().flatten().collect();
        ensure!(
            latencies.len() == total,
            "{} answers to {total} requests",
            latencies.len()
        );
        Ok(Run { took, latencies })
    }

    fn drive(
        &self,
        stream: TcpStream,
        indices: impl Iterator<Item = usize>,
        expected: &Expected,
    ) -> Result<Vec<Duration>> {
        let mut connection = BufReader::new(stream);
        let mut body = Vec::new();
        let mut latencies = Vec::new();
        for index in indices {
            let message = self
                .messages
                .get(index % self.messages.len())
                .context("no such request")?;
            let sent = Instant::now();
            connection.get_mut().write_all(message)?;
            let status = answer(&mut connection, &mut body)?;
            latencies.push(sent.elapsed());
            let text = String::from_utf8_lossy(&body);
            ensure!(
                status == expected.status && text.contains(expected.contains),
                "answered {status}: {text}"
            );
        }
        Ok(latencies)
    }
}

fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    Ok(stream)
}

/// Reads one answer; its body goes to `body`.
fn answer(connection: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> Result<u16> {
    body.clear();
    let status = line(connection)?
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .context("no status")?;
    let (mut length, mut chunked) = (0, false);
    loop {
        let header = line(connection)?.to_ascii_lowercase();
        match header.split_once(':') {
            None => break,
            Some(("content-length", value)) => length = value.trim().parse()?,
            Some(("transfer-encoding", value)) => chunked = value.trim() == "chunked",
            Some(_) => {}
        }
    }
    if !chunked {
        take(connection, length, body)?;
        return Ok(status);
    }
    loop {
        let size = usize::from_str_radix(&line(connection)?, 16)?;
        take(connection, size, body)?;
        ensure!(line(connection)?.is_empty(), "a chunk without an end");
        if size == 0 {
            return Ok(status);
        }
    }
}

fn line(connection: &mut BufReader<TcpStream>) -> Result<String> {
    let mut line = String::new();
    if connection.read_line(&mut line)? == 0 {
        bail!("the connection was closed");
    }
    Ok(line.trim_end().to_owned())
}

fn take(connection: &mut BufReader<TcpStream>, length: usize, body: &mut Vec<u8>) -> Result<()> {
    let read = connection.take(u64::try_from(length)?).read_to_end(body)?;
    ensure!(read == length, "an answer cut short");
    Ok(())
}
