//! Offers as an organisation manages them: what is sold by a link, for how much, and by which systems it may be paid.

mod request;

use domain::token;
use serde_json::{Value, json};
use store::{
    Database, StoreError,
    offers::{self, Change, New, Offer},
};

pub use request::OfferRequest;
use request::{Checked, Judge};

use crate::{
    Entropy,
    change::{ChangeError, Changer, Difference, judge_word, judged, stored},
    once::{self, Keyed},
};

fn subject(offer_id: i64) -> String {
    format!("offer:{offer_id}")
}

/// An offer; of a mode, where one is given.
pub async fn find(
    database: &impl Database,
    org_id: i64,
    offer_id: i64,
    mode: Option<&str>,
) -> Result<Offer, ChangeError> {
    let found = offers::one(database, org_id, offer_id, mode).await?;
    found.ok_or(ChangeError::NotFound("offer"))
}

/// An offer that can still be changed.
async fn find_in_use(
    database: &impl Database,
    org_id: i64,
    offer_id: i64,
    mode: Option<&str>,
) -> Result<Offer, ChangeError> {
    let offer = find(database, org_id, offer_id, mode).await?;
    if offer.status == "archived" {
        return Err(ChangeError::Conflict(
            "offer_archived",
            "An archived offer stays as it is: copy it.",
        ));
    }
    Ok(offer)
}

/// Makes an offer of a mode, active. The same key again answers the offer that it made, as it is now.
pub async fn create<D: Database>(
    database: &D,
    entropy: &impl Entropy,
    change: Changer<'_>,
    mode: &str,
    keyed: Keyed<'_>,
    request: &OfferRequest,
) -> Result<Offer, ChangeError> {
    let mut judge = Judge::of(mode);
    let checked = request.check(None, &mut judge);
    judge.by_room(database, change.org_id, &checked, None).await?;
    judged(judge.errors, ())?;
    insert(database, entropy, change, mode, keyed, &checked, None).await
}

/// Makes another offer like one, with the same systems but those archived since, or under another title.
pub async fn copy<D: Database>(
    database: &D,
    entropy: &impl Entropy,
    change: Changer<'_>,
    offer: &Offer,
    keyed: Keyed<'_>,
    title: Option<String>,
) -> Result<Offer, ChangeError> {
    let request = OfferRequest {
        title,
        systems: Some(systems_in_use(offer)),
        ..OfferRequest::default()
    };
    let mut judge = Judge::of(&offer.mode);
    let checked = request.check(Some(offer), &mut judge);
    judge.by_room(database, change.org_id, &checked, None).await?;
    judged(judge.errors, ())?;
    insert(
        database,
        entropy,
        change,
        &offer.mode,
        keyed,
        &checked,
        Some(offer.offer_id),
    )
    .await
}

/// Ids of an offer's systems that are not archived.
fn systems_in_use(offer: &Offer) -> Vec<String> {
    let Value::Array(systems) = stored(&offer.named_systems) else {
        return Vec::new();
    };
    let text = |system: &Value, name: &str| system.get(name).and_then(Value::as_str).map(str::to_owned);
    let in_use = |system: &&Value| text(system, "status").is_none_or(|status| status != "archived");
    systems
        .iter()
        .filter(in_use)
        .filter_map(|system| text(system, "id"))
        .collect()
}

async fn insert<D: Database>(
    database: &D,
    entropy: &impl Entropy,
    change: Changer<'_>,
    mode: &str,
    keyed: Keyed<'_>,
    checked: &Checked,
    copy_of: Option<i64>,
) -> Result<Offer, ChangeError> {
    let (token, claim) = (token::opaque(entropy.bytes()?), keyed.claim(entropy)?);
    let systems = checked.systems_json();
    let mut difference = Difference::default();
    difference.new_value("mode", mode);
    for (name, value) in checked.told() {
        difference.new_value(name, value);
    }
    if let Some(copied) = copy_of {
        difference.new_value("copy_of", copied);
    }
    let new = New {
        mode,
        token: &token,
        settings: checked.settings(&systems),
    };
    let entry = difference.entry("offer_created", String::new());
    let request = claim.request(change.org_id, change.now);
    let written = offers::create(database, change.by(), request, &new, &entry).await;
    let (kept, made) = written.map_err(refused)?;
    match once::before(kept)? {
        None => made.ok_or(ChangeError::NotFound("offer")),
        Some(id) => {
            let offer_id = id.parse().map_err(|_| ChangeError::NotFound("offer"))?;
            find(database, change.org_id, offer_id, None).await
        }
    }
}

/// Changes an offer: what the request leaves out stays as it is. Mode and link cannot be changed; what was ordered before keeps the
/// price that it had.
pub async fn change<D: Database>(
    database: &D,
    change: Changer<'_>,
    offer_id: i64,
    mode: Option<&str>,
    request: &OfferRequest,
) -> Result<Offer, ChangeError> {
    let offer = find_in_use(database, change.org_id, offer_id, mode).await?;
    let mut judge = Judge::of(&offer.mode);
    let checked = request.check(Some(&offer), &mut judge);
    judge.by_room(database, change.org_id, &checked, Some(&offer)).await?;
    judged(judge.errors, ())?;
    let mut difference = Difference::default();
    for ((name, before), (_, after)) in Checked::of(&offer).told().into_iter().zip(checked.told()) {
        difference.value(name, before, after);
    }
    if difference.is_empty() {
        return Ok(offer);
    }
    let (entry, systems) = (
        difference.entry("offer_changed", subject(offer_id)),
        checked.systems_json(),
    );
    let changed = offers::change(database, change.by(), &offer, &checked.settings(&systems), &entry).await;
    changed.map_err(refused)?.ok_or(ChangeError::NotFound("offer"))
}

/// Activates, deactivates or archives an offer. The link of one that is not active sells nothing; an archived one stays so.
pub async fn switch<D: Database>(
    database: &D,
    change: Changer<'_>,
    offer_id: i64,
    mode: Option<&str>,
    status: &str,
) -> Result<Offer, ChangeError> {
    let mut errors = Vec::new();
    judge_word(&mut errors, "status", status, &["active", "inactive", "archived"]);
    judged(errors, ())?;
    let offer = find(database, change.org_id, offer_id, mode).await?;
    if offer.status == status {
        return Ok(offer);
    }
    let offer = find_in_use(database, change.org_id, offer_id, mode).await?;
    let action = match status {
        "active" => "offer_activated",
        "inactive" => "offer_deactivated",
        _ => "offer_archived",
    };
    let mut difference = Difference::default();
    difference.value("status", offer.status.as_str(), status);
    let entry = difference.entry(action, subject(offer_id));
    let switched = offers::switch(database, change.by(), &offer, status, &entry).await?;
    switched.ok_or(ChangeError::NotFound("offer"))
}

/// The schema has the last word on systems: one may have been archived since it was judged.
fn refused(error: StoreError) -> ChangeError {
    match error {
        StoreError::Constraint(text) if text.contains("offer_system_unknown") => {
            ChangeError::field("systems", "system_unknown", "one of the systems is no more")
        }
        other => other.into(),
    }
}

impl Checked {
    fn systems_json(&self) -> String {
        json!(self.systems).to_string()
    }

    fn settings<'a>(&'a self, systems: &'a str) -> Change<'a> {
        Change {
            title: &self.title,
            description: &self.description,
            price_minor: self.price.map_or(0, |price| price.minor()),
            currency: &self.currency,
            systems,
            confirm_days: self.confirm_days,
            success_url: self.success_url.as_deref(),
        }
    }
}
