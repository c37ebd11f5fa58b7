//! What is the same for every route here: who asks, under which key, and what they send.

use edge::{
    Problem,
    cabinet::Call,
    json,
    operate::{body, idempotency_key},
};
use http::StatusCode;
use operations::once::Keyed;
use serde_json::Value;

/// The longest JSON, in bytes.
const JSON_BYTES_MAX: usize = 64 * 1024;

/// The mode that whoever asks is bound to: a key's own. The cabinet finds what it names in either.
pub(crate) fn bound<'a>(call: &'a Call<'_>) -> Option<&'a str> {
    call.merchant().map(|merchant| merchant.mode.as_str())
}

/// The JSON that was sent; where there may be none, an empty object.
pub(crate) fn sent(call: &Call<'_>, may_be_none: bool) -> Result<Value, Problem> {
    if call.request.body().len() > JSON_BYTES_MAX {
        let detail = format!("The body is limited to {JSON_BYTES_MAX} bytes.");
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "body_too_large", detail));
    }
    if may_be_none {
        body(call.request)
    } else {
        json::value(call.request)
    }
}

/// A request that makes something: its key, and where the key is told apart from others'.
pub(crate) struct Making<'a> {
    key: &'a str,
    scope: String,
    asked: String,
}

impl<'a> Making<'a> {
    /// `what` is made; `of` is all that says how.
    pub(crate) fn of(call: &'a Call<'_>, what: &str, asked: String) -> Result<Self, Problem> {
        let key = idempotency_key(call.request)?;
        let mode = call.mode()?;
        let scope = match call.merchant() {
            Some(_) => format!("{what}/v1:{mode}"),
            None => format!("{what}/cabinet:{}:{mode}", call.person()?.session.person_id),
        };
        Ok(Self { key, scope, asked })
    }

    /// As operations take it.
    pub(crate) fn keyed(&self) -> Keyed<'_> {
        Keyed {
            scope: &self.scope,
            key: self.key,
            asked: &self.asked,
        }
    }
}
