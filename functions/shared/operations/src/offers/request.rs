//! A request to make or change an offer, read field by field and checked.

use domain::{
    address, card,
    money::{Currency, Money},
};
use serde_json::{Value, json};
use store::{
    Database, StoreError,
    offers::{self, Offer},
};

use crate::{
    FieldError,
    change::{judge_lines, judge_text, stored},
    fields::Fields,
    money_field,
};

/// Longest title and description, in characters.
const TITLE_MAX: usize = 120;
const DESCRIPTION_MAX: usize = 2_000;
/// Most systems of an offer.
const SYSTEMS_MAX: usize = 20;
/// Days to confirm a manual payment, unless said otherwise, and the bounds.
const CONFIRM_DAYS: i64 = 30;
const CONFIRM_DAYS_RANGE: std::ops::RangeInclusive<i64> = 1..=365;

/// An offer as asked for. To change one: what is absent stays as it is.
#[derive(Debug, Clone, Default)]
pub struct OfferRequest {
    /// What is sold, in a line.
    pub title: Option<String>,
    /// What is sold, in as many lines as it takes.
    pub description: Option<String>,
    /// For how much.
    pub price: Option<Money>,
    /// Ids of terminals and manual systems.
    pub systems: Option<Vec<String>>,
    /// Days of 24 hours.
    pub confirm_days: Option<i64>,
    /// Where the payer goes afterwards; `Some(None)` takes it away.
    pub success_url: Option<Option<String>>,
}

/// An offer found good, but for what the organisation has.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) title: String,
    pub(super) description: String,
    /// Empty only where it is refused.
    pub(super) price: Option<Money>,
    pub(super) currency: String,
    pub(super) systems: Vec<String>,
    pub(super) confirm_days: i64,
    pub(super) success_url: Option<String>,
}

/// What is wrong with an offer of a mode.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    mode: &'a str,
    pub(super) errors: Vec<FieldError>,
}

impl OfferRequest {
    /// Reads a request; says of every field that has the wrong type, and of a price that is none.
    pub fn read(value: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(value, "").map_err(|error| vec![error])?;
        let request = Self {
            title: fields.text("title"),
            description: fields.text("description"),
            price: money_field::positive(&mut fields, "price"),
            systems: fields.texts("systems"),
            confirm_days: fields.whole("confirm_days"),
            // Null takes the address away, absence is no change.
            success_url: value.get("success_url").map(|_| fields.text("success_url")),
        };
        fields.finish(request)
    }

    /// Checks every field, over an offer that is there or over what a new one is by default.
    pub(super) fn check(&self, over: Option<&Offer>, judge: &mut Judge<'_>) -> Checked {
        let errors = &mut judge.errors;
        let before = over.map(Checked::of);
        let text = |given: &Option<String>, before: Option<&String>| {
            let given = given.as_ref().map(|text| text.trim().replace("\r\n", "\n"));
            given.or_else(|| before.cloned()).unwrap_or_default()
        };
        let title = text(&self.title, before.as_ref().map(|before| &before.title));
        judge_text(errors, "title", &title, TITLE_MAX, true);
        let description = text(&self.description, before.as_ref().map(|before| &before.description));
        judge_lines(errors, "description", &description, DESCRIPTION_MAX);
        let price = self.price.or_else(|| before.as_ref().and_then(|before| before.price));
        if price.is_none() {
            errors.push(FieldError::new("price", "required", "this field is required"));
        }
        let confirm_days = self.confirm_days.or(before.as_ref().map(|before| before.confirm_days));
        let confirm_days = confirm_days.unwrap_or(CONFIRM_DAYS);
        if !CONFIRM_DAYS_RANGE.contains(&confirm_days) {
            errors.push(FieldError::new("confirm_days", "out_of_range", "1 to 365"));
        }
        let (systems_before, url_before) = before
            .map(|before| (before.systems, before.success_url))
            .unwrap_or_default();
        let mut systems = self.systems.clone().unwrap_or(systems_before);
        let mut seen = Vec::new();
        systems.retain(|system| {
            !seen.contains(system) && {
                seen.push(system.clone());
                true
            }
        });
        if systems.is_empty() {
            errors.push(FieldError::new(
                "systems",
                "required",
                "at least one system by which it may be paid",
            ));
        } else if systems.len() > SYSTEMS_MAX {
            errors.push(FieldError::new("systems", "too_many", "at most 20 systems"));
        }
        Checked {
            title,
            description,
            price,
            currency: price.map_or_else(String::new, |price| price.currency().code().to_owned()),
            systems,
            confirm_days,
            success_url: self
                .success_url
                .clone()
                .unwrap_or(url_before)
                .filter(|url| !url.is_empty()),
        }
    }
}

impl Checked {
    /// An offer that is there.
    pub(super) fn of(offer: &Offer) -> Self {
        let price =
            Currency::parse(&offer.currency).and_then(|currency| Money::from_minor(offer.price_minor, currency));
        Self {
            title: offer.title.clone(),
            description: offer.description.clone(),
            price: price.ok(),
            currency: offer.currency.clone(),
            systems: serde_json::from_str(&offer.systems).unwrap_or_default(),
            confirm_days: offer.confirm_days,
            success_url: offer.success_url.clone(),
        }
    }

    /// What the journal says of it.
    pub(super) fn told(&self) -> [(&'static str, Value); 6] {
        let price = self
            .price
            .map(|price| json!({ "amount": price.to_string(), "currency": self.currency }));
        [
            ("title", self.title.clone().into()),
            ("description", self.description.clone().into()),
            ("price", price.into()),
            ("systems", json!(self.systems)),
            ("confirm_days", self.confirm_days.into()),
            ("success_url", self.success_url.clone().into()),
        ]
    }
}

impl<'a> Judge<'a> {
    pub(super) fn of(mode: &'a str) -> Self {
        Self {
            mode,
            errors: Vec::new(),
        }
    }

    fn refuse(&mut self, field: &str, code: &str, detail: impl Into<String>) {
        self.errors.push(FieldError::new(field, code, detail));
    }

    /// Judges an offer by what the organisation has: what stays as it was before is not judged anew.
    pub(super) async fn by_room(
        &mut self,
        database: &impl Database,
        org_id: i64,
        checked: &Checked,
        before: Option<&Offer>,
    ) -> Result<(), StoreError> {
        let systems = json!(checked.systems.get(..SYSTEMS_MAX).unwrap_or(&checked.systems)).to_string();
        let before = before.map(Checked::of);
        let changed =
            |same: fn(&Checked, &Checked) -> bool| before.as_ref().is_none_or(|before| !same(before, checked));
        let chosen = changed(|before, after| before.systems == after.systems);
        let priced = changed(|before, after| before.currency == after.currency);
        let led = changed(|before, after| before.success_url == after.success_url);
        if !(chosen || priced || led) {
            return Ok(());
        }
        let Some(room) = offers::room(database, org_id, &systems).await? else {
            return Ok(());
        };
        if let Some(url) = checked.success_url.as_ref().filter(|_| led) {
            let sites: Vec<String> = serde_json::from_str(&room.sites).unwrap_or_default();
            if let Err(error) = address::check_return(url, &sites) {
                self.refuse("success_url", "address_refused", error.to_string());
            } else if card::contains(url) {
                self.refuse(
                    "success_url",
                    "card_number_not_allowed",
                    "a card number must not be sent here",
                );
            }
        }
        let there = stored(&room.systems);
        for id in checked.systems.iter().take(SYSTEMS_MAX).filter(|_| chosen || priced) {
            let system = there
                .as_array()
                .into_iter()
                .flatten()
                .find(|system| text(system, "id") == id);
            self.by_system(id, system, chosen, &checked.currency);
        }
        Ok(())
    }

    fn by_system(&mut self, id: &str, system: Option<&Value>, chosen: bool, currency: &str) {
        let shown = card::mask(id);
        let kind = system.map_or("", |system| text(system, "kind"));
        let Some(system) = system.filter(|_| matches!(kind, "ecom" | "manual")) else {
            return self.refuse(
                "systems",
                "system_unknown",
                format!("there is no system {shown:?} to pay by"),
            );
        };
        if text(system, "mode") != self.mode {
            self.refuse(
                "systems",
                "system_of_other_mode",
                format!("{shown:?} is not of mode {}", self.mode),
            );
        } else if chosen && text(system, "status") == "archived" {
            self.refuse("systems", "system_archived", format!("{shown:?} is archived"));
        } else if kind == "ecom" && !currency.is_empty() && !takes(system, currency) {
            self.refuse(
                "systems",
                "currency_not_supported",
                format!("{shown:?} takes no {currency}"),
            );
        }
    }
}

fn text<'v>(system: &'v Value, name: &str) -> &'v str {
    system.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Whether a terminal has a fee line for a currency.
fn takes(system: &Value, currency: &str) -> bool {
    let currencies = system.get("currencies").and_then(Value::as_array);
    currencies.is_some_and(|currencies| currencies.iter().any(|taken| taken == currency))
}
