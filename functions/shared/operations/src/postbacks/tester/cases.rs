//! The six cases, side by side: a handler that hangs is told of within twenty seconds, not seventy. Five connections at once
//! stay below the platform's six; only what must come after something else does.

use acquirers::HttpClient;
use domain::{postback::Format, time::Timestamp};
use futures_util::future::join5;

use super::{
    event::{Subject, earlier},
    report::{Case, CaseReport, Report, Verdict},
    sender::{Outcome, Prepared, Sender, Signing},
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

async fn twice<H: HttpClient, C: Clock>(
    sender: &Sender<'_, H, C>,
    prepared: &Result<Prepared, String>,
) -> [CaseReport; 2] {
    let valid = sender.send("payment.captured", prepared).await;
    let valid_is_good = valid.acknowledged;
    let again = sender.send("the same payment.captured again", prepared).await;
    let again_is_good = again.acknowledged;
    [
        report(
            Case::Valid,
            valid_is_good,
            "It acknowledges the event, though it knows no such order: there is nothing to do, and nothing to repeat.",
            [valid],
        ),
        report(
            Case::Duplicate,
            again_is_good,
            "It acknowledges the same event again, and does nothing twice: delivery is at least once.",
            [again],
        ),
    ]
}

async fn reordered<H: HttpClient, C: Clock>(
    sender: &Sender<'_, H, C>,
    [newer, older]: &[Result<Prepared, String>; 2],
) -> CaseReport {
    let what = match earlier(sender.format) {
        "payment.failed" => "payment.failed of the same order, which happened a minute before",
        _ => "payment.authorised of the same order, which happened a minute before",
    };
    let newer = sender.send("payment.captured", newer).await;
    let older = sender.send(what, older).await;
    report(
        Case::Reordered,
        newer.acknowledged && older.acknowledged,
        "It acknowledges both, and the older event, which came later, does not undo the newer one.",
        [newer, older],
    )
}

async fn bad_signature<H: HttpClient, C: Clock>(
    sender: &Sender<'_, H, C>,
    prepared: &Result<Prepared, String>,
) -> CaseReport {
    let sent = sender.send("payment.captured with wrong signatures", prepared).await;
    let (good, expected) = match sender.format {
        Format::Standard => (
            refused(&sent),
            "It refuses with a status from 400 to 499: the event is not from us.",
        ),
        _ => (
            sent.report.status.is_some() && !sent.acknowledged,
            "It answers, but not with the acknowledgement: the event is not from us.",
        ),
    };
    report(Case::BadSignature, good, expected, [sent])
}

async fn stale_timestamp<H: HttpClient, C: Clock>(
    sender: &Sender<'_, H, C>,
    prepared: &Result<Prepared, String>,
) -> CaseReport {
    if sender.format != Format::Standard {
        return CaseReport {
            case: Case::StaleTimestamp,
            verdict: Verdict::Skipped,
            expected: "Nothing is asked of it: the format's own signature covers no timestamp, and our headers may be ignored.",
            requests: Vec::new(),
        };
    }
    let sent = sender
        .send("payment.captured, rightly signed an hour ago", prepared)
        .await;
    report(
        Case::StaleTimestamp,
        refused(&sent),
        "It refuses with a status from 400 to 499: somebody may be replaying what he has recorded.",
        [sent],
    )
}

async fn huge_body<H: HttpClient, C: Clock>(
    sender: &Sender<'_, H, C>,
    prepared: &Result<Prepared, String>,
) -> CaseReport {
    let sent = sender
        .send("payment.captured with a body of a mebibyte", prepared)
        .await;
    let limited = matches!(sent.report.status, Some(400 | 413));
    report(
        Case::HugeBody,
        sent.acknowledged || limited,
        "It answers in time: with the acknowledgement, or with 413 or 400 where it limits bodies.",
        [sent],
    )
}

/// Refused on purpose: a handler that breaks down is no better off than one that is deceived.
fn refused(sent: &Outcome) -> bool {
    matches!(sent.report.status, Some(400..=499))
}

fn report<const N: usize>(case: Case, good: bool, expected: &'static str, sent: [Outcome; N]) -> CaseReport {
    CaseReport {
        case,
        verdict: if good { Verdict::Passed } else { Verdict::Failed },
        expected,
        requests: sent.into_iter().map(|outcome| outcome.report).collect(),
    }
}
