//! What a hostile tester found, mended: traffic of others, late answers, deaths at the worst moment, odd settings.

use operations::{
    Entropy,
    endpoint::{self, Change, EndpointRequest, Rules},
    postbacks::resend_one,
};
use serde_json::json;
use store::{
    endpoints::Switch,
    idempotency,
    postbacks::{list::Filter, resend},
};

use crate::{
    kit::{Answer, DAY_MS, Desk, HOUR_MS, MINUTE_MS, Says, request, run},
    postbacks::due,
};

fn change(desk: &Desk, id: i64, body: &serde_json::Value) {
    let with = Change {
        org_id: 1,
        actor: "person:1",
        now: desk.now(),
        rules: Rules {
            own_hosts: &[],
            loopback_allowed: false,
        },
    };
    let request = EndpointRequest::read(body).unwrap();
    run(endpoint::change(&desk.database, with, id, &request)).unwrap();
}

fn captured(desk: &Desk, from: i64, to: i64) {
    let answer = desk.network.always(None);
    for payment in from..=to {
        desk.clock.pass(1);
        desk.awaiting(&format!("k{payment}"));
        desk.told(&Says::captured(&format!("e{payment}"), &format!("{payment}-1")))
            .unwrap();
    }
    desk.network.always(answer);
    desk.network.take_asked();
}

fn breaker(desk: &Desk) -> String {
    desk.text("SELECT breaker FROM endpoint WHERE org_id = 1 AND endpoint_id = 1")
}

/// An event of another organisation, which has an endpoint that does well: its first attempt goes at once.
fn others_event(desk: &Desk, seq: i64) {
    desk.execute(&format!(
        "INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
         SELECT 2, {seq}, printf('evt_%012x%020d', {now}, {seq}), 'test', 'payment.failed', NULL, body, {now} FROM event WHERE org_id = 1 AND seq = 1",
        now = desk.now().ms()
    ));
    let id = desk.text(&format!("SELECT event_id FROM event WHERE org_id = 2 AND seq = {seq}"));
    assert_eq!(desk.dispatch_event(2, &id), 1);
}

fn other_organisation(desk: &Desk) {
    desk.execute(
        "INSERT INTO endpoint (org_id, endpoint_id, mode, address, is_primary, event_types, created_at_ms)
         VALUES (2, 1, 'test', 'https://other.example/hooks', 0, '[\"payment.failed\"]', 0)",
    );
    let sealed = desk
        .key
        .seal("endpoint:2:1", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", [2; 12])
        .unwrap();
    desk.execute(&format!("INSERT INTO endpoint_secret (org_id, endpoint_id, secret_id, scheme, secret, created_at_ms) VALUES (2, 1, 1, 'standard', '{sealed}', 0)"));
}

/// A breaker's pause is over and the merchant is well again: one attempt goes, and it closes, whatever other organisations do.
#[test]
fn others_traffic_must_not_keep_a_breaker_open() {
    let desk = Desk::open();
    other_organisation(&desk);
    captured(&desk, 1, 30);
    desk.network.always(Some(Answer::Status(500, String::new())));
    desk.dispatch();
    assert_eq!(breaker(&desk), "open");
    // The merchant is well again, at once.
    desk.network.always(None);
    desk.network.take_asked();
    let mut told = 0;
    // A day in which another organisation has a payment every ten seconds; the cron ticks each minute.
    for step in 0..(24 * 360) {
        desk.clock.pass(10_000);
        others_event(&desk, 1_000 + step);
        if step % 6 == 5 {
            desk.dispatch();
        }
        told += desk
            .network
            .take_asked()
            .iter()
            .filter(|asked| asked.url.contains("shop.example"))
            .count();
        if breaker(&desk) == "closed" {
            break;
        }
    }
    assert_eq!(
        (breaker(&desk).as_str(), told > 0),
        ("closed", true),
        "after a day: {} attempts at a healthy endpoint",
        told
    );
}

/// Postbacks that somebody resends to an endpoint whose breaker was opened go out once its pause is over.
#[test]
fn resends_alone_must_close_a_breaker() {
    let desk = Desk::open();
    captured(&desk, 1, 30);
    desk.network.always(Some(Answer::Status(500, String::new())));
    desk.dispatch();
    assert_eq!(breaker(&desk), "open");
    // All of them are exhausted (as after 79.5 hours), and the merchant is well again.
    desk.execute("UPDATE postback SET state = 'exhausted', due_at_ms = NULL, leased_until_ms = NULL");
    desk.network.always(None);
    desk.network.take_asked();
    let (marked, _) = run(resend::mark(
        &desk.database,
        &desk.every_postback(),
        0,
        "person:1",
        desk.now().ms(),
    ))
    .unwrap();
    assert_eq!(marked.len(), 30);
    for _ in 0..(7 * 24 * 60) {
        desk.clock.pass(MINUTE_MS);
        desk.dispatch();
        if breaker(&desk) == "closed" {
            break;
        }
    }
    desk.clock.pass(MINUTE_MS);
    desk.dispatch();
    assert_eq!(
        (
            breaker(&desk).as_str(),
            desk.number("SELECT count(*) FROM postback WHERE state = 'delivered'"),
            desk.number("SELECT count(*) FROM postback WHERE resend_at_ms IS NOT NULL")
        ),
        ("closed", 30, 0),
        "after a week"
    );
}

/// And one that is resent by name (whatever the breaker says) and succeeds should help it to close, or at least the success be a probe.
#[test]
fn a_resend_that_succeeds_shows_that_the_endpoint_is_well() {
    let desk = Desk::open();
    captured(&desk, 1, 30);
    desk.network.always(Some(Answer::Status(500, String::new())));
    desk.dispatch();
    desk.execute("UPDATE postback SET state = 'exhausted', due_at_ms = NULL, leased_until_ms = NULL");
    desk.network.always(None);
    desk.clock.pass(HOUR_MS);
    let one = Filter {
        number: Some(1),
        ..desk.every_postback()
    };
    let (marked, _) = run(resend::mark(&desk.database, &one, 0, "person:1", desk.now().ms())).unwrap();
    for key in marked {
        run(desk.with_settings(async |settings| {
            resend_one(desk.ports(), settings, 1, key.endpoint_id, &key.event_id)
                .await
                .unwrap()
        }));
    }
    assert_eq!(
        desk.number("SELECT count(*) FROM postback WHERE state = 'delivered'"),
        1
    );
    assert_eq!(breaker(&desk), "closed");
}

/// Whoever is primary when it is over: the notice of a payment ends.
#[test]
fn a_switched_primary_must_not_strand_a_notice() {
    let (desk, _) = due();
    desk.add_endpoint(2, "https://two.example/hooks", false);
    assert_eq!(desk.payment(1, "notice"), "sending");
    change(&desk, 2, &json!({ "primary": true }));
    desk.dispatch();
    assert_eq!(
        desk.number("SELECT count(*) FROM postback WHERE state <> 'delivered'"),
        0
    );
    assert_eq!(desk.payment(1, "notice"), "delivered");
}

/// A deleted endpoint gets nothing any more; a notice that it was to get is not 'sending' for ever.
#[test]
fn a_deleted_primary_must_not_strand_a_notice() {
    let (desk, _) = due();
    desk.switch(1, Switch::Delete);
    for _ in 0..100 {
        desk.clock.pass(HOUR_MS);
        desk.dispatch();
    }
    assert_ne!(desk.payment(1, "notice"), "sending");
    assert_eq!(
        desk.number("SELECT count(*) FROM postback WHERE state = 'held'"),
        0,
        "held for ever"
    );
}

/// A primary endpoint that wants `payment.authorised` alone is told of it, late; the capture came meanwhile.
#[test]
fn an_unwanted_capture_must_not_strand_a_notice() {
    let desk = Desk::open();
    change(&desk, 1, &json!({ "event_types": ["payment.authorised"] }));
    let number = desk.held("k");
    assert_eq!(desk.payment(number, "notice"), "sending");
    let _ = desk.capture(number, "c", None);
    desk.network.take_asked();
    for _ in 0..10 {
        desk.clock.pass(HOUR_MS);
        desk.dispatch();
    }
    assert_eq!(
        desk.text("SELECT group_concat(type || ' ' || state) FROM postback JOIN event USING (org_id, event_id)"),
        "payment.authorised delivered"
    );
    assert_eq!(desk.payment(number, "notice"), "delivered");
}

/// The primary endpoint hears of success: a change that leaves `primary` out cannot undo that either.
#[test]
fn a_primary_that_hears_nothing_is_refused() {
    let desk = Desk::open();
    let with = Change {
        org_id: 1,
        actor: "person:1",
        now: desk.now(),
        rules: Rules {
            own_hosts: &[],
            loopback_allowed: false,
        },
    };
    let request = EndpointRequest::read(&json!({ "event_types": ["payment.refunded"] })).unwrap();
    let changed = run(endpoint::change(&desk.database, with, 1, &request));
    assert!(
        changed.is_err() || desk.number("SELECT is_primary FROM endpoint WHERE endpoint_id = 1") == 0,
        "primary, and deaf to success"
    );
}

/// A resend of something rare looks at a bounded number of postbacks, as the list does.
#[test]
fn a_resend_that_finds_nothing_must_be_bounded() {
    let cost = |count: i64| {
        let (desk, _) = due();
        desk.execute(&format!("WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {count})
            INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
            SELECT 1, 1000 + n, printf('evt_%012x%020d', occurred_at_ms + n, n), mode, type, number, body, occurred_at_ms + n FROM n, event WHERE seq = 1"));
        desk.database.take_work();
        let rare = Filter {
            number: Some(999_999),
            ..desk.every_postback()
        };
        let (marked, next) = run(resend::mark(&desk.database, &rare, 0, "person:1", desk.now().ms())).unwrap();
        // It says where to go on.
        assert_eq!((marked.len(), next.is_some()), (0, true));
        desk.database.take_work().steps
    };
    let (few, many) = (cost(25_000), cost(100_000));
    assert!(many < few * 11 / 10, "{few} steps become {many}");
}

/// A resend of `/v1` whose function died (or whose marking failed) between claiming the key and answering: the merchant's
/// retry under the same key is answered by and by.
#[test]
fn a_key_of_a_dead_resend_must_become_free() {
    let desk = Desk::open();
    let claim = |run_id: &str| {
        let now = desk.now();
        let request = idempotency::Request {
            org_id: 1,
            scope: "v1/postbacks:test",
            key: "k",
            hash: "h",
            run: run_id,
            now_ms: now.ms(),
            keys_since_ms: now.after_ms(-operations::create_payment::KEY_LIFE_MS).ms(),
        };
        let kept = run(idempotency::claim(&desk.database, request)).unwrap();
        kept.run == run_id || kept.answer.is_some()
    };
    assert!(claim("died"));
    desk.clock.pass(29 * DAY_MS);
    assert!(claim("retry"), "still in flight after 29 days");
}

/// Somebody lost the letter and asks for it again: it is sent again.
#[test]
fn a_resent_letter_must_not_carry_the_key_of_the_first() {
    let (desk, _) = due();
    desk.execute("UPDATE endpoint SET format = 'email', address = 'me@shop.example'");
    desk.dispatch();
    let first = desk.network.take_asked();
    let (marked, _) = run(resend::mark(
        &desk.database,
        &desk.every_postback(),
        0,
        "person:1",
        desk.now().ms(),
    ))
    .unwrap();
    assert_eq!(marked.len(), 1);
    run(desk.with_settings(async |settings| {
        resend_one(desk.ports(), settings, 1, 1, &marked[0].event_id)
            .await
            .unwrap()
    }));
    let again = desk.network.take_asked();
    assert_ne!(first[0].header("idempotency-key"), again[0].header("idempotency-key"));
}

/// One payment's own `result_url` that is gone, or refused, says nothing of the endpoint of all the others.
#[test]
fn one_payments_address_must_not_disable_the_endpoint() {
    let desk = Desk::open();
    desk.execute("UPDATE endpoint SET format = 'spring' WHERE endpoint_id = 1");
    let sealed = desk.key.seal("endpoint:1:1", "shared-secret", [2; 12]).unwrap();
    desk.execute(&format!("INSERT INTO endpoint_secret (org_id, endpoint_id, secret_id, scheme, secret, created_at_ms) VALUES (1, 1, 9, 'spring', '{sealed}', 0)"));
    let mut asked = request();
    asked.result_url = Some("https://shop.example/old-landing".to_owned());
    let payment = desk.create("k", &asked).unwrap();
    desk.start(&payment, "main").unwrap();
    desk.told(&Says::captured("e1", "1-1")).unwrap();
    desk.network.take_asked();
    desk.network.will([Answer::Status(410, String::new())]);
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(desk.network.take_asked()[0].url, "https://shop.example/old-landing");
    assert_eq!(
        desk.text("SELECT status FROM endpoint WHERE endpoint_id = 1"),
        "enabled"
    );
}

/// The same by failures: ten payments whose `result_url` nobody may be sent to (a registered http site) open the breaker for all.
#[test]
fn addresses_that_are_refused_must_not_open_the_breaker() {
    let desk = Desk::open();
    desk.execute("UPDATE endpoint SET format = 'spring' WHERE endpoint_id = 1");
    let sealed = desk.key.seal("endpoint:1:1", "shared-secret", [2; 12]).unwrap();
    desk.execute(&format!("INSERT INTO endpoint_secret (org_id, endpoint_id, secret_id, scheme, secret, created_at_ms) VALUES (1, 1, 9, 'spring', '{sealed}', 0)"));
    captured(&desk, 1, 10);
    desk.execute("UPDATE payment SET result_url = 'http://shop.example/'");
    desk.dispatch();
    assert!(desk.network.take_asked().is_empty());
    assert_eq!(breaker(&desk), "closed");
}

/// After 500 tries (resends are without limit) the newest attempt is still shown.
#[test]
fn the_newest_attempts_are_shown() {
    let (desk, event_id) = due();
    desk.dispatch();
    desk.execute("WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < 600)
        INSERT INTO postback_attempt (org_id, endpoint_id, event_id, try, at_ms, duration_ms, status) SELECT 1, 1, event_id, n, n, 1, 500 FROM n, event");
    let (_, _, attempts) = run(store::postbacks::list::one(&desk.database, 1, 1, &event_id))
        .unwrap()
        .unwrap();
    assert_eq!(attempts.iter().map(|one| one.serial).max(), Some(600));
}

/// What a merchant answers cannot spoil the record of anybody's attempts.
#[test]
fn odd_answers_are_recorded() {
    let (desk, _) = due();
    for odd in [
        "a\0b",
        "\u{1}\u{2}\u{7f}",
        "\"}]'--",
        "\u{feff}\u{2028}\u{10ffff}",
        &"\u{1}".repeat(4096),
    ] {
        desk.network.will([Answer::Status(500, odd.to_owned())]);
        assert_eq!(desk.dispatch(), 1, "{odd:?}");
        desk.clock.set(desk.number("SELECT due_at_ms FROM postback"));
    }
    let _ = desk.chance.bytes::<1>();
}

/// A secret of another format is refused, not silently replaced by a random one.
#[test]
fn a_secret_that_the_format_does_not_have_is_refused() {
    let desk = Desk::open();
    let with = Change {
        org_id: 1,
        actor: "person:1",
        now: desk.now(),
        rules: Rules {
            own_hosts: &[],
            loopback_allowed: false,
        },
    };
    let body = json!({ "mode": "test", "format": "spring", "address": "https://shop.example/s", "secrets": { "secret_word": "my-own-old-secret" } });
    let request = EndpointRequest::read(&body).unwrap();
    let made = run(endpoint::create(
        &desk.database,
        &desk.chance,
        &desk.key,
        with,
        &request,
    ));
    assert!(
        made.is_err(),
        "made, with another secret than the one given: {:?}",
        made.map(|(_, shown)| shown.len())
    );
}

/// An endpoint was given a new address while an attempt at the old one was out: what the old server answers says nothing of the new.
#[test]
fn a_late_answer_of_an_old_address_must_not_disable_the_new_one() {
    let (desk, _) = due();
    let old = late::claimed(&desk);
    change(&desk, 1, &json!({ "address": "https://new.example/hooks" }));
    late::record(&desk, old, 410);
    assert_eq!(
        desk.text("SELECT status FROM endpoint WHERE endpoint_id = 1"),
        "enabled"
    );
}

/// The same after a person has enabled it again: a 410 from before that.
#[test]
fn a_late_answer_from_before_it_was_enabled_must_not_disable_it_again() {
    let (desk, _) = due();
    let old = late::claimed(&desk);
    desk.switch(1, Switch::Disable);
    desk.switch(1, Switch::Enable);
    late::record(&desk, old, 410);
    assert_eq!(
        desk.text("SELECT status FROM endpoint WHERE endpoint_id = 1"),
        "enabled"
    );
}

/// What an event costs does not grow by endpoints that were made and deleted (20 at a time, without end).
#[test]
fn deleted_endpoints_must_cost_events_nothing() {
    let cost = |deleted: i64| {
        let desk = Desk::open();
        desk.execute(&format!("WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {deleted})
            INSERT INTO endpoint (org_id, endpoint_id, mode, address, event_types, status, created_at_ms) SELECT 1, 10 + n, 'test', 'https://x.example/', '[\"payment.captured\"]', 'deleted', 0 FROM n"));
        desk.awaiting("k");
        desk.database.take_work();
        desk.told(&Says::captured("e1", "1-1")).unwrap();
        desk.database.take_work().steps
    };
    let (few, many) = (cost(1), cost(10_000));
    assert!(many < few * 2, "{few} steps become {many}");
}

/// A change of an endpoint that somebody else has just deleted changes nothing.
#[test]
fn a_change_that_lost_to_a_deletion_must_not_unset_the_primary() {
    let desk = Desk::open();
    desk.add_endpoint(2, "https://two.example/hooks", false);
    desk.switch(2, Switch::Delete);
    let by = store::endpoints::By {
        org_id: 1,
        endpoint_id: 2,
        actor: "person:1",
        now_ms: desk.now().ms(),
    };
    let settings = store::endpoints::Settings {
        name: "",
        address: "https://two.example/",
        event_types: "[\"payment.captured\"]",
        is_primary: true,
    };
    run(store::endpoints::change(&desk.database, by, &settings)).unwrap();
    assert_eq!(desk.number("SELECT count(*) FROM endpoint WHERE is_primary = 1"), 1);
}

/// A record fits into a parameter (D1: 2,000,000 bytes), however slow the database and however talkative a merchant: else it fails as a
/// whole, the drain stops, and everything in it, of whatever organisation, is sent again after its lease.
#[test]
fn a_record_must_fit_into_a_parameter() {
    let desk = Desk::open();
    for endpoint in 2..=6 {
        desk.add_endpoint(endpoint, &format!("https://shop-{endpoint}.example/"), false);
    }
    captured(&desk, 1, 60);
    // Each byte is six in JSON.
    desk.network.always(Some(Answer::Status(200, "\u{1}".repeat(4096))));
    let slow = late::Slow::new(&desk);
    let ports = operations::Ports {
        database: &slow,
        client: &desk.network,
        clock: &desk.clock,
        entropy: &desk.chance,
    };
    run(desk.with_settings(async |settings| operations::postbacks::drain(ports, settings, desk.now(), "run").await))
        .unwrap();
    assert!(slow.longest() < 2_000_000, "a parameter of {} bytes", slow.longest());
}

mod late {
    use std::{cell::Cell, task::Poll};

    use store::{
        Database, Rows, Statement, StoreError, Value,
        postbacks::{
            claim::{self, Claim, Claimed, Due},
            record::{self, Next, Outcome, Report},
        },
    };

    use crate::kit::{Desk, run};

    pub(super) fn claimed(desk: &Desk) -> Vec<Claimed> {
        let now_ms = desk.now().ms();
        let claim = Claim {
            run: "late",
            now_ms,
            leased_until_ms: now_ms + 90_000,
            postponed_until_ms: now_ms + 15_000,
        };
        run(claim::claim(
            &desk.database,
            Due::By {
                due_ms: now_ms,
                limit: 24,
                busy: "[]",
            },
            claim,
        ))
        .unwrap()
        .taken
    }

    pub(super) fn record(desk: &Desk, claimed: Vec<Claimed>, status: u32) {
        let outcome = Outcome {
            at_ms: desk.now().ms(),
            duration_ms: 1,
            status: Some(status),
            error: None,
            request: "{}".to_owned(),
            answer: String::new(),
            next: Next::Again(desk.now().ms() + 60_000),
            is_telling: true,
        };
        let sent: Vec<_> = claimed.into_iter().map(|one| (one, outcome.clone())).collect();
        run(record::record(
            &desk.database,
            Report {
                run: "late",
                sent: &sent,
                unsent: &[],
                now_ms: desk.now().ms(),
            },
        ))
        .unwrap();
    }

    /// A database that is slower than merchants: other things run in between.
    pub(super) struct Slow<'a>(&'a Desk, Cell<usize>);

    impl<'a> Slow<'a> {
        pub(super) fn new(desk: &'a Desk) -> Self {
            Self(desk, Cell::default())
        }
        pub(super) fn longest(&self) -> usize {
            self.1.get()
        }
    }

    impl Database for Slow<'_> {
        async fn batch(&self, statements: Vec<Statement>) -> Result<Vec<Rows>, StoreError> {
            for value in statements.iter().flat_map(|statement| &statement.values) {
                if let Value::Text(text) = value {
                    self.1.set(self.1.get().max(text.len()));
                }
            }
            // The record is slow (it waits behind others' writes), the claims are not.
            let patience = if statements
                .iter()
                .any(|statement| statement.sql.starts_with("INSERT INTO postback_attempt"))
            {
                400
            } else {
                1
            };
            let mut polls = 0;
            std::future::poll_fn(|context| {
                context.waker().wake_by_ref();
                polls += 1;
                if polls > patience {
                    Poll::Ready(())
                } else {
                    Poll::Pending
                }
            })
            .await;
            self.0.database.batch(statements).await
        }
    }
}

/// A held breaker's probe in a busy tick: the claim that turns it half open is the one that takes its attempt.
#[test]
fn a_busy_tick_must_not_waste_the_probe() {
    let desk = Desk::open();
    other_organisation(&desk);
    captured(&desk, 1, 30);
    desk.network.always(Some(Answer::Status(500, String::new())));
    desk.dispatch();
    assert_eq!(breaker(&desk), "open");
    desk.network.always(None);
    let mut seq = 1_000;
    for _ in 0..120 {
        desk.clock.pass(MINUTE_MS);
        // 60 events whose first attempts were not made at once (the janitor's, or a burst).
        for _ in 0..60 {
            seq += 1;
            desk.execute(&format!(
                "INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
                 SELECT 2, {seq}, printf('evt_%012x%020d', {now}, {seq}), 'test', 'payment.failed', NULL, body, {now} FROM event WHERE org_id = 1 AND seq = 1",
                now = desk.now().ms()
            ));
        }
        desk.dispatch();
        if breaker(&desk) == "closed" {
            return;
        }
    }
    panic!(
        "{} after two hours, {} held",
        breaker(&desk),
        desk.number("SELECT count(*) FROM postback WHERE state = 'held'")
    );
}

/// A page of deliveries with a filter that finds nothing costs what a page costs (any viewer may ask for it again and again).
#[test]
fn a_page_that_finds_nothing_is_not_a_hundred_times_dearer() {
    let (desk, _) = due();
    desk.execute("WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 25000)
        INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
        SELECT 1, 1000 + n, printf('evt_%012x%020d', occurred_at_ms + n, n), mode, type, number, body, occurred_at_ms + n FROM n, event WHERE seq = 1");
    let cost = |filter: &Filter<'_>| {
        desk.database.take_work();
        run(store::postbacks::list::list(&desk.database, filter, 0, 51)).unwrap();
        desk.database.take_work().steps
    };
    let (page, rare) = (
        cost(&desk.every_postback()),
        cost(&Filter {
            number: Some(999_999),
            ..desk.every_postback()
        }),
    );
    assert!(rare < page * 100, "{page} steps become {rare}");
}

/// What is held for an endpoint that was deleted while an attempt was out does not count as held for ever.
#[test]
fn nothing_waits_for_a_deleted_endpoint() {
    let (desk, _) = due();
    let out = late::claimed(&desk);
    desk.switch(1, Switch::Delete);
    late::record(&desk, out, 500);
    for _ in 0..100 {
        desk.clock.pass(HOUR_MS);
        desk.dispatch();
    }
    assert_eq!(
        desk.number("SELECT count(*) FROM postback WHERE state IN ('held', 'pending')"),
        0
    );
}

/// Merchants who send themselves far more than they may at once get behind others, not before: the retries of others do not wait
/// behind thousands that were released with their old due times.
#[test]
fn released_ones_must_not_go_before_others_retries() {
    let desk = Desk::open();
    other_organisation(&desk);
    desk.switch(1, Switch::Disable);
    captured(&desk, 1, 1);
    desk.execute("WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 599)
        INSERT INTO event (org_id, seq, event_id, mode, type, number, body, occurred_at_ms)
        SELECT 1, 1000 + n, printf('evt_%012x%020d', occurred_at_ms + n, n), mode, type, number, body, occurred_at_ms + n FROM n, event WHERE seq = 1");
    desk.clock.pass(HOUR_MS);
    // A retry of the other organisation, due now.
    desk.network.will([Answer::Status(500, String::new())]);
    others_event(&desk, 5_000);
    desk.clock
        .set(desk.number("SELECT due_at_ms FROM postback WHERE org_id = 2") + 1);
    desk.switch(1, Switch::Enable);
    desk.network.take_asked();
    desk.dispatch();
    let place = desk
        .network
        .take_asked()
        .iter()
        .position(|asked| asked.url.contains("other.example"));
    assert!(
        place.is_some_and(|place| place < 100),
        "the retry came after {place:?} released ones"
    );
}

/// Fifty first attempts at once; a fifth of them are refused with 429. That is not seven of ten.
#[test]
fn a_fifth_of_failures_in_a_burst_must_not_open_the_breaker() {
    let desk = Desk::open();
    captured(&desk, 1, 50);
    desk.network.slow();
    desk.network
        .will((0..50).map(|index| Answer::Status(if index % 5 == 0 { 429 } else { 200 }, String::new())));
    let ids: Vec<String> = (1..=50)
        .map(|number| desk.text(&format!("SELECT event_id FROM event WHERE number = {number}")))
        .collect();
    let all = ids.iter().map(|id| async {
        desk.with_settings(async |settings| {
            operations::postbacks::dispatch_event(desk.ports(), settings, 1, id)
                .await
                .map(drop)
        })
        .await
    });
    run(futures_util::future::join_all(all));
    assert_eq!(
        desk.number("SELECT count(*) FROM postback WHERE state = 'delivered'"),
        40
    );
    assert_eq!(
        breaker(&desk),
        "closed",
        "{}",
        desk.text("SELECT json_array(window_total, window_failed) FROM endpoint")
    );
}

/// The tries that are kept of one postback are bounded: nobody can fill the one database (10 GB) with the answers of his own server.
#[test]
fn resends_without_end_must_not_be_kept_without_end() {
    let (desk, _) = due();
    desk.network.always(Some(Answer::Status(200, "x".repeat(4096))));
    desk.dispatch();
    for _ in 0..600 {
        for key in run(resend::mark(
            &desk.database,
            &desk.every_postback(),
            0,
            "api_key:x",
            desk.now().ms(),
        ))
        .unwrap()
        .0
        {
            run(desk.with_settings(async |settings| {
                resend_one(desk.ports(), settings, 1, key.endpoint_id, &key.event_id)
                    .await
                    .unwrap()
            }));
        }
    }
    // No time has passed at all.
    assert!(
        desk.number("SELECT count(*) FROM postback_attempt") <= 500,
        "{} tries, {} bytes in no time",
        desk.number("SELECT count(*) FROM postback_attempt"),
        desk.number("SELECT sum(length(answer)) FROM postback_attempt")
    );
}

/// The tester is asked for once in a while, not as a pump: each call of 30 bytes sends a body of a mebibyte and eight requests to
/// any public address.
#[test]
fn the_tester_has_a_pace() {
    use operations::postbacks::tester::{Asked, test};
    let desk = Desk::open();
    for _ in 0..20 {
        let rules = Rules {
            own_hosts: &[],
            loopback_allowed: false,
        };
        let asked = Asked {
            org_id: 1,
            endpoint_id: 1,
            actor: "person:1",
            confirm_live: false,
        };
        let _ = run(test(desk.ports(), &desk.key, rules, asked));
    }
    let bytes: usize = desk.network.take_asked().iter().map(|asked| asked.body.len()).sum();
    assert!(bytes < 5 << 20, "{bytes} bytes to somebody's server in no time");
}
