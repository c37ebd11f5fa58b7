//! An operator enters an organisation, for an hour and for a reason, both told to its journal; and leaves it.

use domain::time::Timestamp;
use serde_json::{Value, json};
use store::{
    Database,
    changes::By,
    organisations::{self, Visit},
};

use super::OrganisationError;
use crate::{FieldError, fields::Fields, reason::reason};

/// How long a visit lasts, in milliseconds.
const VISIT_MS: i64 = 3_600_000;

/// As what an operator enters, and why.
#[derive(Debug, Clone)]
pub struct VisitRequest {
    /// `manager` or `viewer`.
    pub role: String,
    /// Why: told to the organisation's journal.
    pub reason: String,
}

impl VisitRequest {
    /// Reads a request.
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(body, "").map_err(|error| vec![error])?;
        let role = fields.required_text("role");
        if !matches!(role.as_str(), "manager" | "viewer") {
            fields.refuse("role", "out_of_range", "manager or viewer");
        }
        let reason = reason(&mut fields);
        fields.finish(Self { role, reason })
    }
}

/// Lets the operator of a session in to an organisation, or lets them stay an hour from now.
pub async fn visit(
    database: &impl Database,
    by: By<'_>,
    token_hash: &str,
    slug: &str,
    request: &VisitRequest,
) -> Result<(), OrganisationError> {
    let found = organisations::by_slug(database, slug).await?;
    let found = found.ok_or(OrganisationError::NotFound)?;
    let until = Timestamp::from_ms(by.now_ms).after_ms(VISIT_MS);
    let detail = json!({ "role": request.role, "reason": request.reason, "until": until.rfc3339() });
    let visit = Visit {
        token_hash,
        org_id: found.org_id,
        role: &request.role,
        reason: &request.reason,
        until_ms: until.ms(),
    };
    Ok(organisations::enter(database, by, visit, &detail.to_string()).await?)
}

/// Ends the visit of an operator.
pub async fn leave(
    database: &impl Database,
    by: By<'_>,
    token_hash: &str,
    slug: &str,
) -> Result<(), OrganisationError> {
    let found = organisations::by_slug(database, slug).await?;
    let found = found.ok_or(OrganisationError::NotFound)?;
    match organisations::leave(database, by, token_hash, found.org_id).await {
        Err(error) if store::changes::is_refused(&error) => Err(OrganisationError::NotVisited),
        other => Ok(other?),
    }
}
