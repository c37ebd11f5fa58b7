//! Requests to make, change and copy a terminal, read field by field and checked.

use acquirers::Description;
use domain::address;
use serde_json::{Map, Value, json};
use store::terminals::Row;

use crate::{
    FieldError,
    change::{ChangeError, judge_text, judge_word, judged},
    fields::Fields,
};

/// Longest name and description, in characters.
const NAME_MAX: usize = 60;
const DESCRIPTION_MAX: usize = 500;
/// Longest credential, in bytes.
const CREDENTIAL_MAX: usize = 4_096;
/// Operations that may be started at a terminal.
pub(super) const OPERATIONS: [&str; 4] = ["payment", "capture", "void", "refund"];

/// Given parts of a terminal's credentials, by name.
pub type Credentials = Map<String, Value>;

/// A terminal as asked for. To change one: what is absent stays as it is.
#[derive(Debug, Clone, Default)]
pub struct TerminalRequest {
    /// Its id.
    pub terminal: Option<String>,
    /// The acquirer.
    pub acquirer: Option<String>,
    /// `live` or `test`.
    pub mode: Option<String>,
    /// `ecom`, `aft` or `oct`.
    pub kind: Option<String>,
    /// What people, payers too, call it.
    pub name: Option<String>,
    /// For the organisation's own people.
    pub description: Option<String>,
    /// 1 or 2.
    pub stages: Option<i64>,
    /// `capture` or `release`.
    pub at_deadline: Option<String>,
    /// Hours; `Some(None)` takes the deadline away.
    pub deadline_hours: Option<Option<i64>>,
    /// What may be started.
    pub operations: Option<Vec<String>>,
    /// What the acquirer gave.
    pub credentials: Credentials,
}

/// Settings found good.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) stages: i64,
    pub(super) at_deadline: String,
    pub(super) deadline_hours: Option<i64>,
    /// JSON array, in the order of [`OPERATIONS`].
    pub(super) operations: String,
}

impl TerminalRequest {
    /// Reads a request; says of every field that has the wrong type.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        let request = Self {
            terminal: fields.text("terminal"),
            acquirer: fields.text("acquirer"),
            mode: fields.text("mode"),
            kind: fields.text("kind"),
            name: fields.text("name"),
            description: fields.text("description"),
            stages: fields.whole("stages"),
            at_deadline: fields.text("at_deadline"),
            // Null is a deadline of none, absence is no change.
            deadline_hours: value.get("deadline_hours").map(|_| fields.whole("deadline_hours")),
            operations: fields.texts("operations"),
            credentials: credentials(&mut fields),
        };
        fields.finish(request)
    }

    /// Checks what can be changed, over a terminal that is there or over what a new one is by default.
    pub(super) fn check(&self, over: Option<&Row>) -> Result<Checked, Vec<FieldError>> {
        let mut errors = Vec::new();
        let text = |given: &Option<String>, of: fn(&Row) -> &String, default: &str| {
            given
                .clone()
                .or_else(|| over.map(of).cloned())
                .unwrap_or_else(|| default.to_owned())
        };
        let name = text(&self.name, |row| &row.name, "");
        judge_text(&mut errors, "name", &name, NAME_MAX, true);
        let description = text(&self.description, |row| &row.description, "");
        judge_text(&mut errors, "description", &description, DESCRIPTION_MAX, false);
        let stages = self.stages.or_else(|| over.map(|row| row.stages)).unwrap_or(1);
        if !matches!(stages, 1 | 2) {
            errors.push(FieldError::new("stages", "out_of_range", "1 or 2"));
        }
        let at_deadline = text(&self.at_deadline, |row| &row.at_deadline, "capture");
        judge_word(&mut errors, "at_deadline", &at_deadline, &["capture", "release"]);
        let hours = self
            .deadline_hours
            .unwrap_or_else(|| over.and_then(|row| row.deadline_hours));
        if hours.is_some_and(|hours| !(1..=720).contains(&hours)) {
            errors.push(FieldError::new("deadline_hours", "out_of_range", "1 to 720, or null"));
        }
        let known = |name: &String| OPERATIONS.contains(&name.as_str());
        if self.operations.iter().flatten().any(|name| !known(name)) {
            errors.push(FieldError::new("operations", "out_of_range", OPERATIONS.join(", ")));
        }
        let operations = match (&self.operations, over) {
            (None, Some(row)) => row.operations.clone(),
            (given, _) => {
                let chosen = |name: &&str| given.as_ref().is_none_or(|given| given.iter().any(|one| one == name));
                json!(OPERATIONS.iter().copied().filter(chosen).collect::<Vec<_>>()).to_string()
            }
        };
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(Checked {
            name,
            description,
            stages,
            at_deadline,
            deadline_hours: hours,
            operations,
        })
    }

    /// Checks what is fixed once a terminal is made, and names its acquirer.
    pub(super) fn check_new(&self) -> Result<&'static Description, Vec<FieldError>> {
        let mut errors = Vec::new();
        let text = |given: &Option<String>| given.clone().unwrap_or_default();
        judge_id(&mut errors, &text(&self.terminal));
        judge_word(
            &mut errors,
            "kind",
            self.kind.as_deref().unwrap_or("ecom"),
            &["ecom", "aft", "oct"],
        );
        let mode = text(&self.mode);
        judge_word(&mut errors, "mode", &mode, &["live", "test"]);
        let acquirer = Description::of(&text(&self.acquirer));
        match acquirer {
            None => errors.push(FieldError::new("acquirer", "acquirer_unknown", "no such acquirer")),
            Some(acquirer) if errors.is_empty() && !acquirer.modes.contains(&mode.as_str()) => {
                errors.push(FieldError::new(
                    "mode",
                    "acquirer_has_no_such_mode",
                    "the acquirer has no terminals of this mode",
                ))
            }
            Some(_) => (),
        }
        acquirer.filter(|_| errors.is_empty()).ok_or(errors)
    }

    /// Checks the given credentials over those that are there; answers all of them. Said without repeating them.
    pub(super) fn merge_credentials(
        &self,
        acquirer: &Description,
        mut kept: Credentials,
        loopback_allowed: bool,
    ) -> Result<Credentials, ChangeError> {
        let mut errors = Vec::new();
        let mut refuse = |name: &str, code: &str, detail: &str| {
            errors.push(FieldError::new(format!("credentials.{name}"), code, detail))
        };
        for (name, given) in &self.credentials {
            let known = acquirer.credentials.iter().find(|credential| credential.name == name);
            let text = given.as_str().unwrap_or_default();
            let Some(known) = known else {
                refuse(name, "credential_unknown", "the acquirer has no such credential");
                continue;
            };
            let text = if known.address {
                text.trim_end_matches('/')
            } else {
                text
            };
            if text.len() > CREDENTIAL_MAX || text.chars().any(char::is_control) {
                refuse(
                    name,
                    "credential_not_acceptable",
                    "at most 4096 bytes, no control character",
                );
            } else if known.address
                && !text.is_empty()
                && let Err(detail) = judge_address(text, loopback_allowed)
            {
                refuse(name, "address_refused", &detail);
            }
            // Empty takes what is not required away.
            if text.is_empty() {
                kept.remove(name);
            } else {
                kept.insert(name.clone(), json!(text));
            }
        }
        for missing in acquirer
            .credentials
            .iter()
            .filter(|one| one.required && !kept.contains_key(one.name))
        {
            refuse(missing.name, "required", "the acquirer asks for it");
        }
        judged(errors, kept)
    }
}

/// Judges a new terminal's id.
pub(super) fn judge_id(errors: &mut Vec<FieldError>, id: &str) {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if !(1..=40).contains(&id.len()) || !id.bytes().all(good) {
        let detail = "1 to 40 of the letters A-Z and a-z, digits, - and _";
        errors.push(FieldError::new("terminal", "out_of_range", detail));
    }
}

/// Judges where an acquirer is called. A test bank of ours stands at our own host, so that is none to refuse.
fn judge_address(text: &str, loopback_allowed: bool) -> Result<(), String> {
    if text.contains(['?', '#']) {
        return Err("the address must end before any ? or #".to_owned());
    }
    address::check_postback(text, &[], loopback_allowed).map_err(|error| error.to_string())
}

fn credentials(fields: &mut Fields<'_>) -> Credentials {
    match fields.get("credentials") {
        None => Credentials::new(),
        Some(Value::Object(parts)) if parts.values().all(Value::is_string) => parts.clone(),
        Some(_) => {
            fields.refuse("credentials", "wrong_type", "an object of texts is expected");
            Credentials::new()
        }
    }
}
