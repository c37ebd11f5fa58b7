//! Organisations: made by operators of the platform, changed by themselves, visited by operators for a time and a reason.

mod change;
mod create;
mod difference;
mod settings;
mod sites;
mod status;
mod visit;

use store::{StoreError, changes};

pub use change::{Asker, change};
pub use create::{Created, create, invite_owner};
pub use settings::{Rules, read};
pub use status::{StatusRequest, set_status};
pub use visit::{VisitRequest, leave, visit};

use crate::{FieldError, people::PeopleError};

/// Why nothing was done to an organisation.
#[derive(Debug, thiserror::Error)]
pub enum OrganisationError {
    /// Fields are not acceptable.
    #[error("fields are not acceptable")]
    Fields(Vec<FieldError>),
    /// There is no such organisation.
    #[error("no such organisation")]
    NotFound,
    /// Another organisation has this name in addresses.
    #[error("another organisation has this slug")]
    SlugTaken,
    /// Somebody else changed it at the same moment.
    #[error("somebody else changed it at the same moment")]
    Raced,
    /// Only an owner says whether a second factor is demanded.
    #[error("only an owner demands a second factor of everyone")]
    OwnersOnly,
    /// Whoever demands a second factor must have one.
    #[error("set up a second factor of your own first")]
    NoSecondFactor,
    /// It has an owner, who invites whom they like.
    #[error("the organisation has an owner")]
    HasOwner,
    /// The operator does not visit it.
    #[error("you do not visit this organisation")]
    NotVisited,
    /// Its owner was not invited.
    #[error(transparent)]
    Invitation(#[from] PeopleError),
    /// The database failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for OrganisationError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Constraint(text) if text.contains("organisation.slug") => Self::SlugTaken,
            error if changes::is_refused(&error) => Self::Raced,
            StoreError::Constraint(_) => Self::Raced,
            other => Self::Store(other),
        }
    }
}
