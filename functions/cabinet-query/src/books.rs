//! `GET /api/balances`, `/api/imbalances`, `/api/registers` and `/api/registers/{terminal}/{register}`: the books, whether they
//! are right, and what banks have settled.

use edge::{
    Problem, Response, json,
    page::mode,
    payment_json::{amount, time},
};
use http::{StatusCode, Uri};
use serde::Serialize;
use store::{
    Database, balances,
    cabinet::{self, RegisterLine, RegisterRow},
};

/// A list without pages: few by nature.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct List<T> {
    /// The rows.
    items: Vec<T>,
}

/// The balance of an account.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CabinetBalance))]
pub struct BalanceJson {
    /// The account: `available` is the organisation's; `in_transit:<terminal>` is owed by the acquirer, and so negative.
    account: String,
    /// Signed.
    amount: String,
    /// The currency.
    currency: String,
}

/// Something that does not add up: never there.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Imbalance))]
pub struct ImbalanceJson {
    /// What is wrong.
    what: String,
    /// Where.
    subject: String,
    /// What it is, in minor units.
    minor: i64,
    /// What it should be, in minor units.
    expected_minor: i64,
}

/// A settlement register.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Register))]
pub struct RegisterJson {
    /// The terminal.
    terminal: String,
    /// The bank's id.
    register: String,
    /// The bank's day.
    day: String,
    /// Pages in all.
    pages: i64,
    /// Pages that have come.
    pages_received: i64,
    /// Lines in all.
    lines: i64,
    /// Lines that differ from what we booked.
    differing: i64,
    /// When the last page came.
    received_at: String,
}

/// A line of a register that differs.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = RegisterDifference))]
pub struct DifferenceJson {
    /// The bank's id of the operation.
    bank_operation: String,
    /// Our reference, as echoed.
    reference: String,
    /// `capture`, `refund`, `chargeback` or `chargeback_won`.
    kind: String,
    /// What the bank says.
    amount: String,
    /// The bank's fee.
    fee: String,
    /// The currency.
    currency: String,
    /// The payment, where we know it.
    number: Option<i64>,
    /// The operation, where we know it.
    operation: Option<i64>,
    /// `fee_differs`, `amount_differs`, `not_done` or `unknown`.
    outcome: String,
}

/// The balances of a mode.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/balances", operation_id = "listCabinetBalances", tag = "Cabinet", security(("session" = [])),
    params(("mode" = Option<String>, Query, description = "`live` (default) or `test`.")),
    responses((status = 200, body = inline(List<BalanceJson>)), (status = 401, body = Problem))))]
pub(crate) async fn balances(database: &impl Database, org_id: i64, uri: &Uri) -> Result<Response, Problem> {
    let rows = balances::of_mode(database, org_id, mode(uri)?).await?;
    let balance = |row: balances::Balance| BalanceJson {
        amount: amount(row.minor, &row.currency),
        account: row.account,
        currency: row.currency,
    };
    list(rows.into_iter().map(balance))
}

/// Whatever does not add up in the books, rebuilt from their entries: always empty.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/imbalances", operation_id = "listImbalances", tag = "Cabinet", security(("session" = [])),
    responses((status = 200, body = inline(List<ImbalanceJson>)), (status = 401, body = Problem))))]
pub(crate) async fn imbalances(database: &impl Database, org_id: i64) -> Result<Response, Problem> {
    let rows = balances::imbalances(database, org_id).await?;
    list(rows.into_iter().map(|row| ImbalanceJson {
        what: row.what,
        subject: row.subject,
        minor: row.minor,
        expected_minor: row.expected_minor,
    }))
}

/// What banks have settled, newest day first.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/registers", operation_id = "listRegisters", tag = "Cabinet", security(("session" = [])),
    responses((status = 200, body = inline(List<RegisterJson>)), (status = 401, body = Problem))))]
pub(crate) async fn registers(database: &impl Database, org_id: i64) -> Result<Response, Problem> {
    let rows = cabinet::registers(database, org_id).await?;
    list(rows.into_iter().map(|row: RegisterRow| RegisterJson {
        terminal: row.terminal_id,
        register: row.register,
        day: row.day,
        pages: row.pages,
        pages_received: row.pages_received,
        lines: row.lines,
        differing: row.differing,
        received_at: time(row.received_at_ms),
    }))
}

/// The lines of a register that differ from what we booked.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/registers/{terminal}/{register}", operation_id = "listRegisterDifferences", tag = "Cabinet", security(("session" = [])),
    params(("terminal" = String, Path, description = "The terminal."), ("register" = String, Path, description = "The bank's id of the register.")),
    responses((status = 200, body = inline(List<DifferenceJson>)), (status = 401, body = Problem))))]
pub(crate) async fn differences(
    database: &impl Database,
    org_id: i64,
    terminal: &str,
    register: &str,
) -> Result<Response, Problem> {
    let rows = cabinet::differences(database, org_id, terminal, register).await?;
    list(rows.into_iter().map(|row: RegisterLine| DifferenceJson {
        amount: amount(row.amount_minor, &row.currency),
        fee: amount(row.fee_minor, &row.currency),
        bank_operation: row.bank_operation,
        reference: row.reference,
        kind: row.kind,
        currency: row.currency,
        number: row.number,
        operation: row.operation,
        outcome: row.outcome,
    }))
}

fn list<T: Serialize>(rows: impl Iterator<Item = T>) -> Result<Response, Problem> {
    json::answer(StatusCode::OK, &List { items: rows.collect() })
}
