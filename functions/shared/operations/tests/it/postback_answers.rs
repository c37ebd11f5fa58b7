//! Every class of answer in virtual time: the right number of attempts, times that only move on, the right end.

use crate::{
    kit::{Answer, Chance, DAY_MS, Desk, HOUR_MS, MINUTE_MS, Says},
    postbacks::due,
};

/// The schedule's pauses in minutes, by attempt.
fn base_ms(attempt: usize) -> i64 {
    let mut left = attempt;
    for (count, minutes) in [(4, 1), (5, 5), (6, 10), (8, 30), (10, 60), (16, 240)] {
        if left <= count {
            return minutes * MINUTE_MS;
        }
        left -= count;
    }
    panic!("attempt {attempt} has no pause after it")
}

/// Lets time run until the postback is done with, an endpoint always answering so. Answers when the attempts were made.
fn until_done(desk: &Desk, answer: &Answer) -> Vec<i64> {
    desk.network.always(Some(answer.clone()));
    let mut made = Vec::new();
    while desk.text("SELECT state || status FROM postback JOIN endpoint") == "pendingenabled" {
        let due_ms = desk.number("SELECT due_at_ms FROM postback");
        // The next time is never in the past, and never without one.
        assert!(
            made.is_empty() || due_ms > desk.now().ms(),
            "{answer:?}: due at {due_ms}"
        );
        desk.clock.set(due_ms);
        assert_eq!(desk.dispatch(), 1, "{answer:?}");
        made.push(due_ms);
        assert!(made.len() <= 50, "{answer:?}: more than 50 attempts");
        assert_eq!(desk.number("SELECT attempts FROM postback"), made.len() as i64);
    }
    made
}

fn pauses(made: &[i64]) -> impl Iterator<Item = (usize, i64)> {
    made.windows(2)
        .enumerate()
        .map(|(index, pair)| (index + 1, pair[1] - pair[0]))
}

fn exhausted(desk: &Desk, made: &[i64]) {
    assert_eq!(made.len(), 50);
    assert_eq!(
        (
            desk.text("SELECT state FROM postback").as_str(),
            desk.payment(1, "notice").as_str()
        ),
        ("exhausted", "exhausted")
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'postback_exhausted' AND subject = 'payment:1'"),
        1
    );
    desk.clock.pass(30 * DAY_MS);
    assert_eq!(desk.dispatch(), 0);
}

fn status(status: u16) -> Answer {
    Answer::Status(status, String::new())
}

/// Proves PKP-06, EDG-02 (the schedule, for every class of failure).
#[test]
fn whatever_fails_gets_fifty_attempts_over_three_days() {
    for (seed, answer) in [
        status(301),
        status(302),
        status(400),
        status(401),
        status(404),
        status(418),
        status(500),
        status(503),
        Answer::Broken,
        Answer::Status(500, "\u{0}\u{ffff}{<garbage".to_owned()),
    ]
    .into_iter()
    .enumerate()
    {
        let (desk, _) = due();
        let desk = Desk {
            chance: Chance::seeded(seed as u64),
            ..desk
        };
        let made = until_done(&desk, &answer);
        exhausted(&desk, &made);
        for (attempt, pause_ms) in pauses(&made) {
            let base_ms = base_ms(attempt);
            assert!(
                (base_ms * 8 / 10..=base_ms * 12 / 10).contains(&pause_ms),
                "{answer:?}: {pause_ms} after attempt {attempt}"
            );
        }
        let span_ms = made[49] - made[0];
        let whole_ms = 79 * HOUR_MS + HOUR_MS / 2;
        assert!((span_ms - whole_ms).abs() <= whole_ms / 5, "{answer:?}: {span_ms}");
    }
}

#[test]
fn the_overloaded_get_a_minute_at_least() {
    for answer in [status(429), Answer::Timeout] {
        let (desk, _) = due();
        let made = until_done(&desk, &answer);
        exhausted(&desk, &made);
        for (attempt, pause_ms) in pauses(&made) {
            let base_ms = base_ms(attempt);
            let least_ms = (base_ms * 8 / 10).max(MINUTE_MS);
            assert!(
                (least_ms..=base_ms * 12 / 10).contains(&pause_ms),
                "{answer:?}: {pause_ms} after attempt {attempt}"
            );
        }
    }
}

#[test]
fn retry_after_is_honoured_from_the_pause_to_twice_that() {
    for (asked, by_base) in [
        ("0", 1),
        ("1", 1),
        ("999999999999", 2),
        ("Fri, 31 Dec 1999 23:59:59 GMT", 1),
        ("Thu, 31 Dec 2099 23:59:59 GMT", 2),
    ] {
        for code in [429, 503, 500] {
            let (desk, _) = due();
            let made = until_done(&desk, &Answer::Later(code, asked.to_owned()));
            if by_base == 1 {
                exhausted(&desk, &made);
            } else {
                // Twice the schedule is more than the five days after which an endpoint is disabled.
                assert_eq!(desk.text("SELECT disabled_reason FROM endpoint"), "failing");
                assert!((40..50).contains(&made.len()), "{}", made.len());
            }
            for (attempt, pause_ms) in pauses(&made) {
                assert_eq!(
                    pause_ms,
                    base_ms(attempt) * by_base,
                    "{code} {asked} after attempt {attempt}"
                );
            }
        }
    }
    let (desk, _) = due();
    desk.network.will([Answer::Later(503, "90".to_owned())]);
    desk.dispatch();
    assert_eq!(desk.number("SELECT due_at_ms FROM postback") - desk.now().ms(), 90_000);
    // What is no Retry-After is none.
    let (desk, _) = due();
    desk.network.will([Answer::Later(503, "soon".to_owned())]);
    desk.dispatch();
    let pause_ms = desk.number("SELECT due_at_ms FROM postback") - desk.now().ms();
    assert!((48_000..=72_000).contains(&pause_ms), "{pause_ms}");
}

/// 410: nobody is there. Nothing more is sent, nothing is lost.
#[test]
fn gone_disables_the_endpoint_and_keeps_what_happens() {
    let (desk, _) = due();
    desk.network.will([status(410)]);
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(
        desk.text("SELECT status || ' ' || disabled_reason FROM endpoint"),
        "disabled gone"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'endpoint_disabled'"),
        1
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM journal WHERE action = 'endpoint_disabled' AND actor = 'system'"),
        1
    );
    desk.clock.pass(MINUTE_MS);
    desk.awaiting("k2");
    desk.told(&Says::captured("e2", "2-1")).unwrap();
    desk.clock.pass(DAY_MS);
    assert_eq!(desk.dispatch(), 0);
    assert_eq!(desk.dispatch(), 0);
    // A postponement is no attempt.
    assert_eq!(
        desk.text("SELECT group_concat(state || attempts) FROM (SELECT * FROM postback ORDER BY event_id)"),
        "held1,held0"
    );
    assert_eq!(desk.payment(2, "notice"), "sending");
}

/// Proves PKP-06 (a resend of the exhausted begins anew for PayKeeper): see `resend`. Here: a success at any attempt ends it.
#[test]
fn a_success_at_any_attempt_ends_it() {
    for failures in [1, 4, 9, 15, 23, 33, 48, 49] {
        let (desk, _) = due();
        desk.network.will(vec![status(500); failures]);
        desk.network.always(None);
        for _ in 0..=failures {
            desk.clock
                .set(desk.number("SELECT COALESCE(due_at_ms, 0) FROM postback"));
            desk.dispatch();
        }
        assert_eq!(
            (
                desk.text("SELECT state || attempts FROM postback"),
                desk.payment(1, "notice")
            ),
            (format!("delivered{}", failures + 1), "delivered".to_owned())
        );
        assert_eq!(
            desk.number("SELECT count(*) FROM notification WHERE kind = 'postback_exhausted'"),
            0
        );
    }
}
