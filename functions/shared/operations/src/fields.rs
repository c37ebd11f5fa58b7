//! A JSON object read field by field: unknown fields are ignored, wrong types refused, and all that is wrong is collected.
//! By hand, since derived readers stop at the first error, do not name the field, and weigh several times as much.

use serde::Serialize;
use serde_json::{Map, Value};

/// Something wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The field, as a path such as `cart[0].price`.
    pub field: String,
    /// Stable code.
    pub code: String,
    /// A sentence for people.
    pub detail: String,
}

impl FieldError {
    /// An error of a field.
    pub fn new(field: impl Into<String>, code: &str, detail: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            code: code.to_owned(),
            detail: detail.into(),
        }
    }
}

/// An object being read.
#[derive(Debug)]
pub struct Fields<'a> {
    object: &'a Map<String, Value>,
    /// What stands before a field's name in errors, e.g. `cart[0].`.
    prefix: String,
    errors: Vec<FieldError>,
}

impl<'a> Fields<'a> {
    /// Reads an object; `prefix` stands before the names of its fields.
    pub fn of(value: &'a Value, prefix: impl Into<String>) -> Result<Self, FieldError> {
        let prefix = prefix.into();
        match value {
            Value::Object(object) => Ok(Self {
                object,
                prefix,
                errors: Vec::new(),
            }),
            _ => Err(FieldError::new(
                prefix.trim_end_matches('.'),
                "wrong_type",
                "an object is expected",
            )),
        }
    }

    /// The field's value; absent and null are the same.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    /// A text that may be absent.
    pub fn text(&mut self, name: &str) -> Option<String> {
        match self.get(name)? {
            Value::String(text) => Some(text.clone()),
            _ => {
                self.refuse(name, "wrong_type", "a text is expected");
                None
            }
        }
    }

    /// A text that must be there; what is not is refused, and empty.
    pub fn required_text(&mut self, name: &str) -> String {
        if self.get(name).is_none() {
            self.refuse(name, "required", "this field is required");
        }
        self.text(name).unwrap_or_default()
    }

    /// A whole number that may be absent.
    pub fn whole(&mut self, name: &str) -> Option<i64> {
        let number = self.get(name)?.as_i64();
        if number.is_none() {
            self.refuse(name, "wrong_type", "a whole number is expected");
        }
        number
    }

    /// True or false, or absent.
    pub fn flag(&mut self, name: &str) -> Option<bool> {
        let flag = self.get(name)?.as_bool();
        if flag.is_none() {
            self.refuse(name, "wrong_type", "true or false is expected");
        }
        flag
    }

    /// A list of texts, 100 at most, that may be absent.
    pub fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let list = self.get(name)?.as_array().filter(|list| list.len() <= 100);
        let texts = list.and_then(|list| list.iter().map(text).collect());
        if texts.is_none() {
            self.refuse(name, "wrong_type", "a list of texts is expected");
        }
        texts
    }

    /// Notes that a field is not acceptable.
    pub fn refuse(&mut self, name: &str, code: &str, detail: &str) {
        self.errors
            .push(FieldError::new(format!("{}{name}", self.prefix), code, detail));
    }

    /// Takes what is wrong with a part of the object.
    pub fn refuse_part(&mut self, errors: Vec<FieldError>) {
        self.errors.extend(errors);
    }

    /// What was read, or all that is wrong.
    pub fn finish<T>(self, read: T) -> Result<T, Vec<FieldError>> {
        if self.errors.is_empty() {
            Ok(read)
        } else {
            Err(self.errors)
        }
    }
}
