//! The drain: claims, attempts and records side by side. While attempts are under way the next are claimed and the last are
//! recorded, so neither the database nor a slow merchant holds up the others.

use std::{future::Future, pin::Pin};

use acquirers::HttpClient;
use domain::time::Timestamp;
use futures_util::{StreamExt, stream::FuturesUnordered};
use store::{
    Database, StoreError,
    postbacks::{
        claim::{self, Claim, Claimed, Claims, Due},
        record::{self, Outcome, Report},
    },
};

use super::{DispatchError, Settings, attempt::Attempter, lanes::Lanes};
use crate::{Clock, Entropy, Ports, mailer::Mailer};

/// How long a drain goes on claiming and beginning attempts, in milliseconds.
const DRAIN_MS: i64 = 40_000;
/// How long an attempt is its claimer's: the drain, the merchant's time to answer, and a margin.
const LEASE_MS: i64 = 90_000;
/// When a postponed attempt comes back, in milliseconds: a merchant's time to answer.
const POSTPONED_MS: i64 = 15_000;
/// Postbacks claimed at once.
const CLAIM_MAX: u32 = 48;
/// More are claimed when fewer wait.
const READY_MIN: usize = 24;
/// Outcomes that are recorded at once, where more are under way.
const RECORD_MIN: usize = 32;

/// Something that was under way has ended.
enum Done {
    Claimed(Result<Claims, StoreError>),
    Sent(Box<(Claimed, Outcome)>),
    Recorded(Result<(), StoreError>),
}

/// Sends what is due by `due`, claim after claim, until nothing is or the time is over. Answers how many.
pub async fn drain<D: Database, H: HttpClient, C: Clock, E: Entropy, M: Mailer>(
    ports: Ports<'_, D, H, C, E>,
    settings: &Settings<'_, M>,
    due: Timestamp,
    run: &str,
) -> Result<usize, DispatchError> {
    work(ports, settings, None, due, run).await
}

/// Claims once and sends that.
pub(super) async fn once<D: Database, H: HttpClient, C: Clock, E: Entropy, M: Mailer>(
    ports: Ports<'_, D, H, C, E>,
    settings: &Settings<'_, M>,
    due: Due<'_>,
    run: &str,
) -> Result<usize, DispatchError> {
    work(ports, settings, Some(due), ports.clock.now(), run).await
}

async fn work<D: Database, H: HttpClient, C: Clock, E: Entropy, M: Mailer>(
    ports: Ports<'_, D, H, C, E>,
    settings: &Settings<'_, M>,
    only: Option<Due<'_>>,
    due: Timestamp,
    run: &str,
) -> Result<usize, DispatchError> {
    let attempter = Attempter::new(ports.client, ports.clock, settings);
    let end_ms = ports.clock.now().after_ms(DRAIN_MS).ms();
    let mut under_way: FuturesUnordered<Pin<Box<dyn Future<Output = Done> + '_>>> = FuturesUnordered::new();
    let mut lanes = Lanes::default();
    let (mut sent, mut unsent): (Vec<(Claimed, Outcome)>, Vec<Claimed>) = (Vec::new(), Vec::new());
    let (mut more, mut claiming, mut recording) = (true, false, false);
    let mut count: usize = 0;
    let mut failure: Option<DispatchError> = None;
    loop {
        let now = ports.clock.now();
        let over = now.ms() >= end_ms || failure.is_some();
        unsent.extend(lanes.give_up(now.ms(), over));
        for claimed in lanes.start(now.ms()) {
            let jitter = u64::from_le_bytes(ports.entropy.bytes()?);
            let attempter = &attempter;
            under_way.push(Box::pin(async move {
                let outcome = attempter.attempt(&claimed, jitter).await;
                Done::Sent(Box::new((claimed, outcome)))
            }));
        }
        if more && !over && !claiming && lanes.ready(now.ms()) < READY_MIN {
            claiming = true;
            more = only.is_none();
            let busy = lanes.busy(now.ms());
            under_way.push(Box::pin(async move {
                let due = only.unwrap_or(Due::By {
                    due_ms: due.ms(),
                    limit: CLAIM_MAX,
                    busy: &busy,
                });
                let claim = Claim {
                    run,
                    now_ms: now.ms(),
                    leased_until_ms: now.after_ms(LEASE_MS).ms(),
                    postponed_until_ms: now.after_ms(POSTPONED_MS).ms(),
                };
                Done::Claimed(claim::claim(ports.database, due, claim).await)
            }));
        }
        let all_begun = !claiming && lanes.ready(now.ms()) == 0;
        let some = !sent.is_empty() || !unsent.is_empty();
        if some && !recording && (all_begun || sent.len() >= RECORD_MIN) {
            recording = true;
            // A bounded many: their answers cross to the database as one text.
            let reported = sent.len().min(RECORD_MIN);
            let (sent, unsent): (Vec<_>, Vec<_>) = (sent.drain(..reported).collect(), std::mem::take(&mut unsent));
            under_way.push(Box::pin(async move {
                let report = Report {
                    run,
                    sent: &sent,
                    unsent: &unsent,
                    now_ms: now.ms(),
                };
                Done::Recorded(record::record(ports.database, report).await)
            }));
        }
        match under_way.next().await {
            Some(Done::Claimed(Ok(claims))) => {
                claiming = false;
                more = more && claims.seen >= CLAIM_MAX as usize;
                claims.taken.into_iter().for_each(|claimed| lanes.push(claimed));
            }
            Some(Done::Sent(one)) => {
                unsent.extend(lanes.end(&one.0, ports.clock.now().ms()));
                count = count.saturating_add(1);
                sent.push(*one);
            }
            Some(Done::Recorded(Ok(()))) => recording = false,
            Some(Done::Claimed(Err(error))) => {
                (claiming, more) = (false, false);
                failure = failure.or(Some(error.into()));
            }
            // The leases run out, and what was not recorded comes due again.
            Some(Done::Recorded(Err(error))) => {
                recording = false;
                failure = failure.or(Some(error.into()));
            }
            None => return failure.map_or(Ok(count), Err),
        }
    }
}
