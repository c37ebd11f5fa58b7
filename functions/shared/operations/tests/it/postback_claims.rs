//! One dispatcher at a time has an attempt; whoever dies with it or answers late loses nothing.

use futures_util::future::{join, join_all};
use operations::{Entropy, postbacks::dispatch_event};
use store::postbacks::{
    claim::{self, Claim, Claimed, Due},
    record::{self, Next, Outcome, Report},
};

use crate::{
    kit::{Answer, Desk, MINUTE_MS, Says, dies, run},
    postbacks::{due, postback},
};

const LEASE_MS: i64 = 90_000;

#[test]
fn the_first_attempt_goes_at_once_and_the_cron_does_not_repeat_it() {
    let (desk, event_id) = due();
    desk.network.will([Answer::Status(500, String::new())]);
    assert_eq!(desk.dispatch_event(1, &event_id), 1);
    assert_eq!(desk.dispatch_event(1, &event_id), 0);
    assert_eq!(desk.dispatch_event(2, &event_id), 0);
    assert_eq!((desk.dispatch(), desk.network.take_asked().len()), (0, 1));
}

/// Ten ticks at once and the attempt that goes at once, over a network on which everybody waits and others run in between.
#[test]
fn dispatchers_at_once_never_send_the_same_attempt() {
    let (desk, event_id) = due();
    for payment in 2..=60 {
        desk.awaiting(&format!("k{payment}"));
        desk.told(&Says::captured(&format!("e{payment}"), &format!("{payment}-1")))
            .unwrap();
    }
    desk.network.take_asked();
    desk.network.slow();
    let ticks = join_all((0..10).map(|_| desk.tick()));
    let at_once =
        desk.with_settings(async |settings| dispatch_event(desk.ports(), settings, 1, &event_id).await.map(drop));
    let (ticks, at_once) = run(join(ticks, at_once));
    assert!(ticks.into_iter().chain([at_once]).all(|ended| ended.is_ok()));
    let mut ids: Vec<String> = desk
        .network
        .take_asked()
        .iter()
        .map(|asked| asked.header("webhook-id").to_owned())
        .collect();
    assert_eq!(ids.len(), 60);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 60);
    assert_eq!(
        desk.number("SELECT count(*) FROM postback WHERE state = 'delivered' AND attempts = 1"),
        60
    );
}

/// Proves EDG-02 (no attempt is lost beyond its lease, none is doubled within it).
#[test]
fn a_dispatcher_that_dies_with_its_claim_loses_nothing() {
    let (desk, _) = due();
    desk.network.will([Answer::Silence]);
    dies(desk.tick());
    assert_eq!(postback(&desk), "pending 1 0");
    assert_eq!(desk.number("SELECT count(*) FROM postback_attempt"), 0);
    desk.clock.pass(LEASE_MS - 1);
    assert_eq!(desk.dispatch(), 0);
    desk.clock.pass(1);
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(postback(&desk), "delivered 2 1");
    assert_eq!(
        desk.text("SELECT json_group_array(json_array(try, attempt)) FROM postback_attempt"),
        "[[2,2]]"
    );
}

/// The cron's time says what is due, never who still holds an attempt: a tick with a time far ahead doubles nothing.
#[test]
fn a_clock_that_jumps_doubles_nothing_and_strands_nothing() {
    let (desk, _) = due();
    desk.network.will([Answer::Silence]);
    dies(desk.tick());
    // Back by an hour: nothing is due, and nothing is lost.
    desk.clock.pass(-60 * MINUTE_MS);
    assert_eq!(desk.dispatch(), 0);
    desk.clock.pass(60 * MINUTE_MS + LEASE_MS);
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(postback(&desk), "delivered 2 1");
}

/// Two hold the same postback: the slow one of an expired claim, and the one that claimed it next.
#[test]
fn a_delivery_that_is_learned_late_counts_and_no_later_failure_undoes_it() {
    let (desk, event_id) = due();
    let slow = claimed(&desk);
    desk.clock.pass(2 * MINUTE_MS);
    let next = claimed(&desk);
    assert_eq!((slow.1[0].attempt, next.1[0].attempt), (Some(1), Some(2)));
    let delivered = |desk: &Desk| {
        assert_eq!(
            (postback(desk).as_str(), desk.payment(1, "notice").as_str()),
            ("delivered 2 1", "delivered")
        );
    };
    record(&desk, slow, 200, Next::Delivered);
    delivered(&desk);
    for worse in [Next::Again(desk.now().ms() + 1), Next::Exhausted] {
        record(&desk, next.clone(), 500, worse);
        delivered(&desk);
    }
    assert_eq!(
        desk.text(&format!(
            "SELECT json_group_array(status) FROM postback_attempt WHERE event_id = '{event_id}'"
        )),
        "[200,500]"
    );
}

/// A failure that is learned after somebody else has claimed the next attempt changes nothing of that.
#[test]
fn a_failure_that_is_learned_late_is_on_record_and_nothing_else() {
    let (desk, _) = due();
    let slow = claimed(&desk);
    desk.clock.pass(2 * MINUTE_MS);
    let next = claimed(&desk);
    let leased = desk.number("SELECT leased_until_ms FROM postback");
    record(&desk, slow, 500, Next::Again(1));
    assert_eq!(
        (
            desk.number("SELECT leased_until_ms FROM postback"),
            desk.number("SELECT due_at_ms FROM postback")
        ),
        (leased, leased)
    );
    record(&desk, next, 200, Next::Delivered);
    assert_eq!(postback(&desk), "delivered 2 1");
}

/// Triggers included, which no query plan shows: what claims and records cost stays the same, however many are due beside them.
#[test]
fn a_long_queue_costs_an_attempt_no_more_than_a_short_one() {
    let cost = |others: i64| {
        let desk = Desk::open();
        desk.awaiting("k");
        desk.told(&Says::captured("e1", "1-1")).unwrap();
        desk.execute(&format!(
            "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {others})
             INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
             SELECT 1, 1000 + n, printf('evt_%012x%020d', occurred_at_ms + n, n), mode, type, number + n % 2, body, occurred_at_ms + n FROM n, event WHERE seq = 1"
        ));
        // Half of them are the payment's own, so that its last success is looked for among them.
        desk.execute("UPDATE postback SET due_at_ms = due_at_ms + 1000 WHERE event_id NOT IN (SELECT event_id FROM event ORDER BY seq DESC LIMIT 48)");
        desk.clock.pass(MINUTE_MS);
        desk.database.take_work();
        let claiming = claimed(&desk);
        assert_eq!(claiming.1.len(), 24);
        let claim = desk.database.take_work().steps;
        record(&desk, claiming, 200, Next::Delivered);
        (claim, desk.database.take_work().steps)
    };
    let (few, many) = (cost(100), cost(10_000));
    assert!(
        many.0 < few.0 * 11 / 10 && many.1 < few.1 * 11 / 10,
        "{few:?} becomes {many:?}"
    );
}

type Claiming = (String, Vec<Claimed>);

/// A dispatcher up to its claim.
fn claimed(desk: &Desk) -> Claiming {
    let run_id = domain::token::opaque(desk.chance.bytes().unwrap());
    let now_ms = desk.now().ms();
    let due = Due::By {
        due_ms: now_ms,
        limit: 24,
        busy: "[]",
    };
    let claim = Claim {
        run: &run_id,
        now_ms,
        leased_until_ms: now_ms + LEASE_MS,
        postponed_until_ms: now_ms + 15_000,
    };
    let taken = run(claim::claim(&desk.database, due, claim)).unwrap().taken;
    (run_id, taken)
}

/// The same dispatcher from its answers on.
fn record(desk: &Desk, (run_id, claimed): Claiming, status: u32, next: Next) {
    let outcome = Outcome {
        at_ms: desk.now().ms(),
        duration_ms: 1,
        status: Some(status),
        error: None,
        request: "{}".to_owned(),
        answer: String::new(),
        next,
        is_telling: true,
    };
    let sent: Vec<_> = claimed.into_iter().map(|claimed| (claimed, outcome.clone())).collect();
    let report = Report {
        run: &run_id,
        sent: &sent,
        unsent: &[],
        now_ms: desk.now().ms(),
    };
    run(record::record(&desk.database, report)).unwrap();
}
