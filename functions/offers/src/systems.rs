//! `/api/manual-systems` and `/v1/manual-systems`.

use edge::{Problem, Response, SystemEntropy, cabinet::Call, files::Files, json::answer, page};
use http::StatusCode;
use operations::manual_systems::{self as operation, SystemRequest};
use serde_json::Value;
use store::manual_systems::{self, System};

use crate::{
    door::{Making, bound, sent},
    system_json::{ManualSystems, SystemJson},
};

fn shown(status: StatusCode, system: System) -> Result<Response, Problem> {
    answer(status, &SystemJson::of(system))
}

/// Manual systems of a mode.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/manual-systems", operation_id = "listManualSystems", tag = "Cabinet", security(("session" = [])),
    params(
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("archived" = Option<String>, Query, description = "`1`: archived ones too.")),
    responses((status = 200, body = ManualSystems), (status = 401, body = Problem), (status = 403, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let archived = page::parameter(call.request.uri(), "archived") == Some("1");
    let rows = manual_systems::list(&call.context.database, call.org_id()?, call.mode()?, archived).await?;
    let items = rows.into_iter().map(SystemJson::of).collect();
    answer(StatusCode::OK, &ManualSystems { items, next: None })
}

/// One manual system.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/manual-systems/{system}", operation_id = "getManualSystem", tag = "Cabinet", security(("session" = [])),
    params(("system" = String, Path, description = "The system's id.")),
    responses((status = 200, body = SystemJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(call: &Call<'_>, system: &str) -> Result<Response, Problem> {
    let found = operation::find(&call.context.database, call.org_id()?, system, bound(call)).await?;
    shown(StatusCode::OK, found)
}

/// An amount to be set.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub(crate) struct AmountBody {
    /// Decimal text.
    #[schema(example = "100.00")]
    amount: String,
    /// ISO 4217 code.
    #[schema(example = "RUB")]
    currency: String,
}

/// A manual system to be made or changed; to change one, what is left out stays as it is.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub(crate) struct ManualSystemBody {
    /// 1 to 40 letters, digits, `-`, `_`; only when it is made, by default of the name's letters.
    id: Option<String>,
    /// 1 to 60 characters; required when it is made.
    name: Option<String>,
    /// At most 500 characters.
    description: Option<String>,
    /// 0 (default) to 100, decimal text, at most six decimals.
    #[schema(example = "2.5")]
    commission_percent: Option<String>,
    /// By default 0.
    fixed_fee: Option<AmountBody>,
    /// ISO 4217 code; required when it is made.
    income_currency: Option<String>,
    /// ISO 4217 code; required when it is made.
    transaction_currency: Option<String>,
    /// ISO 4217 codes, at most 50; they hold the two above. Required when it is made.
    currencies: Option<Vec<String>>,
    /// At most 120 characters.
    merchant_name: Option<String>,
    /// At most 2,000 characters, lines among them.
    merchant_description: Option<String>,
    /// At most 200 characters.
    comment_hint: Option<String>,
    /// Null takes the picture away.
    image: Option<String>,
}

/// A status to be set.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub(crate) struct ManualSystemStatusBody {
    /// `active`, `disabled` or `archived`.
    status: String,
}

fn read(body: &Value) -> Result<SystemRequest, Problem> {
    SystemRequest::read(body).map_err(Problem::fields)
}

/// Makes a manual system, active.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/manual-systems", operation_id = "createManualSystem", tag = "Cabinet", security(("session" = [])),
    params(
        ("mode" = Option<String>, Query, description = "`live` (default) or `test`."),
        ("X-CSRF-Token" = String, Header), ("Idempotency-Key" = String, Header)),
    request_body = ManualSystemBody,
    responses((status = 201, body = SystemJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn create(call: &Call<'_>) -> Result<Response, Problem> {
    let body = sent(call, false)?;
    let making = Making::of(call, "manual-systems", body.to_string())?;
    let (actor, request) = (call.actor()?, read(&body)?);
    let (database, changer) = (&call.context.database, call.changer(&actor)?);
    let made = operation::create(
        database,
        &SystemEntropy,
        changer,
        call.mode()?,
        making.keyed(),
        &request,
    );
    shown(StatusCode::CREATED, made.await?)
}

/// Changes a manual system: what is left out stays as it is. Payments decided before keep what was fixed then.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/manual-systems/{system}", operation_id = "changeManualSystem", tag = "Cabinet", security(("session" = [])),
    params(("system" = String, Path, description = "The system's id."), ("X-CSRF-Token" = String, Header)), request_body = ManualSystemBody,
    responses((status = 200, body = SystemJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn change(call: &Call<'_>, system: &str) -> Result<Response, Problem> {
    let (actor, request) = (call.actor()?, read(&sent(call, false)?)?);
    let (database, changer) = (&call.context.database, call.changer(&actor)?);
    let (changed, gone) = operation::change(database, changer, system, bound(call), &request).await?;
    if let Some(file) = gone {
        Files::bound(call.env)?.delete(changer.org_id, &file).await?;
    }
    shown(StatusCode::OK, changed)
}

/// Enables, disables or archives a manual system. No payer is shown a disabled one; an archived one stays so.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/manual-systems/{system}/status", operation_id = "setManualSystemStatus", tag = "Cabinet", security(("session" = [])),
    params(("system" = String, Path, description = "The system's id."), ("X-CSRF-Token" = String, Header)), request_body = ManualSystemStatusBody,
    responses((status = 200, body = SystemJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn switch(call: &Call<'_>, system: &str) -> Result<Response, Problem> {
    let (actor, body) = (call.actor()?, sent(call, false)?);
    let status = body.get("status").and_then(Value::as_str).unwrap_or_default();
    let (database, changer) = (&call.context.database, call.changer(&actor)?);
    let switched = operation::switch(database, changer, system, bound(call), status).await?;
    shown(StatusCode::OK, switched)
}
