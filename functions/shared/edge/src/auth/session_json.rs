//! A session as the cabinet sees it.

use crate::{
    cabinet,
    payment_json::{stored, time},
};
use domain::permission::{self, Permission};
use serde::Serialize;
use store::sessions::{IDLE_MS, Session};

/// The person signed in and what the session sees.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Session))]
pub struct SessionJson {
    person: PersonJson,
    /// The organisation that the request names, or the session's own; none for whoever belongs to none.
    organisation: Option<OrganisationJson>,
    /// All organisations of the person.
    organisations: Vec<MembershipJson>,
    /// `owner`, `manager`, `accountant`, `payments_operator` or `viewer`.
    role: Option<String>,
    /// All permissions in the organisation, by the role and beyond it.
    permissions: Vec<&'static str>,
    /// Modes in which the organisation has terminals: `live`, `test`.
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<String>))]
    modes: serde_json::Value,
    /// Of an operator within an organisation.
    visit: Option<VisitJson>,
    /// What the session is seen and revoked by.
    session_id: String,
    /// Until when what asks to prove who you are asks nothing, RFC 3339.
    proved_until: String,
    /// For `X-CSRF-Token` on every request that changes something.
    csrf_token: String,
    /// RFC 3339, UTC.
    expires_at: String,
    /// After how many idle seconds it ends before that.
    idle_s: i64,
}

/// The person.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Person))]
pub struct PersonJson {
    id: i64,
    name: String,
    login: String,
    email: Option<String>,
    /// With + and country code.
    phone: Option<String>,
    /// `en` or `ru`.
    language: String,
    /// IANA name; empty: the organisation's.
    time_zone: String,
    /// `merchant` or `operator` (of the platform).
    kind: String,
    /// Whether a second factor is set up.
    second_factor: bool,
}

/// The organisation.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = SessionOrganisation))]
pub struct OrganisationJson {
    slug: String,
    name: String,
    /// IANA name.
    time_zone: String,
    /// `en` or `ru`.
    language: String,
    /// ISO 4217 code.
    currency: String,
    /// `active` or `disabled`.
    status: String,
    second_factor_required: bool,
}

/// An organisation that the person belongs to.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Membership))]
pub struct MembershipJson {
    slug: String,
    name: String,
    role: String,
}

/// An operator's visit.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Visit))]
pub struct VisitJson {
    /// `manager` or `viewer`.
    role: String,
    /// RFC 3339, UTC.
    until: String,
    reason: String,
}

/// The session as it is answered; `session_token` is the cookie's.
pub fn session_json(session: Session, session_token: &str) -> SessionJson {
    let listed: Vec<(String, String, String)> = serde_json::from_str(&session.organisations).unwrap_or_default();
    let role = session.role.unwrap_or_default();
    let beyond: Vec<String> = serde_json::from_str(&session.permissions).unwrap_or_default();
    let had = Permission::ALL
        .iter()
        .filter(|one| permission::has(&role, &beyond, **one));
    let visit = session.visit_until_ms.map(|until| VisitJson {
        role: role.clone(),
        until: time(until),
        reason: session.visit_reason.unwrap_or_default(),
    });
    let organisation = session.slug.map(|slug| OrganisationJson {
        slug,
        name: session.organisation_name.unwrap_or_default(),
        time_zone: session.time_zone.unwrap_or_default(),
        language: session.organisation_language.unwrap_or_default(),
        currency: session.currency.unwrap_or_default(),
        status: session.organisation_status.unwrap_or_default(),
        second_factor_required: session.second_factor_required == Some(1),
    });
    SessionJson {
        person: PersonJson {
            id: session.person_id,
            name: session.person_name,
            login: session.login,
            email: session.email,
            phone: session.phone,
            language: session.language,
            time_zone: session.person_time_zone,
            kind: session.kind,
            second_factor: session.has_second_factor == 1,
        },
        organisation,
        organisations: listed
            .into_iter()
            .map(|(slug, name, role)| MembershipJson { slug, name, role })
            .collect(),
        permissions: had.map(|one| one.name()).collect(),
        role: Some(role).filter(|role| !role.is_empty()),
        modes: stored(&session.modes),
        visit,
        session_id: session.session_id,
        proved_until: time(session.proved_at_ms.saturating_add(cabinet::PROVED_MS)),
        csrf_token: cabinet::csrf_token(session_token),
        expires_at: time(session.expires_at_ms),
        idle_s: IDLE_MS / 1_000,
    }
}
