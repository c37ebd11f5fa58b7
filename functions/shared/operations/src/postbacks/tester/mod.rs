//! The tester of handlers: sends a merchant's endpoint what a network really brings (a duplicate, an older event after a newer
//! one) and what only an attacker or an accident would (a wrong signature, an old timestamp, a huge body), and says what it
//! answered and what a good handler would have.
//!
//! Nothing ships by it: every event is made up, about a payment that cannot exist ([`event`]), with `livemode` false even at a
//! live endpoint, since no money has moved. A live endpoint is a running shop all the same, so it takes an explicit confirmation.
//! A disabled one may be tested: that is how one finds out whether to enable it. Of payments, events and postbacks nothing is
//! written; the journal says who tested what.

mod cases;
mod event;
mod judge;
mod report;
mod sender;

use acquirers::HttpClient;
use domain::{postback::Format, sealed::KeyRing};
use store::{
    Database, StoreError,
    endpoints::{self, By},
};

pub use report::{Case, CaseReport, Report, RequestReport, Verdict};

use crate::{Clock, Entropy, NoEntropy, Ports, endpoint::Rules};
use sender::Sender;

/// Which endpoint to test, and who asks.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The organisation.
    pub org_id: i64,
    /// Its endpoint.
    pub endpoint_id: i64,
    /// Who, as the journal names them.
    pub actor: &'a str,
    /// Whether a live endpoint may be tested.
    pub confirm_live: bool,
}

/// Why an endpoint was not tested. Nothing was sent.
#[derive(Debug, thiserror::Error)]
pub enum TestError {
    /// The organisation has no such endpoint.
    #[error("no such endpoint")]
    NotFound,
    /// It is a live one, and nobody has confirmed.
    #[error("this endpoint is live: confirm that it is to be tested")]
    LiveNotConfirmed,
    /// It was tested within the last minute.
    #[error("this endpoint was tested within the last minute")]
    TooSoon,
    /// Letters have no handler.
    #[error("an e-mail endpoint has no handler to test")]
    Email,
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Tests an endpoint's handler. What cannot be sent (the address is refused, a secret is missing) is in the report.
pub async fn test<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    rules: Rules<'_>,
    asked: Asked<'_>,
) -> Result<Report, TestError> {
    let now = ports.clock.now();
    let (org_id, endpoint_id) = (asked.org_id, asked.endpoint_id);
    let found = endpoints::to_test(ports.database, org_id, endpoint_id, now.ms()).await?;
    let found = found.ok_or(TestError::NotFound)?;
    let format = Format::parse(&found.format).ok_or(TestError::NotFound)?;
    if format == Format::Email {
        return Err(TestError::Email);
    }
    if found.mode == "live" && !asked.confirm_live {
        return Err(TestError::LiveNotConfirmed);
    }
    // Before anything is sent: what may have reached a merchant is on record.
    let by = By {
        org_id,
        endpoint_id,
        actor: asked.actor,
        now_ms: now.ms(),
    };
    if !endpoints::journal_test(ports.database, by, &found.mode).await? {
        return Err(TestError::TooSoon);
    }
    let sender = Sender::new(ports.client, ports.clock, key, rules, &asked, format, &found);
    cases::run(&sender, ports.entropy, now)
        .await
        .map_err(TestError::Entropy)
}
