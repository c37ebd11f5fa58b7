//! `GET /api/callbacks`: what banks told us and a person should look at.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::money::MINOR_MAX;
use edge::{
    Problem, Response, json,
    payment_json::{amount, time},
};
use http::{StatusCode, Uri};
use serde::Serialize;
use store::{
    Database,
    cabinet::{self, Callback, CallbackKey},
};

#[cfg(feature = "openapi")]
use edge::page::Page;
use edge::page::{cursor, limit, mode, page};

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
    get, path = "/api/callbacks", operation_id = "listCabinetCallbacks", tag = "Cabinet", security(("session" = [])),
    params(
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("limit" = Option<u32>, Query, description = "1 to 500, by default 50."),
        ("cursor" = Option<String>, Query, description = "`next` of the page before.")),
    responses((status = 200, body = inline(Page<CallbackJson>)), (status = 401, body = Problem))))]
pub(crate) async fn list(database: &impl Database, org_id: i64, uri: &Uri) -> Result<Response, Problem> {
    let (mode, limit) = (mode(uri)?, limit(uri)?);
    let newest = || CallbackKey {
        received_at_ms: MINOR_MAX,
        terminal_id: String::new(),
        event_id: String::new(),
    };
    let below = cursor(uri, read_key)?.unwrap_or_else(newest);
    let rows = cabinet::callbacks_for_attention(database, org_id, mode, &below, limit.saturating_add(1)).await?;
    json::answer(StatusCode::OK, &page(rows, limit, write_key, CallbackJson::of))
}

/// A cursor: the key's parts, in base64 since an event's id may be any text.
fn write_key(row: &Callback) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}\n{}\n{}", row.received_at_ms, row.terminal_id, row.event_id))
}

fn read_key(cursor: &str) -> Option<CallbackKey> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let mut parts = text.splitn(3, '\n');
    let (received, terminal, event) = (parts.next()?, parts.next()?, parts.next()?);
    let received_at_ms = received.parse().ok().filter(|ms| (0..=MINOR_MAX).contains(ms))?;
    Some(CallbackKey {
        received_at_ms,
        terminal_id: terminal.to_owned(),
        event_id: event.to_owned(),
    })
}
