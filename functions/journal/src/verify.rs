//! `POST /api/journal/verify`: the chain recomputed, a piece a call.

use edge::{Problem, Response, anchors::KvAnchors, cabinet::Call, json, payment_json::time};
use http::StatusCode;
use operations::journal::{
    Anchor,
    verify::{Bad, Pace, Verified, Verifier},
};
use serde::Serialize;
use serde_json::Value;

use crate::PLATFORM;

/// Where the call before came to.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct VerifyBody {
    /// `next` of the call before, within the hour; nothing to begin.
    cursor: Option<String>,
}

/// The first entry with which something is wrong.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JournalBad {
    /// Its place.
    seq: i64,
    /// `altered`, `missing`, `inserted`, `reordered`, `truncated`, `unanchored` or `origin_altered`.
    what: &'static str,
}

/// The head kept outside the database.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JournalAnchor {
    /// The place of the last entry sealed then.
    seq: i64,
    /// When.
    at: String,
}

/// What verification has found so far.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JournalVerified {
    /// Entries looked at: sealed ones and, by the last call, unsealed ones.
    entries: i64,
    /// Sealed entries verified, from the first on.
    sealed: i64,
    /// Entries not sealed yet: the last minute's; counted by the last call, up to 100,001.
    unsealed: i64,
    /// The last entry up to which all is well.
    verified_to: i64,
    /// Whether nothing is wrong so far.
    ok: bool,
    /// What is wrong first.
    first_bad: Option<JournalBad>,
    /// Entries whose origin has been erased by rule: its digest stands for it.
    erased_origins: i64,
    /// The head outside the database that the chain is compared with.
    anchor: Option<JournalAnchor>,
    /// Send it as `cursor` to go on; empty where all is verified, or something is wrong.
    next: Option<String>,
}

impl JournalVerified {
    fn of(found: Verified) -> Self {
        Self {
            entries: found.sealed.saturating_add(found.unsealed),
            sealed: found.sealed,
            unsealed: found.unsealed,
            verified_to: found.sealed,
            ok: found.first_bad.is_none(),
            first_bad: found
                .first_bad
                .map(|Bad { seq, what }| JournalBad { seq, what: what.name() }),
            erased_origins: found.erased_origins,
            anchor: found
                .anchor
                .map(|Anchor { seq, at_ms, .. }| JournalAnchor { seq, at: time(at_ms) }),
            next: found.next,
        }
    }
}

/// Verifies the organisation's journal: every seal is recomputed and the end compared with the head kept outside the database. A call
/// verifies some 20,000 entries; repeat with `next` until there is none.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/journal/verify", operation_id = "verifyJournal", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = VerifyBody,
    responses((status = 200, body = JournalVerified), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn verify(call: &Call<'_>, org_id: i64) -> Result<Response, Problem> {
    let body = json::value(call.request)?;
    let cursor = body.get("cursor").and_then(Value::as_str);
    let (anchors, keys) = (KvAnchors::bound(call.env, "ANCHORS")?, crate::keys(call.env)?);
    let verifier = Verifier {
        database: &call.context.database,
        anchors: &anchors,
        keys: &keys,
        now: call.context.now,
        pace: Pace::default(),
    };
    let found = verifier.verify(org_id, cursor).await?;
    json::answer(StatusCode::OK, &JournalVerified::of(found))
}

/// Verifies the platform's own journal, for operators.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/journal/platform/verify", operation_id = "verifyPlatformJournal", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = VerifyBody,
    responses((status = 200, body = JournalVerified), (status = 401, body = Problem), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn verify_platform(call: &Call<'_>) -> Result<Response, Problem> {
    verify(call, PLATFORM).await
}
