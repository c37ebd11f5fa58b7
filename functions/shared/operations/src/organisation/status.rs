//! An operator disables an organisation, or enables it again. Disabled, no payment of it goes to a bank any more.

use serde_json::{Value, json};
use store::{
    Database,
    changes::By,
    organisations::{self, Organisation},
};

use super::OrganisationError;
use crate::{FieldError, fields::Fields, reason::reason};

/// What is to become of an organisation, and why.
#[derive(Debug, Clone)]
pub struct StatusRequest {
    /// `active` or `disabled`.
    pub status: String,
    /// Why: told to its journal.
    pub reason: String,
}

impl StatusRequest {
    /// Reads a request.
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(body, "").map_err(|error| vec![error])?;
        let status = fields.required_text("status");
        if !matches!(status.as_str(), "active" | "disabled") {
            fields.refuse("status", "out_of_range", "active or disabled");
        }
        let reason = reason(&mut fields);
        fields.finish(Self { status, reason })
    }
}

/// Sets the status of an organisation. One that is so already stays as it is.
pub async fn set_status(
    database: &impl Database,
    by: By<'_>,
    slug: &str,
    request: &StatusRequest,
) -> Result<Organisation, OrganisationError> {
    let found = organisations::by_slug(database, slug).await?;
    let found = found.ok_or(OrganisationError::NotFound)?;
    if found.status == request.status {
        return Ok(found);
    }
    let detail = json!({
        "before": { "status": found.status }, "after": { "status": request.status }, "reason": request.reason,
    });
    organisations::set_status(database, by, found.org_id, &request.status, &detail.to_string()).await?;
    let changed = organisations::one(database, found.org_id).await?;
    changed.ok_or(OrganisationError::NotFound)
}
