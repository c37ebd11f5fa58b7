//! Why somebody did not come in, or changed nothing.

use domain::{password::HashError, sealed::SealError, time::Timestamp};
use store::StoreError;

use crate::{FieldError, NoEntropy, letters::TokenError};

/// Why somebody did not come in, or changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// Name or password are wrong; which, is not told.
    #[error("the name or the password is wrong")]
    Credentials,
    /// It was tried too often; so many seconds until it may be tried again.
    #[error("tried too often")]
    TooMany(i64),
    /// The code is wrong, or was used already.
    #[error("the code is wrong")]
    SecondFactor,
    /// The challenge has been tried five times, or is older than five minutes, or never was.
    #[error("the challenge is over")]
    ChallengeOver,
    /// The letter's token is used, too old, or none of ours.
    #[error("the token is over")]
    TokenOver,
    /// A signed-in person is needed: the one whom the invitation is for.
    #[error("not signed in")]
    NotSignedIn,
    /// Fields are not acceptable.
    #[error("fields are not acceptable")]
    Fields(Vec<FieldError>),
    /// Somebody else has this login, e-mail address or phone.
    #[error("the {0} is taken")]
    Taken(&'static str),
    /// An operator of the platform belongs to no organisation, nor does who belongs to one operate it.
    #[error("operators and members of organisations are different people")]
    KindsDiffer,
    /// There is no such session.
    #[error("no such session")]
    NoSession,
    /// There is no second factor, or none begun.
    #[error("there is no second factor")]
    NoSecondFactor,
    /// Somebody changed the same at the same moment.
    #[error("changed meanwhile")]
    Raced,
    /// How guessable the password is could not be judged.
    #[error("the password's strength could not be judged: {0}")]
    Strength(String),
    /// A password could not be hashed.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// A secret could not be sealed or opened.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A sealed secret is not what was sealed.
    #[error("a second factor's secret is malformed")]
    SecretMalformed,
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
    /// The database failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for AuthError {
    fn from(error: StoreError) -> Self {
        // SQLite names the columns of a unique constraint, not the constraint.
        let taken = |text: &str| {
            let fields = ["login", "email", "phone"];
            fields
                .into_iter()
                .find(|field| text.contains(&format!("person.{field}")))
        };
        match &error {
            StoreError::Constraint(text) if text.contains("person.person_id") => Self::Raced,
            StoreError::Constraint(text) => taken(text).map_or(Self::Store(error), Self::Taken),
            _ => Self::Store(error),
        }
    }
}

impl From<TokenError> for AuthError {
    fn from(error: TokenError) -> Self {
        match error {
            TokenError::Entropy(error) => Self::Entropy(error),
            TokenError::Seal(error) => Self::Seal(error),
        }
    }
}

impl AuthError {
    /// Tried too often, until then.
    pub(super) fn until(again_at_ms: i64, now: Timestamp) -> Self {
        let wait_ms = again_at_ms.saturating_sub(now.ms()).max(0);
        Self::TooMany(wait_ms.saturating_add(999).checked_div(1_000).unwrap_or(1).max(1))
    }

    /// One field is not acceptable.
    pub(super) fn field(field: &str, code: &str, detail: &str) -> Self {
        Self::Fields(vec![FieldError::new(field, code, detail)])
    }
}
