//! Requests to make and change API keys, read field by field and checked.

use domain::{permission::KeyPermission, time::Timestamp};
use serde_json::{Value, json};
use store::keys::Row;

use crate::{
    FieldError,
    change::{ChangeError, judge_text, judge_word, judged},
    fields::Fields,
};

/// Longest name, in characters.
const NAME_MAX: usize = 60;

/// A key as asked for. To change one: what is absent stays as it is.
#[derive(Debug, Clone, Default)]
pub struct KeyRequest {
    /// `secret` or `widget`.
    pub kind: Option<String>,
    /// `live` or `test`.
    pub mode: Option<String>,
    /// What people call it.
    pub name: Option<String>,
    /// What it may do, by name; by default everything. A widget key may create payments, and that alone.
    pub permissions: Option<Vec<String>>,
    /// When it ends, RFC 3339.
    pub expires_at: Option<String>,
}

/// A new key found good.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) kind: String,
    pub(super) mode: String,
    pub(super) name: String,
    pub(super) permissions: Vec<KeyPermission>,
    pub(super) expires_at: Option<Timestamp>,
}

impl Checked {
    pub(super) fn permissions_json(&self) -> String {
        permissions_json(&self.permissions)
    }
}

/// Permissions as the database keeps them.
pub(super) fn permissions_json(permissions: &[KeyPermission]) -> String {
    json!(permissions.iter().map(|one| one.name()).collect::<Vec<_>>()).to_string()
}

impl KeyRequest {
    /// Reads a request; says of every field that has the wrong type.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        let request = Self {
            kind: fields.text("kind"),
            mode: fields.text("mode"),
            name: fields.text("name"),
            permissions: fields.texts("permissions"),
            expires_at: fields.text("expires_at"),
        };
        fields.finish(request)
    }

    pub(super) fn check_new(&self, now: Timestamp) -> Result<Checked, ChangeError> {
        let mut errors = Vec::new();
        let text = |given: &Option<String>| given.clone().unwrap_or_default();
        let (kind, mode, name) = (text(&self.kind), text(&self.mode), text(&self.name));
        judge_word(&mut errors, "kind", &kind, &["secret", "widget"]);
        judge_word(&mut errors, "mode", &mode, &["live", "test"]);
        judge_text(&mut errors, "name", &name, NAME_MAX, true);
        let permissions = self.permissions(&mut errors, &kind);
        let expires_at = self.expires_at.as_deref().map(Timestamp::parse_rfc3339);
        if expires_at.is_some_and(|end| end.is_none_or(|end| end <= now)) {
            errors.push(FieldError::new(
                "expires_at",
                "out_of_range",
                "a time to come, RFC 3339",
            ));
        }
        let checked = Checked {
            permissions: permissions.unwrap_or_else(|| match kind.as_str() {
                "widget" => vec![KeyPermission::Payments],
                _ => KeyPermission::ALL.to_vec(),
            }),
            kind,
            mode,
            name,
            expires_at: expires_at.flatten(),
        };
        judged(errors, checked)
    }

    /// The name, and the permissions where they are given.
    pub(super) fn check_change(&self, row: &Row) -> Result<(String, Option<Vec<KeyPermission>>), ChangeError> {
        let mut errors = Vec::new();
        let name = self.name.clone().unwrap_or_else(|| row.name.clone());
        judge_text(&mut errors, "name", &name, NAME_MAX, true);
        let permissions = self.permissions(&mut errors, &row.kind);
        judged(errors, (name, permissions))
    }

    /// The permissions given, in the order of all there are.
    fn permissions(&self, errors: &mut Vec<FieldError>, kind: &str) -> Option<Vec<KeyPermission>> {
        let given = self.permissions.as_ref()?;
        let mut refuse = |code: &str, detail: &str| errors.push(FieldError::new("permissions", code, detail));
        if kind == "widget" {
            refuse(
                "permissions_of_a_widget",
                "a widget key creates payments, and nothing else",
            );
        } else if given.is_empty() || given.iter().any(|name| KeyPermission::parse(name).is_none()) {
            refuse(
                "out_of_range",
                "at least one of read, payments, capture, refund, postbacks",
            );
        }
        let all = KeyPermission::ALL.iter().copied();
        Some(all.filter(|one| given.iter().any(|name| name == one.name())).collect())
    }
}
