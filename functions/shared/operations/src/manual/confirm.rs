//! A person confirms that the money has come, as it was said or corrected.

use domain::{
    manual::{Terms, terms},
    money::{Currency, Money, MoneyError},
    rate::Rates,
    time::Timestamp,
    token,
};
use serde_json::Value;
use store::{
    Database, StoreError,
    manual::{self, Confirmation, Said, SystemRow},
};

use super::{Decided, ManualError, said};
use crate::{Clock, Entropy, FieldError, Ports, fields::Fields, payment_check};

/// What a person says of a manual payment that has come.
#[derive(Debug, Clone, Default)]
pub struct Decision {
    /// What was paid; empty: the price as it was asked.
    pub price: Option<Money>,
    /// When, `YYYY-MM-DD`; empty: as the payer says.
    pub paid_on: Option<String>,
    /// Why, or anything besides.
    pub comment: String,
}

impl Decision {
    /// Reads `amount` beside `currency`, `paid_on` and `comment`, all of which may be absent.
    pub fn read(body: &Value) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of(body, "").map_err(|error| vec![error])?;
        let price = payment_check::amount_beside_currency(&mut fields);
        let paid_on = fields.text("paid_on");
        let comment = fields.text("comment").unwrap_or_default();
        fields.finish(Self {
            price,
            paid_on,
            comment,
        })
    }
}

/// Confirms a manual payment: fixes its fees, books it, tells the merchant. One round trip to read and one to write.
///
/// `mode` is the one that the asker may see; empty: both.
///
/// # Errors
/// [`ManualError::PaymentNotFound`], [`ManualError::Fields`], [`ManualError::Decided`], [`ManualError::AlreadyPaid`].
pub async fn confirm<D: Database, H, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    org_id: i64,
    mode: Option<&str>,
    number: i64,
    decision: &Decision,
    actor: &str,
    now: Timestamp,
) -> Result<Decided, ManualError> {
    let currency = decision.price.map(|price| price.currency());
    let currency = currency.as_ref().map(Currency::code);
    let found = manual::said(
        ports.database,
        (org_id, mode, number),
        currency,
        decision.paid_on.as_deref(),
    )
    .await?;
    let (said, system, rates) = found.ok_or(ManualError::PaymentNotFound)?;
    undecided(&said)?;
    let settled = settle(ports.clock, decision, &said, &system, &rates, now)?;
    let (terms, event_id) = (&settled.terms, token::event_id(now, ports.entropy.bytes()?));
    // What the ledger books must be one amount.
    terms.fee()?;
    let confirmation = Confirmation {
        org_id,
        number,
        attempt: said.attempt,
        run: token::opaque(ports.entropy.bytes()?),
        actor: actor.to_owned(),
        comment: settled.comment,
        price_minor: settled.price.minor(),
        price_currency: settled.price.currency().code().to_owned(),
        paid_on: settled.paid_on,
        paid_minor: terms.paid.minor(),
        paid_currency: terms.paid.currency().code().to_owned(),
        commission_minor: terms.commission.minor(),
        fixed_fee_minor: terms.fixed_fee.minor(),
        fixed_fee_currency: terms.fixed_fee.currency().code().to_owned(),
        fixed_fee_paid_minor: terms.fixed_fee_paid.map(|fee| fee.minor()),
        fixed_fee_apart_minor: terms.fixed_fee_apart().map(|fee| fee.minor()),
        income_minor: terms.income_minor,
        income_currency: terms.income_currency.code().to_owned(),
        rates: terms.rates_json().to_string(),
        scale: terms.paid.currency().scale(),
        event_id,
        occurred_at: now.rfc3339(),
        now_ms: now.ms(),
    };
    let outcome = manual::confirm(ports.database, &confirmation).await?;
    match (outcome.fresh, outcome.state.as_str()) {
        (0, "open") => Err(ManualError::AlreadyPaid),
        (0, _) => Err(ManualError::Decided(outcome.state)),
        _ => Ok(Decided {
            number,
            attempt: outcome.attempt,
            event_id: (outcome.postbacks > 0).then_some(confirmation.event_id),
        }),
    }
}

fn undecided(said: &Said) -> Result<(), ManualError> {
    match (said.state.as_str(), said.authorised_minor) {
        ("open", 0) => Ok(()),
        ("open", _) => Err(ManualError::AlreadyPaid),
        (outcome, _) => Err(ManualError::Decided(outcome.to_owned())),
    }
}

/// What is confirmed, judged, and what it comes to.
struct Settled {
    price: Money,
    paid_on: String,
    comment: String,
    terms: Terms,
}

fn settle(
    clock: &impl Clock,
    decision: &Decision,
    said: &Said,
    system: &SystemRow,
    rates: &Rates,
    now: Timestamp,
) -> Result<Settled, ManualError> {
    let decode = |error: MoneyError| StoreError::Decode(error.to_string());
    let asked =
        Currency::parse(&said.price_currency).and_then(|currency| Money::from_minor(said.price_minor, currency));
    let (asked, terms_of) = (asked.map_err(decode)?, system.terms()?);
    let price = decision.price.unwrap_or(asked);
    let mut errors = Vec::new();
    // The price as it was asked may be in any currency: it is converted. What a person corrects it to is what was paid.
    if price != asked && !terms_of.takes(price.currency()) {
        let detail = "the system does not take this currency";
        errors.push(FieldError::new("currency", "currency_not_supported", detail));
    }
    let paid_on = decision.paid_on.as_deref().unwrap_or(&said.paid_on);
    let day = |at: Timestamp| clock.local_day(&said.time_zone, at);
    // What the payer has said was acceptable then.
    let opened_on = day(Timestamp::from_ms(said.opened_at_ms));
    errors.extend(
        said::paid_on(paid_on, &day(now), &opened_on)
            .err()
            .filter(|_| paid_on != said.paid_on),
    );
    let comment = said::comment(&decision.comment);
    errors.extend(comment.as_ref().err().cloned());
    match comment {
        Ok(comment) if errors.is_empty() => {
            let terms = terms(price, &terms_of, rates)?;
            // Where no rate led from the price to a currency that the system takes, a person says what came.
            if !terms_of.takes(terms.paid.currency()) {
                let detail = "no rate leads from the price to a currency of the system: say what was paid";
                let error = FieldError::new("currency", "currency_not_supported", detail);
                return Err(ManualError::Fields(vec![error]));
            }
            Ok(Settled {
                price,
                paid_on: paid_on.to_owned(),
                comment,
                terms,
            })
        }
        _ => Err(ManualError::Fields(errors)),
    }
}
