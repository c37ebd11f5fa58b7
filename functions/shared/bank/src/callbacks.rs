//! Merchants are told what happened: signed, over HTTP, until they answer 2xx. What is told was committed with the outcome.

use acquirers::{
    HttpClient,
    sandbox_bank::{SIGNATURE_HEADER, TIMESTAMP_HEADER},
};
use domain::{signature::sign_bank_callback, time::Timestamp};
use edge::Problem;
use futures_util::{StreamExt, stream};
use http::{Method, Request, header};
use operations::Clock;
use store::Database;

use crate::{
    bank::Bank,
    books::callbacks::{self, Claimed, Outcome},
};

/// How long a merchant may take to answer, in milliseconds.
const TIMEOUT_MS: u32 = 10_000;
/// Nothing in the answer matters but its status.
const ANSWER_BYTES_MAX: usize = 1_024;
/// Longest error text that is kept, in characters.
const ERROR_MAX: usize = 200;
/// Connections open at once: the platform allows six.
const CONNECTIONS_MAX: usize = 6;
/// Callbacks claimed at once; the claims of one tick last well under its minute.
const CLAIM_MAX: u32 = 6;
/// Claims in one tick.
const CLAIMS_MAX: usize = 20;
/// How long a tick goes on claiming, in milliseconds.
const TICK_MS: i64 = 30_000;

/// Tells of an event for the first time.
pub(crate) async fn tell<D: Database, H: HttpClient, C: Clock, E>(
    bank: Bank<'_, D, H, C, E>,
    event_id: &str,
) -> Result<(), Problem> {
    let claimed = callbacks::claim_first(bank.ports.database, event_id, bank.ports.clock.now().ms()).await?;
    send_all(bank, claimed.into_iter().collect()).await
}

/// Tells everything that is due by `due`.
pub(crate) async fn tell_due<D: Database, H: HttpClient, C: Clock, E>(
    bank: Bank<'_, D, H, C, E>,
    due: Timestamp,
) -> Result<(), Problem> {
    let end = bank.ports.clock.now().after_ms(TICK_MS);
    for _ in 0..CLAIMS_MAX {
        let now = bank.ports.clock.now();
        let claimed = callbacks::claim_due(bank.ports.database, due.ms(), CLAIM_MAX, now.ms()).await?;
        let last = claimed.len() < CLAIM_MAX as usize || now >= end;
        send_all(bank, claimed).await?;
        if last {
            break;
        }
    }
    Ok(())
}

async fn send_all<D: Database, H: HttpClient, C: Clock, E>(
    bank: Bank<'_, D, H, C, E>,
    claimed: Vec<Claimed>,
) -> Result<(), Problem> {
    let sends = claimed.into_iter().map(|claimed| async {
        let outcome = send(bank, &claimed).await;
        (claimed, outcome)
    });
    let outcomes: Vec<(Claimed, Outcome)> = stream::iter(sends).buffer_unordered(CONNECTIONS_MAX).collect().await;
    Ok(callbacks::record(bank.ports.database, &outcomes).await?)
}

/// One attempt: as many deliveries in a row as the event wants. The last one counts.
async fn send<D, H: HttpClient, C: Clock, E>(bank: Bank<'_, D, H, C, E>, claimed: &Claimed) -> Outcome {
    let mut outcome = deliver(bank, claimed).await;
    for _ in 1..claimed.copies {
        outcome = deliver(bank, claimed).await;
    }
    outcome
}

async fn deliver<D, H: HttpClient, C: Clock, E>(bank: Bank<'_, D, H, C, E>, claimed: &Claimed) -> Outcome {
    let now = bank.ports.clock.now();
    let answer = match request(bank, claimed, now) {
        Ok(request) => bank
            .ports
            .client
            .send(request, TIMEOUT_MS, ANSWER_BYTES_MAX)
            .await
            .map_err(|error| error.to_string()),
        Err(error) => Err(error),
    };
    let at_ms = now.ms();
    match answer {
        Ok(answer) => Outcome {
            at_ms,
            status: Some(u32::from(answer.status().as_u16())),
            error: None,
            acknowledged: answer.status().is_success(),
        },
        Err(error) => Outcome {
            at_ms,
            status: None,
            error: Some(error.chars().take(ERROR_MAX).collect()),
            acknowledged: false,
        },
    }
}

fn request<D, H, C, E>(
    bank: Bank<'_, D, H, C, E>,
    claimed: &Claimed,
    now: Timestamp,
) -> Result<Request<Vec<u8>>, String> {
    if !bank.may_call(&claimed.callback_url) {
        return Err("the address is not of the desk".to_owned());
    }
    let secret = bank
        .key
        .callback_secret(claimed.terminal_number, &claimed.callback_secret)
        .map_err(|error| error.to_string())?;
    Request::builder()
        .method(Method::POST)
        .uri(&claimed.callback_url)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, "Sandbox-Bank/1")
        .header(TIMESTAMP_HEADER, now.unix_s())
        .header(
            SIGNATURE_HEADER,
            sign_bank_callback(&secret, now.unix_s(), claimed.body.as_bytes()),
        )
        .body(claimed.body.clone().into_bytes())
        .map_err(|error| error.to_string())
}
