//! The outbox under load, on an installation of its own: ten thousand due at once, a dispatcher that dies again and again, a merchant
//! that hangs.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use runtime::{Options, Running, eventually, seed::outbox};

use crate::{
    crash::leases_run_out,
    kit::{HANGS, Sink, now_ms},
};

const ORG: i64 = 1;
/// Calls to itself that the platform allows a tick.
const CALLS_MAX: usize = 31;

/// The demo organisation with endpoints that lead to these sinks.
fn open(sinks: &[&Sink]) -> Running {
    let desk = runtime::start(&Options::default()).unwrap();
    let addresses: Vec<String> = sinks.iter().map(|sink| format!("{}/postback", sink.url())).collect();
    let secret = desk.credential("/postback/standard_secret").unwrap();
    let endpoints = outbox::endpoints(ORG, &addresses, secret, desk.secrets()).unwrap();
    desk.sql("DB", &endpoints).unwrap();
    desk
}

/// Events that have just happened, each due at every endpoint.
fn happen(desk: &Running, count: usize) {
    desk.sql("DB", &outbox::events(ORG, 1, count, now_ms())).unwrap();
}

fn count(desk: &Running, what: &str) -> usize {
    let rows = desk
        .rows("DB", &format!("SELECT count(*) AS n FROM postback WHERE {what}"), [])
        .unwrap();
    usize::try_from(rows[0]["n"].as_i64().unwrap()).unwrap()
}

/// How often each event came.
fn by_id(sink: &Sink) -> BTreeMap<String, usize> {
    let mut seen = BTreeMap::new();
    for one in sink.received() {
        assert_eq!(one.json()["id"], one.header("webhook-id"));
        *seen.entry(one.header("webhook-id").to_owned()).or_default() += 1;
    }
    seen
}

/// Calls of the dispatcher to itself since a line of the log.
fn calls(desk: &Running, since: u64) -> usize {
    let lines = desk.logs(since).unwrap();
    lines
        .iter()
        .filter(|line| line.text.contains("\"route\":\"/drain\""))
        .count()
}

/// Proves EDG-02: ten thousand due at once are drained by calls of the function to itself, and reconciled by id with what the
/// merchant received.
#[test]
fn ten_thousand_are_drained_and_each_arrives() {
    const COUNT: usize = 10_000;
    let sink = Sink::open();
    let desk = open(&[&sink]);
    happen(&desk, COUNT);
    let since = desk.logs(0).unwrap().last().map_or(0, |line| line.seq);
    let began = Instant::now();
    desk.cron("postback-dispatch", None).unwrap();
    let made = calls(&desk, since);
    assert_eq!(made, CALLS_MAX, "calls of one tick");
    let mut ticks = 1;
    while count(&desk, "state <> 'delivered'") > 0 {
        desk.cron("postback-dispatch", None).unwrap();
        ticks += 1;
        assert!(ticks < 20, "{} are left", count(&desk, "state <> 'delivered'"));
    }
    let seconds = began.elapsed().as_secs();
    let seen = by_id(&sink);
    assert_eq!(seen.len(), COUNT, "none is lost");
    // Nobody died, nobody was slow: not one came twice.
    assert_eq!(sink.count(), COUNT);
    assert_eq!(count(&desk, "attempts <> 1 OR tries <> 1"), 0);
    assert!(sink.most_open() <= CALLS_MAX, "{} at once", sink.most_open());
    println!(
        "{COUNT} drained in {seconds} s and {ticks} ticks, at most {} at once",
        sink.most_open()
    );
}

/// Proves EDG-02: workerd is killed at twenty random points of a drain; whoever came twice is explained by an attempt that nobody
/// could record.
#[test]
fn a_dispatcher_that_dies_again_and_again_delivers_everything() {
    const COUNT: usize = 3_000;
    const KILLS: u64 = 20;
    let sink = Sink::open();
    let desk = open(&[&sink]);
    happen(&desk, COUNT);
    let mut seed = now_ms().unsigned_abs();
    println!("seed {seed}");
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                // It may die with its dispatcher.
                let _ = desk.cron("postback-dispatch", None);
            }
        });
        for _ in 0..KILLS {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let before = sink.count();
            let after = usize::try_from((seed >> 33) % 120).unwrap();
            // Somewhere in the middle of things, or when nothing moves because all is held by the dead.
            let _ = eventually("some more", || {
                leases_run_out(&desk)?;
                Ok((sink.count() >= (before + after).min(COUNT)).then_some(()))
            });
            desk.kill_workerd().unwrap();
        }
        let delivered = eventually("the rest", || {
            leases_run_out(&desk)?;
            Ok((count(&desk, "state <> 'delivered'") == 0).then_some(()))
        });
        over.store(true, Ordering::Relaxed);
        delivered.unwrap();
    });
    let seen = by_id(&sink);
    assert_eq!(seen.len(), COUNT, "none is lost");
    let rows = desk.rows("DB", "SELECT event_id, tries FROM postback", []).unwrap();
    for row in rows {
        let (id, tries) = (row["event_id"].as_str().unwrap(), row["tries"].as_i64().unwrap());
        assert!(
            seen[id] <= usize::try_from(tries).unwrap(),
            "{id} came {} times in {tries} tries",
            seen[id]
        );
    }
    println!(
        "{COUNT} delivered over {KILLS} deaths, {} came again",
        sink.count() - COUNT
    );
}

/// One endpoint of ten hangs on every request: it has one connection of a drain and no more, and the nine are told meanwhile.
#[test]
fn a_merchant_that_hangs_holds_one_connection() {
    let sinks: Vec<Sink> = (0..10).map(|_| Sink::open()).collect();
    sinks[9].answer(&[HANGS; 1_000]);
    let desk = open(&sinks.iter().collect::<Vec<_>>());
    happen(&desk, 9);
    let began = Instant::now();
    std::thread::scope(|scope| {
        let tick = scope.spawn(|| desk.cron("postback-dispatch", None));
        let told = eventually("the nine", || {
            Ok(sinks[..9].iter().all(|sink| sink.count() == 9).then_some(()))
        });
        told.unwrap();
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "they waited: {:?}",
            began.elapsed()
        );
        assert_eq!((sinks[9].count(), sinks[9].most_open()), (1, 1));
        tick.join().unwrap().unwrap();
    });
    assert_eq!(sinks[9].most_open(), 1);
    assert_eq!(count(&desk, "state = 'delivered'"), 81);
    // What waited behind it was no attempt.
    let attempts = desk
        .rows(
            "DB",
            "SELECT max(attempts) AS most, min(attempts) AS least FROM postback WHERE endpoint_id = 10",
            [],
        )
        .unwrap();
    assert_eq!(
        (attempts[0]["most"].as_i64(), attempts[0]["least"].as_i64()),
        (Some(1), Some(0))
    );
    let error = desk
        .rows("DB", "SELECT error FROM postback_attempt WHERE endpoint_id = 10", [])
        .unwrap();
    assert!(
        error
            .iter()
            .all(|row| row["error"].as_str().unwrap().contains("15000 ms")),
        "{error:?}"
    );
}
