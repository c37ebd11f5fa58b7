//! A request to make or change an endpoint, read field by field and checked.

use std::collections::BTreeMap;

use domain::{address, postback::Format};
use serde_json::{Value, json};
use store::endpoints::Endpoint;

use super::secrets;
use crate::{FieldError, fields::Fields};

/// Longest name, in characters.
const NAME_MAX: usize = 60;
/// Events of which one is a payment's success.
const SUCCESS: [&str; 2] = ["payment.captured", "payment.authorised"];

/// What addresses are good.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// Our own hosts: nothing is posted there.
    pub own_hosts: &'a [String],
    /// Whether postbacks may go to loopback addresses: local runs alone.
    pub loopback_allowed: bool,
}

/// An endpoint as asked for.
#[derive(Debug, Clone, Default)]
pub struct EndpointRequest {
    /// `live` or `test`.
    pub mode: Option<String>,
    /// What people call it.
    pub name: Option<String>,
    /// `standard`, `paykeeper`, `paykassma`, `spring` or `email`.
    pub format: Option<String>,
    /// An https address, or an e-mail address.
    pub address: Option<String>,
    /// What it wants to hear of; by default all that the format can tell.
    pub event_types: Option<Vec<String>>,
    /// Whether its delivery of the success event is the payment's notice.
    pub primary: Option<bool>,
    /// The merchant's own secrets of the format, by name.
    pub signing: BTreeMap<String, String>,
}

/// An endpoint found good.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) mode: String,
    pub(super) name: String,
    pub(super) format: Format,
    pub(super) address: String,
    pub(super) event_types: Vec<String>,
    pub(super) primary: Option<bool>,
}

impl Checked {
    /// Whether it wants the event that makes a payment's notice.
    pub(super) fn hears_of_success(&self) -> bool {
        self.event_types.iter().any(|wanted| SUCCESS.contains(&wanted.as_str()))
    }

    pub(super) fn event_types_json(&self) -> String {
        json!(self.event_types).to_string()
    }
}

impl EndpointRequest {
    /// Reads a request; says of every field that has the wrong type.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        let request = Self {
            mode: fields.text("mode"),
            name: fields.text("name"),
            format: fields.text("format"),
            address: fields.text("address"),
            event_types: event_types(&mut fields),
            primary: primary(&mut fields),
            signing: secrets::own(&mut fields),
        };
        fields.finish(request)
    }

    /// The same over an endpoint that is there.
    pub(super) fn over(&self, found: &Endpoint) -> Self {
        let types = || serde_json::from_str(&found.event_types).unwrap_or_default();
        Self {
            mode: Some(found.mode.clone()),
            name: self.name.clone().or_else(|| Some(found.name.clone())),
            format: Some(found.format.clone()),
            address: self.address.clone().or_else(|| Some(found.address.clone())),
            event_types: self.event_types.clone().or_else(|| Some(types())),
            primary: self.primary.or(Some(found.is_primary == 1)),
            signing: BTreeMap::new(),
        }
    }

    /// Checks every field.
    pub(super) fn check(&self, rules: Rules<'_>) -> Result<Checked, Vec<FieldError>> {
        let mut errors = Vec::new();
        let mut refuse = |field: &str, code: &str, detail: &str| errors.push(FieldError::new(field, code, detail));
        let mode = self.mode.clone().unwrap_or_default();
        if !matches!(mode.as_str(), "live" | "test") {
            refuse("mode", "out_of_range", "live or test");
        }
        let name = self.name.clone().unwrap_or_default();
        if name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
            refuse(
                "name",
                "text_not_acceptable",
                "at most 60 characters, none of them a control character",
            );
        }
        let format = Format::parse(self.format.as_deref().unwrap_or("standard"));
        if format.is_none() {
            refuse(
                "format",
                "out_of_range",
                "standard, paykeeper, paykassma, spring or email",
            );
        }
        let format = format.unwrap_or(Format::Standard);
        let address = self.address.clone().unwrap_or_default();
        let judged = match format {
            Format::Email => address::check_email(&address),
            _ => address::check_postback(&address, rules.own_hosts, rules.loopback_allowed),
        };
        if let Err(error) = judged {
            refuse("address", "address_refused", &error.to_string());
        }
        let told = format.event_types();
        let all = || told.iter().map(|name| (*name).to_owned()).collect();
        let event_types: Vec<String> = self.event_types.clone().unwrap_or_else(all);
        if event_types.is_empty() || !event_types.iter().all(|wanted| told.contains(&wanted.as_str())) {
            refuse(
                "event_types",
                "event_type_unknown",
                "at least one event type, all of them ones that the format can tell",
            );
        }
        errors.extend(secrets::check(&self.signing, format));
        let checked = Checked {
            mode,
            name,
            format,
            address,
            event_types,
            primary: self.primary,
        };
        if checked.primary == Some(true) && !checked.hears_of_success() {
            errors.push(FieldError::new(
                "primary",
                "primary_hears_nothing",
                "the primary endpoint hears of success",
            ));
        }
        if errors.is_empty() { Ok(checked) } else { Err(errors) }
    }
}

fn event_types(fields: &mut Fields<'_>) -> Option<Vec<String>> {
    let given = fields.get("event_types")?;
    let texts: Option<Vec<String>> = given.as_array().and_then(|list| {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        list.iter().take(100).map(text).collect()
    });
    if texts.is_none() {
        fields.refuse("event_types", "wrong_type", "a list of texts is expected");
    }
    let mut texts = texts?;
    texts.sort();
    texts.dedup();
    Some(texts)
}

fn primary(fields: &mut Fields<'_>) -> Option<bool> {
    let given = fields.get("primary")?;
    let flag = given.as_bool();
    if flag.is_none() {
        fields.refuse("primary", "wrong_type", "true or false is expected");
    }
    flag
}
