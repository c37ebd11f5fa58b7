//! Terminals as organisations manage them. Every change is journaled in its batch. Manual systems are none of these
//! ([`manual_systems`](crate::manual_systems)), though they share the ids and the room.

use serde_json::{Value, json};

use crate::{
    Database, Statement, StoreError,
    change::{By, Entry, journal, journal_if_same, journal_same, written},
    port::Answers,
    row,
    sql::terminal_fees,
    statement,
};

/// Terminals of an organisation, at most.
pub const TERMINALS_MAX: i64 = 200;

row! {
    /// A terminal as people see it.
    #[derive(Debug, Clone)]
    #[expect(missing_docs, reason = "columns are documented in schema/0002_payments.sql")]
    pub struct Row {
        pub terminal_id: String,
        pub acquirer: String,
        pub mode: String,
        pub kind: String,
        pub name: String,
        pub description: String,
        pub status: String,
        pub stages: i64,
        pub at_deadline: String,
        pub deadline_hours: Option<i64>,
        pub fee_returned: i64,
        pub operations: String,
        /// Sealed JSON.
        pub credentials: String,
        /// JSON array of [currency, service %, bank %, minimum in minor units].
        pub fees: String,
        /// The organisation's slug, which callback addresses carry.
        pub slug: String,
        pub created_at_ms: i64,
        /// All that can be changed, as one text: whoever changes says what they have seen.
        pub snapshot: String,
    }
}

/// All of terminal `t` that can be changed.
macro_rules! snapshot {
    () => {
        "json_array(t.name, t.description, t.status, t.stages, t.at_deadline, t.deadline_hours, t.fee_returned, t.operations, t.credentials,
           (SELECT json_group_array(json_array(f.currency, f.service_percent, f.bank_percent, f.minimum_minor) ORDER BY f.currency)
             FROM terminal_fee f WHERE f.org_id = t.org_id AND f.terminal_id = t.terminal_id))"
    };
}
macro_rules! terminal {
    () => {
        concat!(
            "SELECT t.terminal_id, t.acquirer, t.mode, t.kind, t.name, t.description, t.status, t.stages, t.at_deadline, t.deadline_hours, t.fee_returned,
               t.operations, t.credentials, ", terminal_fees!(), ", o.slug, t.created_at_ms, ", snapshot!(), " AS snapshot
             FROM terminal t JOIN organisation o ON o.org_id = t.org_id WHERE t.org_id = ?1 AND t.kind <> 'manual'"
        )
    };
}
const LIST: &str = concat!(
    terminal!(),
    " AND t.mode = ?2 ORDER BY t.status = 'archived', t.terminal_id LIMIT 500"
);
const ONE: &str = concat!(terminal!(), " AND t.terminal_id = ?2");

/// Statement that lists terminals of a mode, those in use first.
pub(crate) fn list(org_id: i64, mode: &str) -> Statement {
    statement!(LIST, org_id, mode)
}

/// One terminal.
pub async fn one(database: &impl Database, org_id: i64, terminal_id: &str) -> Result<Option<Row>, StoreError> {
    let rows = database.batch(vec![statement!(ONE, org_id, terminal_id)]).await?;
    Answers::of(rows).last()?.first()
}

/// What a terminal is made of, or made into.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "columns are documented in schema/0002_payments.sql")]
pub struct Terminal<'a> {
    pub terminal_id: &'a str,
    pub acquirer: &'a str,
    pub mode: &'a str,
    pub kind: &'a str,
    pub name: &'a str,
    pub description: &'a str,
    pub stages: i64,
    pub at_deadline: &'a str,
    pub deadline_hours: Option<i64>,
    /// JSON array.
    pub operations: &'a str,
    /// Sealed JSON.
    pub credentials: &'a str,
    /// The terminal whose fees it takes over.
    pub fees_of: Option<&'a str>,
}

const CREATE: &str = "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, description, stages, at_deadline, deadline_hours, operations, credentials,
      created_at_ms, fee_returned)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, CAST(?10 AS INTEGER), ?11, ?12, ?13,
      COALESCE((SELECT f.fee_returned FROM terminal f WHERE f.org_id = ?1 AND f.terminal_id = ?14), 0)
    WHERE (SELECT count(*) FROM terminal n WHERE n.org_id = ?1) < CAST(?15 AS INTEGER)";
const COPY_FEES: &str =
    "INSERT INTO terminal_fee (org_id, terminal_id, currency, service_percent, bank_percent, minimum_minor)
    SELECT f.org_id, ?2, f.currency, f.service_percent, f.bank_percent, f.minimum_minor FROM terminal_fee f
    WHERE f.org_id = ?1 AND f.terminal_id = ?3 AND changes() > 0";

/// Makes a terminal. False: there are as many as there may be. One of the same id is refused by the schema.
pub async fn create(
    database: &impl Database,
    by: By<'_>,
    new: &Terminal<'_>,
    entry: &Entry,
) -> Result<bool, StoreError> {
    let create = statement!(
        CREATE,
        by.org_id,
        new.terminal_id,
        new.acquirer,
        new.mode,
        new.kind,
        new.name,
        new.description,
        new.stages,
        new.at_deadline,
        new.deadline_hours,
        new.operations,
        new.credentials,
        by.now_ms,
        new.fees_of,
        TERMINALS_MAX
    );
    let fees = statement!(COPY_FEES, by.org_id, new.terminal_id, new.fees_of);
    written(database, vec![create, journal(by, entry), fees], 1).await
}

const SAME: &str = journal_if_same!(concat!(
    "(SELECT ",
    snapshot!(),
    " FROM terminal t WHERE t.org_id = ?1 AND t.terminal_id = substr(?5, 10))"
));
const CHANGE: &str = "UPDATE terminal SET name = ?3, description = ?4, stages = ?5, at_deadline = ?6, deadline_hours = CAST(?7 AS INTEGER), operations = ?8, credentials = ?9
    WHERE org_id = ?1 AND terminal_id = ?2";

/// Changes a terminal that is still as it was read.
pub async fn change(
    database: &impl Database,
    by: By<'_>,
    new: &Terminal<'_>,
    snapshot: &str,
    entry: &Entry,
) -> Result<(), StoreError> {
    let change = statement!(
        CHANGE,
        by.org_id,
        new.terminal_id,
        new.name,
        new.description,
        new.stages,
        new.at_deadline,
        new.deadline_hours,
        new.operations,
        new.credentials
    );
    let statements = vec![journal_same(SAME, by, entry, Some(snapshot)), change];
    database.batch(statements).await.map(drop)
}

const SWITCH: &str = "UPDATE terminal SET status = ?3 WHERE org_id = ?1 AND terminal_id = ?2";

/// Enables, disables or archives a terminal that is still as it was read.
pub async fn switch(
    database: &impl Database,
    by: By<'_>,
    terminal_id: &str,
    status: &str,
    snapshot: &str,
    entry: &Entry,
) -> Result<(), StoreError> {
    let statements = vec![
        journal_same(SAME, by, entry, Some(snapshot)),
        statement!(SWITCH, by.org_id, terminal_id, status),
    ];
    database.batch(statements).await.map(drop)
}

/// A fee line: currency, service %, bank % (decimal texts), minimum in minor units.
pub type Fee = (String, String, String, i64);

/// Reads the fee lines of a row, in order of their currencies.
#[must_use]
pub fn fees_of(json: &str) -> Vec<Fee> {
    let Ok(Value::Array(lines)) = serde_json::from_str(json) else {
        return Vec::new();
    };
    let text = |line: &Value, place: usize| line.get(place).and_then(Value::as_str).map(str::to_owned);
    let fee = |line: &Value| Some((text(line, 0)?, text(line, 1)?, text(line, 2)?, line.get(3)?.as_i64()?));
    let mut fees: Vec<Fee> = lines.iter().filter_map(fee).collect();
    fees.sort();
    fees
}

const FEE_RETURNED: &str =
    "UPDATE terminal SET fee_returned = CAST(?3 AS INTEGER) WHERE org_id = ?1 AND terminal_id = ?2";
const DROP_FEES: &str = "DELETE FROM terminal_fee WHERE org_id = ?1 AND terminal_id = ?2
    AND currency NOT IN (SELECT j.value ->> 0 FROM json_each(?3) AS j)";
const SET_FEES: &str = "INSERT INTO terminal_fee (org_id, terminal_id, currency, service_percent, bank_percent, minimum_minor)
    SELECT ?1, ?2, j.value ->> 0, j.value ->> 1, j.value ->> 2, CAST(j.value ->> 3 AS INTEGER) FROM json_each(?3) AS j WHERE true
    ON CONFLICT (org_id, terminal_id, currency) DO UPDATE SET service_percent = excluded.service_percent, bank_percent = excluded.bank_percent,
      minimum_minor = excluded.minimum_minor";

/// Sets all fee lines of a terminal that is still as it was read: a currency without a line is taken no more.
pub async fn set_fees(
    database: &impl Database,
    by: By<'_>,
    terminal_id: &str,
    fees: &[Fee],
    fee_returned: bool,
    snapshot: &str,
    entry: &Entry,
) -> Result<(), StoreError> {
    let line = |(currency, service, bank, minimum): &Fee| json!([currency, service, bank, minimum]);
    let lines = Value::Array(fees.iter().map(line).collect()).to_string();
    let statements = vec![
        journal_same(SAME, by, entry, Some(snapshot)),
        statement!(FEE_RETURNED, by.org_id, terminal_id, fee_returned),
        statement!(DROP_FEES, by.org_id, terminal_id, &lines),
        statement!(SET_FEES, by.org_id, terminal_id, &lines),
    ];
    database.batch(statements).await.map(drop)
}
