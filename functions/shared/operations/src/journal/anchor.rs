//! Heads of the chains, kept where whoever can write the database cannot: a key-value store. What it answers may be a minute old,
//! and so an earlier head of the same chain, never a later one.

use serde_json::{Value, json};

/// The store of anchors did not answer.
#[derive(Debug, thiserror::Error)]
#[error("the store of anchors failed: {0}")]
pub struct AnchorError(pub String);

/// Where heads are anchored.
#[expect(
    async_fn_in_trait,
    reason = "functions are single-threaded: no caller needs the future to be Send"
)]
pub trait Anchors {
    /// What stands under a key.
    async fn get(&self, key: &str) -> Result<Option<String>, AnchorError>;
    /// Puts a value under a key.
    async fn put(&self, key: &str, value: &str) -> Result<(), AnchorError>;
}

/// An anchored head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// The place of the last entry sealed.
    pub seq: i64,
    /// Its mac.
    pub mac: String,
    /// When it was anchored, in unix milliseconds.
    pub at_ms: i64,
}

/// Where an organisation's newest head stands.
fn key(org_id: i64) -> String {
    format!("journal:{org_id}")
}

impl Anchor {
    /// The newest head known of an organisation's chain. One that cannot be read is an error: it would hide a cut.
    pub(super) async fn read(anchors: &impl Anchors, org_id: i64) -> Result<Option<Self>, AnchorError> {
        let Some(text) = anchors.get(&key(org_id)).await? else {
            return Ok(None);
        };
        let malformed = || AnchorError(format!("the anchor of organisation {org_id} is malformed"));
        let value: Value = serde_json::from_str(&text).map_err(|_| malformed())?;
        let number = |name| value.get(name).and_then(Value::as_i64);
        let mac = value.get("mac").and_then(Value::as_str);
        match (number("seq"), mac, number("at_ms")) {
            (Some(seq), Some(mac), Some(at_ms)) => Ok(Some(Self {
                seq,
                mac: mac.to_owned(),
                at_ms,
            })),
            _ => Err(malformed()),
        }
    }

    /// Anchors this head, and beside it the first head of each day, which later heads do not take the place of. `day` is today.
    pub(super) async fn write(
        &self,
        anchors: &impl Anchors,
        org_id: i64,
        before: Option<&Self>,
        day: impl Fn(i64) -> String,
    ) -> Result<(), AnchorError> {
        let value = json!({ "seq": self.seq, "mac": self.mac, "at_ms": self.at_ms }).to_string();
        let today = day(self.at_ms);
        if before.is_none_or(|before| day(before.at_ms) != today) {
            anchors.put(&format!("{}:{today}", key(org_id)), &value).await?;
        }
        anchors.put(&key(org_id), &value).await
    }
}
