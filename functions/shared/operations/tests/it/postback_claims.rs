//! One dispatcher at a time has an attempt; whoever dies with it or answers late loses nothing.

use domain::{
    postback::{ATTEMPTS_MAX, delays_ms},
    token,
};
use futures_util::future::join;
use operations::{
    Entropy,
    dispatch_postbacks::{dispatch_due, dispatch_event},
};
use store::postbacks;

use crate::{
    kit::{Answer, Desk, MINUTE_MS, Says, dies, run},
    postbacks::{due, postback},
};

#[test]
fn the_first_attempt_goes_at_once_and_the_cron_does_not_repeat_it() {
    let (desk, event_id) = due();
    desk.network.will([Answer::Status(500, String::new())]);
    assert_eq!(
        run(dispatch_event(desk.ports(), &desk.settings(), 1, &event_id)).unwrap(),
        1
    );
    assert_eq!(
        run(dispatch_event(desk.ports(), &desk.settings(), 1, &event_id)).unwrap(),
        0
    );
    assert_eq!(
        run(dispatch_event(desk.ports(), &desk.settings(), 2, &event_id)).unwrap(),
        0
    );
    assert_eq!((desk.dispatch(), desk.network.take_asked().len()), (0, 1));
}

#[test]
fn two_dispatchers_at_once_never_send_the_same_attempt() {
    let (desk, event_id) = due();
    for payment in 2..=60 {
        desk.awaiting(&format!("k{payment}"));
        desk.told(&Says::captured(&format!("e{payment}"), &format!("{payment}-1")))
            .unwrap();
    }
    desk.network.take_asked();
    let settings = desk.settings();
    let cron = || dispatch_due(desk.ports(), &settings, desk.now());
    let ((left, right), at_once) = run(join(
        join(cron(), cron()),
        dispatch_event(desk.ports(), &settings, 1, &event_id),
    ));
    assert_eq!(left.unwrap() + right.unwrap() + at_once.unwrap(), 60);
    let mut ids: Vec<String> = desk
        .network
        .take_asked()
        .iter()
        .map(|asked| asked.header("webhook-id").to_owned())
        .collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 60);
    assert_eq!(
        desk.number("SELECT count(*) FROM postback WHERE state = 'delivered' AND attempts = 1"),
        60
    );
}

#[test]
fn a_dispatcher_that_dies_with_its_claim_loses_nothing() {
    let (desk, _) = due();
    desk.network.will([Answer::Silence]);
    dies(dispatch_due(desk.ports(), &desk.settings(), desk.now()));
    assert_eq!(postback(&desk), "pending 1 0");
    assert_eq!(desk.number("SELECT count(*) FROM postback_attempt"), 0);
    assert_eq!(desk.dispatch(), 0);
    desk.clock.pass(2 * MINUTE_MS);
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(postback(&desk), "delivered 2 1");
    assert_eq!(
        desk.text("SELECT json_group_array(attempt) FROM postback_attempt"),
        "[2]"
    );
}

/// Two hold the same postback: the slow one of an expired claim, and the one that claimed it next.
#[test]
fn a_delivery_that_is_learned_late_counts_and_no_later_failure_undoes_it() {
    let (desk, event_id) = due();
    let slow = claimed(&desk);
    desk.clock.pass(2 * MINUTE_MS);
    let next = claimed(&desk);
    assert_eq!((slow.1[0].attempts, next.1[0].attempts), (1, 2));
    record(&desk, slow, 200);
    assert_eq!(
        (postback(&desk).as_str(), desk.payment(1, "notice").as_str()),
        ("delivered 2 1", "delivered")
    );
    record(&desk, next, 500);
    assert_eq!(
        (postback(&desk).as_str(), desk.payment(1, "notice").as_str()),
        ("delivered 2 1", "delivered")
    );
    assert_eq!(
        desk.text(&format!(
            "SELECT json_group_array(status) FROM postback_attempt WHERE event_id = '{event_id}'"
        )),
        "[200,500]"
    );
}

type Claim = (String, Vec<postbacks::Claimed>);

/// A dispatcher up to its claim.
fn claimed(desk: &Desk) -> Claim {
    let claim = token::opaque(desk.chance.bytes().unwrap());
    let delays = serde_json::json!(delays_ms(1)).to_string();
    let due = postbacks::Due::By {
        due_ms: desk.now().ms(),
        limit: 24,
    };
    let claimed = run(postbacks::claim(&desk.database, due, &claim, &delays, desk.now().ms())).unwrap();
    (claim, claimed)
}

/// The same dispatcher from its answers on.
fn record(desk: &Desk, (claim, claimed): Claim, status: u32) {
    let acknowledged = status == 200;
    let outcome = postbacks::Outcome {
        at_ms: desk.now().ms(),
        duration_ms: 1,
        status: Some(status),
        error: None,
        answer: String::new(),
        acknowledged,
    };
    let outcomes: Vec<_> = claimed.into_iter().map(|claimed| (claimed, outcome.clone())).collect();
    run(postbacks::record(&desk.database, &claim, &outcomes, ATTEMPTS_MAX)).unwrap();
}
