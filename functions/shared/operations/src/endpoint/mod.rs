//! Endpoints as an organisation manages them: where it is told of events, in which format, signed with which secrets.

mod request;
mod secrets;

use domain::{
    postback::Format,
    sealed::{KeyRing, SealError},
    time::Timestamp,
};
use store::{
    Database, StoreError,
    endpoints::{self, By, ENDPOINTS_MAX, Endpoint, Sealed, Settings, Switch},
};

pub use request::{EndpointRequest, Rules};
pub use secrets::{Shown, SigningRequest};

use crate::{Entropy, FieldError, NoEntropy, postbacks::secrets_owner};

/// How long the secret before goes on signing, in milliseconds.
const OVERLAP_MS: i64 = 24 * 3_600_000;

/// Why an endpoint was not changed.
#[derive(Debug, thiserror::Error)]
pub enum EndpointError {
    /// Fields are not acceptable.
    #[error("fields are not acceptable")]
    Fields(Vec<FieldError>),
    /// The organisation has no such endpoint.
    #[error("no such endpoint")]
    NotFound,
    /// The mode has as many as it may have.
    #[error("an organisation has at most {ENDPOINTS_MAX} endpoints of a mode")]
    TooMany,
    /// Somebody else made one at the same moment.
    #[error("somebody else made an endpoint at the same moment")]
    Raced,
    /// Five secrets of the scheme sign already.
    #[error("at most five secrets sign at once")]
    TooManySecrets,
    /// A secret could not be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
    /// The database failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for EndpointError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Constraint(text) if text.contains("endpoint_secret_limit") => Self::TooManySecrets,
            StoreError::Constraint(_) => Self::Raced,
            other => Self::Store(other),
        }
    }
}

/// Who changes endpoints, and by what rules.
#[derive(Clone, Copy)]
pub struct Change<'a> {
    /// The organisation.
    pub org_id: i64,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// Now.
    pub now: Timestamp,
    /// What addresses are good.
    pub rules: Rules<'a>,
}

impl<'a> Change<'a> {
    fn by(&self, endpoint_id: i64) -> By<'a> {
        By {
            org_id: self.org_id,
            endpoint_id,
            actor: self.actor,
            now_ms: self.now.ms(),
        }
    }

    async fn find(&self, database: &impl Database, endpoint_id: i64) -> Result<Endpoint, EndpointError> {
        let found = endpoints::one(database, self.org_id, endpoint_id, self.now.ms()).await?;
        found.ok_or(EndpointError::NotFound)
    }
}

/// Makes an endpoint; its secrets are shown this once. The first of a mode that hears of success is its primary one.
pub async fn create<D: Database>(
    database: &D,
    entropy: &impl Entropy,
    key: &KeyRing,
    change: Change<'_>,
    request: &EndpointRequest,
) -> Result<(Endpoint, Vec<Shown>), EndpointError> {
    let checked = request.check(change.rules).map_err(EndpointError::Fields)?;
    let room = endpoints::room(database, change.org_id, &checked.mode).await?;
    if room.count >= ENDPOINTS_MAX {
        return Err(EndpointError::TooMany);
    }
    let mut shown = Vec::new();
    let mut sealed = Vec::new();
    for scheme in secrets::schemes(checked.format) {
        let made = secrets::make(entropy, scheme, &request.signing)?;
        let owner = secrets_owner(change.org_id, room.endpoint_id);
        sealed.push(Sealed {
            scheme: scheme.name(),
            secret: key.seal(&owner, &made.text, entropy.bytes()?)?,
        });
        shown.extend(made.shown);
    }
    let is_primary = checked
        .primary
        .unwrap_or(room.has_primary == 0 && checked.hears_of_success());
    let settings = Settings {
        name: &checked.name,
        address: &checked.address,
        event_types: &checked.event_types_json(),
        is_primary,
    };
    let (by, format) = (change.by(room.endpoint_id), checked.format.name());
    endpoints::create(database, by, &checked.mode, format, &settings, &sealed).await?;
    Ok((change.find(database, room.endpoint_id).await?, shown))
}

/// Changes an endpoint: what the request leaves out stays as it is. Mode and format cannot be changed.
pub async fn change<D: Database>(
    database: &D,
    change: Change<'_>,
    endpoint_id: i64,
    request: &EndpointRequest,
) -> Result<Endpoint, EndpointError> {
    let found = change.find(database, endpoint_id).await?;
    let checked = request
        .over(&found)
        .check(change.rules)
        .map_err(EndpointError::Fields)?;
    let settings = Settings {
        name: &checked.name,
        address: &checked.address,
        event_types: &checked.event_types_json(),
        is_primary: checked.primary.unwrap_or(found.is_primary == 1),
    };
    endpoints::change(database, change.by(endpoint_id), &settings).await?;
    change.find(database, endpoint_id).await
}

/// Enables or disables an endpoint.
pub async fn switch<D: Database>(
    database: &D,
    change: Change<'_>,
    endpoint_id: i64,
    to: Switch,
) -> Result<Endpoint, EndpointError> {
    let found = change.find(database, endpoint_id).await?;
    endpoints::switch(database, change.by(endpoint_id), to).await?;
    match to {
        Switch::Delete => Ok(found),
        Switch::Enable | Switch::Disable => change.find(database, endpoint_id).await,
    }
}

/// Gives an endpoint a new secret, shown this once; the one before signs for 24 hours more.
pub async fn rotate<D: Database>(
    database: &D,
    entropy: &impl Entropy,
    key: &KeyRing,
    change: Change<'_>,
    endpoint_id: i64,
    request: &SigningRequest,
) -> Result<(Endpoint, Vec<Shown>), EndpointError> {
    let found = change.find(database, endpoint_id).await?;
    let format = Format::parse(&found.format).ok_or(EndpointError::NotFound)?;
    let wanted = request.scheme.as_deref().unwrap_or("standard");
    let scheme = secrets::schemes(format).find(|scheme| scheme.name() == wanted);
    let Some(scheme) = scheme else {
        let error = FieldError::new("scheme", "scheme_unknown", "the endpoint does not sign by this scheme");
        return Err(EndpointError::Fields(vec![error]));
    };
    let errors = secrets::check(&request.own, scheme);
    if !errors.is_empty() {
        return Err(EndpointError::Fields(errors));
    }
    let made = secrets::make(entropy, scheme, &request.own)?;
    let sealed = Sealed {
        scheme: scheme.name(),
        secret: key.seal(&secrets_owner(change.org_id, endpoint_id), &made.text, entropy.bytes()?)?,
    };
    let until = change.now.after_ms(OVERLAP_MS).ms();
    endpoints::rotate(database, change.by(endpoint_id), &sealed, until).await?;
    Ok((change.find(database, endpoint_id).await?, made.shown))
}
