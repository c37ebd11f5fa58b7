//! `/api/terminals`: contracts with acquirers.

use acquirers::ACQUIRERS;
use domain::fee::{percent_millionths, percent_text};
use edge::{
    Problem, Response, SystemEntropy,
    cabinet::Call,
    json,
    limit_json::LimitJson,
    page,
    payment_json::{amount, stored, time},
    settings,
};
use http::StatusCode;
use operations::terminal::{self, FeesRequest, TerminalRequest, Vault};
use serde::Serialize;
use serde_json::Value;
use store::{
    limit_settings::{self, Row as LimitRow},
    terminals::{Fee, Row, fees_of},
};

/// A terminal. Its credentials are never shown.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Terminal))]
pub struct TerminalJson {
    /// Its id.
    terminal: String,
    /// The acquirer.
    acquirer: String,
    /// `live` or `test`.
    mode: String,
    /// `ecom`, `aft` or `oct`.
    kind: String,
    /// What people, payers too, call it.
    name: String,
    /// For the organisation's own people.
    description: String,
    /// `active`, `disabled` or `archived`.
    status: String,
    /// 1: paid at once; 2: held first.
    stages: i64,
    /// `capture` or `release`: what becomes of a hold by itself.
    at_deadline: String,
    /// Hours after the hold at which that happens; empty: shortly before the bank lets it go.
    deadline_hours: Option<i64>,
    /// Whether a refund gives the merchant the refunded share of the fee back.
    fee_returned: bool,
    /// What may be started here: `payment`, `capture`, `void`, `refund`.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    operations: Value,
    /// Which parts of its credentials are there, each `set`.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::BTreeMap<String, String>))]
    credentials: Value,
    /// Where the acquirer calls back.
    callback_url: String,
    /// What it costs, by currency; a currency without a line is not taken.
    fees: Vec<FeeJson>,
    /// Its own limits.
    limits: Vec<LimitJson>,
    /// When it was made.
    created_at: String,
}

/// What payments of a currency cost.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = TerminalFee))]
pub struct FeeJson {
    /// ISO 4217 code.
    currency: String,
    /// The service's part, in percent.
    #[cfg_attr(feature = "openapi", schema(example = "0.7"))]
    service_percent: String,
    /// The bank's part, in percent.
    #[cfg_attr(feature = "openapi", schema(example = "0.45"))]
    bank_percent: String,
    /// Both together.
    #[cfg_attr(feature = "openapi", schema(example = "1.15"))]
    total_percent: String,
    /// The least that a capture costs, decimal text.
    minimum: String,
}

impl FeeJson {
    fn of((currency, service, bank, minimum): Fee) -> Self {
        let parts = percent_millionths(&service).zip(percent_millionths(&bank));
        Self {
            total_percent: parts.map_or_else(String::new, |(service, bank)| {
                percent_text(service.saturating_add(bank))
            }),
            service_percent: service,
            bank_percent: bank,
            minimum: amount(minimum, &currency),
            currency,
        }
    }
}

/// An acquirer that a terminal may be made at.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Acquirer))]
pub struct AcquirerJson {
    /// Its name.
    name: &'static str,
    /// In which modes it has terminals.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    modes: &'static [&'static str],
    /// What it gives a merchant to speak to it with.
    credentials: Vec<CredentialJson>,
}

/// A part of credentials.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Credential))]
pub struct CredentialJson {
    /// Its name.
    name: &'static str,
    /// Whether nothing goes without it.
    required: bool,
    /// Whether it is typed as passwords are.
    secret: bool,
}

/// All terminals of a mode, and where more could be made.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Terminals {
    /// The terminals, archived ones last.
    items: Vec<TerminalJson>,
    /// Always empty: the list is whole.
    next: Option<String>,
    /// Acquirers with what they ask for.
    acquirers: Vec<AcquirerJson>,
}

fn acquirers() -> Vec<AcquirerJson> {
    let acquirer = |acquirer: &acquirers::Description| AcquirerJson {
        name: acquirer.name,
        modes: acquirer.modes,
        credentials: acquirer
            .credentials
            .iter()
            .map(|credential| CredentialJson {
                name: credential.name,
                required: credential.required,
                secret: credential.secret,
            })
            .collect(),
    };
    ACQUIRERS.iter().map(acquirer).collect()
}

fn shown(call: &Call<'_>, row: Row, limits: &mut Vec<LimitRow>) -> Result<TerminalJson, Problem> {
    let (key, public_url) = (settings::master_key(call.env)?, settings::public_url(call.env)?);
    let credentials = terminal::credentials(&key, call.org_id()?, &row);
    let (own, others) = std::mem::take(limits)
        .into_iter()
        .partition(|limit| limit.terminal_id == row.terminal_id);
    *limits = others;
    let own: Vec<LimitRow> = own;
    let fees = fees_of(&row.fees);
    Ok(TerminalJson {
        callback_url: format!(
            "{public_url}/callbacks/{}/{}/{}",
            row.acquirer, row.slug, row.terminal_id
        ),
        operations: stored(&row.operations),
        credentials: Value::Object(credentials.into_iter().map(|(name, _)| (name, "set".into())).collect()),
        fees: fees.into_iter().map(FeeJson::of).collect(),
        limits: own.into_iter().map(LimitJson::of).collect(),
        created_at: time(row.created_at_ms),
        fee_returned: row.fee_returned == 1,
        terminal: row.terminal_id,
        acquirer: row.acquirer,
        mode: row.mode,
        kind: row.kind,
        name: row.name,
        description: row.description,
        status: row.status,
        stages: row.stages,
        at_deadline: row.at_deadline,
        deadline_hours: row.deadline_hours,
    })
}

/// Answers a terminal with its limits.
async fn answer(call: &Call<'_>, status: StatusCode, row: Row) -> Result<Response, Problem> {
    let day = call.local_day()?;
    let mut limits = limit_settings::list(&call.context.database, call.org_id()?, &row.mode, &day).await?;
    json::answer(status, &shown(call, row, &mut limits)?)
}

/// Terminals of a mode with fees and limits.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/terminals", operation_id = "listTerminals", tag = "Cabinet", security(("session" = [])),
    params(("mode" = Option<String>, Query, description = "`live` (default) or `test`.")),
    responses((status = 200, body = Terminals), (status = 401, body = Problem), (status = 403, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let (mode, day) = (page::mode(call.request.uri())?, call.local_day()?);
    let database = &call.context.database;
    let (rows, mut limits) = limit_settings::terminals_with_limits(database, call.org_id()?, mode, &day).await?;
    let items = rows.into_iter().map(|row| shown(call, row, &mut limits));
    let terminals = Terminals {
        items: items.collect::<Result<_, _>>()?,
        next: None,
        acquirers: acquirers(),
    };
    json::answer(StatusCode::OK, &terminals)
}

/// A terminal to be made or changed; to change one, what is left out stays as it is.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct TerminalBody {
    /// 1 to 40 letters, digits, `-`, `_`; only when it is made.
    terminal: Option<String>,
    /// Only when it is made.
    acquirer: Option<String>,
    /// `live` or `test`; only when it is made.
    mode: Option<String>,
    /// `ecom` (default), `aft` or `oct`; only when it is made.
    kind: Option<String>,
    /// 1 to 60 characters.
    name: Option<String>,
    /// At most 500 characters.
    description: Option<String>,
    /// 1 (default) or 2.
    stages: Option<i64>,
    /// `capture` (default) or `release`.
    at_deadline: Option<String>,
    /// 1 to 720; null: shortly before the bank lets a hold go.
    deadline_hours: Option<i64>,
    /// By default `payment`, `capture`, `void` and `refund`.
    operations: Option<Vec<String>>,
    /// What the acquirer gave, by name; never shown again. What is left out stays as it is, what is empty goes.
    credentials: Option<std::collections::BTreeMap<String, String>>,
}

/// A copy to be made.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct CopyBody {
    /// The new terminal's id.
    terminal: String,
    /// The new terminal's name.
    name: String,
}

/// A status to be set.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct StatusBody {
    /// `active`, `disabled` or `archived`.
    status: String,
}

/// Fees to be set, all of them.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct FeesBody {
    /// A line for each currency that the terminal takes.
    fees: Vec<FeeBody>,
    /// Whether a refund gives the merchant the refunded share of the fee back.
    fee_returned: Option<bool>,
}

/// A fee line to be set.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct FeeBody {
    /// ISO 4217 code.
    currency: String,
    /// Decimal text, at most six decimals.
    service_percent: String,
    /// Decimal text, at most six decimals.
    bank_percent: String,
    /// Decimal text in the currency; by default 0.
    minimum: Option<String>,
}

fn read(call: &Call<'_>) -> Result<TerminalRequest, Problem> {
    TerminalRequest::read(&json::value(call.request)?).map_err(Problem::fields)
}

/// Runs with the key under which credentials are sealed.
macro_rules! vault {
    ($call:ident, $key:ident) => {
        Vault {
            key: &$key,
            entropy: &SystemEntropy,
            loopback_allowed: settings::loopback_allowed($call.env),
        }
    };
}

/// Makes a terminal. It takes payments once an operator of the platform has set its fees.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/terminals", operation_id = "createTerminal", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = TerminalBody,
    responses((status = 201, body = TerminalJson), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn create(call: &Call<'_>) -> Result<Response, Problem> {
    let (actor, request, key) = (call.person()?.actor(), read(call)?, settings::master_key(call.env)?);
    let made = terminal::create(
        &call.context.database,
        vault!(call, key),
        call.changer(&actor)?,
        &request,
    )
    .await?;
    answer(call, StatusCode::CREATED, made).await
}

/// Changes a terminal: what is left out stays as it is. New credentials are used within a minute.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/terminals/{terminal}", operation_id = "changeTerminal", tag = "Cabinet", security(("session" = [])),
    params(("terminal" = String, Path, description = "The terminal."), ("X-CSRF-Token" = String, Header)), request_body = TerminalBody,
    responses((status = 200, body = TerminalJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn change(call: &Call<'_>, terminal: &str) -> Result<Response, Problem> {
    let (actor, request, key) = (call.person()?.actor(), read(call)?, settings::master_key(call.env)?);
    if !request.credentials.is_empty() {
        call.person()?.must_be_proved(call.context.now)?;
    }
    let database = &call.context.database;
    let changed = terminal::change(database, vault!(call, key), call.changer(&actor)?, terminal, &request).await?;
    answer(call, StatusCode::OK, changed).await
}

/// Enables, disables or archives a terminal. Disabled, no payer is sent there any more, also of payments already begun; what has
/// happened there still settles. Archived, it stays so.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/terminals/{terminal}/status", operation_id = "setTerminalStatus", tag = "Cabinet", security(("session" = [])),
    params(("terminal" = String, Path, description = "The terminal."), ("X-CSRF-Token" = String, Header)), request_body = StatusBody,
    responses((status = 200, body = TerminalJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn switch(call: &Call<'_>, terminal: &str) -> Result<Response, Problem> {
    let (actor, body) = (call.person()?.actor(), json::value(call.request)?);
    let status = body.get("status").and_then(Value::as_str).unwrap_or_default();
    let changed = terminal::switch(&call.context.database, call.changer(&actor)?, terminal, status).await?;
    answer(call, StatusCode::OK, changed).await
}

/// Makes another terminal with the settings, credentials and fees of one.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/terminals/{terminal}/copy", operation_id = "copyTerminal", tag = "Cabinet", security(("session" = [])),
    params(("terminal" = String, Path, description = "The terminal."), ("X-CSRF-Token" = String, Header)), request_body = CopyBody,
    responses((status = 201, body = TerminalJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn copy(call: &Call<'_>, terminal: &str) -> Result<Response, Problem> {
    let (actor, request, key) = (call.person()?.actor(), read(call)?, settings::master_key(call.env)?);
    let database = &call.context.database;
    let made = terminal::copy(database, vault!(call, key), call.changer(&actor)?, terminal, &request).await?;
    answer(call, StatusCode::CREATED, made).await
}

/// Sets all fees of a terminal, by an operator of the platform who visits the organisation. What is captured from then on costs what
/// they say.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/terminals/{terminal}/fees", operation_id = "setTerminalFees", tag = "Operators", security(("session" = [])),
    params(("terminal" = String, Path, description = "The terminal."), ("X-CSRF-Token" = String, Header)), request_body = FeesBody,
    responses((status = 200, body = TerminalJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn fees(call: &Call<'_>, terminal: &str) -> Result<Response, Problem> {
    let actor = call.person()?.actor();
    let request = FeesRequest::read(&json::value(call.request)?).map_err(Problem::fields)?;
    let changed = terminal::set_fees(&call.context.database, call.changer(&actor)?, terminal, &request).await?;
    answer(call, StatusCode::OK, changed).await
}
