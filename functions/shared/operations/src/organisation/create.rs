//! An operator makes an organisation, and asks its owner in.

use serde_json::{Value, json};
use store::{
    Database,
    invitations::Invitation,
    organisations::{self, Organisation, Settings},
};

use super::{OrganisationError, Rules, difference, read};
use crate::{
    Clock, Entropy, FieldError,
    people::{Invited, Sender, invitation},
};

/// Names in addresses that are our own.
const RESERVED: &str = "www api app admin cabinet pay docs mail status static test demo platform edgetill";

/// What was made.
#[derive(Debug)]
pub struct Created {
    /// The organisation.
    pub organisation: Organisation,
    /// Its owner's invitation.
    pub invitation: Invitation,
}

fn blank() -> Settings {
    Settings {
        name: String::new(),
        legal_name: String::new(),
        email: String::new(),
        contacts: String::new(),
        address: String::new(),
        currency: "RUB".to_owned(),
        site: String::new(),
        response_url: String::new(),
        language: "en".to_owned(),
        time_zone: "UTC".to_owned(),
        sites: "[]".to_owned(),
        second_factor: 0,
        payout_url: String::new(),
        payout_idle_days: None,
        personal_days: None,
    }
}

/// A label of a host name.
fn is_slug(slug: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (2..=40).contains(&slug.len())
        && slug.bytes().all(plain)
        && !slug.starts_with('-')
        && !slug.ends_with('-')
        && !slug.starts_with("xn--")
        && !RESERVED.split(' ').any(|ours| ours == slug)
}

/// Makes an organisation, with the invitation of its owner.
pub async fn create<C: Clock>(
    database: &impl Database,
    entropy: &impl Entropy,
    sender: &Sender<'_>,
    body: &Value,
    rules: &Rules<'_, C>,
) -> Result<Created, OrganisationError> {
    let text = |name: &str| body.get(name).and_then(Value::as_str).unwrap_or_default();
    let slug = text("slug");
    let read = read(&blank(), body, rules);
    let mut errors = read.as_ref().err().cloned().unwrap_or_default();
    if !is_slug(slug) {
        let detail = "2 to 40 small letters, digits and hyphens inside, and none of ours";
        errors.push(FieldError::new("slug", "slug_refused", detail));
    }
    let email = invitation::address("owner_email", text("owner_email"));
    errors.extend(email.as_ref().err().cloned());
    let (Ok(settings), Ok(email)) = (read, email) else {
        return Err(OrganisationError::Fields(errors));
    };
    if !errors.is_empty() {
        return Err(OrganisationError::Fields(errors));
    }
    let by = sender.actor.by;
    let org_id = organisations::next(database).await?;
    let invited = Invited {
        org_id,
        invitation_id: 1,
        email: &email,
        role: Some("owner"),
        permissions: "[]",
        organisation: Some(&settings.name),
        language: &settings.language,
    };
    let letter = invitation::prepare(entropy, sender, &invited)?;
    let mut after = settings.json();
    if let Some(after) = after.as_object_mut() {
        after.insert("slug".to_owned(), json!(slug));
    }
    let detail = difference::of(&blank().json(), &after).to_string();
    organisations::create(
        database,
        by,
        (org_id, slug),
        &settings,
        &detail,
        letter.create(sender, &invited),
    )
    .await?;
    let made = organisations::one(database, org_id).await?;
    Ok(Created {
        organisation: made.ok_or(OrganisationError::NotFound)?,
        invitation: invitation::find(database, org_id, 1, by.now_ms).await?,
    })
}

/// Asks an owner in to an organisation that has none: the first letter was not answered in time, or went to a wrong address.
pub async fn invite_owner(
    database: &impl Database,
    entropy: &impl Entropy,
    sender: &Sender<'_>,
    slug: &str,
    body: &Value,
) -> Result<Invitation, OrganisationError> {
    let found = organisations::by_slug(database, slug).await?;
    let found = found.ok_or(OrganisationError::NotFound)?;
    if organisations::has_owner(database, found.org_id).await? {
        return Err(OrganisationError::HasOwner);
    }
    let email = invitation::address("email", body.get("email").and_then(Value::as_str).unwrap_or_default());
    let email = email.map_err(|error| OrganisationError::Fields(vec![error]))?;
    let owner = (Some("owner"), "[]");
    Ok(invitation::send_first(database, entropy, sender, found.org_id, &email, owner).await?)
}
