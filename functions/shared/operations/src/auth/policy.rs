//! Which passwords are taken: long enough, not guessable, not one of the last five.

use domain::password::{self, PasswordError};

use super::AuthError;

/// Judges how guessable a password is: another function does, for its dictionaries are large.
#[expect(
    async_fn_in_trait,
    reason = "functions are single-threaded: no caller needs the future to be Send"
)]
pub trait Strength {
    /// 0 to 4 (zxcvbn), given what an attacker knows of the person.
    async fn score(&self, password: &str, inputs: &[&str]) -> Result<u8, AuthError>;
}

/// Checks a password that somebody wants; `field` is where they typed it. `present` and `older` are hashes that it must not fit.
pub(super) async fn check(
    strength: &impl Strength,
    field: &str,
    wanted: &str,
    inputs: &[&str],
    present: Option<&str>,
    older: &str,
) -> Result<(), AuthError> {
    let refuse = |code: &str, detail: &str| Err(AuthError::field(field, code, detail));
    match password::check(wanted) {
        Err(error @ PasswordError::Short) => return refuse("password_short", &error.to_string()),
        Err(error @ PasswordError::Long) => return refuse("password_long", &error.to_string()),
        Ok(()) => (),
    }
    let inputs: Vec<&str> = inputs.iter().copied().filter(|input| !input.is_empty()).collect();
    if strength.score(wanted, &inputs).await? < password::SCORE_MIN {
        return refuse("password_weak", "too easy to guess: use several unusual words");
    }
    let older: Vec<String> = serde_json::from_str(older).unwrap_or_default();
    let mut known = present.into_iter().chain(older.iter().map(String::as_str));
    if known.any(|hash| password::verify(wanted, hash)) {
        return refuse(
            "password_reused",
            "not the present password, nor one of the four before it",
        );
    }
    Ok(())
}
