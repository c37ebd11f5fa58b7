//! Nobody has confirmed in time.

use futures_util::future::join_all;
use operations::{
    Ports,
    manual::{ManualError, confirm::Decision, expire::expire_due},
};

use super::desk::{CASH, Slow};
use crate::kit::{DAY_MS, Desk, HOUR_MS, Interleaved, Lossy, MINUTE_MS, all_at_once, dies, run};

/// Proves MAN-06: open at 29 d 23 h 59 m, rejected by the first tick after 30 d; with other days too.
#[test]
fn an_order_is_rejected_by_the_first_tick_after_its_days() {
    for days in [30, 1, 365] {
        let desk = Desk::open();
        desk.add_system(1, &CASH);
        let (number, token) = desk.ordered(&["cash"], days);
        desk.says_paid(&token, "cash").unwrap();
        desk.clock.pass(days * DAY_MS - MINUTE_MS);
        assert_eq!(
            (desk.expire().rejected, desk.trip(number, "state").as_str()),
            (0, "open"),
            "{days} days"
        );
        desk.clock.pass(MINUTE_MS - 1);
        assert_eq!(desk.expire().rejected, 0);
        desk.clock.pass(1);
        let tick = desk.expire();
        assert_eq!((tick.rejected, tick.told.len()), (1, 1));
        assert_eq!(
            desk.trip(number, "state || ' ' || reason || ' ' || decided_by"),
            "rejected expired system"
        );
        assert_eq!(
            desk.payment(number, "money || ' ' || COALESCE(look_at_ms, '-')"),
            "expired -"
        );
        assert_eq!(
            desk.text("SELECT state || ' ' || decline_code FROM attempt"),
            "declined expired"
        );
        assert_eq!(
            (desk.order_status(number).as_str(), desk.told_types()),
            ("rejected", vec!["expired".to_owned()])
        );
        assert_eq!(
            desk.text(
                "SELECT action || ' ' || actor || ' ' || (detail ->> '$.reason') FROM journal ORDER BY seq DESC LIMIT 1"
            ),
            "manual_payment_rejected system expired"
        );
        assert_eq!(desk.dispatch_event(1, &tick.told[0].event_id), 1);
        assert!(
            matches!(desk.confirm(number, &Decision::default()), Err(ManualError::Decided(state)) if state == "rejected")
        );
    }
}

/// Proves MAN-06: 30 x 24 hours, whatever the zone's clocks do meanwhile.
#[test]
fn a_change_of_clocks_makes_no_day_longer_or_shorter() {
    // Ten days before Berlin's clocks go back, and ten before they go forward.
    for opened in ["2026-10-15T21:30:00Z", "2026-03-19T22:30:00Z"] {
        let desk = Desk::open();
        desk.add_system(1, &CASH);
        desk.execute("UPDATE organisation SET time_zone = 'Europe/Berlin'");
        desk.clock
            .set(domain::time::Timestamp::parse_rfc3339(opened).unwrap().ms());
        let number = desk.said_paid("cash");
        let day = opened.get(..10).unwrap();
        assert_eq!(desk.trip(number, "paid_on"), day, "half an hour before midnight there");
        desk.clock.pass(30 * DAY_MS - 1);
        assert_eq!(desk.expire().rejected, 0);
        desk.clock.pass(1);
        assert_eq!(desk.expire().rejected, 1, "{opened}");
    }
}

/// What was paid another way meanwhile is not called off with the trip.
#[test]
fn what_is_paid_meanwhile_stays_paid() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let (number, token) = desk.ordered(&["cash", "main"], 30);
    let payment = run(store::payments::by_number(&desk.database, 1, number, "test"))
        .unwrap()
        .unwrap();
    desk.start(&payment, "main").unwrap();
    desk.says_paid(&token, "cash").unwrap();
    desk.outcome(&crate::kit::Says::captured("e1", &format!("{number}-1")));
    desk.clock.pass(30 * DAY_MS);
    let tick = desk.expire();
    assert_eq!((tick.rejected, tick.told.len()), (1, 0));
    assert_eq!(
        (desk.payment(number, "money").as_str(), desk.told_types()),
        ("captured", vec!["captured".to_owned()])
    );
}

/// An invoice whose time is not over may be paid still.
#[test]
fn an_invoice_outlives_the_days_of_a_trip() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let number = desk.said_paid("cash");
    desk.make_invoice(number);
    desk.execute(&format!(
        "UPDATE payment SET expires_at_ms = {}",
        desk.now().ms() + 60 * DAY_MS
    ));
    desk.clock.pass(30 * DAY_MS);
    let tick = desk.expire();
    assert_eq!((tick.rejected, tick.told.len()), (1, 0));
    assert_eq!(
        desk.payment(number, "money || ' ' || (look_at_ms = expires_at_ms)"),
        "awaiting 1"
    );
    assert!(desk.told_types().is_empty());
    desk.assert_each_rejected_once(1, 0);
}

/// Many due orders of two organisations.
fn many(count: i64) -> Desk {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    desk.said_paid("cash");
    desk.copy_trips(count);
    desk.clock.pass(30 * DAY_MS);
    desk
}

/// Proves MAN-06: a tick killed halfway leaves each order rejected once, with one postback.
#[test]
fn a_tick_that_dies_halfway_leaves_whole_pieces() {
    for batches in 0..4 {
        let desk = many(600);
        let slow = Slow::after(&desk.database, batches);
        let ports = Ports {
            database: &slow,
            client: &desk.network,
            clock: &desk.clock,
            entropy: &desk.chance,
        };
        dies(expire_due(ports, desk.now()));
        let rejected = desk.number("SELECT count(*) FROM manual_payment WHERE state = 'rejected'");
        assert_eq!(rejected, [0, 0, 250, 500][batches]);
        desk.assert_each_rejected_once(rejected, rejected);
        // While its lease lasts, nobody else begins.
        desk.clock.pass(5 * MINUTE_MS - 1);
        assert_eq!(desk.expire().rejected, if batches == 0 { 600 } else { 0 });
        desk.clock.pass(1);
        assert_eq!(desk.expire().rejected, if batches == 0 { 0 } else { 600 - rejected });
        desk.assert_each_rejected_once(600, 600);
        assert_eq!(desk.expire().rejected, 0);
    }
}

/// A connection that is lost before or after a piece was committed.
#[test]
fn a_connection_lost_leaves_each_order_rejected_once() {
    for committed in [false, true] {
        let desk = many(300);
        let lossy = Lossy::once(&desk.database, committed);
        let ports = Ports {
            database: &lossy,
            client: &desk.network,
            clock: &desk.clock,
            entropy: &desk.chance,
        };
        run(expire_due(ports, desk.now())).unwrap_err();
        desk.clock.pass(HOUR_MS);
        desk.expire();
        desk.assert_each_rejected_once(300, 300);
    }
}

/// Proves MAN-06: two ticks at once reject each order once; one of them works.
#[test]
fn two_ticks_at_once_reject_each_order_once() {
    let desk = many(600);
    let database = Interleaved(&desk.database);
    let ports = Ports {
        database: &database,
        client: &desk.network,
        clock: &desk.clock,
        entropy: &desk.chance,
    };
    let ticks =
        (0..3).map(|_| -> std::pin::Pin<Box<dyn Future<Output = _>>> { Box::pin(expire_due(ports, desk.now())) });
    let rejected: Vec<i64> = all_at_once(ticks.collect())
        .into_iter()
        .map(|tick: Result<operations::manual::expire::Expired, ManualError>| tick.unwrap().rejected)
        .collect();
    assert_eq!(rejected, [600, 0, 0]);
    desk.assert_each_rejected_once(600, 600);
    assert_eq!(desk.number("SELECT count(*) FROM lease"), 0, "given back");
}

/// The lease spares work and guards nothing: without it, and with one that was lost, each order is rejected once.
#[test]
fn without_a_lease_each_order_is_rejected_once_all_the_same() {
    let desk = many(600);
    let database = Interleaved(&desk.database);
    let holders = ["a", "b", "c"].map(|holder| store::lease::Lease {
        name: "manual-expiry",
        holder: holder.to_owned(),
    });
    desk.execute("INSERT INTO lease VALUES ('manual-expiry', 'a', 0)");
    let pieces = holders.iter().map(|lease| async {
        let mut rejected = 0;
        for piece in 0..4 {
            let run_id = format!("{}{piece}", lease.holder);
            let event_id = format!("evt_{}{piece}000000000000000000000000000000", lease.holder);
            let piece = store::manual::Piece {
                lease,
                due_ms: desk.now().ms(),
                limit: 250,
                run: &run_id,
                event_id: &event_id,
                occurred_at: "",
                now_ms: 0,
            };
            rejected += store::manual::expire(&database, &piece, 0).await.unwrap().0;
            desk.execute("UPDATE lease SET holder = CASE holder WHEN 'a' THEN 'b' WHEN 'b' THEN 'c' ELSE 'a' END");
        }
        rejected
    });
    let rejected = run(join_all(pieces));
    assert_eq!(rejected.iter().sum::<i64>(), 600, "{rejected:?}");
    desk.assert_each_rejected_once(600, 600);
}

/// A tick begins nothing new when its lease is nearly over: the next one goes on.
#[test]
fn a_slow_tick_ends_within_its_lease() {
    let desk = many(600);
    let slow = super::desk::Slowed(&desk, 3 * MINUTE_MS);
    let ports = Ports {
        database: &slow,
        client: &desk.network,
        clock: &desk.clock,
        entropy: &desk.chance,
    };
    // Three minutes to take the lease, three for the first piece: no time for another.
    let tick = run(expire_due(ports, desk.now())).unwrap();
    assert_eq!((tick.rejected, tick.reminded), (250, 0));
    desk.assert_each_rejected_once(250, 250);
}
