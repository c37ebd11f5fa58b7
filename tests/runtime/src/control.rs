//! The control channel's client: what the Rust half asks of the node half.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use ureq::Agent;

/// One SQL statement with its bound values.
#[derive(Clone, Debug, Serialize)]
pub struct SqlStatement {
    /// With `?1`, `?2`, ...
    pub sql: String,
    /// Strings, numbers, booleans, nulls; D1 binds every number as REAL.
    pub params: Vec<Value>,
}

impl SqlStatement {
    /// A statement with its values.
    pub fn new(sql: impl Into<String>, params: impl Into<Vec<Value>>) -> Self {
        Self {
            sql: sql.into(),
            params: params.into(),
        }
    }
}

/// What one statement of a batch gave.
#[derive(Clone, Debug, Deserialize)]
pub struct SqlResult {
    /// Rows by column name.
    pub rows: Vec<Map<String, Value>>,
    /// D1's account of it: `rows_read`, `rows_written`, `changes`, ...
    pub meta: Value,
}

/// A line that a function printed.
#[derive(Clone, Debug, Deserialize)]
pub struct LogLine {
    /// Counts up from 1.
    pub seq: u64,
    /// `log`, `warn`, `error`, ...; `runtime` for the emulator's own remarks.
    pub level: String,
    /// As printed.
    pub text: String,
}

#[derive(Deserialize)]
struct Results {
    results: Vec<SqlResult>,
}

#[derive(Deserialize)]
struct Lines {
    lines: Vec<LogLine>,
}

/// An HTTP client that reports a refusal as an answer and gives up in the end.
pub(crate) fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(120)))
        .build()
        .into()
}

/// The channel to one running node half.
pub(crate) struct Control {
    agent: Agent,
    url: String,
    authorization: String,
}

impl Control {
    pub(crate) fn new(url: String, token: &str) -> Self {
        Self {
            agent: agent(),
            url,
            authorization: format!("Bearer {token}"),
        }
    }

    pub(crate) fn sql(&self, database: &str, statements: &[SqlStatement]) -> Result<Vec<SqlResult>> {
        let answer = self.post("/sql", &json!({ "database": database, "statements": statements }))?;
        let Results { results } = serde_json::from_value(answer)?;
        Ok(results)
    }

    pub(crate) fn logs(&self, since: u64) -> Result<Vec<LogLine>> {
        let request = self
            .agent
            .get(format!("{}/logs?since={since}", self.url))
            .header("authorization", &self.authorization);
        let Lines { lines } = request.call()?.body_mut().with_config().limit(256 << 20).read_json()?;
        Ok(lines)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        let request = self
            .agent
            .post(format!("{}{path}", self.url))
            .header("authorization", &self.authorization);
        let mut answer = request
            .send_json(body)
            .with_context(|| format!("POST {path} on the control channel"))?;
        let content: Value = answer.body_mut().with_config().limit(256 << 20).read_json()?;
        if !answer.status().is_success() {
            bail!(
                "{}",
                content
                    .get("error")
                    .and_then(Value::as_str)
                    .unwrap_or("refused without a reason")
            );
        }
        Ok(content)
    }
}
