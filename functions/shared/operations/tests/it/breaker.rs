//! The breaker of an endpoint: a dead merchant costs next to nothing, loses nothing, and gets all of it back in order.

use store::endpoints::Switch;

use crate::kit::{Answer, DAY_MS, Desk, HOUR_MS, MINUTE_MS, Says, run};

/// A desk with so many payments just captured, none of them told.
fn with_events(count: i64) -> Desk {
    let desk = Desk::open();
    more_events(&desk, 1, count);
    desk
}

fn more_events(desk: &Desk, from: i64, to: i64) {
    let answer = desk.network.always(None);
    for payment in from..=to {
        // Each has its own time, so that their age is an order.
        desk.clock.pass(1);
        desk.awaiting(&format!("k{payment}"));
        desk.told(&Says::captured(&format!("e{payment}"), &format!("{payment}-1")))
            .unwrap();
    }
    desk.network.take_asked();
    desk.network.always(answer);
}

fn breaker(desk: &Desk) -> String {
    desk.text("SELECT breaker FROM endpoint WHERE endpoint_id = 1")
}

fn count(desk: &Desk, state: &str) -> i64 {
    desk.number(&format!("SELECT count(*) FROM postback WHERE state = '{state}'"))
}

fn failing(desk: &Desk) {
    desk.network.always(Some(Answer::Status(500, String::new())));
}

/// Proves EDG-02 (the breaker).
#[test]
fn it_opens_on_a_rate_of_failures_half_opens_and_closes() {
    let desk = with_events(30);
    failing(&desk);
    // The first tick's claims were made before anybody knew.
    desk.dispatch();
    assert_eq!(breaker(&desk), "open");
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'endpoint_breaker_open'"),
        1
    );
    desk.network.take_asked();
    // While it is open nothing is sent; what is due is held, and that is no attempt.
    more_events(&desk, 31, 40);
    let attempts = desk.number("SELECT sum(attempts) FROM postback");
    assert_eq!((desk.dispatch(), desk.dispatch()), (0, 0));
    assert_eq!(
        (count(&desk, "held"), desk.number("SELECT sum(attempts) FROM postback")),
        (10, attempts)
    );
    assert!(desk.network.take_asked().is_empty());
    // Its pause over, one attempt goes, and the pause after a failed one is twice as long.
    let mut pause_ms = MINUTE_MS;
    for probes in 1..=8 {
        let until_ms = desk.number("SELECT breaker_until_ms FROM endpoint");
        assert_eq!(
            until_ms - desk.number("SELECT failed_at_ms FROM endpoint"),
            pause_ms,
            "after {probes} probes"
        );
        desk.clock.set(until_ms);
        assert_eq!(desk.dispatch(), 1, "{probes}");
        assert_eq!((breaker(&desk).as_str(), desk.dispatch()), ("open", 0));
        pause_ms = (pause_ms * 2).min(32 * MINUTE_MS);
    }
    desk.clock.set(desk.number("SELECT breaker_until_ms FROM endpoint"));
    desk.network.always(None);
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(breaker(&desk), "closed");
    for _ in 0..10 {
        desk.clock.pass(HOUR_MS);
        desk.dispatch();
    }
    assert_eq!(
        (
            count(&desk, "delivered"),
            desk.number("SELECT sum(holding) FROM endpoint")
        ),
        (40, 0)
    );
}

#[test]
fn some_failures_among_many_successes_do_not_open_it() {
    let desk = with_events(60);
    let answers = (0..60).map(|index| Answer::Status(if index % 3 == 0 { 500 } else { 200 }, String::new()));
    desk.network.will(answers);
    desk.dispatch();
    assert_eq!((breaker(&desk).as_str(), count(&desk, "delivered")), ("closed", 40));
}

/// Fewer than ten attempts in five minutes say nothing, so that a schedule runs as promised.
#[test]
fn a_handful_of_failures_does_not_open_it() {
    let desk = with_events(9);
    failing(&desk);
    desk.dispatch();
    assert_eq!(breaker(&desk), "closed");
}

/// A probe whose sender died is not waited for beyond its lease.
#[test]
fn a_probe_that_died_is_made_again() {
    let desk = with_events(30);
    failing(&desk);
    desk.dispatch();
    more_events(&desk, 31, 33);
    desk.dispatch();
    desk.clock.set(desk.number("SELECT breaker_until_ms FROM endpoint"));
    desk.network.will([Answer::Silence]);
    crate::kit::dies(desk.tick());
    assert_eq!((breaker(&desk).as_str(), desk.dispatch()), ("half_open", 0));
    desk.clock.pass(90_000);
    desk.network.always(None);
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(breaker(&desk), "closed");
}

/// Kept ones go out oldest first, at most 600 a minute, and new ones do not wait for them.
#[test]
fn what_was_kept_goes_out_in_order_of_age_with_a_bound_on_rate() {
    let desk = Desk::open();
    desk.switch(1, Switch::Disable);
    more_events(&desk, 1, 3);
    // As many again as in life, made of these.
    desk.execute("WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 700)
        INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
        SELECT 1, 1000 + n, printf('evt_%012x%020d', occurred_at_ms + n, n), mode, type, number, body, occurred_at_ms + n FROM n, event WHERE seq = 1");
    assert_eq!((desk.dispatch(), count(&desk, "held")), (0, 703));
    desk.switch(1, Switch::Enable);
    desk.clock.pass(HOUR_MS);
    more_events(&desk, 4, 4);
    assert_eq!(desk.dispatch(), 601);
    let told: Vec<String> = desk
        .network
        .take_asked()
        .iter()
        .map(|asked| asked.header("webhook-id").to_owned())
        .collect();
    let newest = desk.text("SELECT event_id FROM event WHERE number = 4");
    assert!(told[..48].contains(&newest), "the new one waited");
    let age = |id: &String| desk.number(&format!("SELECT created_at_ms FROM postback WHERE event_id = '{id}'"));
    let ages: Vec<i64> = told.iter().filter(|id| **id != newest).map(age).collect();
    let oldest_kept = desk.number("SELECT min(created_at_ms) FROM postback WHERE state = 'held'");
    assert!(
        ages.iter().all(|age| *age <= oldest_kept),
        "a younger one went before an older"
    );
    assert_eq!((desk.dispatch(), count(&desk, "delivered")), (103, 704));
    assert_eq!(desk.number("SELECT count(*) FROM postback WHERE attempts <> 1"), 0);
    assert_eq!(desk.number("SELECT holding FROM endpoint"), 0);
}

/// Days of nothing but failures: a warning first, then it is disabled; what happens meanwhile is kept.
#[test]
fn days_of_failure_warn_and_then_disable() {
    let desk = with_events(1);
    failing(&desk);
    let began_ms = desk.now().ms();
    let (mut warned_ms, mut payments) = (None, 1);
    while desk.text("SELECT status FROM endpoint") == "enabled" {
        desk.clock.pass(HOUR_MS / 2);
        desk.dispatch();
        if (desk.now().ms() - began_ms) / DAY_MS >= payments {
            payments += 1;
            more_events(&desk, payments, payments);
        }
        if desk.number("SELECT count(*) FROM notification WHERE kind = 'endpoint_failing'") == 1 {
            warned_ms.get_or_insert(desk.now().ms() - began_ms);
        }
        assert!(desk.now().ms() - began_ms < 7 * DAY_MS, "never disabled");
    }
    let disabled_ms = desk.now().ms() - began_ms;
    assert!((3 * DAY_MS..4 * DAY_MS).contains(&warned_ms.unwrap()), "{warned_ms:?}");
    assert!((5 * DAY_MS..6 * DAY_MS).contains(&disabled_ms), "{disabled_ms}");
    assert_eq!(desk.text("SELECT disabled_reason FROM endpoint"), "failing");
    desk.switch(1, Switch::Enable);
    desk.network.always(None);
    for _ in 0..30 {
        desk.clock.pass(HOUR_MS);
        desk.dispatch();
    }
    // The first two were exhausted by then; everything else is told.
    assert_eq!(
        (
            count(&desk, "delivered"),
            count(&desk, "exhausted"),
            count(&desk, "held")
        ),
        (payments - 2, 2, 0)
    );
}

#[test]
fn one_failure_now_and_then_is_no_week_of_failure() {
    let desk = with_events(1);
    for payment in 2..=9 {
        desk.network.will([Answer::Status(500, String::new())]);
        desk.dispatch();
        desk.clock.pass(2 * DAY_MS);
        // Told meanwhile, or the next failure comes two days later: neither goes on failing.
        desk.execute("UPDATE postback SET state = 'exhausted', due_at_ms = NULL WHERE state = 'pending'");
        more_events(&desk, payment, payment);
    }
    assert_eq!(desk.text("SELECT status FROM endpoint"), "enabled");
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'endpoint_failing'"),
        0
    );
}

/// Of an endpoint that does well nothing is ever written.
#[test]
fn health_costs_nothing() {
    let desk = with_events(5);
    let endpoint = || {
        desk.text("SELECT json_array(window_from_ms, window_total, failed_at_ms, failing_since_ms, breaker, probe, holding) FROM endpoint")
    };
    let before = endpoint();
    desk.dispatch();
    assert_eq!((endpoint(), count(&desk, "delivered")), (before, 5));
}

/// An endpoint that hangs on every request, one of ten: in each call of the dispatcher it never has more than one connection, all
/// together never more than six, and the others are told without it.
#[test]
fn an_endpoint_that_hangs_never_holds_more_than_its_slot() {
    for (events, shards) in [(9, 1), (40, 4)] {
        let desk = Desk::open();
        for endpoint in 2..=10 {
            desk.add_endpoint(endpoint, &format!("https://shop-{endpoint}.example/"), false);
        }
        more_events(&desk, 1, events);
        let hanging = slots::Hanging::new(&desk, "https://shop.example/hooks");
        run(desk.tick_on(&hanging)).unwrap();
        assert_eq!(desk.shards.get().max(1), shards);
        assert!(hanging.most_at_hanging() <= shards, "{}", hanging.most_at_hanging());
        assert!(hanging.most() <= 6 * shards, "{}", hanging.most());
        let others = "FROM postback_attempt WHERE endpoint_id > 1";
        assert_eq!(
            desk.number(&format!("SELECT count(*) {others} AND status = 200")),
            9 * events
        );
        // They did not wait for it: they were told before its first attempt was over.
        assert_eq!(
            desk.number(&format!("SELECT max(at_ms) {others}")),
            desk.number("SELECT min(at_ms) FROM postback_attempt")
        );
    }
}

mod slots {
    //! A network that counts connections. One address hangs: it times out once everything else has been said.

    use std::{cell::Cell, task::Poll};

    use acquirers::{HttpClient, HttpError};

    use crate::kit::Desk;

    pub(super) struct Hanging<'a> {
        desk: &'a Desk,
        address: &'static str,
        open: Cell<usize>,
        most: Cell<usize>,
        hanging: Cell<usize>,
        most_at_hanging: Cell<usize>,
        idle: Cell<usize>,
    }

    impl<'a> Hanging<'a> {
        pub(super) fn new(desk: &'a Desk, address: &'static str) -> Self {
            let zero = Cell::default;
            Self {
                desk,
                address,
                open: zero(),
                most: zero(),
                hanging: zero(),
                most_at_hanging: zero(),
                idle: zero(),
            }
        }

        pub(super) fn most(&self) -> usize {
            self.most.get()
        }

        pub(super) fn most_at_hanging(&self) -> usize {
            self.most_at_hanging.get()
        }
    }

    impl HttpClient for Hanging<'_> {
        async fn send(
            &self,
            request: http::Request<Vec<u8>>,
            timeout_ms: u32,
            bytes_max: usize,
        ) -> Result<http::Response<Vec<u8>>, HttpError> {
            let hangs = *request.uri() == *self.address;
            let enter = |now: &Cell<usize>, most: &Cell<usize>| {
                now.set(now.get() + 1);
                most.set(most.get().max(now.get()));
            };
            enter(&self.open, &self.most);
            if hangs {
                enter(&self.hanging, &self.most_at_hanging);
            }
            self.idle.set(0);
            // Others run in between; who hangs waits until nobody else has anything to say any more.
            let mut polls = 0;
            std::future::poll_fn(|context| {
                context.waker().wake_by_ref();
                polls += 1;
                self.idle.set(self.idle.get() + 1);
                let over = if hangs { self.idle.get() > 50 } else { polls > 2 };
                if over { Poll::Ready(()) } else { Poll::Pending }
            })
            .await;
            self.open.set(self.open.get() - 1);
            if hangs {
                self.hanging.set(self.hanging.get() - 1);
                self.desk.clock.pass(i64::from(timeout_ms));
                return Err(HttpError::Timeout(timeout_ms));
            }
            self.desk.network.send(request, timeout_ms, bytes_max).await
        }
    }
}
