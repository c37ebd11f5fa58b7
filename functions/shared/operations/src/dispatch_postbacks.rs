//! Merchants are told. An attempt is claimed (counted, its successor scheduled), then sent, then recorded: whoever dies in
//! between loses nothing, since the next attempt is already due.

use acquirers::HttpClient;
use domain::{
    address, card,
    postback::{ATTEMPTS_MAX, delays_ms},
    sealed::MasterKey,
    signature::standard_webhooks,
    time::Timestamp,
    token,
};
use futures_util::{StreamExt, stream};
use http::{Method, Request, header};
use store::{
    Database, StoreError,
    postbacks::{self, Claimed, Due, Outcome},
};

use crate::{Clock, Entropy, NoEntropy, Ports};

/// How long a merchant may take to answer, in milliseconds.
const TIMEOUT_MS: u32 = 15_000;
/// How much of the answer is kept, in bytes.
const ANSWER_BYTES_MAX: usize = 4 * 1024;
/// Connections open at once: the platform allows six.
const CONNECTIONS_MAX: usize = 6;
/// Postbacks claimed at once.
const CLAIM_MAX: u32 = 24;
/// How long a tick goes on claiming, in milliseconds.
const TICK_MS: i64 = 40_000;

/// What dispatch needs besides its ports.
pub struct Settings<'a> {
    /// Opens the endpoints' secrets.
    pub key: &'a MasterKey,
    /// Whether postbacks may go to loopback addresses: local runs alone.
    pub loopback_allowed: bool,
}

/// Why dispatch stopped.
#[derive(Debug, thiserror::Error)]
pub enum DispatchError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
}

/// Whose an endpoint's secrets are, for the seal.
#[must_use]
pub fn secrets_owner(org_id: i64, endpoint_id: i64) -> String {
    format!("endpoint:{org_id}:{endpoint_id}")
}

/// Sends the first attempts of an event, at once after its commit. Answers how many.
pub async fn dispatch_event<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    settings: &Settings<'_>,
    org_id: i64,
    event_id: &str,
) -> Result<usize, DispatchError> {
    dispatch(ports, settings, Due::Event { org_id, event_id }).await
}

/// Sends everything due by `due`, claim after claim, until nothing is due or the tick is over. Answers how many.
pub async fn dispatch_due<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    settings: &Settings<'_>,
    due: Timestamp,
) -> Result<usize, DispatchError> {
    let end = ports.clock.now().after_ms(TICK_MS);
    let mut sent: usize = 0;
    while ports.clock.now() < end {
        let claimed = dispatch(
            ports,
            settings,
            Due::By {
                due_ms: due.ms(),
                limit: CLAIM_MAX,
            },
        )
        .await?;
        sent = sent.saturating_add(claimed);
        if claimed < CLAIM_MAX as usize {
            break;
        }
    }
    Ok(sent)
}

async fn dispatch<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    settings: &Settings<'_>,
    due: Due<'_>,
) -> Result<usize, DispatchError> {
    let claim = token::opaque(ports.entropy.bytes()?);
    let delays = serde_json::json!(delays_ms(u64::from_le_bytes(ports.entropy.bytes()?))).to_string();
    let claimed = postbacks::claim(ports.database, due, &claim, &delays, ports.clock.now().ms()).await?;
    let count = claimed.len();
    let sends = claimed.into_iter().map(|claimed| async {
        let outcome = attempt(ports.client, ports.clock, settings, &claimed).await;
        (claimed, outcome)
    });
    let outcomes: Vec<(Claimed, Outcome)> = stream::iter(sends).buffer_unordered(CONNECTIONS_MAX).collect().await;
    postbacks::record(ports.database, &claim, &outcomes, ATTEMPTS_MAX).await?;
    Ok(count)
}

async fn attempt(client: &impl HttpClient, clock: &impl Clock, settings: &Settings<'_>, claimed: &Claimed) -> Outcome {
    let began = clock.now();
    let answer = match request(settings, claimed, began) {
        Ok(request) => client
            .send(request, TIMEOUT_MS, ANSWER_BYTES_MAX)
            .await
            .map_err(|error| error.to_string()),
        Err(error) => Err(error),
    };
    let duration_ms = clock.now().ms().saturating_sub(began.ms()).max(0);
    let outcome = Outcome {
        at_ms: began.ms(),
        duration_ms,
        status: None,
        error: None,
        answer: String::new(),
        acknowledged: false,
    };
    match answer {
        Ok(answer) => Outcome {
            status: Some(u32::from(answer.status().as_u16())),
            acknowledged: answer.status().is_success(),
            answer: card::mask(&String::from_utf8_lossy(answer.body())),
            ..outcome
        },
        Err(error) => Outcome {
            error: Some(error),
            ..outcome
        },
    }
}

/// A request by Standard Webhooks 1.0. The id stays the same over retries, the timestamp is the attempt's.
fn request(settings: &Settings<'_>, claimed: &Claimed, now: Timestamp) -> Result<Request<Vec<u8>>, String> {
    address::check_postback(&claimed.url, settings.loopback_allowed).map_err(|error| error.to_string())?;
    let owner = secrets_owner(claimed.org_id, claimed.endpoint_id);
    let opened = settings
        .key
        .open(&owner, &claimed.secrets)
        .map_err(|error| error.to_string())?;
    let secrets: Vec<String> =
        serde_json::from_str(&opened).map_err(|_| "the endpoint's secrets are not readable".to_owned())?;
    let signature = standard_webhooks(&secrets, &claimed.event_id, now.unix_s(), claimed.body.as_bytes())
        .map_err(|error| error.to_string())?;
    Request::builder()
        .method(Method::POST)
        .uri(&claimed.url)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, "Edgetill/1 (+postback)")
        .header("webhook-id", &claimed.event_id)
        .header("webhook-timestamp", now.unix_s())
        .header("webhook-signature", signature)
        .body(claimed.body.clone().into_bytes())
        .map_err(|error| error.to_string())
}
