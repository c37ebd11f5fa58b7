//! `/api/people`: who works in the organisation, and what each may do.

use edge::{
    Problem, Response,
    cabinet::Call,
    json,
    page::Page,
    payment_json::{stored, time},
    who::Who,
};
use http::StatusCode;
use operations::people;
use serde::Serialize;
use serde_json::Value;
use store::people::Member;

use crate::id;

/// A person in the organisation.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Person))]
pub struct PersonJson {
    /// The person's number.
    id: i64,
    /// The name.
    name: String,
    /// The login.
    login: String,
    /// The e-mail address.
    email: Option<String>,
    /// The phone.
    phone: Option<String>,
    /// `owner`, `manager`, `accountant`, `payments_operator` or `viewer`.
    role: String,
    /// Single permissions beyond the role.
    permissions: Value,
    /// `active` or `disabled`, in this organisation.
    status: String,
    /// Whether the person has a second factor.
    second_factor: bool,
    /// When the person last used the cabinet.
    last_seen_at: Option<String>,
    /// When the person joined.
    joined_at: String,
}

impl PersonJson {
    fn of(row: Member) -> Self {
        Self {
            id: row.person_id,
            name: row.name,
            login: row.login,
            email: row.email,
            phone: row.phone,
            role: row.role,
            permissions: stored(&row.permissions),
            status: row.status,
            second_factor: row.has_second_factor == 1,
            last_seen_at: row.last_seen_at_ms.map(time),
            joined_at: time(row.created_at_ms),
        }
    }
}

/// What a person is to be and may do: what is left out stays as it is.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct PersonBody {
    /// `owner`, `manager`, `accountant`, `payments_operator` or `viewer`.
    role: Option<String>,
    /// All single permissions beyond the role.
    permissions: Option<Vec<String>>,
}

/// The status that a person is to have.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct PersonStatusBody {
    /// `active` or `disabled`.
    status: String,
}

/// Lists the organisation's people.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/people", operation_id = "listPeople", tag = "Cabinet", security(("session" = [])),
    responses((status = 200, body = Page<PersonJson>), (status = 403, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let people = store::people::list(&call.context.database, call.org_id()?).await?;
    let items: Vec<PersonJson> = people.into_iter().map(PersonJson::of).collect();
    json::answer(StatusCode::OK, &Page { items, next: None })
}

/// Gives a person another role or other single permissions, from the next request on.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/people/{id}", operation_id = "changePerson", tag = "Cabinet", security(("session" = [])),
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header)), request_body = PersonBody,
    responses((status = 200, body = PersonJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn change(call: &Call<'_>, person: &str) -> Result<Response, Problem> {
    let (who, body) = (Who::member(call)?, json::value(call.request)?);
    let database = &call.context.database;
    let changed = people::change(database, call.org_id()?, who.actor(), id(person)?, &body).await;
    json::answer(StatusCode::OK, &PersonJson::of(changed?))
}

/// Shuts a person out of the organisation at once, or lets them in again.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/people/{id}/status", operation_id = "setPersonStatus", tag = "Cabinet", security(("session" = [])),
    params(("id" = i64, Path), ("X-CSRF-Token" = String, Header)), request_body = PersonStatusBody,
    responses((status = 200, body = PersonJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn set_status(call: &Call<'_>, person: &str) -> Result<Response, Problem> {
    let (who, body) = (Who::member(call)?, json::value(call.request)?);
    let database = &call.context.database;
    let changed = people::set_status(database, call.org_id()?, who.actor(), id(person)?, &body).await;
    json::answer(StatusCode::OK, &PersonJson::of(changed?))
}
