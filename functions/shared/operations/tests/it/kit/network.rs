//! Everything beyond the desk: the bank's API and merchants' endpoints, answering as told and remembering what was asked.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    task::Poll,
};

use acquirers::{HttpClient, HttpError};
use http::HeaderMap;
use serde_json::{Value, json};

/// What the other side does.
#[derive(Debug, Clone)]
pub(crate) enum Answer {
    /// A status with this body.
    Status(u16, String),
    /// A status with this body, which is no text.
    Bytes(u16, Vec<u8>),
    /// A status with `Retry-After`.
    Later(u16, String),
    /// Nothing in time.
    Timeout,
    /// The connection fails.
    Broken,
    /// Whoever asks never hears, and does not live to record it.
    Silence,
}

impl Answer {
    pub(crate) fn json(value: &Value) -> Self {
        Self::Status(200, value.to_string())
    }
}

/// What was asked.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// The network: answers from the script, and when that has run out, as all is well.
#[derive(Default)]
pub(crate) struct Network {
    script: RefCell<VecDeque<Answer>>,
    always: RefCell<Option<Answer>>,
    asked: RefCell<Vec<Request>>,
    slow: Cell<bool>,
}

impl Network {
    /// The next answers, in order.
    pub(crate) fn will(&self, answers: impl IntoIterator<Item = Answer>) {
        self.script.borrow_mut().extend(answers);
    }

    /// The answer to everything from now on, once the script has run out; `None`: all is well. Answers what it was
    /// before.
    pub(crate) fn always(&self, answer: Option<Answer>) -> Option<Answer> {
        self.always.replace(answer)
    }

    /// Answers come later from now on: whoever asks waits, and others run in between.
    pub(crate) fn slow(&self) {
        self.slow.set(true);
    }

    /// What was scripted and not asked for is dropped.
    pub(crate) fn forget(&self) {
        self.script.borrow_mut().clear();
    }

    /// What was asked since the last call.
    pub(crate) fn take_asked(&self) -> Vec<Request> {
        self.asked.take()
    }

    fn well(request: &Request) -> Answer {
        let body = || request.json();
        if request.url.ends_with("/bank/api/payments") {
            let reference = body()["reference"].as_str().unwrap().to_owned();
            return Answer::json(
                &json!({ "payment_id": format!("bp-{reference}"), "redirect_url": format!("https://bank.example/pay/{reference}") }),
            );
        }
        if request.url.starts_with("https://bank.example/") {
            return Answer::json(&json!({ "status": "done" }));
        }
        Answer::Status(200, "OK".to_owned())
    }
}

impl HttpClient for Network {
    async fn send(
        &self,
        request: http::Request<Vec<u8>>,
        timeout_ms: u32,
        body_bytes_max: usize,
    ) -> Result<http::Response<Vec<u8>>, HttpError> {
        let (parts, body) = request.into_parts();
        let request = Request {
            url: parts.uri.to_string(),
            headers: parts.headers,
            body,
        };
        let scripted = self
            .script
            .borrow_mut()
            .pop_front()
            .or_else(|| self.always.borrow().clone());
        let answer = scripted.unwrap_or_else(|| Self::well(&request));
        self.asked.borrow_mut().push(request);
        let mut waited = !self.slow.get();
        std::future::poll_fn(|context| {
            context.waker().wake_by_ref();
            if std::mem::replace(&mut waited, true) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
        match answer {
            Answer::Status(status, mut text) => {
                text.truncate(body_bytes_max);
                Ok(http::Response::builder()
                    .status(status)
                    .body(text.into_bytes())
                    .unwrap())
            }
            Answer::Bytes(status, mut bytes) => {
                bytes.truncate(body_bytes_max);
                Ok(http::Response::builder().status(status).body(bytes).unwrap())
            }
            Answer::Later(status, retry_after) => Ok(http::Response::builder()
                .status(status)
                .header("retry-after", retry_after)
                .body(Vec::new())
                .unwrap()),
            Answer::Timeout => Err(HttpError::Timeout(timeout_ms)),
            Answer::Broken => Err(HttpError::Connection("connection refused".to_owned())),
            Answer::Silence => std::future::pending().await,
        }
    }
}
