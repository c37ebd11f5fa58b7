//! A person is shut out of an organisation, or let in again.

use serde_json::{Value, json};
use store::{
    Database,
    people::{self, Actor, Member},
};

use super::{
    PeopleError,
    grant::{self, Rights},
    member, status_of,
};

/// Enables or disables a person in the organisation; one who is so already stays so. Whoever is let in again gets back what they had,
/// and so it must be the actor's to give.
pub async fn set_status(
    database: &impl Database,
    org_id: i64,
    actor: Actor<'_>,
    person_id: i64,
    body: &Value,
) -> Result<Member, PeopleError> {
    let status = status_of(body)?;
    let found = member(database, org_id, person_id).await?;
    if person_id == actor.person_id {
        return Err(PeopleError::Own);
    }
    let rights = Rights::kept(&found.role, &found.permissions);
    let (before, after) = if status == "active" {
        (Rights::none(), rights)
    } else {
        (rights, Rights::none())
    };
    grant::check(&actor, &before, &after)?;
    if found.status == status {
        return Ok(found);
    }
    let detail = json!({ "before": { "status": found.status }, "after": { "status": status } }).to_string();
    people::set_status(database, org_id, actor, &found, &status, &detail).await?;
    member(database, org_id, person_id).await
}
