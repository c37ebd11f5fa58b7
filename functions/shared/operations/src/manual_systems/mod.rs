//! Manual payment systems as an organisation manages them: cash, card to card, whatever moves money outside any acquirer.

mod request;

use domain::{
    media::{self, MediaError, MediaType},
    token,
};
use store::{
    Database, StoreError,
    files::{Kind, NewFile},
    manual_systems::{self, New, Settings, System},
};

pub use request::SystemRequest;
use request::{Checked, judge_id, slug};

use crate::{
    Entropy,
    change::{ChangeError, Changer, Difference, judge_word, judged, stored},
    once::{self, Keyed},
};

fn subject(terminal_id: &str) -> String {
    format!("manual_system:{terminal_id}")
}

/// A system; of a mode, where one is given.
pub async fn find(
    database: &impl Database,
    org_id: i64,
    terminal_id: &str,
    mode: Option<&str>,
) -> Result<System, ChangeError> {
    let found = manual_systems::one(database, org_id, terminal_id, mode).await?;
    found.ok_or(ChangeError::NotFound("manual_system"))
}

/// A system that can still be changed.
pub async fn find_in_use(
    database: &impl Database,
    org_id: i64,
    terminal_id: &str,
    mode: Option<&str>,
) -> Result<System, ChangeError> {
    let system = find(database, org_id, terminal_id, mode).await?;
    if system.status == "archived" {
        return Err(ChangeError::Conflict(
            "manual_system_archived",
            "An archived system stays as it is.",
        ));
    }
    Ok(system)
}

/// Makes a system of a mode, active. The same key again answers the system that it made, as it is now.
pub async fn create<D: Database>(
    database: &D,
    entropy: &impl Entropy,
    change: Changer<'_>,
    mode: &str,
    keyed: Keyed<'_>,
    request: &SystemRequest,
) -> Result<System, ChangeError> {
    let mut errors = Vec::new();
    if let Some(id) = &request.id {
        judge_id(&mut errors, id);
    }
    let checked = request.check(None, &mut errors);
    judged(errors, ())?;
    let claim = keyed.claim(entropy)?;
    let id = match &request.id {
        Some(id) => id.clone(),
        None => free_id(database, change.org_id, &checked.name).await?,
    };
    let currencies = checked.currencies_json();
    let new = New {
        terminal_id: &id,
        mode,
        settings: checked.settings(&currencies),
    };
    let mut difference = Difference::default();
    difference.new_value("mode", mode);
    for (name, value) in checked.told() {
        difference.new_value(name, value);
    }
    let entry = difference.entry("manual_system_created", subject(&id));
    let asked = claim.request(change.org_id, change.now);
    let (kept, made) = match manual_systems::create(database, change.by(), asked, &new, &entry).await {
        Err(StoreError::Constraint(text)) if text.contains("terminal.terminal_id") => {
            return Err(ChangeError::Conflict(
                "manual_system_taken",
                "The organisation has a terminal or a system of this id.",
            ));
        }
        written => written?,
    };
    match once::before(kept)? {
        None => made.ok_or(ChangeError::Conflict(
            "too_many_terminals",
            "An organisation has at most 200 terminals and systems, archived ones among them.",
        )),
        Some(id) => find(database, change.org_id, &id, None).await,
    }
}

/// An id of the name's letters, with a number behind it where there is one already.
async fn free_id(database: &impl Database, org_id: i64, name: &str) -> Result<String, ChangeError> {
    let slug = slug(name);
    let taken = manual_systems::taken(database, org_id, &slug).await?;
    let numbered = (2..=taken.len().saturating_add(1)).map(|number| format!("{slug}-{number}"));
    let mut ids = std::iter::once(slug.clone()).chain(numbered);
    Ok(ids.find(|id| !taken.contains(id)).unwrap_or(slug))
}

/// Changes a system: what the request leaves out stays as it is. Id and mode cannot be changed; payments decided before keep what was
/// fixed then. Answers too the file of a picture that is no more: its bytes are to be deleted.
pub async fn change<D: Database>(
    database: &D,
    change: Changer<'_>,
    terminal_id: &str,
    mode: Option<&str>,
    request: &SystemRequest,
) -> Result<(System, Option<String>), ChangeError> {
    let system = find_in_use(database, change.org_id, terminal_id, mode).await?;
    let mut errors = Vec::new();
    let checked = request.check(Some(&system), &mut errors);
    judged(errors, ())?;
    let mut difference = Difference::default();
    for ((name, before), (_, after)) in Checked::of(&system).told().into_iter().zip(checked.told()) {
        difference.value(name, before, after);
    }
    let gone = system.image.clone().filter(|_| request.no_image);
    if gone.is_some() {
        difference.value("image", gone.clone(), None::<String>);
    }
    if difference.is_empty() {
        return Ok((system, None));
    }
    let (entry, currencies) = (
        difference.entry("manual_system_changed", subject(terminal_id)),
        checked.currencies_json(),
    );
    let settings = checked.settings(&currencies);
    let changed = manual_systems::change(database, change.by(), &system, &settings, gone.is_some(), &entry).await?;
    Ok((changed.ok_or(ChangeError::NotFound("manual_system"))?, gone))
}

/// Enables, disables or archives a system. No payer is shown a disabled one; an archived one stays so. Payments that are open there
/// already can still be confirmed and rejected.
pub async fn switch<D: Database>(
    database: &D,
    change: Changer<'_>,
    terminal_id: &str,
    mode: Option<&str>,
    status: &str,
) -> Result<System, ChangeError> {
    let mut errors = Vec::new();
    judge_word(&mut errors, "status", status, &["active", "disabled", "archived"]);
    judged(errors, ())?;
    let system = find(database, change.org_id, terminal_id, mode).await?;
    if system.status == status {
        return Ok(system);
    }
    let system = find_in_use(database, change.org_id, terminal_id, mode).await?;
    let action = match status {
        "active" => "manual_system_enabled",
        "disabled" => "manual_system_disabled",
        _ => "manual_system_archived",
    };
    let mut difference = Difference::default();
    difference.value("status", system.status.as_str(), status);
    let entry = difference.entry(action, subject(terminal_id));
    let switched = manual_systems::switch(database, change.by(), &system, status, &entry).await?;
    switched.ok_or(ChangeError::NotFound("manual_system"))
}

/// A picture that was found good, under the name that it will have.
#[derive(Debug, Clone)]
pub struct Image {
    /// 128 random bits, hex: the bytes are kept under it before [`set_image`].
    pub file: String,
    media_type: MediaType,
    size_bytes: usize,
}

/// Judges the bytes of a picture and what their sender says they are.
pub fn judge_image(declared: &str, bytes: &[u8]) -> Result<MediaType, MediaError> {
    media::judge(declared, bytes, media::IMAGES)
}

/// Names a picture that was found good.
pub fn name_image(entropy: &impl Entropy, media_type: MediaType, bytes: &[u8]) -> Result<Image, ChangeError> {
    Ok(Image {
        file: token::opaque(entropy.bytes()?),
        media_type,
        size_bytes: bytes.len(),
    })
}

/// Gives a system a picture whose bytes are kept already. Where it fails they are to be deleted; those of the picture before
/// (`system.image`) where it does not.
pub async fn set_image<D: Database>(
    database: &D,
    change: Changer<'_>,
    system: &System,
    image: &Image,
) -> Result<System, ChangeError> {
    let new = NewFile {
        org_id: change.org_id,
        file: &image.file,
        kind: Kind::Image,
        media_type: image.media_type.name(),
        size_bytes: image.size_bytes,
        now_ms: change.now.ms(),
    };
    let mut difference = Difference::default();
    difference.value("image", system.image.clone(), image.file.as_str());
    let entry = difference.entry("manual_system_image_set", subject(&system.terminal_id));
    let set = manual_systems::set_image(database, change.by(), system, &new, &entry).await?;
    set.ok_or(ChangeError::NotFound("manual_system"))
}

impl Checked {
    fn settings<'a>(&'a self, currencies: &'a str) -> Settings<'a> {
        Settings {
            name: &self.name,
            description: &self.description,
            commission_percent: &self.commission_percent,
            fixed_fee_minor: self.fixed_fee_minor,
            fixed_fee_currency: &self.fixed_fee_currency,
            income_currency: &self.income_currency,
            transaction_currency: &self.transaction_currency,
            currencies,
            merchant_name: &self.merchant_name,
            merchant_description: &self.merchant_description,
            comment_hint: &self.comment_hint,
        }
    }

    /// As the database keeps them: JSON array.
    fn currencies_json(&self) -> String {
        serde_json::json!(self.currencies).to_string()
    }

    fn of(system: &System) -> Self {
        let currencies = stored(&system.currencies);
        let code = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        Self {
            name: system.name.clone(),
            description: system.description.clone(),
            commission_percent: system.commission_percent.clone(),
            fixed_fee_minor: system.fixed_fee_minor,
            fixed_fee_currency: system.fixed_fee_currency.clone(),
            income_currency: system.income_currency.clone(),
            transaction_currency: system.transaction_currency.clone(),
            currencies: currencies.as_array().into_iter().flatten().filter_map(code).collect(),
            merchant_name: system.merchant_name.clone(),
            merchant_description: system.merchant_description.clone(),
            comment_hint: system.comment_hint.clone(),
        }
    }
}
