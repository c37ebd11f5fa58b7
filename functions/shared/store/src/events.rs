//! What merchants are told, in one form: SQL that makes an event's body from payment `p`, attempt `a` and event type `e.type`.

use crate::{Database, StoreError, port::Answers, row, statement};

/// Minor units as decimal text; `scale` is how many of them make one of the currency.
macro_rules! amount_text {
    ($minor:literal, $scale:literal) => {
        concat!(
            "iif(",
            $scale,
            " = 1, '' || ",
            $minor,
            ", (",
            $minor,
            " / CAST(",
            $scale,
            " AS INTEGER)) || '.' || substr('' || (CAST(",
            $scale,
            " AS INTEGER) + ",
            $minor,
            " % CAST(",
            $scale,
            " AS INTEGER)), 2))"
        )
    };
}

/// The body of an event: its id, its time (RFC 3339), the currency's scale, and the operation told of.
macro_rules! event_body {
    ($id:literal, $at:literal, $scale:literal, $operation:expr) => {
        concat!(
            "json_object('id', ",
            $id,
            ", 'type', e.type, 'version', '1', 'livemode', json(iif(p.mode = 'live', 'true', 'false')), 'occurred_at', ",
            $at,
            ", 'data', json_object('number', p.number, 'status', p.money, 'amount', ",
            $crate::events::amount_text!("p.amount_minor", $scale),
            ", 'currency', p.currency, 'order', p.merchant_order, 'label', p.label, 'metadata', json(p.metadata), 'terminal', a.terminal_id,
               'attempt', a.attempt, 'card', iif(a.card_mask IS NULL, NULL, json_object('mask', a.card_mask, 'brand', a.card_brand)), 'rrn', a.rrn,
               'decline_code', a.decline_code, 'operation', ",
            $operation,
            "))"
        )
    };
}

/// Operation `o` as an event tells it.
macro_rules! operation_data {
    ($scale:literal) => {
        concat!(
            "json_object('operation', o.operation, 'kind', o.kind, 'state', o.state, 'amount', ",
            $crate::events::amount_text!("o.amount_minor", $scale),
            ", 'reason', o.reason, 'code', o.code)"
        )
    };
}

/// The next place in the order of the organisation's events (`?1`).
macro_rules! next_event {
    () => {
        "COALESCE((SELECT seq FROM event WHERE org_id = ?1 ORDER BY seq DESC LIMIT 1), 0) + 1"
    };
}

pub(crate) use {amount_text, event_body, next_event, operation_data};

row! {
    /// An event as it was told.
    #[derive(Debug, Clone)]
    pub struct Event {
        /// Its place in the order.
        pub seq: i64,
        /// JSON.
        pub body: String,
    }
}

const SINCE: &str =
    "SELECT seq, body FROM event WHERE org_id = ?1 AND seq > ?2 AND mode = ?3 ORDER BY seq LIMIT CAST(?4 AS INTEGER)";

/// Events of a mode after a place in the order, oldest first.
pub async fn since(
    database: &impl Database,
    org_id: i64,
    mode: &str,
    after: i64,
    limit: u32,
) -> Result<Vec<Event>, StoreError> {
    Answers::of(
        database
            .batch(vec![statement!(SINCE, org_id, after, mode, limit)])
            .await?,
    )
    .last()?
    .all()
}
