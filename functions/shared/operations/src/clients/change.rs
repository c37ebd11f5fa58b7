//! What is known of a client is changed.

use domain::mask;
use serde_json::Value;
use store::{
    Database,
    clients::{
        change::{self as rows, Change},
        list::{self, Client},
        new::MANUAL_ACCOUNT,
    },
};

use super::{Changing, ClientError, Details, details::masked_name};
use crate::{FieldError, change::Difference, fields::Fields};

/// What is to be changed: what is left out stays as it is, what is null is no longer known.
#[derive(Debug, Clone, Default)]
pub struct ChangeRequest {
    details: Details,
    cleared: Vec<&'static str>,
}

impl ChangeRequest {
    /// Reads a request; says of every field that has the wrong type.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        let details = Details::read(&mut fields);
        let is_null = |name: &&'static str| value.get(name).is_some_and(Value::is_null);
        let cleared = ["name", "email", "phone", "label"]
            .into_iter()
            .filter(is_null)
            .collect();
        fields.finish(Self { details, cleared })
    }

    fn over(&self, found: &Client) -> Details {
        let field = |name: &str, new: &Option<String>, was: Option<&String>| {
            let was = was.filter(|_| !self.cleared.contains(&name));
            new.clone().or_else(|| was.cloned())
        };
        let new = &self.details;
        Details {
            name: field("name", &new.name, Some(&found.name)),
            email: field("email", &new.email, found.email.as_ref()),
            phone: field("phone", &new.phone, found.phone.as_ref()),
            label: field("label", &new.label, found.label.as_ref()),
            language: field("language", &new.language, Some(&found.language)),
        }
    }
}

/// Changes a client. One round trip to read, one to write.
pub async fn change(
    database: &impl Database,
    by: Changing<'_>,
    client_id: i64,
    request: &ChangeRequest,
) -> Result<Client, ClientError> {
    if client_id == MANUAL_ACCOUNT {
        return Err(ClientError::ManualAccount);
    }
    let found = list::one(database, by.org_id, client_id, by.mode)
        .await?
        .ok_or(ClientError::NotFound)?;
    let details = request.over(&found).checked("").map_err(ClientError::Fields)?;
    let new = details.client(&found.language);
    let difference = difference(&found, &details);
    if difference.is_empty() {
        return Ok(found);
    }
    let entry = difference.entry("client_changed", format!("client:{client_id}"));
    match rows::change(database, by.by(), &found, &new, &entry).await? {
        Change::Done => Ok(Client {
            name: new.name,
            email: new.email,
            phone: new.phone,
            label: new.label,
            language: new.language,
            active_at_ms: found.active_at_ms.max(by.now.ms()),
            ..found
        }),
        Change::Taken(taken) => Err(taken.into()),
        Change::Raced => Err(ClientError::Raced),
    }
}

/// What is another now, personal data masked. What masks to the same is told as changed all the same.
fn difference(found: &Client, new: &Details) -> Difference {
    let mut difference = Difference::default();
    let mut tell = |name: &str, was: Option<&str>, is: Option<&str>, mask: fn(&str) -> String| {
        let (was, is) = (was.filter(|text| !text.is_empty()), is.filter(|text| !text.is_empty()));
        if was != is {
            let (was, is) = (was.map(mask), is.map(mask));
            let is = if was == is {
                is.map(|text| format!("{text} (another)"))
            } else {
                is
            };
            difference.value(name, was, is);
        }
    };
    tell("name", Some(&found.name), new.name.as_deref(), masked_name);
    tell("email", found.email.as_deref(), new.email.as_deref(), mask::email);
    tell("phone", found.phone.as_deref(), new.phone.as_deref(), mask::phone);
    tell("label", found.label.as_deref(), new.label.as_deref(), str::to_owned);
    tell(
        "language",
        Some(&found.language),
        new.language.as_deref(),
        str::to_owned,
    );
    difference
}
