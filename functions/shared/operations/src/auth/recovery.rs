//! A forgotten password: a letter, and by its token a new one.

use domain::{letter::LetterKind, login, sealed::KeyRing, token};
use serde_json::json;
use store::{
    Database,
    auth::{
        password::{self as store_password, Replacement},
        recovery::{self, NewReset},
        sign_in::actor,
    },
};

use super::{AuthError, Strength, With, address_subject, name_subject, new_password::NewPassword, policy};
use crate::{Entropy, letters::seal_token};

/// How long the letter's token opens the way, in milliseconds: 30 minutes.
const RESET_MS: i64 = 1_800_000;

/// Asks for a letter. The same is done, and nothing answered, whether there is such an account or not.
pub async fn ask<D: Database, E: Entropy>(with: With<'_, D, E>, key: &KeyRing, typed: &str) -> Result<(), AuthError> {
    let name = login::normalise(typed);
    let name = if name.len() <= login::LENGTH_BYTES_MAX {
        name.as_str()
    } else {
        ""
    };
    let address = address_subject(&with.origin.address);
    let reader = recovery::reader(with.database, name, &address, with.now.ms()).await?;
    let (person_id, email) = reader.map_or((0, "nobody@nowhere.example".to_owned()), |reader| {
        (reader.person_id, reader.email)
    });
    let token = token::secret(with.entropy.bytes()?);
    let new = NewReset {
        token_hash: &token::sha256_hex(token.as_bytes()),
        sealed: &seal_token(key, with.entropy, LetterKind::PasswordReset, &email, &token)?,
        letter_params: "{}",
        expires_at_ms: with.now.after_ms(RESET_MS).ms(),
    };
    recovery::ask(with.database, person_id, with.origin, &new, with.now.ms()).await?;
    Ok(())
}

/// Replaces the password by whoever has the letter's token: once. All sessions end; a second factor stays on.
pub async fn reset<D: Database, E: Entropy>(
    with: With<'_, D, E>,
    strength: &impl Strength,
    token: &str,
    new: &str,
) -> Result<(), AuthError> {
    let hash = token::sha256_hex(token.as_bytes());
    let found = recovery::resetting(with.database, &hash, with.now.ms()).await?;
    let person = found.ok_or(AuthError::TokenOver)?;
    let (email, phone) = (
        person.email.as_deref().unwrap_or_default(),
        person.phone.as_deref().unwrap_or_default(),
    );
    let inputs = [&person.login, email, phone, &person.name];
    let present = Some(person.password_hash.as_str());
    policy::check(strength, "new", new, &inputs, present, &person.old_passwords).await?;
    let new = NewPassword::of(with, new)?;
    let names = [&person.login, email, phone].map(name_subject);
    let replacement = Replacement {
        old_hash: &person.password_hash,
        new_hash: &new.hash,
        letter_params: &new.letter_params,
    };
    let actor = actor(&person.kind, person.person_id, with.origin);
    let (by, names) = (with.by(person.person_id, &actor), json!(names).to_string());
    let done = store_password::reset(with.database, by, &hash, &names, &replacement).await?;
    done.then_some(()).ok_or(AuthError::TokenOver)
}
