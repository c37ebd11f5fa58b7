//! A payer goes to a bank. The trip is committed first, with the key that the bank is given; only then is the bank asked.

use acquirers::{AcquirerError, HttpClient, StartPayment};
use domain::{sealed::KeyRing, time::Timestamp, token::number};
use store::{Database, StoreError, attempts};

use crate::{Clock, Entropy, Ports, terminal::open_acquirer};

/// Where the payer and the bank find us.
#[derive(Debug, Clone)]
pub struct Addresses<'a> {
    /// Our public address, without a slash at the end.
    pub public_url: &'a str,
    /// What the pay page's return address carries along, e.g. `?embed=1`.
    pub return_query: &'a str,
    /// `en` or `ru`.
    pub language: &'a str,
}

/// Why the payer does not go.
#[derive(Debug, thiserror::Error)]
pub enum StartAttemptError {
    /// Paid already, expired, disabled, too many trips, or no such way to pay: the page says which.
    #[error("the payment cannot be paid this way now")]
    NotNow,
    /// The bank did not take it: the payer may try again or choose another way.
    #[error("the bank could not be reached")]
    Bank(#[source] AcquirerError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sends a payer to a bank: answers the page to go to.
pub async fn start_attempt<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    token: &str,
    terminal_id: &str,
    addresses: &Addresses<'_>,
) -> Result<String, StartAttemptError> {
    let began: Timestamp = ports.clock.now();
    let trip = attempts::intend(ports.database, token, terminal_id, began.ms())
        .await?
        .ok_or(StartAttemptError::NotNow)?;
    let reference = reference(trip.number, trip.attempt);
    let acquirer = open_acquirer(trip.org_id, &trip.terminal_id, &trip.acquirer, &trip.credentials, key);
    let payment = StartPayment {
        key: &bank_key(&trip.slug, trip.number, trip.attempt),
        reference: &reference,
        amount_minor: trip.amount_minor,
        currency: &trip.currency,
        description: trip.description.as_deref().unwrap_or_default(),
        return_url: &format!("{}/pay/{token}/return{}", addresses.public_url, addresses.return_query),
        callback_url: &format!(
            "{}/callbacks/{}/{}/{}",
            addresses.public_url, trip.acquirer, trip.slug, trip.terminal_id
        ),
        stages: trip.stages,
        language: addresses.language,
    };
    let answer = match acquirer {
        Ok(acquirer) => acquirer.start(ports.client, &payment).await,
        Err(error) => Err(error),
    };
    match answer {
        Ok(started) => {
            attempts::sent(
                ports.database,
                &trip,
                &started.bank_reference,
                &started.redirect_url,
                ports.clock.now().ms(),
            )
            .await?;
            Ok(started.redirect_url)
        }
        Err(error) => {
            // What was refused, or never asked, is over; whatever else went wrong, the bank may have taken the payment.
            let definite = matches!(error, AcquirerError::Refused(_) | AcquirerError::Misconfigured);
            attempts::not_sent(ports.database, &trip, definite, ports.clock.now().ms()).await?;
            Err(StartAttemptError::Bank(error))
        }
    }
}

/// Our reference of a trip, as the bank echoes it: `<number>-<attempt>`. The organisation is in the callback's address.
fn reference(number: i64, attempt: i64) -> String {
    format!("{number}-{attempt}")
}

/// The key with which a bank starts a trip once.
pub(crate) fn bank_key(slug: &str, number: i64, attempt: i64) -> String {
    format!("{slug}:{}", reference(number, attempt))
}

/// Reads [`reference`]; what is none of ours is (0, 0), which matches no trip.
pub(crate) fn parse_reference(reference: &str) -> (i64, i64) {
    let parts = reference
        .split_once('-')
        .and_then(|(payment, attempt)| Some((number(payment)?, number(attempt)?)));
    parts.unwrap_or((0, 0))
}
