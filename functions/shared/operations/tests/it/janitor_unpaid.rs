//! An unpaid payment is looked after: what the bank forgot to say is asked for, and at the end of its life it expires.

use operations::janitor::unpaid::look_after;
use serde_json::json;

use crate::kit::{Answer, DAY_MS, Desk, HOUR_MS, Lossy, MINUTE_MS, Says, run};

fn events(says: &[Says]) -> Answer {
    let events: Vec<_> = says.iter().map(Says::body).collect();
    Answer::json(&json!({ "events": events }))
}

fn not_found() -> Answer {
    Answer::Status(404, json!({ "code": "payment_not_found" }).to_string())
}

fn urls(desk: &Desk) -> Vec<String> {
    let path = |url: String| url.trim_start_matches("https://bank.example/bank/api/").to_owned();
    desk.network
        .take_asked()
        .into_iter()
        .map(|asked| path(asked.url))
        .collect()
}

/// Proves EDG-06: a callback that never came is found, and the money is not lost.
#[test]
fn a_lost_callback_is_found_among_the_banks_events() {
    let desk = Desk::open();
    let (payment, reference) = desk.awaiting("k");
    desk.network.take_asked();
    desk.clock.pass(15 * MINUTE_MS - 1);
    assert_eq!(
        (desk.look_after(), urls(&desk).len()),
        (0, 0),
        "the payer is at the bank"
    );
    desk.clock.pass(1);
    desk.network.will([events(&[Says::captured("e1", &reference)])]);
    assert_eq!(desk.look_after(), 1);
    assert_eq!(urls(&desk), ["payments/bp-1-1/events"]);
    assert_eq!(desk.sums(payment.number), "captured 100000 0 100000 0 0");
    assert_eq!(desk.told_types(), ["captured"]);
    // The callback comes after all.
    let before = desk.dump();
    assert_eq!(desk.outcome(&Says::captured("e1", &reference)), "settled");
    desk.clock.pass(2 * DAY_MS);
    assert_eq!((desk.look_after(), urls(&desk).len()), (0, 0));
    desk.assert_unchanged(&before);
}

#[test]
fn all_that_the_bank_has_said_is_booked_in_order() {
    let desk = Desk::open();
    let (payment, reference) = desk.awaiting("k");
    desk.clock.pass(15 * MINUTE_MS);
    desk.network.will([events(&[
        Says::authorised("e1", &reference),
        Says::captured("e2", &reference).minor(60_000),
        Says::of("e3", "refunded", &reference).minor(10_000),
    ])]);
    assert_eq!(desk.look_after(), 3);
    assert_eq!(
        desk.sums(payment.number),
        "partially_refunded 100000 40000 60000 10000 0"
    );
    desk.assert_balanced();
}

/// The bank's answer to the start was lost: its payment is found by our key.
#[test]
fn a_lost_start_is_found_by_its_key() {
    let desk = Desk::open();
    let payment = desk.created("k");
    desk.network.will([Answer::Timeout]);
    desk.start(&payment, "main").unwrap_err();
    assert_eq!(desk.text("SELECT state FROM attempt"), "unknown");
    desk.network.take_asked();
    desk.clock.pass(15 * MINUTE_MS);
    let found = json!({ "payment_id": "bp-1-1", "redirect_url": "https://bank.example/pay/1-1" });
    desk.network
        .will([Answer::json(&found), events(&[Says::captured("e1", "1-1")])]);
    assert_eq!(desk.look_after(), 1);
    assert_eq!(urls(&desk), ["payments?key=alpha:1-1", "payments/bp-1-1/events"]);
    assert_eq!(desk.sums(1), "captured 100000 0 100000 0 0");
    assert_eq!(
        desk.text("SELECT state || ' ' || bank_reference FROM attempt"),
        "captured bp-1-1"
    );
}

#[test]
fn a_start_that_the_bank_never_knew_expires_with_the_payment() {
    let desk = Desk::open();
    let payment = desk.created("k");
    desk.network.will([Answer::Timeout]);
    desk.start(&payment, "main").unwrap_err();
    desk.network.always(Some(not_found()));
    desk.clock.pass(15 * MINUTE_MS);
    assert_eq!(desk.look_after(), 0);
    assert_eq!(
        desk.text("SELECT state || ' ' || decline_code FROM attempt"),
        "declined bank_never_asked"
    );
    desk.clock.pass(DAY_MS - 15 * MINUTE_MS - 1);
    assert_eq!((desk.look_after(), desk.payment(1, "money")), (0, "created".to_owned()));
    desk.clock.pass(1);
    assert_eq!(desk.look_after(), 1);
    assert_eq!(
        desk.payment(1, "money || ' ' || COALESCE(look_at_ms, '-')"),
        "expired -"
    );
    assert_eq!(desk.told_types(), ["expired"]);
    assert_eq!(
        desk.number("SELECT count(*) FROM journal WHERE action = 'payment_expired'"),
        1
    );
}

/// "Not found" just after we asked says nothing: the payment outlives its life until it does.
#[test]
fn a_start_within_the_banks_horizon_keeps_the_payment_open() {
    let desk = Desk::open();
    let payment = desk.created("k");
    desk.clock.pass(DAY_MS - 5 * MINUTE_MS);
    desk.network.will([Answer::Timeout]);
    desk.start(&payment, "main").unwrap_err();
    desk.network.always(Some(not_found()));
    desk.clock.pass(5 * MINUTE_MS);
    assert_eq!(
        (desk.look_after(), desk.payment(1, "COALESCE(closed, '-')")),
        (0, "-".to_owned())
    );
    desk.clock.pass(HOUR_MS);
    assert_eq!((desk.look_after(), desk.payment(1, "money")), (1, "expired".to_owned()));
}

#[test]
fn a_payment_that_nobody_paid_expires_and_a_late_success_is_booked() {
    let desk = Desk::open();
    let (payment, reference) = desk.awaiting("k");
    desk.network.always(Some(events(&[])));
    desk.clock.pass(DAY_MS);
    assert_eq!(desk.look_after(), 1);
    assert_eq!(desk.payment(payment.number, "money"), "expired");
    assert_eq!(desk.outcome(&Says::captured("e1", &reference)), "late");
    assert_eq!(
        desk.payment(payment.number, "money || ' ' || attention"),
        "captured late_success"
    );
    assert_eq!(desk.told_types(), ["expired", "captured"]);
}

/// Proves EDG-06: who cannot be asked may have taken the money.
#[test]
fn a_bank_that_cannot_be_asked_keeps_the_payment_open() {
    let malformed = json!({ "events": [{ "type": "payment.captured" }] });
    for answer in [
        Answer::Timeout,
        Answer::Broken,
        Answer::Status(500, "{}".to_owned()),
        Answer::Status(404, "<html>".to_owned()),
        not_found(),
        Answer::json(&json!({})),
        Answer::json(&malformed),
        events(&[Says::captured("", "1-1")]),
    ] {
        let desk = Desk::open();
        let (payment, reference) = desk.awaiting("k");
        desk.network.always(Some(answer.clone()));
        for _ in 0..30 {
            desk.clock.pass(HOUR_MS);
            assert_eq!(desk.look_after(), 0, "{answer:?}");
        }
        assert_eq!(desk.payment(payment.number, "money"), "awaiting", "{answer:?}");
        let asked = urls(&desk).len();
        assert!((24..=32).contains(&asked), "{asked} questions in 30 hours");
        desk.network.always(Some(events(&[Says::captured("e1", &reference)])));
        desk.clock.pass(HOUR_MS);
        assert_eq!(desk.look_after(), 1);
        assert_eq!(
            desk.payment(payment.number, "money || ' ' || COALESCE(attention, '-')"),
            "captured -"
        );
    }
}

#[test]
fn ticks_that_overlap_or_are_doubled_expire_once() {
    let desk = Desk::open();
    desk.awaiting("k1");
    desk.created("k2");
    desk.network.always(Some(events(&[])));
    desk.network.slow();
    desk.network.take_asked();
    desk.clock.pass(DAY_MS);
    let tick = || look_after(desk.ports(), &desk.key, desk.now());
    let ticks = run(futures_util::future::join_all([tick(), tick(), tick()]));
    assert_eq!(ticks.into_iter().map(|tick| tick.unwrap().len()).sum::<usize>(), 2);
    assert_eq!(urls(&desk).len(), 1);
    let before = desk.dump();
    desk.clock.pass(DAY_MS);
    assert_eq!((desk.look_after(), urls(&desk).len()), (0, 0));
    desk.assert_unchanged(&before);
}

#[test]
fn a_connection_lost_while_it_expires_expires_it_once_and_tells_it_once() {
    for committed in [false, true] {
        let desk = Desk::open();
        desk.created("k");
        desk.clock.pass(DAY_MS);
        let lossy = Lossy::once(&desk.database, committed);
        let ports = operations::Ports {
            database: &lossy,
            client: &desk.network,
            clock: &desk.clock,
            entropy: &desk.chance,
        };
        run(look_after(ports, &desk.key, desk.now())).unwrap_err();
        desk.clock.pass(HOUR_MS);
        desk.look_after();
        assert_eq!(desk.payment(1, "money"), "expired");
        assert_eq!(desk.told_types(), ["expired"]);
    }
}
