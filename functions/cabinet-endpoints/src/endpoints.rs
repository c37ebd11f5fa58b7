//! What people do with endpoints: make, change, enable, disable, delete them, and renew their secrets.

use domain::token;
use edge::{
    Problem, Response, SystemEntropy,
    cabinet::Call,
    json,
    postback_json::{EndpointJson, endpoint_not_found},
    settings,
};
use http::StatusCode;
use operations::endpoint::{self, Change, EndpointRequest, Rules, Shown, SigningRequest};
use serde::Serialize;
use store::endpoints::{Endpoint, Switch};

/// An endpoint to be made or changed.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct EndpointBody {
    /// `live` or `test`; only when it is made.
    mode: Option<String>,
    /// At most 60 characters.
    name: Option<String>,
    /// `standard` (default), `paykeeper`, `paykassma`, `spring` or `email`; only when it is made.
    format: Option<String>,
    /// A public https address, or an e-mail address.
    address: Option<String>,
    /// By default all that the format can tell.
    event_types: Option<Vec<String>>,
    /// Whether its delivery of the success event is the payment's notice; by default the first of a mode is.
    primary: Option<bool>,
    /// Own secrets of the format, by name, where an older system had given them: `secret_word`, `access_key`, `private_key`,
    /// `shared_secret`. Only when it is made.
    secrets: Option<std::collections::BTreeMap<String, String>>,
}

/// A secret to be renewed.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct RotateBody {
    /// `standard` (default), or the format's own.
    scheme: Option<String>,
    /// Own secrets by name.
    secrets: Option<std::collections::BTreeMap<String, String>>,
}

/// An endpoint with new secrets.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndpointWithSecrets {
    /// The endpoint.
    endpoint: EndpointJson,
    /// Its new secrets: they are not shown again.
    secrets: Vec<Shown>,
}

struct With {
    org_id: i64,
    actor: String,
    own_hosts: Vec<String>,
    loopback_allowed: bool,
}

impl With {
    fn of(call: &Call<'_>) -> Result<Self, Problem> {
        let visitor = call.visitor()?;
        Ok(Self {
            org_id: visitor.org_id,
            actor: visitor.actor(),
            own_hosts: settings::own_hosts(call.env),
            loopback_allowed: settings::loopback_allowed(call.env),
        })
    }

    fn change(&self, call: &Call<'_>) -> Change<'_> {
        Change {
            org_id: self.org_id,
            actor: &self.actor,
            now: call.context.now,
            rules: Rules {
                own_hosts: &self.own_hosts,
                loopback_allowed: self.loopback_allowed,
            },
        }
    }
}

pub(crate) fn id(endpoint: &str) -> Result<i64, Problem> {
    token::number(endpoint).ok_or_else(endpoint_not_found)
}

fn answer(endpoint: Endpoint) -> Result<Response, Problem> {
    json::answer(StatusCode::OK, &EndpointJson::of(endpoint))
}

fn with_secrets(status: StatusCode, endpoint: Endpoint, secrets: Vec<Shown>) -> Result<Response, Problem> {
    let endpoint = EndpointJson::of(endpoint);
    json::answer(status, &EndpointWithSecrets { endpoint, secrets })
}

/// Makes an endpoint. Its secrets are shown this once.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/endpoints", operation_id = "createEndpoint", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = EndpointBody,
    responses((status = 201, body = EndpointWithSecrets), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn create(call: &Call<'_>) -> Result<Response, Problem> {
    let with = With::of(call)?;
    let request = EndpointRequest::read(&json::value(call.request)?).map_err(Problem::fields)?;
    let key = settings::endpoint_key(call.env)?;
    let database = &call.context.database;
    let (made, secrets) = endpoint::create(database, &SystemEntropy, &key, with.change(call), &request).await?;
    with_secrets(StatusCode::CREATED, made, secrets)
}

/// Changes an endpoint: what is left out stays as it is.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/endpoints/{endpoint}", operation_id = "changeEndpoint", tag = "Cabinet", security(("session" = [])),
    params(("endpoint" = i64, Path, description = "The endpoint's id."), ("X-CSRF-Token" = String, Header)), request_body = EndpointBody,
    responses((status = 200, body = EndpointJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn change(call: &Call<'_>, endpoint: &str) -> Result<Response, Problem> {
    let with = With::of(call)?;
    let request = EndpointRequest::read(&json::value(call.request)?).map_err(Problem::fields)?;
    let database = &call.context.database;
    answer(endpoint::change(database, with.change(call), id(endpoint)?, &request).await?)
}

/// Enables an endpoint. What was kept for it goes out by and by, oldest first.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/endpoints/{endpoint}/enable", operation_id = "enableEndpoint", tag = "Cabinet", security(("session" = [])),
    params(("endpoint" = i64, Path, description = "The endpoint's id."), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = EndpointJson), (status = 403, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn enable(call: &Call<'_>, endpoint: &str) -> Result<Response, Problem> {
    answer(switch(call, endpoint, Switch::Enable).await?)
}

/// Disables an endpoint. Nothing is dropped: what happens meanwhile is kept for it.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/endpoints/{endpoint}/disable", operation_id = "disableEndpoint", tag = "Cabinet", security(("session" = [])),
    params(("endpoint" = i64, Path, description = "The endpoint's id."), ("X-CSRF-Token" = String, Header)),
    responses((status = 200, body = EndpointJson), (status = 403, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn disable(call: &Call<'_>, endpoint: &str) -> Result<Response, Problem> {
    answer(switch(call, endpoint, Switch::Disable).await?)
}

/// Deletes an endpoint: it is told nothing any more, and what was not delivered stays undelivered.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/endpoints/{endpoint}/delete", operation_id = "deleteEndpoint", tag = "Cabinet", security(("session" = [])),
    params(("endpoint" = i64, Path, description = "The endpoint's id."), ("X-CSRF-Token" = String, Header)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn delete(call: &Call<'_>, endpoint: &str) -> Result<Response, Problem> {
    switch(call, endpoint, Switch::Delete).await?;
    json::empty(StatusCode::NO_CONTENT)
}

async fn switch(call: &Call<'_>, endpoint: &str, to: Switch) -> Result<Endpoint, Problem> {
    let with = With::of(call)?;
    Ok(endpoint::switch(&call.context.database, with.change(call), id(endpoint)?, to).await?)
}

/// Renews a secret, shown this once. The one before signs for 24 hours more.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/endpoints/{endpoint}/rotate", operation_id = "rotateEndpointSecret", tag = "Cabinet", security(("session" = [])),
    params(("endpoint" = i64, Path, description = "The endpoint's id."), ("X-CSRF-Token" = String, Header)), request_body = RotateBody,
    responses((status = 200, body = EndpointWithSecrets), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn rotate(call: &Call<'_>, endpoint: &str) -> Result<Response, Problem> {
    let with = With::of(call)?;
    let request = SigningRequest::read(&json::value(call.request)?).map_err(Problem::fields)?;
    let (key, database) = (settings::endpoint_key(call.env)?, &call.context.database);
    let change = with.change(call);
    let (changed, secrets) = endpoint::rotate(database, &SystemEntropy, &key, change, id(endpoint)?, &request).await?;
    with_secrets(StatusCode::OK, changed, secrets)
}
