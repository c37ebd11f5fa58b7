//! People: who belongs to an organisation and what each may do there, who is asked in, and who the platform's operators are.
//! What the acting person may was read a moment ago; the statements ask once more whether it is still so.

mod change;
mod grant;
pub mod invitation;
pub mod operator;
mod status;

use domain::sealed::KeyRing;
use serde_json::Value;
use store::{Database, StoreError, changes, people::Actor};

pub use change::change;
pub use invitation::Invited;
pub use status::set_status;

use crate::{FieldError, NoEntropy, fields::Fields, letters::TokenError};

/// Why nobody was let in or out.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// Fields are not acceptable.
    #[error("fields are not acceptable")]
    Fields(Vec<FieldError>),
    /// There is no such person, invitation or operator here.
    #[error("nobody of this number is here")]
    NotFound,
    /// What one has not, one cannot give.
    #[error("you cannot give the permission {0:?}: you have not got it")]
    NotYours(&'static str),
    /// Only an owner makes, changes and removes owners.
    #[error("only an owner makes, changes and removes owners")]
    OwnersOnly,
    /// Nobody changes what they may themselves.
    #[error("nobody changes their own membership")]
    Own,
    /// Somebody must be able to let others in.
    #[error("the last owner stays")]
    LastOwner,
    /// Whoever has the address is in already.
    #[error("whoever has this address belongs to it already")]
    Member,
    /// An open invitation goes to the address.
    #[error("an open invitation goes to this address")]
    AlreadyInvited,
    /// As many invitations are open as may be.
    #[error("at most {} invitations are open at once", store::invitations::OPEN_MAX)]
    TooManyOpen,
    /// As many letters went out as may in a day.
    #[error("at most {} letters go out in a day", store::invitations::LETTERS_A_DAY)]
    TooManyLetters,
    /// The invitation was accepted or revoked.
    #[error("the invitation was accepted or revoked")]
    Over,
    /// Somebody changed it, or what the acting person may, at the same moment.
    #[error("somebody changed it at the same moment")]
    Raced,
    /// The letter's token could not be sealed.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
    /// The database failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for PeopleError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Constraint(text) if text.contains("membership_last_owner") => Self::LastOwner,
            error if changes::is_refused(&error) => Self::Raced,
            // Two of the same number at once.
            StoreError::Constraint(_) => Self::Raced,
            other => Self::Store(other),
        }
    }
}

/// Who asks people in.
#[derive(Clone, Copy)]
pub struct Sender<'a> {
    /// The person.
    pub actor: Actor<'a>,
    /// Seals the letter's token.
    pub key: &'a KeyRing,
}

/// Reads `status`: `active` or `disabled`.
fn status_of(body: &Value) -> Result<String, PeopleError> {
    let mut fields = Fields::of(body, "").map_err(|error| PeopleError::Fields(vec![error]))?;
    let status = fields.required_text("status");
    if !matches!(status.as_str(), "active" | "disabled") {
        fields.refuse("status", "out_of_range", "active or disabled");
    }
    fields.finish(status).map_err(PeopleError::Fields)
}

async fn member(database: &impl Database, org_id: i64, person_id: i64) -> Result<store::people::Member, PeopleError> {
    let found = store::people::one(database, org_id, person_id).await?;
    found.ok_or(PeopleError::NotFound)
}
