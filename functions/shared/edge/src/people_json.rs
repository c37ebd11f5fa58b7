//! Invitations as the API shows them, and why nothing was done to people and organisations, as HTTP.

use http::StatusCode;
use operations::{letters::TokenError, organisation::OrganisationError, people::PeopleError};
use serde::Serialize;
use serde_json::Value;
use store::invitations::Invitation;

use crate::{
    Problem,
    payment_json::{stored, time},
};

/// An invitation.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Invitation))]
pub struct InvitationJson {
    /// Counted within the organisation.
    id: i64,
    /// Who is asked in.
    email: String,
    /// With which role; empty: as an operator of the platform.
    role: Option<String>,
    /// Single permissions beyond the role.
    permissions: Value,
    /// The name of who sent it last.
    invited_by: Option<String>,
    /// When it was made.
    created_at: String,
    /// Until when its letter's link opens.
    expires_at: String,
    /// `open`, `accepted`, `expired` or `revoked`.
    state: String,
}

impl InvitationJson {
    /// As the API shows it.
    #[must_use]
    pub fn of(row: Invitation) -> Self {
        Self {
            id: row.invitation_id,
            email: row.email,
            role: row.role,
            permissions: stored(&row.permissions),
            invited_by: row.invited_by,
            created_at: time(row.created_at_ms),
            expires_at: time(row.expires_at_ms),
            state: row.state,
        }
    }
}

fn told(status: StatusCode, code: &str, error: &dyn std::fmt::Display) -> Problem {
    // Sentences for people begin with a capital; errors, as everywhere, do not.
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    let sentence: String = first.into_iter().chain(letters).chain(['.']).collect();
    Problem::new(status, code, sentence)
}

impl From<OrganisationError> for Problem {
    fn from(error: OrganisationError) -> Self {
        let (status, code) = match error {
            OrganisationError::Fields(errors) => return Problem::fields(errors),
            OrganisationError::Invitation(error) => return error.into(),
            OrganisationError::Store(error) => return error.into(),
            OrganisationError::NotFound => (StatusCode::NOT_FOUND, "organisation_not_found"),
            OrganisationError::SlugTaken => (StatusCode::CONFLICT, "slug_taken"),
            OrganisationError::Raced => (StatusCode::CONFLICT, "changed_meanwhile"),
            OrganisationError::OwnersOnly => (StatusCode::FORBIDDEN, "owners_only"),
            OrganisationError::NoSecondFactor => (StatusCode::CONFLICT, "second_factor_missing"),
            OrganisationError::HasOwner => (StatusCode::CONFLICT, "has_owner"),
            OrganisationError::NotVisited => (StatusCode::CONFLICT, "not_visited"),
        };
        told(status, code, &error)
    }
}

impl From<PeopleError> for Problem {
    fn from(error: PeopleError) -> Self {
        let (status, code) = match error {
            PeopleError::Fields(errors) => return Problem::fields(errors),
            PeopleError::Token(TokenError::Entropy(error)) | PeopleError::Entropy(error) => return error.into(),
            PeopleError::Token(error) => return Problem::internal(&error),
            PeopleError::Store(error) => return error.into(),
            PeopleError::NotFound => (StatusCode::NOT_FOUND, "person_not_found"),
            PeopleError::NotYours(_) => (StatusCode::FORBIDDEN, "permission_not_yours"),
            PeopleError::OwnersOnly => (StatusCode::FORBIDDEN, "owners_only"),
            PeopleError::Own => (StatusCode::CONFLICT, "own_membership"),
            PeopleError::LastOwner => (StatusCode::CONFLICT, "last_owner"),
            PeopleError::Member => (StatusCode::CONFLICT, "already_member"),
            PeopleError::AlreadyInvited => (StatusCode::CONFLICT, "already_invited"),
            PeopleError::TooManyOpen => (StatusCode::CONFLICT, "too_many_invitations"),
            PeopleError::TooManyLetters => (StatusCode::TOO_MANY_REQUESTS, "too_many_letters"),
            PeopleError::Over => (StatusCode::CONFLICT, "invitation_over"),
            PeopleError::Raced => (StatusCode::CONFLICT, "changed_meanwhile"),
        };
        told(status, code, &error)
    }
}

/// Why nothing was done to an invitation: which has a code of its own where there is none.
#[must_use]
pub fn invitation_problem(error: PeopleError) -> Problem {
    match error {
        PeopleError::NotFound => invitation_not_found(),
        other => other.into(),
    }
}

/// The organisation has no such invitation.
#[must_use]
pub fn invitation_not_found() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "invitation_not_found",
        "There is no such invitation.",
    )
}
