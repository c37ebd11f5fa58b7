//! A client is made or changed.

use edge::{Problem, Response, SystemEntropy, cabinet::Call, json, orders::request_key};
use http::StatusCode;
use operations::{
    clients::{self, ChangeRequest, Changing, ClientError, Details},
    fields::Fields,
};

use crate::client_json::{ClientJson, number};

/// What is known of a client.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct ClientBody {
    /// At most 200 characters.
    name: Option<String>,
    /// No two clients have the same.
    email: Option<String>,
    /// With the country's code.
    phone: Option<String>,
    /// The payer in the merchant's system; no two clients have the same. At most 190 characters.
    label: Option<String>,
    /// `en` or `ru`; by default the one of whoever makes it.
    language: Option<String>,
}

/// Makes a client. One of name, e-mail address, phone and label is needed. The same key and request: the same client.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/clients", operation_id = "createClient", tag = "Cabinet", security(("session" = [])),
    params(("mode" = Option<String>, Query, description = "`live` (default) or `test`."), ("X-CSRF-Token" = String, Header), ("Idempotency-Key" = String, Header)), request_body = ClientBody,
    responses(
        (status = 201, body = ClientJson), (status = 400, body = Problem), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn create(call: &Call<'_>) -> Result<Response, Problem> {
    let key = request_key(call)?;
    let value = json::value(call.request)?;
    let mut fields = Fields::of(&value, "").map_err(|error| Problem::fields(vec![error]))?;
    let details = Details::read(&mut fields);
    let details = fields.finish(details).map_err(Problem::fields)?;
    let language = match call.merchant() {
        Some(_) => "en",
        None => &call.person()?.session.language,
    };
    let (database, actor) = (&call.context.database, call.actor()?);
    let by = changing(call, &actor, &key)?;
    let client = clients::create(database, &SystemEntropy, by, &details, language).await?;
    json::answer(StatusCode::CREATED, &ClientJson::of(client))
}

/// Changes what is known of a client: what is left out stays, what is null is no longer known.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/clients/{number}", operation_id = "changeClient", tag = "Cabinet", security(("session" = [])),
    params(("number" = i64, Path, description = "The client's number."), ("mode" = Option<String>, Query, description = "`live` (default) or `test`."), ("X-CSRF-Token" = String, Header)), request_body = ClientBody,
    responses(
        (status = 200, body = ClientJson), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn change(call: &Call<'_>, given: &str) -> Result<Response, Problem> {
    let number = number(given)?;
    let request = ChangeRequest::read(&json::value(call.request)?).map_err(Problem::fields)?;
    let (database, actor) = (&call.context.database, call.actor()?);
    let client = clients::change(database, changing(call, &actor, "")?, number, &request).await;
    let client = client.map_err(|error: ClientError| Problem::from(error))?;
    json::answer(StatusCode::OK, &ClientJson::of(client))
}

/// Who changes a client, by a request.
pub(crate) fn changing<'a>(call: &'a Call<'_>, actor: &'a str, key: &'a str) -> Result<Changing<'a>, Problem> {
    Ok(Changing {
        org_id: call.org_id()?,
        mode: call.mode()?,
        actor,
        request_key: key,
        now: call.context.now,
    })
}
