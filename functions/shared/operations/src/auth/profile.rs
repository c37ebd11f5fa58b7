//! A person changes what they are called, how the cabinet speaks to them, and how they are reached.

use domain::{login, mask};
use serde_json::{Map, Value, json};
use store::{
    Database,
    auth::contacts::{self, Particulars},
    sessions::Session,
};

use super::{AuthError, Who, With, text};
use crate::{FieldError, fields::Fields};

/// What of a profile is to change: what is left out stays.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    name: Option<String>,
    language: Option<String>,
    time_zone: Option<String>,
    login: Option<String>,
    email: Option<String>,
    /// Empty: none any more.
    phone: Option<String>,
}

impl Changes {
    /// Reads name, language and zone.
    pub fn profile(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(body, "").map_err(|error| vec![error])?;
        let mut errors = Vec::new();
        let changes = Self {
            name: checked(fields.text("name"), text::name, &mut errors),
            language: checked(fields.text("language"), text::language, &mut errors),
            time_zone: checked(fields.text("time_zone"), text::time_zone, &mut errors),
            ..Self::default()
        };
        fields.refuse_part(errors);
        fields.finish(changes)
    }

    /// Reads login, e-mail address and phone.
    pub fn contacts(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(body, "").map_err(|error| vec![error])?;
        let mut errors = Vec::new();
        let changes = Self {
            login: checked(fields.text("login"), login_of, &mut errors),
            email: checked(fields.text("email"), email_of, &mut errors),
            phone: checked(fields.text("phone"), phone_of, &mut errors),
            ..Self::default()
        };
        fields.refuse_part(errors);
        fields.finish(changes)
    }
}

fn checked(
    given: Option<String>,
    check: impl Fn(&str) -> Result<String, FieldError>,
    errors: &mut Vec<FieldError>,
) -> Option<String> {
    match check(&given?) {
        Ok(good) => Some(good),
        Err(error) => {
            errors.push(error);
            None
        }
    }
}

/// A login as it is kept.
pub(super) fn login_of(typed: &str) -> Result<String, FieldError> {
    let detail = "2 to 64 letters, digits, dots, hyphens and underscores, at least one a letter";
    login::login(typed).ok_or_else(|| FieldError::new("login", "login_malformed", detail))
}

fn email_of(typed: &str) -> Result<String, FieldError> {
    login::email(typed).ok_or_else(|| FieldError::new("email", "address_refused", "not an e-mail address"))
}

fn phone_of(typed: &str) -> Result<String, FieldError> {
    let detail = "with + and the country's code, e.g. +7 916 123-45-67";
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    login::phone(typed).ok_or_else(|| FieldError::new("phone", "phone_malformed", detail))
}

/// Changes it. Answers whether there was anything to change.
pub async fn change<D: Database, E>(with: With<'_, D, E>, who: Who<'_>, changes: &Changes) -> Result<bool, AuthError> {
    let Session {
        person_name,
        language,
        person_time_zone,
        login,
        email,
        phone,
        ..
    } = who.session;
    let new_phone = changes
        .phone
        .as_ref()
        .or(phone.as_ref())
        .filter(|phone| !phone.is_empty());
    let to = Particulars {
        name: changes.name.as_ref().unwrap_or(person_name),
        language: changes.language.as_ref().unwrap_or(language),
        time_zone: changes.time_zone.as_ref().unwrap_or(person_time_zone),
        login: changes.login.as_ref().unwrap_or(login),
        email: changes.email.as_deref().or(email.as_deref()),
        phone: new_phone.map(String::as_str),
    };
    let masked = |text: Option<&str>, mask: fn(&str) -> String| text.map(mask);
    let told = [
        ("name", json!(person_name), json!(to.name)),
        ("language", json!(language), json!(to.language)),
        ("time_zone", json!(person_time_zone), json!(to.time_zone)),
        ("login", json!(login), json!(to.login)),
        (
            "email",
            json!(masked(email.as_deref(), mask::email)),
            json!(masked(to.email, mask::email)),
        ),
        (
            "phone",
            json!(masked(phone.as_deref(), mask::phone)),
            json!(masked(to.phone, mask::phone)),
        ),
    ];
    let differs = [
        person_name != to.name,
        language != to.language,
        person_time_zone != to.time_zone,
        login != to.login,
        email.as_deref() != to.email,
        phone.as_deref() != to.phone,
    ];
    let (mut before, mut after) = (Map::new(), Map::new());
    for ((name, was, is), _) in told.into_iter().zip(differs).filter(|(_, differs)| *differs) {
        before.insert(name.to_owned(), was);
        after.insert(name.to_owned(), is);
    }
    if after.is_empty() {
        return Ok(false);
    }
    let detail = json!({ "before": before, "after": after }).to_string();
    contacts::change(with.database, with.by(who.session.person_id, who.actor), &to, &detail).await?;
    Ok(true)
}
