//! Somebody was asked to join by a letter, and does.

use domain::{password, token};
use serde_json::Value;
use store::{
    Database,
    auth::{
        invitation::{self as store_invitation, Invitation, NewPerson},
        sign_in::actor,
    },
};

use super::{
    AuthError, Strength, Who, With, policy,
    profile::login_of,
    session::{Opened, Opening},
    text,
};
use crate::{Entropy, FieldError, fields::Fields};

/// Finds an open invitation by its letter's token.
pub async fn find<D: Database, E>(with: With<'_, D, E>, token: &str) -> Result<Invitation, AuthError> {
    let hash = token::sha256_hex(token.as_bytes());
    let found = store_invitation::find(with.database, &hash, with.now.ms()).await?;
    found.ok_or(AuthError::TokenOver)
}

/// Who joins.
#[derive(Debug)]
pub struct Joining {
    login: String,
    name: String,
    password: String,
    language: String,
}

impl Joining {
    /// Reads who joins, being new here.
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(body, "").map_err(|error| vec![error])?;
        let (login, name) = (fields.required_text("login"), fields.required_text("name"));
        let joining = Self {
            login: login_of(&login).unwrap_or_default(),
            name: text::name(&name).unwrap_or_default(),
            password: fields.required_text("password"),
            language: fields.text("language").unwrap_or_else(|| "en".to_owned()),
        };
        let wrong = [
            login_of(&login).err().filter(|_| !login.is_empty()),
            text::name(&name).err().filter(|_| !name.is_empty()),
            text::language(&joining.language).err(),
        ];
        fields.refuse_part(wrong.into_iter().flatten().collect());
        fields.finish(joining)
    }
}

/// Joins as a new person, who is signed in with that.
pub async fn join<D: Database, E: Entropy>(
    with: With<'_, D, E>,
    strength: &impl Strength,
    token: &str,
    invitation: &Invitation,
    joining: &Joining,
) -> Result<Opened, AuthError> {
    let inputs = [invitation.email.as_str(), &joining.login, &joining.name];
    policy::check(strength, "password", &joining.password, &inputs, None, "[]").await?;
    let password_hash = password::hash(&joining.password, with.entropy.bytes()?)?;
    let opening = Opening::draw(with, "", false)?;
    let kind = if invitation.org_id == 0 { "operator" } else { "merchant" };
    let actor = actor(kind, invitation.next_person_id, with.origin);
    let person = NewPerson {
        login: &joining.login,
        name: &joining.name,
        language: &joining.language,
        password_hash: &password_hash,
    };
    let by = with.by(invitation.next_person_id, &actor);
    let hash = token::sha256_hex(token.as_bytes());
    // They have just made it all themselves: there is nothing to warn of.
    let new = store::auth::sign_in::NewSession {
        is_known_device: true,
        ..opening.to_open("{}")
    };
    let opened = store_invitation::accept_new(with.database, by, &hash, invitation, &person, &new).await?;
    Ok(opening.opened(opened.ok_or(AuthError::TokenOver)?))
}

/// Joins as a person who is there already, and signed in.
pub async fn join_known<D: Database, E>(
    with: With<'_, D, E>,
    who: Who<'_>,
    token: &str,
    invitation: &Invitation,
) -> Result<(), AuthError> {
    let session = who.session;
    if invitation.person_id != Some(session.person_id) {
        return Err(AuthError::NotSignedIn);
    }
    let operates = invitation.org_id == 0;
    if (operates && invitation.belongs == 1) || (!operates && session.kind == "operator") {
        return Err(AuthError::KindsDiffer);
    }
    let hash = token::sha256_hex(token.as_bytes());
    let by = with.by(session.person_id, who.actor);
    let (database, login) = (with.database, &session.login);
    let done = store_invitation::accept_known(database, by, &hash, invitation, who.token_hash, login).await?;
    done.then_some(()).ok_or(AuthError::TokenOver)
}
