//! What a test found.

use serde::Serialize;

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = HandlerCase))]
pub enum Case {
    /// An event as it comes every day.
    Valid,
    /// The very same request again.
    Duplicate,
    /// An older event after a newer one.
    Reordered,
    /// Every signature is wrong.
    BadSignature,
    /// Rightly signed, but an hour ago.
    StaleTimestamp,
    /// A body of about a mebibyte.
    HugeBody,
}

/// How the handler did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = HandlerVerdict))]
pub enum Verdict {
    /// As a good handler does.
    Passed,
    /// Otherwise.
    Failed,
    /// The format has nothing of the kind.
    Skipped,
}

/// One request of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = HandlerRequest))]
pub struct RequestReport {
    /// What was sent, in English.
    pub what: &'static str,
    /// HTTP status; empty where no answer came.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub duration_ms: i64,
    /// The start of the answer: at most 500 characters, card numbers masked.
    pub answer: String,
    /// Why no answer came, or nothing was sent.
    pub error: Option<String>,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = HandlerCaseReport))]
pub struct CaseReport {
    /// What was tried.
    pub case: Case,
    /// How the handler did.
    pub verdict: Verdict,
    /// What a good handler does: one English sentence.
    pub expected: &'static str,
    /// What was sent, in order, and what came back.
    pub requests: Vec<RequestReport>,
}

/// What an endpoint's handler does with what a network brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = HandlerReport))]
pub struct Report {
    /// All six, always in this order: `valid`, `duplicate`, `reordered`, `bad_signature`, `stale_timestamp`, `huge_body`.
    pub cases: Vec<CaseReport>,
}
