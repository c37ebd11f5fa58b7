//! Somebody says to have paid by a manual system.

use domain::{
    manual::terms,
    money::{Currency, Money},
    rate::Rates,
    time::Timestamp,
};
use store::{
    Database, StoreError,
    manual::{self, Opened, SystemRow, Trip},
};

use super::{ManualError, said};
use crate::{Clock, Entropy, FieldError, Ports};

/// What is said.
#[derive(Debug, Clone, Default)]
pub struct NewTrip {
    /// The manual system.
    pub terminal_id: String,
    /// When it was paid, `YYYY-MM-DD` of the organisation's zone; empty: today.
    pub paid_on: Option<String>,
    /// Anything besides.
    pub comment: String,
    /// The file with the receipt (of `file`).
    pub receipt: Option<String>,
}

/// What was said, found acceptable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// `YYYY-MM-DD`.
    pub paid_on: String,
    /// As it is kept.
    pub comment: String,
}

/// Judges what is said; `today` is the organisation's day.
///
/// # Errors
/// All that is wrong: `paid_on` (date_malformed, date_in_future, date_too_old), `comment` (comment_too_long).
pub fn checked(new: &NewTrip, today: &str) -> Result<Said, Vec<FieldError>> {
    let paid_on = new.paid_on.as_deref().unwrap_or(today);
    let day = said::paid_on(paid_on, today, today);
    match (day, said::comment(&new.comment)) {
        (Ok(()), Ok(comment)) => Ok(Said {
            paid_on: paid_on.to_owned(),
            comment,
        }),
        (day, comment) => Err(day.err().into_iter().chain(comment.err()).collect()),
    }
}

/// What is to be paid.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// The organisation.
    pub org_id: i64,
    /// The payment's token.
    pub token: &'a str,
    /// What it asks.
    pub price: Money,
    /// Days of 24 hours in which it is to be confirmed.
    pub confirm_days: i64,
}

/// A trip with what it comes to by the rates of the day of payment: to be written with [`store::manual::open`], on its own or at the end
/// of the batch that makes the payment.
pub fn trip(
    asked: &Asked<'_>,
    system: &SystemRow,
    rates: &Rates,
    new: &NewTrip,
    said: Said,
    actor: &str,
    now: Timestamp,
) -> Result<Trip, ManualError> {
    let paid = terms(asked.price, &system.terms()?, rates)?.paid;
    Ok(Trip {
        org_id: asked.org_id,
        token: asked.token.to_owned(),
        terminal_id: new.terminal_id.clone(),
        price_minor: asked.price.minor(),
        price_currency: asked.price.currency().code().to_owned(),
        paid_minor: paid.minor(),
        paid_currency: paid.currency().code().to_owned(),
        paid_on: said.paid_on,
        comment: said.comment,
        receipt: new.receipt.clone(),
        actor: actor.to_owned(),
        confirm_days: asked.confirm_days,
        now_ms: now.ms(),
    })
}

/// Opens a trip of a payment that is there, by its token. One round trip to read and one to write, and one more where the day of payment
/// is not the one that the rates were read for.
///
/// # Errors
/// [`ManualError::PaymentNotFound`] (also where the system is none of the organisation's), [`ManualError::Fields`],
/// [`ManualError::NotNow`].
pub async fn open<D: Database, H, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    token: &str,
    new: &NewTrip,
    actor: &str,
    now: Timestamp,
) -> Result<Opened, ManualError> {
    let guessed = ports.clock.local_day("UTC", now);
    let day = new
        .paid_on
        .as_deref()
        .filter(|day| domain::manual::is_day(day))
        .unwrap_or(&guessed);
    let found = manual::payable(ports.database, token, &new.terminal_id, day).await?;
    let (payment, system, mut rates) = found.ok_or(ManualError::PaymentNotFound)?;
    let today = ports.clock.local_day(&payment.time_zone, now);
    let said = checked(new, &today).map_err(ManualError::Fields)?;
    if said.paid_on != day {
        rates = manual::rates_on(ports.database, &payment.currency, &system, &said.paid_on).await?;
    }
    let decode = |error: domain::money::MoneyError| StoreError::Decode(error.to_string());
    let currency = Currency::parse(&payment.currency).map_err(decode)?;
    let asked = Asked {
        org_id: payment.org_id,
        token,
        price: Money::from_minor(payment.amount_minor, currency).map_err(decode)?,
        confirm_days: payment.confirm_days,
    };
    let trip = trip(&asked, &system, &rates, new, said, actor, now)?;
    let rows = ports.database.batch(manual::open(&trip)).await?;
    manual::opened(rows.into_iter().last().unwrap_or_default())?.ok_or(ManualError::NotNow)
}
