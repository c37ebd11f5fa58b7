//! `/api/organisation`: the organisation that a request names, and what it says of itself.

use edge::{
    Problem, Response, SystemClock,
    cabinet::Call,
    json,
    payment_json::{stored, time},
    settings,
    who::Who,
};
use http::StatusCode;
use operations::{
    endpoint,
    organisation::{self, Asker, Rules},
};
use serde_json::Value;
use store::{Database, organisations, organisations::Organisation};

/// An organisation.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[schema(as = Organisation)]
#[expect(dead_code, reason = "for the document")]
pub struct OrganisationJson {
    /// Its name in addresses; never changed.
    slug: String,
    /// The short name, which payers see.
    name: String,
    /// The name of the company.
    legal_name: String,
    /// Its e-mail address; empty: none, as with the texts that follow.
    email: String,
    /// Whom to call, as people write it.
    contacts: String,
    /// Where it sits.
    address: String,
    /// ISO 4217: what new payments and sums are in unless something else is said.
    currency: String,
    /// The public site, shown to payers.
    site: String,
    /// Where endpoints in Spring's format post results of payments that name no address of their own.
    response_url: String,
    /// `en` or `ru`.
    language: String,
    /// IANA name.
    time_zone: String,
    /// `active` or `disabled`: then no payment of it goes to a bank.
    status: String,
    /// Origins that the widget may be called from, pay pages framed by, and payers sent back to.
    sites: Value,
    /// Whether whoever has no second factor sees nothing of it.
    second_factor_required: bool,
    /// Where results of payouts made by hand are told.
    payout_url: String,
    /// After how many idle days a payout is removed; empty: never.
    payout_idle_days: Option<i64>,
    /// After how many days payers' and people's personal data is erased; empty: never.
    personal_days: Option<i64>,
    /// When it was registered.
    registered_at: String,
}

/// An organisation as the API shows it: its settings as the database gives them, since reading them into fields and writing those
/// weighs several kilobytes.
pub(crate) fn shown(row: &Organisation) -> Result<Value, Problem> {
    let mut shown: Value = serde_json::from_str(&row.settings).map_err(|error| Problem::internal(&error))?;
    if let Some(members) = shown.as_object_mut() {
        let is_demanded = members.remove("second_factor").is_some_and(|demanded| demanded == 1);
        let sites = members.get("sites").and_then(Value::as_str).map(stored);
        let rest = [
            ("second_factor_required", is_demanded.into()),
            ("sites", sites.unwrap_or_default()),
            ("slug", row.slug.as_str().into()),
            ("status", row.status.as_str().into()),
            ("registered_at", time(row.created_at_ms).into()),
        ];
        members.extend(rest.map(|(name, value)| (name.to_owned(), value)));
    }
    Ok(shown)
}

/// What an organisation may change of itself: what is left out stays as it is.
#[cfg(feature = "openapi")]
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "for the document")]
pub struct OrganisationBody {
    /// 1 to 100 characters.
    name: Option<String>,
    /// At most 200 characters.
    legal_name: Option<String>,
    /// An e-mail address, or empty.
    email: Option<String>,
    /// At most 1,000 characters.
    contacts: Option<String>,
    /// At most 500 characters.
    address: Option<String>,
    /// ISO 4217.
    currency: Option<String>,
    /// A public https address, or empty.
    site: Option<String>,
    /// A public https address, or empty.
    response_url: Option<String>,
    /// `en` or `ru`.
    language: Option<String>,
    /// IANA name.
    time_zone: Option<String>,
    /// At most 20 https origins.
    sites: Option<Vec<String>>,
    /// Only by an owner who has one, and has lately proved who they are.
    second_factor_required: Option<bool>,
    /// A public https address, or empty.
    payout_url: Option<String>,
    /// 1 to 365; null: never.
    payout_idle_days: Option<i64>,
    /// 30 to 3,650; null: never.
    personal_days: Option<i64>,
}

pub(crate) fn organisation_not_found() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "organisation_not_found",
        "There is no such organisation.",
    )
}

/// Answers the organisation that the request names.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/organisation", operation_id = "getOrganisation", tag = "Cabinet", security(("session" = [])),
    responses((status = 200, body = OrganisationJson), (status = 403, body = Problem))))]
pub(crate) async fn get(call: &Call<'_>) -> Result<Response, Problem> {
    answer(StatusCode::OK, &find(call).await?)
}

async fn find(call: &Call<'_>) -> Result<Organisation, Problem> {
    let found = organisations::one(&call.context.database, call.org_id()?).await?;
    found.ok_or_else(organisation_not_found)
}

pub(crate) fn answer(status: StatusCode, organisation: &Organisation) -> Result<Response, Problem> {
    json::answer(status, &shown(organisation)?)
}

/// Changes what the organisation says of itself.
#[cfg_attr(feature = "openapi", utoipa::path(
    post, path = "/api/organisation", operation_id = "changeOrganisation", tag = "Cabinet", security(("session" = [])),
    params(("X-CSRF-Token" = String, Header)), request_body = OrganisationBody,
    responses((status = 200, body = OrganisationJson), (status = 403, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem))))]
pub(crate) async fn change(call: &Call<'_>) -> Result<Response, Problem> {
    let who = Who::member(call)?;
    let is_owner = who.actor().role == "owner";
    let found = find(call).await?;
    change_one(call, &who, is_owner, found).await
}

/// Changes an organisation. Whether a second factor is demanded, when personal data is erased and where results of payouts go is said
/// only by who has lately proved who they are.
pub(crate) async fn change_one(
    call: &Call<'_>,
    who: &Who<'_>,
    is_owner: bool,
    found: Organisation,
) -> Result<Response, Problem> {
    let body = json::value(call.request)?;
    let asked = body.get("second_factor_required").and_then(Value::as_bool);
    let demanded = found.settings()?.second_factor == 1;
    let grave = ["personal_days", "payout_url"]
        .iter()
        .any(|name| body.get(name).is_some());
    if grave || is_owner && asked.is_some_and(|asked| asked != demanded) {
        call.person()?.must_be_proved(call.context.now)?;
    }
    let asker = Asker {
        by: who.by(),
        is_owner,
        has_second_factor: who.has_second_factor(),
    };
    let allowed = Allowed::here(call);
    let changed = organisation::change(&call.context.database, asker, found, &body, &allowed.rules()).await?;
    answer(StatusCode::OK, &changed)
}

/// What this deployment lets organisations say of themselves.
pub(crate) struct Allowed {
    own_hosts: Vec<String>,
    loopback: bool,
}

impl Allowed {
    pub(crate) fn here(call: &Call<'_>) -> Self {
        Self {
            own_hosts: settings::own_hosts(call.env),
            loopback: settings::loopback_allowed(call.env),
        }
    }

    pub(crate) fn rules(&self) -> Rules<'_, SystemClock> {
        Rules {
            clock: &SystemClock,
            addresses: endpoint::Rules {
                own_hosts: &self.own_hosts,
                loopback_allowed: self.loopback,
            },
        }
    }
}

/// An organisation by its slug.
pub(crate) async fn by_slug(database: &impl Database, slug: &str) -> Result<Organisation, Problem> {
    let found = organisations::by_slug(database, slug).await?;
    found.ok_or_else(organisation_not_found)
}
