//! A person gets another role, or other single permissions.

use serde_json::{Value, json};
use store::{
    Database,
    people::{self, Actor, Member},
};

use super::{
    PeopleError,
    grant::{self, Rights},
    member,
};
use crate::fields::Fields;

/// Changes what a person may in the organisation: what the request leaves out stays as it is. It holds from the person's next request.
pub async fn change(
    database: &impl Database,
    org_id: i64,
    actor: Actor<'_>,
    person_id: i64,
    body: &Value,
) -> Result<Member, PeopleError> {
    let found = member(database, org_id, person_id).await?;
    let before = Rights::kept(&found.role, &found.permissions);
    let mut fields = Fields::of(body, "").map_err(|error| PeopleError::Fields(vec![error]))?;
    let read = Rights::read(&before, &mut fields);
    let after = fields.finish(read).map_err(PeopleError::Fields)?;
    if person_id == actor.person_id {
        return Err(PeopleError::Own);
    }
    grant::check(&actor, &before, &after)?;
    if before == after {
        return Ok(found);
    }
    let detail = json!({ "before": before.json(), "after": after.json() }).to_string();
    let to = (after.role.as_str(), &*after.beyond_json());
    people::change(database, org_id, actor, &found, to, before.lacks_in(&after), &detail).await?;
    member(database, org_id, person_id).await
}
