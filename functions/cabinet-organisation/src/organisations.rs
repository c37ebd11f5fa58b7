//! `/api/organisations`: all organisations, for operators of the platform.

use domain::{fee, token};
use edge::{
    FieldError, Problem, Response, SystemEntropy,
    cabinet::Call,
    json,
    page::{cursor, limit, page, parameter, text},
    payment_json::{amount, stored, time},
    people_json::InvitationJson,
    settings,
    who::{Who, send_letters},
};
use http::StatusCode;
use operations::{
    organisation::{self, StatusRequest},
    people::Sender,
};
use serde_json::{Value, json};
use store::organisations::{self, Filter, Listed};

#[cfg(feature = "openapi")]
use crate::organisation::{OrganisationBody, OrganisationJson};
#[cfg(feature = "openapi")]
use edge::page::Page;

use crate::organisation::{Allowed, answer, by_slug, change_one, shown};

/// What an operation costs at a terminal.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[schema(as = OrganisationTerminalFee)]
#[expect(dead_code, reason = "for the document")]
pub struct FeeJson {
    /// ISO 4217.
    currency: String,
    /// The service's part, in percent.
    service_percent: String,
    /// The bank's part, in percent.
    bank_percent: String,
    /// Both.
    total_percent: String,
    /// The least that an operation costs.
    minimum: String,
}

/// A terminal of an organisation.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[schema(as = OrganisationTerminal)]
#[expect(dead_code, reason = "for the document")]
pub struct TerminalJson {
    /// Its id within the organisation.
    terminal: String,
    /// The bank or PSP.
    acquirer: String,
    /// `ecom`, `aft` or `oct`.
    kind: String,
    /// `live` or `test`.
    mode: String,
    /// `active` or `disabled`.
    status: String,
    /// A line for each currency.
    fees: Vec<FeeJson>,
}

/// An organisation as operators list it.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[schema(as = OrganisationRow)]
#[expect(dead_code, reason = "for the document")]
pub struct RowJson {
    /// Its number.
    number: i64,
    /// Its name in addresses.
    slug: String,
    /// Its name.
    name: String,
    /// The company's name.
    legal_name: String,
    /// `active` or `disabled`.
    status: String,
    /// When it was registered.
    registered_at: String,
    /// Where endpoints in Spring's format post results.
    response_url: String,
    /// Terminals, by bank.
    terminals: Vec<TerminalJson>,
}

/// An organisation to be made; what [`OrganisationBody`] has, it may have too.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct NewOrganisationBody {
    /// Its name in addresses: 2 to 40 small letters, digits and hyphens inside. Never changed.
    slug: String,
    /// 1 to 100 characters.
    name: String,
    /// Where its owner's invitation goes.
    owner_email: String,
    /// What it says of itself besides.
    #[schema(inline)]
    #[serde(flatten)]
    rest: OrganisationBody,
}

/// An organisation made.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct CreatedOrganisation {
    /// The organisation.
    organisation: OrganisationJson,
    /// Its owner's invitation.
    invitation: InvitationJson,
}

/// The status that an organisation is to have.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct OrganisationStatusBody {
    /// `active` or `disabled`.
    status: String,
    /// Why: told to its journal.
    reason: String,
}

/// Where an owner's invitation goes.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct OwnerBody {
    /// An e-mail address.
    email: String,
}

fn fee_of(value: &Value) -> Option<Value> {
    let text = |index: usize| value.get(index)?.as_str();
    let (currency, service, bank) = (text(0)?, text(1)?, text(2)?);
    Some(json!({
        "currency": currency, "service_percent": service, "bank_percent": bank, "total_percent": fee::total_percent(service, bank),
        "minimum": amount(value.get(3)?.as_i64()?, currency),
    }))
}

/// Terminals as the database lists them, with what their fees come to.
fn terminals_of(text: &str) -> Value {
    let mut terminals = stored(text);
    for terminal in terminals.as_array_mut().into_iter().flatten() {
        if let Some(fees) = terminal.get_mut("fees") {
            *fees = fees.as_array().into_iter().flatten().filter_map(fee_of).collect();
        }
    }
    terminals
}

fn row_of(row: Listed) -> Value {
    json!({
        "number": row.org_id, "slug": row.slug, "name": row.name, "legal_name": row.legal_name, "status": row.status,
        "registered_at": time(row.created_at_ms), "response_url": row.response_url, "terminals": terminals_of(&row.terminals),
    })
}

/// A text with a capital at its beginning: of the two alphabets that names here are written in.
fn capitalised(text: &str) -> String {
    const CYRILLIC: (&str, &str) = ("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ");
    let capital = |letter: char| {
        let mut pairs = CYRILLIC.0.chars().zip(CYRILLIC.1.chars());
        pairs
            .find(|(small, _)| *small == letter)
            .map_or(letter.to_ascii_uppercase(), |(_, capital)| capital)
    };
    let mut letters = text.chars();
    let first = letters.next().map(capital);
    first.into_iter().chain(letters).collect()
}

/// Lists organisations, the newest first, each with its terminals and what they cost.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/organisations", operation_id = "listOrganisations", tag = "Operators", security(("session" = [])),
    params(("status" = Option<String>, Query, description = "`active` or `disabled`."), ("q" = Option<String>, Query, description = "A part of a name."),
      ("cursor" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, body = Page<RowJson>), (status = 403, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn list(call: &Call<'_>) -> Result<Response, Problem> {
    let uri = call.request.uri();
    let status = parameter(uri, "status");
    if status.is_some_and(|status| !matches!(status, "active" | "disabled")) {
        let error = FieldError::new("status", "out_of_range", "active or disabled");
        return Err(Problem::fields(vec![error]));
    }
    let limit = limit(uri)?;
    let text = text(uri, "q")?.unwrap_or_default();
    let filter = Filter {
        status,
        text: &text,
        capitalised: &capitalised(&text),
        before: cursor(uri, token::number)?.unwrap_or(i64::from(u32::MAX)),
        limit: i64::from(limit),
    };
    let rows = organisations::list(&call.context.database, filter).await?;
    json::answer(StatusCode::OK, &page(rows, limit, |row| row.org_id.to_string(), row_of))
}

/// Makes an organisation, and asks its owner in by a letter.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/organisations", operation_id = "createOrganisation", tag = "Operators", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = NewOrganisationBody,
    responses((status = 201, body = CreatedOrganisation), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn create(call: &Call<'_>) -> Result<Response, Problem> {
    let (who, key) = (Who::operator(call)?, settings::mail_key(call.env)?);
    let sender = Sender {
        actor: who.actor(),
        key: &key,
    };
    let body = json::value(call.request)?;
    let database = &call.context.database;
    let allowed = Allowed::here(call);
    let created = organisation::create(database, &SystemEntropy, &sender, &body, &allowed.rules()).await?;
    send_letters(call);
    let invitation = InvitationJson::of(created.invitation);
    let answer = json!({ "organisation": shown(&created.organisation)?, "invitation": invitation });
    json::answer(StatusCode::CREATED, &answer)
}

/// Answers an organisation.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/organisations/{slug}", operation_id = "getOrganisationBySlug", tag = "Operators", security(("session" = [])),
    params(("slug" = String, Path)), responses((status = 200, body = OrganisationJson), (status = 403, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(call: &Call<'_>, slug: &str) -> Result<Response, Problem> {
    answer(StatusCode::OK, &by_slug(&call.context.database, slug).await?)
}

/// Changes what an organisation says of itself, for it.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/organisations/{slug}", operation_id = "changeOrganisationBySlug", tag = "Operators", security(("session" = [])),
    params(("slug" = String, Path), ("X-CSRF-Token" = String, Header)), request_body = OrganisationBody,
    responses((status = 200, body = OrganisationJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn change(call: &Call<'_>, slug: &str) -> Result<Response, Problem> {
    let who = Who::operator(call)?;
    let found = by_slug(&call.context.database, slug).await?;
    change_one(call, &who, true, found).await
}

/// Disables an organisation, or enables it again. Disabled, no payment of it goes to a bank any more, on any terminal.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/organisations/{slug}/status", operation_id = "setOrganisationStatus", tag = "Operators", security(("session" = [])),
    params(("slug" = String, Path), ("X-CSRF-Token" = String, Header)), request_body = OrganisationStatusBody,
    responses((status = 200, body = OrganisationJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn set_status(call: &Call<'_>, slug: &str) -> Result<Response, Problem> {
    let who = Who::operator(call)?;
    let request = StatusRequest::read(&json::value(call.request)?).map_err(Problem::fields)?;
    let changed = organisation::set_status(&call.context.database, who.by(), slug, &request).await;
    answer(StatusCode::OK, &changed?)
}

/// Asks an owner in to an organisation that has none: the first letter was not answered in time, or went to a wrong address.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/organisations/{slug}/owner", operation_id = "inviteOwner", tag = "Operators", security(("session" = [])),
    params(("slug" = String, Path), ("X-CSRF-Token" = String, Header)), request_body = OwnerBody,
    responses((status = 201, body = InvitationJson), (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn invite_owner(call: &Call<'_>, slug: &str) -> Result<Response, Problem> {
    let (who, key) = (Who::operator(call)?, settings::mail_key(call.env)?);
    let sender = Sender {
        actor: who.actor(),
        key: &key,
    };
    let (database, body) = (&call.context.database, json::value(call.request)?);
    let sent = organisation::invite_owner(database, &SystemEntropy, &sender, slug, &body).await;
    let sent = sent?;
    send_letters(call);
    json::answer(StatusCode::CREATED, &InvitationJson::of(sent))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves CLK-04 (service fee, bank fee, total, minimum).
    #[test]
    fn fees_are_shown_with_their_total() {
        let fee = fee_of(&serde_json::json!(["RUB", "0.7", "0.45", 4500])).unwrap();
        assert_eq!(
            (&fee["total_percent"], &fee["minimum"]),
            (&json!("1.15"), &json!("45.00"))
        );
        let fee = fee_of(&serde_json::json!(["JPY", "3", "0", 45])).unwrap();
        assert_eq!((&fee["total_percent"], &fee["minimum"]), (&json!("3"), &json!("45")));
    }

    #[test]
    fn names_begin_with_a_capital() {
        assert_eq!(capitalised("ромашка"), "Ромашка");
        assert_eq!(capitalised(""), "");
    }
}
