//! `GET /api/callbacks`: what banks told us and a person should look at.

use edge::{
    Problem, Response, json,
    payment_json::{amount, time},
};
use http::{StatusCode, Uri};
use serde::Serialize;
use store::{
    Database,
    cabinet::{self, Callback},
};

#[cfg(feature = "openapi")]
use crate::page::Page;
use crate::page::{bounds, page};

/// What a bank told us.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CallbackRow))]
pub struct CallbackJson {
    /// The bank's event.
    event_id: String,
    /// The terminal it came to.
    terminal: String,
    /// `authorised`, `captured` or `declined`.
    kind: String,
    /// `settled`, `late`, `surplus`, `repeated`, `contradicted`, `mismatch` or `unmatched`.
    outcome: String,
    /// The payment, where one was found.
    number: Option<i64>,
    /// Our reference as the bank echoed it.
    reference: String,
    /// The amount the bank named.
    amount: String,
    /// The currency the bank named.
    currency: String,
    /// When it last came.
    received_at: String,
    /// How often it came until it was applied.
    deliveries: i64,
}

impl CallbackJson {
    pub(crate) fn of(row: Callback) -> Self {
        Self {
            amount: amount(row.amount_minor, &row.currency),
            event_id: row.event_id,
            terminal: row.terminal_id,
            kind: row.kind,
            outcome: row.outcome,
            number: row.number,
            reference: row.reference,
            currency: row.currency,
            received_at: time(row.received_at_ms),
            deliveries: row.deliveries,
        }
    }
}

/// Callbacks that are unmatched, do not fit their payment or contradict it, newest first.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/callbacks", tag = "Cabinet",
    params(
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = Page<CallbackJson>), (status = 401, body = Problem))))]
pub(crate) async fn list(database: &impl Database, org_id: i64, uri: &Uri) -> Result<Response, Problem> {
    let (before, limit) = bounds(uri)?;
    let rows = cabinet::callbacks_for_attention(database, org_id, before, limit.saturating_add(1)).await?;
    json::answer(
        StatusCode::OK,
        &page(rows, limit, |row| row.received_at_ms, CallbackJson::of),
    )
}
