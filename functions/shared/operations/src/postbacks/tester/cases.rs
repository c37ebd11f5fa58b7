//! The six cases, side by side: a handler that hangs is told of within twenty seconds, not seventy. Five connections at once
//! stay below the platform's six; only what must come after something else does.

use acquirers::HttpClient;
use domain::{postback::Format, time::Timestamp};
use futures_util::future::join5;

use super::{
    event::{Subject, earlier},
    judge::{bad_signature, huge_body, reordered, stale_timestamp, twice},
    report::Report,
    sender::{Prepared, Sender, Signing},
};
use crate::{Clock, Entropy, NoEntropy};

/// The newer event of each case.
const CAPTURED: &str = "payment.captured";
/// How long before it the older one happened, in milliseconds.
const BEFORE_MS: i64 = -60_000;
/// Added to the body of the huge event, in bytes.
const FILLER_BYTES: usize = 1 << 20;

/// Tries all cases.
pub(super) async fn run<H: HttpClient, C: Clock>(
    sender: &Sender<'_, H, C>,
    entropy: &impl Entropy,
    now: Timestamp,
) -> Result<Report, NoEntropy> {
    let captured = |signing: Signing| {
        let event = Subject::draw(entropy)?.event(entropy, CAPTURED, now, None)?;
        Ok::<_, NoEntropy>(sender.prepare(&event, signing))
    };
    let daily = captured(Signing::Good)?;
    let payment = Subject::draw(entropy)?;
    let older = payment.event(entropy, earlier(sender.format), now.after_ms(BEFORE_MS), None)?;
    let newer = payment.event(entropy, CAPTURED, now, None)?;
    let pair = [newer, older].map(|event| sender.prepare(&event, Signing::Good));
    let forged = captured(Signing::Wrong(entropy.bytes()?))?;
    let stale = captured(Signing::Stale)?;
    let huge = huge(sender, entropy, now)?;
    let (daily, reordered, forged, stale, huge) = join5(
        twice(sender, &daily),
        reordered(sender, &pair),
        bad_signature(sender, &forged),
        stale_timestamp(sender, &stale),
        huge_body(sender, &huge),
    )
    .await;
    let [valid, duplicate] = daily;
    Ok(Report {
        cases: vec![valid, duplicate, reordered, forged, stale, huge],
    })
}

/// A valid event with a huge body, in what the format tells of a payment: our own its metadata, the others the order.
fn huge<H: HttpClient, C: Clock>(
    sender: &Sender<'_, H, C>,
    entropy: &impl Entropy,
    now: Timestamp,
) -> Result<Result<Prepared, String>, NoEntropy> {
    let (subject, filler) = (Subject::draw(entropy)?, "x".repeat(FILLER_BYTES));
    let event = match sender.format {
        Format::Standard => subject.event(entropy, CAPTURED, now, Some(("filler", &filler)))?,
        _ => subject.padded(&filler).event(entropy, CAPTURED, now, None)?,
    };
    Ok(sender.prepare(&event, Signing::Good))
}
