//! Errors of the operations as HTTP.

use edge::Problem;
use http::StatusCode;
use operations::{letters::TokenError, organisation::OrganisationError, people::PeopleError};

fn told(status: StatusCode, code: &str, error: &dyn std::fmt::Display) -> Problem {
    // Sentences for people begin with a capital; errors, as everywhere, do not.
    let text = error.to_string();
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    let sentence: String = first.into_iter().chain(letters).chain(['.']).collect();
    Problem::new(status, code, sentence)
}

pub(crate) fn of_organisation(error: OrganisationError) -> Problem {
    let (status, code) = match error {
        OrganisationError::Fields(errors) => return Problem::fields(errors),
        OrganisationError::Invitation(error) => return of_people(error),
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

pub(crate) fn of_people(error: PeopleError) -> Problem {
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

/// The same of invitations, which have a code of their own where there is none.
pub(crate) fn of_invitations(error: PeopleError) -> Problem {
    match error {
        PeopleError::NotFound => invitation_not_found(),
        other => of_people(other),
    }
}

pub(crate) fn invitation_not_found() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "invitation_not_found",
        "There is no such invitation.",
    )
}
