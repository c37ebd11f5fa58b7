//! What is given with a role and single permissions, and whether the giver has it.

use domain::permission::{self, Permission, Role};
use serde_json::{Value, json};
use store::people::Actor;

use super::PeopleError;
use crate::fields::Fields;

/// The role that makes owners.
const OWNER: &str = Role::Owner.name();

/// A role with single permissions beyond it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rights {
    pub(super) role: String,
    /// In order of their names, without those that the role brings.
    pub(super) beyond: Vec<String>,
}

impl Rights {
    /// As they are kept: the role's name, and a JSON array.
    pub(super) fn kept(role: &str, beyond: &str) -> Self {
        Self {
            role: role.to_owned(),
            beyond: serde_json::from_str(beyond).unwrap_or_default(),
        }
    }

    /// No rights at all.
    pub(super) fn none() -> Self {
        Self::kept("", "[]")
    }

    /// Reads `role` and `permissions` over what there is.
    pub(super) fn read(found: &Self, fields: &mut Fields<'_>) -> Self {
        let role = fields.text("role").unwrap_or_else(|| found.role.clone());
        let brings = Role::parse(&role).map(Role::permissions);
        if brings.is_none() {
            fields.refuse(
                "role",
                "out_of_range",
                "owner, manager, accountant, payments_operator or viewer",
            );
        }
        let brings = brings.unwrap_or_default();
        let beyond = permissions(fields).unwrap_or_else(|| found.beyond.clone());
        let is_beyond = |name: &String| Permission::parse(name).is_none_or(|one| !brings.contains(&one));
        let mut beyond: Vec<String> = beyond.into_iter().filter(is_beyond).collect();
        beyond.sort();
        beyond.dedup();
        Self { role, beyond }
    }

    pub(super) fn beyond_json(&self) -> String {
        json!(self.beyond).to_string()
    }

    pub(super) fn is_owner(&self) -> bool {
        self.role == OWNER
    }

    fn has(&self, permission: Permission) -> bool {
        permission::has(&self.role, &self.beyond, permission)
    }

    /// Whether something that `self` has is missing in `other`.
    pub(super) fn lacks_in(&self, other: &Self) -> bool {
        let lost = |one: &Permission| self.has(*one) && !other.has(*one);
        (self.is_owner() && !other.is_owner()) || Permission::ALL.iter().any(lost)
    }

    pub(super) fn json(&self) -> Value {
        json!({ "role": self.role, "permissions": self.beyond })
    }
}

/// Refuses to give what the giver has not: whoever had `before` gets `after`. Operators ask owners in, and give nothing else.
pub(super) fn check(giver: &Actor<'_>, before: &Rights, after: &Rights) -> Result<(), PeopleError> {
    if giver.role.is_empty() {
        return Ok(());
    }
    let own = Rights::kept(giver.role, giver.permissions);
    if (before.is_owner() || after.is_owner()) && !own.is_owner() {
        return Err(PeopleError::OwnersOnly);
    }
    let missing = Permission::ALL
        .iter()
        .find(|one| after.has(**one) && !before.has(**one) && !own.has(**one));
    missing.map_or(Ok(()), |missing| Err(PeopleError::NotYours(missing.name())))
}

fn permissions(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let given = fields.get("permissions")?;
    let known = |one: &Value| {
        one.as_str()
            .and_then(Permission::parse)
            .map(|one| one.name().to_owned())
    };
    let read = given
        .as_array()
        .and_then(|list| list.iter().take(100).map(known).collect());
    if read.is_none() {
        fields.refuse("permissions", "permission_unknown", "a list of permissions is expected");
    }
    read
}
