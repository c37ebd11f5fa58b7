//! One callback, booked and answered.

use acquirers::AcquirerError;
use domain::time::Timestamp;
use edge::{Problem, Request, Response, SystemEntropy, json};
use http::{StatusCode, header};
use operations::{
    settle_callback::{Booked, SettleError, settle_callback},
    terminal::Terminal,
};
use serde_json::json;
use store::Database;

/// Verifies and books a callback.
pub(crate) async fn settle(
    database: &impl Database,
    terminal: &Terminal,
    request: &Request,
    now: Timestamp,
) -> Result<Booked, Problem> {
    let content_type = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !json::is_json(content_type) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "content_type_not_json",
            "Send application/json.",
        ));
    }
    settle_callback(
        database,
        &SystemEntropy,
        terminal,
        request.headers(),
        request.body(),
        now,
    )
    .await
    .map_err(problem)
}

fn problem(error: SettleError) -> Problem {
    let detail = error.to_string();
    match error {
        // The code is in the request's log line: wrong signatures are counted there, and nothing is written.
        SettleError::Acquirer(AcquirerError::Signature(_)) => {
            Problem::new(StatusCode::UNAUTHORIZED, "signature_wrong", detail)
        }
        SettleError::Acquirer(_) => Problem::new(StatusCode::BAD_REQUEST, "callback_malformed", detail),
        SettleError::Money(_) => Problem::new(StatusCode::BAD_REQUEST, "amount_not_acceptable", detail),
        SettleError::Store(error) => error.into(),
        SettleError::Entropy(error) => error.into(),
    }
}

/// The sandbox bank's rule: 2xx once the event is kept; 409 for an unknown payment, so that it is told again.
pub(crate) fn answer(booked: &Booked) -> Result<Response, Problem> {
    let status = if booked.settled.outcome == "unmatched" {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    json::answer(
        status,
        &json!({ "outcome": booked.settled.outcome, "duplicate": booked.settled.fresh == 0 }),
    )
}
