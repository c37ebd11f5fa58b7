//! Invitations by letter: made, sent again with another token, revoked.

use domain::{address, card, letter::LetterKind, mask, token};
use serde_json::{Value, json};
use store::{
    Database, Statement, changes,
    changes::PLATFORM,
    invitations::{self, Invitation, LETTERS_A_DAY, OPEN_MAX, Room, Sent},
    letters::NewLetter,
    people::Actor,
};

use super::{
    PeopleError, Sender,
    grant::{self, Rights},
};
use crate::{Entropy, FieldError, fields::Fields, letters::seal_token};

/// How long an invitation is open, in milliseconds: a week.
const OPEN_MS: i64 = 7 * 86_400_000;

/// Who is asked in to what.
#[derive(Debug, Clone, Copy)]
pub struct Invited<'a> {
    /// The organisation; [`PLATFORM`]: the operators.
    pub org_id: i64,
    /// The invitation's number.
    pub invitation_id: i64,
    /// To whom.
    pub email: &'a str,
    /// With which role; none: as an operator.
    pub role: Option<&'a str>,
    /// JSON array of single permissions beyond it.
    pub permissions: &'a str,
    /// The organisation's name, as the letter tells it.
    pub organisation: Option<&'a str>,
    /// The letter's language.
    pub language: &'a str,
}

/// A letter with its token, ready to go.
pub(crate) struct Prepared {
    token_hash: String,
    sealed: String,
    params: String,
    detail: String,
}

/// Draws a token and seals it into the letter.
pub(crate) fn prepare(
    entropy: &impl Entropy,
    sender: &Sender<'_>,
    invited: &Invited<'_>,
) -> Result<Prepared, PeopleError> {
    let token = token::secret(entropy.bytes()?);
    let permissions: Value = serde_json::from_str(invited.permissions).unwrap_or_default();
    let after = json!({ "email": mask::email(invited.email), "role": invited.role, "permissions": permissions });
    let told = [("organisation", invited.organisation), ("role", invited.role)];
    let told = told
        .into_iter()
        .filter_map(|(name, text)| Some((name.to_owned(), json!(text?))));
    let params = Value::Object(told.collect());
    Ok(Prepared {
        token_hash: token::sha256_hex(token.as_bytes()),
        sealed: seal_token(sender.key, entropy, LetterKind::Invitation, invited.email, &token)?,
        params: params.to_string(),
        detail: json!({ "after": after }).to_string(),
    })
}

impl Prepared {
    fn sent<'a>(&'a self, sender: &Sender<'a>, invited: &Invited<'a>) -> Sent<'a> {
        let now_ms = sender.actor.by.now_ms;
        let expires_at_ms = now_ms.saturating_add(OPEN_MS);
        Sent {
            org_id: invited.org_id,
            invitation_id: invited.invitation_id,
            token_hash: &self.token_hash,
            email: invited.email,
            role: invited.role,
            permissions: invited.permissions,
            expires_at_ms,
            detail: &self.detail,
            letter: NewLetter {
                kind: LetterKind::Invitation.name(),
                address: invited.email,
                language: invited.language,
                params: &self.params,
                token: Some(&self.sealed),
                now_ms,
                expires_at_ms,
            },
        }
    }

    /// The statements that send it for the first time.
    pub(crate) fn create(&self, sender: &Sender<'_>, invited: &Invited<'_>) -> Vec<Statement> {
        invitations::create(sender.actor, &self.sent(sender, invited))
    }
}

/// Reads an e-mail address, in lower case.
pub(crate) fn address(field: &str, given: &str) -> Result<String, FieldError> {
    let email = given.trim().to_ascii_lowercase();
    if let Err(error) = address::check_email(&email) {
        return Err(FieldError::new(field, "address_refused", error.to_string()));
    }
    if card::contains(&email) {
        return Err(FieldError::new(
            field,
            "card_number_not_allowed",
            "a card number stands in this field",
        ));
    }
    Ok(email)
}

/// Asks somebody in: to an organisation with a role, or to the platform's operators.
pub async fn create(
    database: &impl Database,
    entropy: &impl Entropy,
    sender: &Sender<'_>,
    org_id: i64,
    body: &Value,
) -> Result<Invitation, PeopleError> {
    let mut fields = Fields::of(body, "").map_err(|error| PeopleError::Fields(vec![error]))?;
    let given = fields.required_text("email");
    let email = address("email", &given);
    // What is missing was said to be.
    fields.refuse_part(
        email
            .as_ref()
            .err()
            .filter(|_| !given.is_empty())
            .cloned()
            .into_iter()
            .collect(),
    );
    let rights = match org_id {
        PLATFORM => Rights::none(),
        _ => Rights::read(&Rights::none(), &mut fields),
    };
    let rights = fields.finish(rights).map_err(PeopleError::Fields)?;
    let email = email.map_err(|error| PeopleError::Fields(vec![error]))?;
    grant::check(&sender.actor, &Rights::none(), &rights)?;
    let role = (org_id != PLATFORM).then_some(&*rights.role);
    send_first(database, entropy, sender, org_id, &email, (role, &rights.beyond_json())).await
}

/// Sends an invitation for the first time.
pub(crate) async fn send_first(
    database: &impl Database,
    entropy: &impl Entropy,
    sender: &Sender<'_>,
    org_id: i64,
    email: &str,
    (role, permissions): (Option<&str>, &str),
) -> Result<Invitation, PeopleError> {
    let room = invitations::room(database, org_id, sender.actor, email, 0).await?;
    let invited = Invited {
        org_id,
        invitation_id: room.invitation_id,
        email,
        role,
        permissions,
        organisation: room.organisation.as_deref(),
        language: room.language.as_deref().unwrap_or("en"),
    };
    let statements = prepare(entropy, sender, &invited)?.create(sender, &invited);
    send(database, sender.actor, &invited, &room, statements).await
}

/// Sends an open or expired invitation again, with another token: the one before opens nothing any more.
pub async fn send_again(
    database: &impl Database,
    entropy: &impl Entropy,
    sender: &Sender<'_>,
    org_id: i64,
    invitation_id: i64,
) -> Result<Invitation, PeopleError> {
    let found = find(database, org_id, invitation_id, sender.actor.by.now_ms).await?;
    let rights = Rights::kept(found.role.as_deref().unwrap_or_default(), &found.permissions);
    grant::check(&sender.actor, &Rights::none(), &rights)?;
    if matches!(found.state.as_str(), "accepted" | "revoked") {
        return Err(PeopleError::Over);
    }
    let room = invitations::room(database, org_id, sender.actor, &found.email, invitation_id).await?;
    let invited = Invited {
        org_id,
        invitation_id,
        email: &found.email,
        role: found.role.as_deref(),
        permissions: &found.permissions,
        organisation: room.organisation.as_deref(),
        language: room.language.as_deref().unwrap_or("en"),
    };
    let prepared = prepare(entropy, sender, &invited)?;
    let statements = invitations::again(sender.actor, &prepared.sent(sender, &invited));
    send(database, sender.actor, &invited, &room, statements).await
}

/// Sends, if there is room; the statements look for it once more.
async fn send(
    database: &impl Database,
    actor: Actor<'_>,
    invited: &Invited<'_>,
    room: &Room,
    statements: Vec<Statement>,
) -> Result<Invitation, PeopleError> {
    check(room)?;
    match database.batch(statements).await {
        Err(error) if changes::is_refused(&error) => {
            // Somebody was faster: by now it can be said at what.
            let room = invitations::room(database, invited.org_id, actor, invited.email, invited.invitation_id).await?;
            check(&room)?;
            Err(PeopleError::Raced)
        }
        other => {
            other?;
            find(database, invited.org_id, invited.invitation_id, actor.by.now_ms).await
        }
    }
}

fn check(room: &Room) -> Result<(), PeopleError> {
    let refused = [
        (room.actor_changed == 1, PeopleError::Raced),
        (room.is_member == 1, PeopleError::Member),
        (room.is_invited == 1, PeopleError::AlreadyInvited),
        (room.open >= OPEN_MAX, PeopleError::TooManyOpen),
        (room.letters >= LETTERS_A_DAY, PeopleError::TooManyLetters),
    ];
    let first = refused.into_iter().find(|(refused, _)| *refused);
    first.map_or(Ok(()), |(_, error)| Err(error))
}

/// Ends an open or expired invitation; one that is revoked already stays so.
pub async fn revoke(
    database: &impl Database,
    org_id: i64,
    actor: Actor<'_>,
    invitation_id: i64,
) -> Result<Invitation, PeopleError> {
    let now_ms = actor.by.now_ms;
    let found = find(database, org_id, invitation_id, now_ms).await?;
    if found.role.as_deref() == Some("owner") && !matches!(actor.role, "owner" | "") {
        return Err(PeopleError::OwnersOnly);
    }
    match found.state.as_str() {
        "accepted" => return Err(PeopleError::Over),
        "revoked" => return Ok(found),
        _ => {}
    }
    let detail = json!({ "before": { "state": found.state }, "after": { "state": "revoked" } }).to_string();
    invitations::revoke(database, org_id, actor, invitation_id, &detail).await?;
    find(database, org_id, invitation_id, now_ms).await
}

pub(crate) async fn find(
    database: &impl Database,
    org_id: i64,
    invitation_id: i64,
    now_ms: i64,
) -> Result<Invitation, PeopleError> {
    let found = invitations::one(database, org_id, invitation_id, now_ms).await?;
    found.ok_or(PeopleError::NotFound)
}
