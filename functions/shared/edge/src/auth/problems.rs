//! Errors of signing in as they are answered.

use crate::{FieldError, Problem};
use http::{HeaderValue, StatusCode, header};
use operations::auth::AuthError;

/// Maps an error to its answer. None tells whether an account exists.
pub fn problem(error: AuthError) -> Problem {
    let unauthorised = |code, detail| Problem::new(StatusCode::UNAUTHORIZED, code, detail);
    let conflict = |code, detail| Problem::new(StatusCode::CONFLICT, code, detail);
    match error {
        AuthError::Credentials => unauthorised("credentials_wrong", "The login or the password is wrong."),
        AuthError::SecondFactor => unauthorised("second_factor_wrong", "The code is wrong, or was used already."),
        AuthError::ChallengeOver => unauthorised("challenge_over", "Sign in once more: the time for the code is over."),
        AuthError::NotSignedIn => unauthorised("not_signed_in", "Sign in first."),
        AuthError::TooMany(wait_s) => too_many(wait_s),
        AuthError::TokenOver => Problem::new(
            StatusCode::GONE,
            "token_over",
            "The link was used already, or is too old.",
        ),
        AuthError::Fields(errors) => Problem::fields(errors),
        AuthError::Taken(field) => Problem {
            errors: vec![FieldError::new(field, "taken", "somebody else has this one")],
            ..conflict("taken", "Somebody else has this one.")
        },
        AuthError::KindsDiffer => conflict(
            "person_kind_differs",
            "Operators of the platform and members of organisations are different people.",
        ),
        AuthError::NoSecondFactor => conflict("second_factor_off", "There is no second factor."),
        AuthError::Raced => conflict(
            "changed_meanwhile",
            "The same was changed at the same moment: try once more.",
        ),
        AuthError::NoSession => Problem::not_found(),
        AuthError::Store(error) => error.into(),
        AuthError::Entropy(error) => error.into(),
        AuthError::Strength(_) | AuthError::Hash(_) | AuthError::Seal(_) | AuthError::SecretMalformed => {
            Problem::internal(&error)
        }
    }
}

fn too_many(wait_s: i64) -> Problem {
    let detail = "Too many attempts. Wait, and try once more.";
    let mut problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, "too_many_attempts", detail);
    problem.headers.insert(header::RETRY_AFTER, HeaderValue::from(wait_s));
    problem
}
