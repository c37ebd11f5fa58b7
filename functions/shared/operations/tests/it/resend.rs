//! Postbacks sent again by hand: beside the schedule, which stays as it is.

use operations::postbacks::resend_one;
use store::{
    endpoints::Switch,
    postbacks::{
        list::{self, Filter, Key},
        resend,
    },
};

use crate::{
    kit::{Answer, DAY_MS, Desk, HOUR_MS, MINUTE_MS, Says, run},
    postbacks::due,
};

/// Marks and answers which.
fn mark(desk: &Desk, filter: &Filter<'_>) -> Vec<Key> {
    run(resend::mark(&desk.database, filter, 0, "person:1", desk.now().ms()))
        .unwrap()
        .0
}

/// Somebody presses the button: what is marked is sent at once.
fn press(desk: &Desk, filter: &Filter<'_>) -> usize {
    let mut sent = 0;
    for key in mark(desk, filter) {
        sent += run(desk.with_settings(async |settings| {
            resend_one(desk.ports(), settings, 1, key.endpoint_id, &key.event_id)
                .await
                .unwrap()
        }));
    }
    sent
}

fn schedule(desk: &Desk) -> String {
    desk.text("SELECT json_group_array(json_array(state, attempts, due_at_ms)) FROM postback")
}

/// Proves EDG-02 (resend of one), and that it never disturbs the automatic schedule.
#[test]
fn a_resend_is_an_attempt_beside_the_schedule() {
    let (desk, _) = due();
    desk.network.always(Some(Answer::Status(500, String::new())));
    for _ in 0..3 {
        desk.clock.set(desk.number("SELECT due_at_ms FROM postback"));
        desk.dispatch();
    }
    let before = schedule(&desk);
    desk.clock.pass(1_000);
    assert_eq!(press(&desk, &desk.every_postback()), 1);
    assert_eq!(schedule(&desk), before);
    assert_eq!(
        desk.text("SELECT json_group_array(json_array(try, attempt, status)) FROM postback_attempt"),
        "[[1,1,500],[2,2,500],[3,3,500],[4,null,500]]"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM journal WHERE action = 'postbacks_resent' AND actor = 'person:1'"),
        1
    );
    // The schedule goes on where it was.
    desk.clock.set(desk.number("SELECT due_at_ms FROM postback"));
    desk.dispatch();
    assert_eq!(desk.number("SELECT attempts FROM postback"), 4);
    // One that succeeds ends it.
    desk.network.always(None);
    assert_eq!(press(&desk, &desk.every_postback()), 1);
    assert_eq!(
        (desk.text("SELECT state FROM postback"), desk.payment(1, "notice")),
        ("delivered".to_owned(), "delivered".to_owned())
    );
    // A merchant that lost it is told again, and may say no: delivered is delivered.
    desk.network.always(Some(Answer::Status(500, String::new())));
    assert_eq!(press(&desk, &desk.every_postback()), 1);
    assert_eq!(
        (
            desk.text("SELECT state || attempts FROM postback"),
            desk.payment(1, "notice")
        ),
        ("delivered4".to_owned(), "delivered".to_owned())
    );
    desk.clock.pass(30 * DAY_MS);
    assert_eq!(desk.dispatch(), 0);
}

#[test]
fn a_double_click_is_one() {
    let (desk, _) = due();
    desk.dispatch();
    assert_eq!(
        (
            mark(&desk, &desk.every_postback()).len(),
            mark(&desk, &desk.every_postback()).len()
        ),
        (1, 0)
    );
    desk.network.take_asked();
    // Whoever comes first sends it: the click's own call, or the cron.
    desk.network.slow();
    let event = desk.text("SELECT event_id FROM event");
    let clicked = desk.with_settings(async |settings| resend_one(desk.ports(), settings, 1, 1, &event).await.unwrap());
    let (cron, _) = run(futures_util::future::join(desk.tick(), clicked));
    cron.unwrap();
    assert_eq!(desk.network.take_asked().len(), 1);
}

/// While an attempt of the schedule is on its way, a resend waits for it, and the other way round.
#[test]
fn no_two_attempts_of_a_postback_are_ever_under_way_together() {
    let (desk, event) = due();
    desk.network.will([Answer::Silence]);
    crate::kit::dies(desk.tick());
    desk.network.take_asked();
    assert_eq!(press(&desk, &desk.every_postback()), 0);
    assert_eq!(desk.dispatch(), 0);
    assert!(desk.network.take_asked().is_empty());
    // The lease over, both are made, one after the other.
    desk.clock.pass(2 * MINUTE_MS);
    desk.network.always(Some(Answer::Status(500, String::new())));
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(
        desk.text(&format!(
            "SELECT json_group_array(attempt) FROM postback_attempt WHERE event_id = '{event}'"
        )),
        "[2,null]"
    );
}

/// Support presses the button to see whether the merchant is back: the breaker is for the desk's own attempts.
#[test]
fn one_by_hand_goes_whatever_the_breaker_says_and_many_wait_for_it() {
    let (desk, _) = due();
    desk.execute("UPDATE endpoint SET failed_at_ms = 1; UPDATE endpoint SET breaker = 'open', breaker_until_ms = 9007199254740991, holding = 1");
    assert_eq!(desk.dispatch(), 0);
    assert_eq!(press(&desk, &desk.every_postback()), 1);
    assert_eq!(desk.text("SELECT state FROM postback"), "delivered");
    // It got through, so the breaker is closed again.
    assert_eq!(desk.text("SELECT breaker FROM endpoint"), "closed");
    desk.execute("UPDATE endpoint SET breaker = 'open', breaker_until_ms = 9007199254740991, holding = 1");
    assert_eq!(mark(&desk, &desk.every_postback()).len(), 1);
    assert_eq!((desk.dispatch(), desk.dispatch()), (0, 0));
    desk.execute("UPDATE endpoint SET breaker = 'closed', breaker_until_ms = NULL");
    desk.clock.pass(HOUR_MS);
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(
        desk.number("SELECT count(*) FROM postback WHERE resend_at_ms IS NOT NULL"),
        0
    );
}

#[test]
fn a_disabled_endpoint_gets_nothing_by_hand_either() {
    let (desk, _) = due();
    desk.switch(1, Switch::Disable);
    assert!(mark(&desk, &desk.every_postback()).is_empty());
}

/// Proves PKP-06 (when all 50 failed a user restarts the queue by hand), PKP-03 (handled: success, otherwise: stuck).
#[test]
fn paykeeper_s_exhausted_notices_begin_anew_and_others_get_one_more() {
    for format in ["paykeeper", "standard"] {
        let (desk, _) = due();
        if format == "paykeeper" {
            // The secret word's scheme is the format's own.
            desk.become_paykeeper(1, "secret");
        }
        desk.network.always(Some(Answer::Status(500, String::new())));
        while desk.text("SELECT state FROM postback") == "pending" {
            desk.clock.set(desk.number("SELECT due_at_ms FROM postback"));
            desk.dispatch();
        }
        assert_eq!(desk.payment(1, "notice"), "exhausted");
        // Meanwhile others got through, so that the endpoint is not given up.
        desk.execute("UPDATE endpoint SET failing_since_ms = NULL, failed_at_ms = NULL");
        assert_eq!(press(&desk, &desk.every_postback()), 1);
        let anew = format == "paykeeper";
        let expected = if anew {
            ("pending1", "sending")
        } else {
            ("exhausted50", "exhausted")
        };
        assert_eq!(
            (
                desk.text("SELECT state || attempts FROM postback").as_str(),
                desk.payment(1, "notice").as_str()
            ),
            expected,
            "{format}"
        );
        assert_eq!(desk.number("SELECT count(*) FROM postback_attempt"), 51);
        while anew && desk.text("SELECT state FROM postback") == "pending" {
            desk.clock.set(desk.number("SELECT due_at_ms FROM postback"));
            desk.dispatch();
        }
        assert_eq!(
            desk.number("SELECT count(*) FROM postback_attempt"),
            if anew { 100 } else { 51 }
        );
        assert_eq!(
            desk.number("SELECT count(*) FROM notification WHERE kind = 'postback_exhausted'"),
            if anew { 2 } else { 1 }
        );
    }
}

/// Proves EDG-02 (resend of many): of an endpoint since a time, of a filter; a thousand at once, then on from there.
#[test]
fn many_are_resent_by_what_they_have_in_common() {
    let desk = Desk::open();
    desk.add_endpoint(2, "https://second.example/", false);
    desk.network.always(None);
    for payment in 1..=4 {
        desk.awaiting(&format!("k{payment}"));
        desk.told(&Says::captured(&format!("e{payment}"), &format!("{payment}-1")))
            .unwrap();
        desk.network.always(Some(Answer::Status(500, String::new())));
        desk.dispatch();
        desk.network.always(None);
        desk.clock.pass(HOUR_MS);
    }
    desk.execute("UPDATE postback SET state = 'delivered', due_at_ms = NULL WHERE endpoint_id = 2");
    let all = desk.every_postback();
    let count = |filter: Filter<'_>| {
        let marked = mark(&desk, &filter).len();
        desk.execute("UPDATE postback SET resend_at_ms = NULL");
        marked
    };
    assert_eq!(count(all.clone()), 8);
    assert_eq!(
        count(Filter {
            state: Some("failed"),
            ..all.clone()
        }),
        4
    );
    assert_eq!(
        count(Filter {
            endpoint_id: Some(2),
            ..all.clone()
        }),
        4
    );
    assert_eq!(
        count(Filter {
            endpoint_id: Some(2),
            state: Some("failed"),
            ..all.clone()
        }),
        0
    );
    assert_eq!(
        count(Filter {
            number: Some(3),
            ..all.clone()
        }),
        2
    );
    assert_eq!(
        count(Filter {
            event_type: Some("payment.failed"),
            ..all.clone()
        }),
        0
    );
    assert_eq!(
        count(Filter {
            mode: "live",
            ..all.clone()
        }),
        0
    );
    assert_eq!(
        count(Filter {
            org_id: 2,
            ..all.clone()
        }),
        0
    );
    let since = domain::token::event_ids_from(desk.now().after_ms(-HOUR_MS * 5 / 2));
    assert_eq!(
        count(Filter {
            endpoint_id: Some(1),
            state: Some("failed"),
            from: since,
            ..all.clone()
        }),
        2
    );
    // More than a thousand: page by page, each once.
    desk.execute("WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 1200)
        INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
        SELECT 1, 1000 + n, printf('evt_%012x%020d', occurred_at_ms + n, n), mode, type, number, body, occurred_at_ms + n FROM n, event WHERE seq = 1");
    let (mut marked, mut next) = (
        0,
        Some(Key {
            event_id: String::new(),
            endpoint_id: 0,
        }),
    );
    while let Some(key) = next {
        let page = Filter {
            from: key.event_id,
            ..all.clone()
        };
        let (keys, more) = run(resend::mark(
            &desk.database,
            &page,
            key.endpoint_id,
            "person:1",
            desk.now().ms(),
        ))
        .unwrap();
        marked += keys.len();
        next = more;
    }
    assert_eq!(
        (
            marked,
            desk.number("SELECT count(*) FROM postback WHERE resend_at_ms IS NOT NULL")
        ),
        (2_408, 2_408)
    );
    // The list shows the same, page by page.
    let (mut listed, mut below) = (
        0,
        Key {
            event_id: all.below.clone(),
            endpoint_id: 0,
        },
    );
    loop {
        let page = Filter {
            below: below.event_id.clone(),
            ..all.clone()
        };
        let (rows, _) = run(list::list(&desk.database, &page, below.endpoint_id, 500)).unwrap();
        let Some(last) = rows.last() else { break };
        assert!(
            rows.windows(2)
                .all(|pair| (&pair[0].event_id, pair[0].endpoint_id) > (&pair[1].event_id, pair[1].endpoint_id))
        );
        below = Key {
            event_id: last.event_id.clone(),
            endpoint_id: last.endpoint_id,
        };
        listed += rows.len();
    }
    assert_eq!(listed, 2_408);
}
