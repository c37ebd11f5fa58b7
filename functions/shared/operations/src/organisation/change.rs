//! An organisation changes what it says of itself.

use serde_json::Value;
use store::{
    Database,
    changes::By,
    organisations::{self, Organisation},
};

use super::{OrganisationError, Rules, difference, read};
use crate::Clock;

/// Who asks for a change.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// As the journal names them, from where, and when.
    pub by: By<'a>,
    /// An owner, or an operator of the platform: they alone say whether a second factor is demanded of everyone.
    pub is_owner: bool,
    /// Whether they have a second factor themselves.
    pub has_second_factor: bool,
}

/// Changes an organisation: what the request leaves out stays as it is. A request that changes nothing is not journaled.
pub async fn change<C: Clock>(
    database: &impl Database,
    asker: Asker<'_>,
    found: Organisation,
    body: &Value,
    rules: &Rules<'_, C>,
) -> Result<Organisation, OrganisationError> {
    let settings = found.settings()?;
    let new = read(&settings, body, rules).map_err(OrganisationError::Fields)?;
    if new == settings {
        return Ok(found);
    }
    // What a shorter term erases does not come back, and everyone is bound by a second factor.
    let owners = new.second_factor != settings.second_factor || new.personal_days != settings.personal_days;
    if owners && !asker.is_owner {
        return Err(OrganisationError::OwnersOnly);
    }
    if new.second_factor > settings.second_factor && !asker.has_second_factor {
        return Err(OrganisationError::NoSecondFactor);
    }
    let detail = difference::of(&settings.json(), &new.json()).to_string();
    organisations::change(database, asker.by, &found, &new, &detail).await?;
    let changed = organisations::one(database, found.org_id).await?;
    changed.ok_or(OrganisationError::NotFound)
}
