//! Settings are changed: what stands in the way, and what the journal says.

use domain::{card, permission::Permission, sealed::SealError, time::Timestamp};
use serde_json::{Map, Value, json};
use store::{
    StoreError,
    change::{self, By, Entry},
};

use crate::{FieldError, NoEntropy};

/// What the journal shows of a secret.
pub(crate) const HIDDEN: &str = "***";

/// Why settings were not changed. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Fields are not acceptable.
    #[error("fields are not acceptable")]
    Fields(Vec<FieldError>),
    /// The organisation has none of this name: which kind of thing it was, e.g. `terminal`.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// As things are it cannot be done: a stable code, and why.
    #[error("{1}")]
    Conflict(&'static str, &'static str),
    /// The idempotency key stands for another request.
    #[error("the Idempotency-Key stands for another request")]
    KeyReused,
    /// The first request with this idempotency key is still at work.
    #[error("the first request with this Idempotency-Key is still at work")]
    KeyInFlight,
    /// Nobody grants what they have not themselves.
    #[error("the permission {:?} is not yours to give", .0.name())]
    NotYours(Permission),
    /// A secret could not be sealed or opened.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
    /// The database failed.
    #[error(transparent)]
    Store(StoreError),
}

impl ChangeError {
    /// One field is not acceptable.
    pub(crate) fn field(field: &str, code: &str, detail: &str) -> Self {
        Self::Fields(vec![FieldError::new(field, code, detail)])
    }
}

impl From<StoreError> for ChangeError {
    fn from(error: StoreError) -> Self {
        if change::is_raced(&error) {
            return Self::Conflict("changed_meanwhile", "Somebody else has changed it: look at it again.");
        }
        Self::Store(error)
    }
}

/// Who changes settings of which organisation, and when.
#[derive(Debug, Clone, Copy)]
pub struct Changer<'a> {
    /// The organisation.
    pub org_id: i64,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// Now.
    pub now: Timestamp,
}

impl<'a> Changer<'a> {
    pub(crate) fn by(&self) -> By<'a> {
        By {
            org_id: self.org_id,
            actor: self.actor,
            now_ms: self.now.ms(),
        }
    }
}

/// What a change changes, as the journal keeps it.
#[derive(Debug, Default)]
pub(crate) struct Difference {
    before: Map<String, Value>,
    after: Map<String, Value>,
}

impl Difference {
    /// A value that was, and what it becomes; where both are the same there is nothing to tell.
    pub(crate) fn value(&mut self, name: &str, before: impl Into<Value>, after: impl Into<Value>) -> &mut Self {
        let (before, after) = (before.into(), after.into());
        if before != after {
            self.before.insert(name.to_owned(), before);
            self.after.insert(name.to_owned(), after);
        }
        self
    }

    /// A value of something new.
    pub(crate) fn new_value(&mut self, name: &str, after: impl Into<Value>) -> &mut Self {
        self.after.insert(name.to_owned(), after.into());
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.after.is_empty() && self.before.is_empty()
    }

    /// The journal's entry.
    pub(crate) fn entry(self, action: &'static str, subject: String) -> Entry {
        let mut detail = Map::new();
        if !self.before.is_empty() {
            detail.insert("before".to_owned(), Value::Object(self.before));
        }
        if !self.after.is_empty() {
            detail.insert("after".to_owned(), Value::Object(self.after));
        }
        Entry {
            action,
            subject,
            detail: Value::Object(detail).to_string(),
        }
    }
}

/// JSON that the database keeps as text.
pub(crate) fn stored(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

/// Judges a text of people: `length_max` in characters, none of them a control character, and no card number.
pub(crate) fn judge_text(errors: &mut Vec<FieldError>, field: &str, text: &str, length_max: usize, required: bool) {
    let refused = if required && text.trim().is_empty() {
        Some(("required", "this field is required".to_owned()))
    } else if text.chars().count() > length_max || text.chars().any(char::is_control) {
        let detail = format!("at most {length_max} characters, none of them a control character");
        Some(("text_not_acceptable", detail))
    } else if card::contains(text) {
        Some(("card_number_not_allowed", "no card number belongs here".to_owned()))
    } else {
        None
    };
    errors.extend(refused.map(|(code, detail)| FieldError::new(field, code, detail)));
}

/// Judges a text of people that may have several lines: as [`judge_text`], but that lines may end.
pub(crate) fn judge_lines(errors: &mut Vec<FieldError>, field: &str, text: &str, length_max: usize) {
    let refused = if text.chars().count() > length_max || text.chars().any(|one| one.is_control() && one != '\n') {
        let detail = format!("at most {length_max} characters, none of them a control character but ends of lines");
        Some(("text_not_acceptable", detail))
    } else if card::contains(text) {
        Some(("card_number_not_allowed", "no card number belongs here".to_owned()))
    } else {
        None
    };
    errors.extend(refused.map(|(code, detail)| FieldError::new(field, code, detail)));
}

/// Judges one of several words.
pub(crate) fn judge_word(errors: &mut Vec<FieldError>, field: &str, given: &str, words: &[&str]) {
    if !words.contains(&given) {
        errors.push(FieldError::new(field, "out_of_range", words.join(", ")));
    }
}

/// What is wrong, or what was found good.
pub(crate) fn judged<T>(errors: Vec<FieldError>, good: T) -> Result<T, ChangeError> {
    if errors.is_empty() {
        Ok(good)
    } else {
        Err(ChangeError::Fields(errors))
    }
}

/// Secrets shown in no detail: names with [`HIDDEN`].
pub(crate) fn hidden<'a>(names: impl Iterator<Item = &'a str>) -> Value {
    Value::Object(names.map(|name| (name.to_owned(), json!(HIDDEN))).collect())
}
