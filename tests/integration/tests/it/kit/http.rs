//! HTTP as callers speak it: no redirect followed, every status an answer.

use std::{sync::LazyLock, time::Duration};

use serde_json::Value;
use ureq::Agent;

use super::DESK;

static AGENT: LazyLock<Agent> = LazyLock::new(|| {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .into()
});

/// A request in the making.
pub(crate) struct Call {
    method: &'static str,
    url: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) text: String,
}

pub(crate) fn get(path: &str) -> Call {
    Call::new("GET", path)
}

pub(crate) fn post(path: &str) -> Call {
    Call::new("POST", path)
}

impl Call {
    /// `path` is of the desk, unless it is a whole address.
    pub(crate) fn new(method: &'static str, path: &str) -> Self {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{path}", DESK.base_url())
        };
        Self {
            method,
            url,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json").body(body.to_string())
    }

    pub(crate) fn form(self, body: &str) -> Self {
        self.header("content-type", "application/x-www-form-urlencoded")
            .body(body)
    }

    pub(crate) fn send(self) -> Answer {
        self.try_send().expect("an answer")
    }

    pub(crate) fn try_send(self) -> Result<Answer, ureq::Error> {
        let mut builder = ureq::http::Request::builder().method(self.method).uri(&self.url);
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        let mut response = match self.method {
            "GET" | "OPTIONS" => AGENT.run(builder.body(()).unwrap())?,
            _ => AGENT.run(builder.body(self.body).unwrap())?,
        };
        Ok(Answer {
            status: response.status().as_u16(),
            headers: response
                .headers()
                .iter()
                .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
                .collect(),
            // Not all that is answered is in UTF-8.
            text: {
                let body = response.body_mut().with_config().limit(16 << 20).read_to_vec()?;
                String::from_utf8_lossy(&body).into_owned()
            },
        })
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .iter()
            .find(|(given, _)| given == name)
            .map_or("", |(_, value)| value)
    }

    /// The code of a problem, whose other members must be in order.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{self:?}");
        let problem = self.json();
        assert_eq!(problem["status"], self.status, "{self:?}");
        assert_eq!(problem["request_id"], self.header("x-request-id"), "{self:?}");
        problem["code"].as_str().unwrap().to_owned()
    }

    /// The codes of a problem's fields, as `field:code`.
    pub(crate) fn fields(&self) -> Vec<String> {
        let errors = self.json()["errors"].as_array().cloned().unwrap_or_default();
        errors
            .iter()
            .map(|error| {
                format!(
                    "{}:{}",
                    error["field"].as_str().unwrap(),
                    error["code"].as_str().unwrap()
                )
            })
            .collect()
    }
}
