//! Heads of the journal's chains in KV.

use http::StatusCode;
use operations::journal::{AnchorError, Anchors, JournalError};
use worker::kv::KvStore;

use crate::{FieldError, Problem};

/// The namespace bound under a name.
#[derive(Debug)]
pub struct KvAnchors(KvStore);

impl KvAnchors {
    /// The namespace of this binding.
    pub fn bound(env: &worker::Env, binding: &str) -> Result<Self, Problem> {
        Ok(Self(env.kv(binding)?))
    }
}

fn failed(error: &dyn std::fmt::Display) -> AnchorError {
    AnchorError(error.to_string())
}

impl Anchors for KvAnchors {
    async fn get(&self, key: &str) -> Result<Option<String>, AnchorError> {
        self.0.get(key).text().await.map_err(|error| failed(&error))
    }

    async fn put(&self, key: &str, value: &str) -> Result<(), AnchorError> {
        let put = self.0.put(key, value).map_err(|error| failed(&error))?;
        put.execute().await.map_err(|error| failed(&error))
    }
}

impl From<JournalError> for Problem {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Cursor => Self::fields(vec![FieldError::new("cursor", "out_of_range", error.to_string())]),
            JournalError::Anchor(error) => {
                let _ = Self::internal(&error);
                Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    "anchors_unavailable",
                    "What the journal is compared with does not answer. Try again.",
                )
            }
            JournalError::Store(error) => error.into(),
        }
    }
}
