//! Merchants' handlers, good and bad, behind the port to the network.

use std::cell::{Cell, RefCell};

use acquirers::{HttpClient, HttpError};
use domain::{
    digest::{md5_hex, sha1_hex, sha512_hex},
    signature::standard_webhooks,
};
use serde_json::Value;

use crate::kit::{Request, SECRETS, START_MS};

/// What a handler answers; none: it hangs.
pub(super) type Answer = Option<(u16, String)>;

/// A server with one handler.
pub(super) struct Server<F> {
    handler: F,
    pub(super) asked: RefCell<Vec<Request>>,
    /// Connections that wait for an answer, now and at most.
    open: Cell<usize>,
    pub(super) open_max: Cell<usize>,
}

impl<F: Fn(&Request) -> Answer> Server<F> {
    pub(super) fn of(handler: F) -> Self {
        Self {
            handler,
            asked: RefCell::default(),
            open: Cell::default(),
            open_max: Cell::default(),
        }
    }
}

impl<F: Fn(&Request) -> Answer> HttpClient for Server<F> {
    async fn send(
        &self,
        request: http::Request<Vec<u8>>,
        timeout_ms: u32,
        body_bytes_max: usize,
    ) -> Result<http::Response<Vec<u8>>, HttpError> {
        assert_eq!(timeout_ms, 10_000);
        let (parts, body) = request.into_parts();
        let request = Request {
            url: parts.uri.to_string(),
            headers: parts.headers,
            body,
        };
        self.asked.borrow_mut().push(request.clone());
        self.open.set(self.open.get() + 1);
        self.open_max.set(self.open_max.get().max(self.open.get()));
        // Others run meanwhile.
        let mut waited = false;
        std::future::poll_fn(|_| {
            if std::mem::replace(&mut waited, true) {
                std::task::Poll::Ready(())
            } else {
                std::task::Poll::Pending
            }
        })
        .await;
        self.open.set(self.open.get() - 1);
        let (status, mut text) = (self.handler)(&request).ok_or(HttpError::Timeout(timeout_ms))?;
        text.truncate(body_bytes_max);
        Ok(http::Response::builder()
            .status(status)
            .body(text.into_bytes())
            .unwrap())
    }
}

fn answer(status: u16, text: impl Into<String>) -> Answer {
    Some((status, text.into()))
}

/// Verifies as the libraries of Standard Webhooks do: five minutes, any of the signatures. Takes bodies up to this size.
pub(super) fn standard(body_bytes_max: usize) -> impl Fn(&Request) -> Answer {
    move |request| {
        if request.body.len() > body_bytes_max {
            return answer(413, "too large");
        }
        let timestamp_s: i64 = request.header("webhook-timestamp").parse().unwrap();
        if (timestamp_s - START_MS / 1_000).abs() > 300 {
            return answer(400, "too old");
        }
        let id = request.header("webhook-id");
        let expected = standard_webhooks(&[SECRETS[0].to_owned()], id, timestamp_s, &request.body).unwrap();
        let mut given = request.header("webhook-signature").split(' ');
        match given.any(|signature| signature == expected) {
            true => answer(204, ""),
            false => answer(401, "not yours"),
        }
    }
}

/// The value of a form's field; the fields that are looked at need no decoding.
fn field<'a>(request: &'a Request, name: &str) -> &'a str {
    let form = std::str::from_utf8(&request.body).unwrap();
    let mut pairs = form.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(given, _)| *given == name).unwrap().1
}

/// As docs.paykeeper.ru shows it: a wrong key is told in the answer, whose status stays 200.
pub(super) fn paykeeper(secret: &'static str) -> impl Fn(&Request) -> Answer {
    move |request| {
        let [id, sum, client, order] = ["id", "sum", "clientid", "orderid"].map(|name| field(request, name));
        match field(request, "key") == md5_hex([id, sum, client, order, secret].concat().as_bytes()) {
            true => answer(200, format!("OK {}", md5_hex([id, secret].concat().as_bytes()))),
            false => answer(200, "Error! Hash mismatch"),
        }
    }
}

/// As Paykassma's documents show it.
pub(super) fn paykassma(access_key: &'static str, private_key: &'static str) -> impl Fn(&Request) -> Answer {
    move |request| {
        let body = std::str::from_utf8(&request.body).unwrap();
        let read: Value = serde_json::from_str(body).unwrap();
        assert_eq!(
            read["access_key"], access_key,
            "it names the merchant, and is no secret"
        );
        let transactions = body.split_once(r#""transactions":"#).unwrap().1;
        let digest = md5_hex(transactions.strip_suffix('}').unwrap().as_bytes());
        match read["signature"] == sha1_hex([access_key, private_key, &digest].concat().as_bytes()) {
            true => answer(200, r#"{"status":"ok"}"#),
            false => answer(200, r#"{"status":"error"}"#),
        }
    }
}

/// As Spring's documents show it.
pub(super) fn spring(secret: &'static str) -> impl Fn(&Request) -> Answer {
    move |request| {
        let names = [
            "order",
            "mpi_order",
            "rrn",
            "res_code",
            "amount",
            "currency",
            "res_desc",
        ];
        let signed = names.map(|name| format!("{};", field(request, name))).concat();
        match field(request, "sign") == sha512_hex(format!("{secret}{signed}").as_bytes()) {
            true => answer(200, "OK"),
            false => answer(403, "wrong sign"),
        }
    }
}
