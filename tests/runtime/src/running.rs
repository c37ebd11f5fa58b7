//! A running installation and what one can ask of it.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};

use crate::control::{Control, agent};
use crate::data::Folder;
use crate::process::Process;
use crate::{Addresses, LogLine, Secrets, SqlResult, SqlStatement};

/// A running installation. Dropping it stops everything that it started, and so does the end of this process.
pub struct Running {
    // Dropped first, while the folder is still locked.
    pub(crate) process: Process,
    pub(crate) control: Control,
    pub(crate) addresses: Addresses,
    pub(crate) demo: Value,
    pub(crate) sockets: BTreeMap<String, String>,
    pub(crate) secrets: Secrets,
    pub(crate) folder: Folder,
}

impl Running {
    /// The gateway's address, without a slash at the end.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.addresses.base_url
    }

    /// The demo shop's address, without a slash at the end.
    #[must_use]
    pub fn shop_url(&self) -> &str {
        &self.addresses.shop_url
    }

    /// The gateway's address and the shop's.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// The installation's keys: tests seal and sign with them.
    #[must_use]
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }

    /// The content of `demo.json`: addresses and credentials.
    #[must_use]
    pub fn demo(&self) -> &Value {
        &self.demo
    }

    /// One string of `demo.json`, by JSON pointer (`/cabinet/login`).
    ///
    /// # Errors
    /// Where there is no such string.
    pub fn credential(&self, pointer: &str) -> Result<&str> {
        self.demo
            .pointer(pointer)
            .and_then(Value::as_str)
            .with_context(|| format!("demo.json has no {pointer}"))
    }

    /// The folder with the data.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.folder.path
    }

    /// A function's own address, past the entry worker; only for those that [`crate::Options::sockets`] names.
    #[must_use]
    pub fn socket(&self, function: &str) -> Option<&str> {
        self.sockets.get(function).map(String::as_str)
    }

    /// Whether the node half still runs.
    pub fn is_alive(&mut self) -> bool {
        self.process.is_alive()
    }

    /// Runs statements as one batch, so one transaction, in `DB` (the desk) or `BANK` (the sandbox bank).
    ///
    /// # Errors
    /// What the database says; nothing has been written then.
    pub fn sql(&self, database: &str, statements: &[SqlStatement]) -> Result<Vec<SqlResult>> {
        self.control.sql(database, statements)
    }

    /// The rows of one query.
    ///
    /// # Errors
    /// What the database says.
    pub fn rows(&self, database: &str, sql: &str, params: impl Into<Vec<Value>>) -> Result<Vec<Map<String, Value>>> {
        let mut results = self.sql(database, &[SqlStatement::new(sql, params)])?;
        Ok(results.pop().context("no result")?.rows)
    }

    /// Keys of a KV namespace that begin so, 1,000 at most.
    ///
    /// # Errors
    /// Where there is no such namespace.
    pub fn keys(&self, binding: &str, prefix: &str) -> Result<Vec<String>> {
        let answer = self
            .control
            .post("/kv", &json!({ "binding": binding, "prefix": prefix }))?;
        let keys = answer.get("keys").and_then(Value::as_array).context("no keys")?;
        Ok(keys.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// Puts bytes into a KV namespace.
    ///
    /// # Errors
    /// Where there is no such namespace.
    pub fn put(&self, binding: &str, key: &str, bytes: &[u8]) -> Result<()> {
        let value = STANDARD.encode(bytes);
        let asked = json!({ "binding": binding, "key": key, "value": value });
        self.control.post("/kv", &asked).map(drop)
    }

    /// Fires a function's first trigger and waits for its end; `at` (unix ms, the present if none) decides what is due.
    ///
    /// # Errors
    /// Where there is no such trigger or it did not end well.
    pub fn cron(&self, function: &str, at_ms: Option<i64>) -> Result<()> {
        let answer = self.local_post(
            "/__local/cron",
            &json!({ "function": function, "at": at_ms.map_or(Value::Null, Value::from) }),
        )?;
        if answer.get("outcome").and_then(Value::as_str) != Some("ok") {
            bail!("the trigger of {function} answered {answer}");
        }
        Ok(())
    }

    /// What the functions have printed since the line numbered `since` (0: all).
    ///
    /// # Errors
    /// Where the control channel does not answer.
    pub fn logs(&self, since: u64) -> Result<Vec<LogLine>> {
        self.control.logs(since)
    }

    /// Kills workerd as a crash would. It is restarted on the same port with its data; requests in flight fail, the first
    /// one after may.
    ///
    /// # Errors
    /// Where the control channel does not answer.
    pub fn kill_workerd(&self) -> Result<()> {
        self.control.post("/kill-workerd", &json!({})).map(drop)
    }

    /// How the demo shop answers the next postbacks: each a status, `"hang"`, or `{"status", "headers", "body", "delay_ms"}`.
    /// When they are used up it verifies and accepts again; an empty list does so at once.
    ///
    /// # Errors
    /// Where the control channel does not answer.
    pub fn shop_answers(&self, answers: &[Value]) -> Result<()> {
        self.control.post("/shop", &json!({ "answers": answers })).map(drop)
    }

    /// Postbacks that the demo shop has received, for one order or all, oldest first.
    ///
    /// # Errors
    /// Where the shop does not answer.
    pub fn received(&self, order: Option<&str>) -> Result<Vec<Value>> {
        let mut request = agent().get(format!("{}/received", self.shop_url()));
        if let Some(order) = order {
            request = request.query("order", order);
        }
        items(request.call()?.body_mut().with_config().limit(256 << 20).read_json()?)
    }

    /// E-mails and SMS that would have gone out, oldest first.
    ///
    /// # Errors
    /// Where the runtime does not answer.
    pub fn mailbox(&self) -> Result<Vec<Value>> {
        items(
            agent()
                .get(format!("{}/__local/mailbox", self.base_url()))
                .call()?
                .body_mut()
                .read_json()?,
        )
    }

    fn local_post(&self, path: &str, body: &Value) -> Result<Value> {
        let mut answer = agent().post(format!("{}{path}", self.base_url())).send_json(body)?;
        let content: Value = answer.body_mut().read_json()?;
        if !answer.status().is_success() {
            bail!("POST {path}: {content}");
        }
        Ok(content)
    }
}

fn items(answer: Value) -> Result<Vec<Value>> {
    match answer.get("items") {
        Some(Value::Array(items)) => Ok(items.clone()),
        _ => bail!("no items in {answer}"),
    }
}
