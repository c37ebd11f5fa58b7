//! The platform's operators.

use serde_json::{Value, json};
use store::{
    Database, changes,
    operators::{self, Operator},
    people::Actor,
};

use super::{PeopleError, status_of};

/// Enables or disables an operator; one who is so already stays so. Nobody does it to themselves, and so one stays.
pub async fn set_status(
    database: &impl Database,
    actor: Actor<'_>,
    person_id: i64,
    body: &Value,
) -> Result<Operator, PeopleError> {
    let status = status_of(body)?;
    let found = find(database, person_id).await?;
    if person_id == actor.person_id {
        return Err(PeopleError::Own);
    }
    if found.status == status {
        return Ok(found);
    }
    let detail = json!({ "before": { "status": found.status }, "after": { "status": status } }).to_string();
    match operators::set_status(database, actor, person_id, &status, &detail).await {
        Err(error) if changes::is_refused(&error) => Err(PeopleError::Raced),
        other => {
            other?;
            find(database, person_id).await
        }
    }
}

async fn find(database: &impl Database, person_id: i64) -> Result<Operator, PeopleError> {
    let found = operators::list(database)
        .await?
        .into_iter()
        .find(|one| one.person_id == person_id);
    found.ok_or(PeopleError::NotFound)
}
