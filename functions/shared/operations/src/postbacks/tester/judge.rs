//! Each case: what is sent in which order, and what of it a good handler does.

use acquirers::HttpClient;
use domain::postback::Format;

use super::{
    event::earlier,
    report::{Case, CaseReport, Verdict},
    sender::{Outcome, Prepared, Sender},
};
use crate::Clock;

/// An event as it comes every day, then the very same request again: its id and its body are those of a repetition.
pub(super) async fn twice<H: HttpClient, C: Clock>(
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

/// The newer event of a payment, then the older one: as it is when the older one's first attempt had failed.
pub(super) async fn reordered<H: HttpClient, C: Clock>(
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

/// An event whose every signature is wrong: the header's, and the format's own.
pub(super) async fn bad_signature<H: HttpClient, C: Clock>(
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

/// An event rightly signed an hour ago.
pub(super) async fn stale_timestamp<H: HttpClient, C: Clock>(
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

/// A valid event with a huge body: a handler may have a limit, but must keep its countenance.
pub(super) async fn huge_body<H: HttpClient, C: Clock>(
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
