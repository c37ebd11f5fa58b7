//! An unpaid payment is looked at: banks are asked whether they have told us everything of its trips, and at the end of its
//! life it expires. A bank that cannot be asked keeps it open.

use acquirers::HttpClient;
use domain::{money::Currency, sealed::KeyRing, time::Timestamp, token};
use store::{
    Database, StoreError,
    janitor::{self, Trip, Unpaid},
};

use crate::{
    Clock, Entropy, Ports,
    settle_callback::{SettleError, settle_event},
    start_attempt::bank_key,
    terminal::Terminal,
};

/// Payments looked at in one tick.
const PAYMENTS_MAX: u32 = 30;
/// How long a claimed payment stays out of others' hands, in milliseconds.
const CLAIM_MS: i64 = 5 * 60_000;
/// How long until it is looked at again, in milliseconds: at first every hour, then by and by once a day. An invoice lives for up to a year,
/// and a payer who has left the bank's page an hour ago will not come back to it every hour.
const AGAIN_MS: std::ops::RangeInclusive<i64> = 3_600_000..=86_400_000;
/// Of how long ago the last trip was, that is one part in so many.
const AGAIN_PART: i64 = 24;

/// An event that merchants are to be told.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// The organisation.
    pub org_id: i64,
    /// The event.
    pub event_id: String,
}

/// Looks after the unpaid payments due by `due`. Answers what merchants are to be told.
pub async fn look_after<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    due: Timestamp,
) -> Result<Vec<Told>, SettleError> {
    let until = ports.clock.now().after_ms(CLAIM_MS);
    let mut told = Vec::new();
    for unpaid in janitor::claim_unpaid(ports.database, due.ms(), until.ms(), PAYMENTS_MAX).await? {
        told.extend(look(ports, key, &unpaid, due).await?);
    }
    Ok(told)
}

async fn look<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    unpaid: &Unpaid,
    due: Timestamp,
) -> Result<Vec<Told>, SettleError> {
    let now = ports.clock.now();
    let (trips, terminals) = janitor::trips(ports.database, unpaid).await?;
    let (mut told, mut all_asked) = (Vec::new(), true);
    for trip in &trips {
        let row = terminals.iter().find(|row| row.terminal_id == trip.terminal_id);
        let terminal = row.and_then(|row| Terminal::open(row, key).ok());
        let heard = match &terminal {
            Some(terminal) => ask(ports, unpaid, trip, terminal).await?,
            None => None,
        };
        match heard {
            Some(events) => told.extend(events),
            None => all_asked = false,
        }
    }
    if all_asked && unpaid.closed.is_some() {
        janitor::look_no_more(ports.database, unpaid).await?;
    } else if all_asked && unpaid.expires_at_ms <= due.ms() {
        let event_id = token::event_id(now, ports.entropy.bytes()?);
        let scale = Currency::parse(&unpaid.currency)?.scale();
        // Nothing happens to what was paid meanwhile.
        if janitor::expire(ports.database, unpaid, &event_id, &now.rfc3339(), scale, due.ms()).await? {
            told.push(Told {
                org_id: unpaid.org_id,
                event_id,
            });
        }
    } else {
        // At the end of its life at the latest, unless a bank has kept it open beyond that.
        let again = again_ms(&trips, due);
        let at = if unpaid.expires_at_ms > due.ms() {
            again.min(unpaid.expires_at_ms)
        } else {
            again
        };
        janitor::look_later(ports.database, unpaid, at).await?;
    }
    Ok(told)
}

/// When a payment of these trips is looked at again. Without any there is nothing to ask until its end.
fn again_ms(trips: &[Trip], due: Timestamp) -> i64 {
    let Some(last) = trips.iter().map(|trip| trip.created_at_ms).max() else {
        return i64::MAX;
    };
    let part = due.ms().saturating_sub(last).checked_div(AGAIN_PART).unwrap_or(0);
    due.after_ms(part.clamp(*AGAIN_MS.start(), *AGAIN_MS.end())).ms()
}

/// What the bank says of a trip, booked. `None`: it could not be asked.
async fn ask<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    unpaid: &Unpaid,
    trip: &Trip,
    terminal: &Terminal,
) -> Result<Option<Vec<Told>>, SettleError> {
    let now = ports.clock.now();
    let reference = match &trip.bank_reference {
        Some(reference) => reference.clone(),
        None => {
            let key = bank_key(&unpaid.slug, unpaid.number, trip.attempt);
            match terminal.acquirer.started(ports.client, &key).await {
                Ok(Some(started)) => {
                    let (reference, url) = (&started.bank_reference, &started.redirect_url);
                    janitor::found(ports.database, unpaid, trip.attempt, reference, url).await?;
                    started.bank_reference
                }
                Ok(None) if now.ms() >= trip.created_at_ms.saturating_add(terminal.acquirer.horizon_ms()) => {
                    janitor::lost(ports.database, unpaid, trip.attempt, now.ms()).await?;
                    return Ok(Some(Vec::new()));
                }
                Ok(None) | Err(_) => return Ok(None),
            }
        }
    };
    let Ok(events) = terminal.acquirer.events(ports.client, &reference).await else {
        return Ok(None);
    };
    let mut told = Vec::new();
    for event in &events {
        let booked = match settle_event(ports.database, ports.entropy, terminal, event, now).await {
            Ok(booked) => booked,
            Err(SettleError::Store(error @ StoreError::Unavailable(_))) => return Err(error.into()),
            // One that cannot be booked keeps the payment open, and others from nothing.
            Err(_) => return Ok(None),
        };
        told.extend(booked.event_id.map(|event_id| Told {
            org_id: unpaid.org_id,
            event_id,
        }));
    }
    Ok(Some(told))
}
