//! What an organisation says of itself, read over what it has said before, and checked.

use domain::{
    address::{self, AddressError},
    card,
    money::Currency,
};
use serde_json::Value;
use store::organisations::Settings;

use super::sites;
use crate::{Clock, FieldError, endpoint, fields::Fields};

/// By what rules a request is judged.
#[derive(Debug)]
pub struct Rules<'a, C> {
    /// Which zones there are.
    pub clock: &'a C,
    /// What addresses are good.
    pub addresses: endpoint::Rules<'a>,
}

/// The longest texts, in characters.
const NAME_MAX: usize = 100;
const LEGAL_NAME_MAX: usize = 200;
const CONTACTS_MAX: usize = 1_000;
const ADDRESS_MAX: usize = 500;

/// Reads a request over what there is: what it leaves out stays as it is.
pub fn read<C: Clock>(found: &Settings, body: &Value, rules: &Rules<'_, C>) -> Result<Settings, Vec<FieldError>> {
    let mut fields = Fields::of(body, "").map_err(|error| vec![error])?;
    let mut new = found.clone();
    text(&mut fields, "name", &mut new.name, NAME_MAX, Lines::One);
    if new.name.is_empty() {
        fields.refuse("name", "required", "this field is required");
    }
    text(
        &mut fields,
        "legal_name",
        &mut new.legal_name,
        LEGAL_NAME_MAX,
        Lines::One,
    );
    text(&mut fields, "contacts", &mut new.contacts, CONTACTS_MAX, Lines::Many);
    text(&mut fields, "address", &mut new.address, ADDRESS_MAX, Lines::Many);
    let email = |address: &str| address::check_email(address);
    judged(&mut fields, "email", &mut new.email, &email);
    let public = |given: &str| address::check_postback(given, &[], rules.addresses.loopback_allowed);
    judged(&mut fields, "site", &mut new.site, &public);
    let told =
        |given: &str| address::check_postback(given, rules.addresses.own_hosts, rules.addresses.loopback_allowed);
    judged(&mut fields, "response_url", &mut new.response_url, &told);
    judged(&mut fields, "payout_url", &mut new.payout_url, &told);
    one_of(
        &mut fields,
        "currency",
        &mut new.currency,
        "currency_unknown",
        &|code| Currency::parse(code).is_ok(),
    );
    one_of(&mut fields, "language", &mut new.language, "out_of_range", &|code| {
        matches!(code, "en" | "ru")
    });
    one_of(
        &mut fields,
        "time_zone",
        &mut new.time_zone,
        "time_zone_unknown",
        &|zone| rules.clock.knows_zone(zone),
    );
    if let Some(sites) = sites::read(&mut fields, rules.addresses) {
        new.sites = sites;
    }
    if let Some(given) = fields.get("second_factor_required") {
        match given.as_bool() {
            Some(required) => new.second_factor = i64::from(required),
            None => fields.refuse("second_factor_required", "wrong_type", "true or false is expected"),
        }
    }
    days(
        &mut fields,
        body,
        "payout_idle_days",
        &mut new.payout_idle_days,
        1..=365,
    );
    days(&mut fields, body, "personal_days", &mut new.personal_days, 30..=3_650);
    fields.finish(new)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Many,
}

/// A text as people write it; without the space around it.
fn text(fields: &mut Fields<'_>, name: &str, into: &mut String, characters_max: usize, lines: Lines) {
    let Some(given) = fields.text(name) else { return };
    let given = given.trim();
    let ends_line = |character: char| lines == Lines::Many && character == '\n';
    if given.chars().count() > characters_max || given.chars().any(|one| one.is_control() && !ends_line(one)) {
        let detail = format!("at most {characters_max} characters, none of them a control character");
        fields.refuse(name, "text_not_acceptable", &detail);
    } else if card::contains(given) {
        fields.refuse(name, "card_number_not_allowed", "a card number stands in this field");
    } else {
        given.clone_into(into);
    }
}

/// An address, or none.
fn judged(fields: &mut Fields<'_>, name: &str, into: &mut String, check: &dyn Fn(&str) -> Result<(), AddressError>) {
    let Some(given) = fields.text(name) else { return };
    match check(&given) {
        Err(error) if !given.is_empty() => fields.refuse(name, "address_refused", &error.to_string()),
        _ if card::contains(&given) => {
            fields.refuse(name, "card_number_not_allowed", "a card number stands in this field")
        }
        _ => *into = given,
    }
}

/// A name out of a list that is known elsewhere.
fn one_of(fields: &mut Fields<'_>, name: &str, into: &mut String, code: &str, is_known: &dyn Fn(&str) -> bool) {
    let Some(given) = fields.text(name) else { return };
    if is_known(&given) {
        *into = given;
    } else {
        fields.refuse(name, code, "this is not known here");
    }
}

/// A number of days; null is never.
fn days(
    fields: &mut Fields<'_>,
    body: &Value,
    name: &str,
    into: &mut Option<i64>,
    range: std::ops::RangeInclusive<i64>,
) {
    match body.get(name) {
        None => {}
        Some(Value::Null) => *into = None,
        Some(given) => match given.as_i64().filter(|days| range.contains(days)) {
            Some(days) => *into = Some(days),
            None => {
                let detail = format!("{} to {} days, or null", range.start(), range.end());
                fields.refuse(name, "out_of_range", &detail);
            }
        },
    }
}
