//! When an invoice's time ends, and what was under way then.

use serde_json::json;

use super::{
    DAY, Desks, body,
    kit::{refused, with},
};
use crate::kit::{Answer, DAY_MS, Desk, HOUR_MS, MINUTE_MS, START_MS, Says, run};

fn nothing_yet(desk: &Desk) {
    desk.network.always(Some(Answer::json(&json!({ "events": [] }))));
}

/// Proves SPR-04 (expiry): every status at its instant, to the millisecond, whether or not the janitor has been there.
#[test]
fn a_status_is_right_at_every_instant() {
    let desk = Desk::open();
    for key in ["created", "sent", "paid", "cancelled"] {
        let send = if key == "sent" { json!(["email"]) } else { json!([]) };
        desk.bill(key, &with(json!({ "send": send }))).unwrap();
    }
    let paid = desk.bill("paid", &body()).unwrap();
    assert!(desk.goes(&paid));
    desk.told(&Says::captured("e1", "3-1")).unwrap();
    run(desk.calling_off(4)).unwrap();
    let now = |desk: &Desk| (1..=4).map(|id| desk.status(id)).collect::<Vec<_>>().join(" ");
    assert_eq!(now(&desk), "created sent paid cancelled");
    desk.clock.pass(DAY - 1);
    assert_eq!(now(&desk), "created sent paid cancelled");
    assert_eq!((desk.listed(Some("expired")), desk.look_after()), (vec![], 0));
    desk.clock.pass(1);
    assert_eq!(now(&desk), "expired expired paid cancelled");
    assert_eq!(desk.listed(Some("expired")), [2, 1]);
    assert_eq!(desk.look_after(), 2);
    assert_eq!(now(&desk), "expired expired paid cancelled");
    assert_eq!(desk.listed(Some("expired")), [2, 1]);
    assert_eq!(
        desk.text("SELECT group_concat(status, ' ') FROM (SELECT status FROM sales_order ORDER BY order_id)"),
        "rejected rejected completed rejected"
    );
    assert_eq!(desk.told_types(), ["captured", "cancelled", "expired", "expired"]);
    // Money given back was paid all the same.
    desk.refund(3, "r", None).unwrap();
    assert_eq!(desk.status(3), "paid");
}

/// Proves SPR-04: what is over cannot be paid, also by whoever has its page open.
#[test]
fn what_is_over_cannot_be_paid() {
    let desk = Desk::open();
    let first = desk.bill("k1", &body()).unwrap();
    let second = desk.bill("k2", &body()).unwrap();
    run(desk.calling_off(2)).unwrap();
    assert!(!desk.goes(&second), "cancelled");
    desk.clock.pass(DAY - 1);
    assert!(desk.goes(&first), "its last millisecond");
    desk.clock.pass(1);
    let before = desk.dump();
    desk.network.take_asked();
    assert!(!desk.goes(&first), "expired");
    assert!(desk.network.take_asked().is_empty(), "no bank was asked");
    desk.assert_unchanged(&before);
    assert_eq!(refused(run(desk.calling_off(1))), "over expired");
}

/// A payment in flight at the end is honoured and marked, whichever is first: the bank's word, or the janitor.
#[test]
fn a_payment_in_flight_at_the_end_is_honoured_and_marked() {
    for janitor_first in [false, true] {
        let desk = Desk::open();
        let invoice = desk.bill("k", &body()).unwrap();
        desk.clock.pass(DAY - MINUTE_MS);
        assert!(desk.goes(&invoice));
        desk.clock.pass(MINUTE_MS);
        nothing_yet(&desk);
        if janitor_first {
            assert_eq!(desk.look_after(), 1);
            assert_eq!(desk.payment(1, "closed"), "expired");
        }
        assert_eq!(desk.status(1), "expired");
        desk.told(&Says::captured("e1", "1-1")).unwrap();
        let after = |desk: &Desk| {
            assert_eq!(desk.status(1), "paid", "{janitor_first}");
            assert_eq!(
                desk.payment(1, "money || ' ' || attention || ' ' || COALESCE(closed, '-')"),
                "captured late_success -"
            );
            assert_eq!(desk.text("SELECT status FROM sales_order"), "completed");
            assert_eq!(
                desk.number(
                    "SELECT count(*) FROM notification WHERE kind = 'invoice_paid_late' AND subject = 'payment:1'"
                ),
                1
            );
        };
        after(&desk);
        let told: &[&str] = if janitor_first {
            &["expired", "captured"]
        } else {
            &["captured"]
        };
        assert_eq!(desk.told_types(), told);
        // The same word again, and the janitor again: nothing more.
        desk.told(&Says::captured("e1", "1-1")).unwrap();
        desk.clock.pass(DAY_MS);
        desk.look_after();
        after(&desk);
        assert_eq!(desk.told_types(), told);
        desk.assert_balanced();
    }
}

/// Paid in time is not late, though the notice of it comes just then.
#[test]
fn paid_in_time_is_not_marked() {
    let desk = Desk::open();
    let invoice = desk.bill("k", &body()).unwrap();
    assert!(desk.goes(&invoice));
    desk.clock.pass(DAY - 1);
    desk.told(&Says::captured("e1", "1-1")).unwrap();
    desk.clock.pass(1);
    assert_eq!(
        (desk.status(1), desk.payment(1, "COALESCE(attention, '-')")),
        ("paid".to_owned(), "-".to_owned())
    );
    // A payment of no invoice is as it was.
    let (payment, _) = desk.awaiting("plain");
    desk.clock.pass(DAY);
    desk.told(&Says::captured("e2", &format!("{}-1", payment.number)))
        .unwrap();
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'invoice_paid_late'"),
        0
    );
}

/// An invoice that lives for a year: a bank that owes a word of an abandoned trip is asked ever less often, to the end and not beyond.
#[test]
fn a_bank_is_not_asked_every_hour_for_a_year() {
    let desk = Desk::open();
    let year = json!({ "expires_at": domain::time::Timestamp::from_ms(desk.now().ms() + 366 * DAY_MS).rfc3339() });
    let invoice = desk.bill("k", &with(year)).unwrap();
    assert!(desk.goes(&invoice));
    nothing_yet(&desk);
    desk.network.take_asked();
    let (end, mut days) = (desk.now().ms() + 366 * DAY_MS, vec![]);
    while desk.payment(1, "closed IS NULL") == "1" {
        // By the hour at first, and then by six: nothing is due more often.
        desk.clock.pass(if desk.now().ms() - START_MS < 10 * DAY_MS {
            HOUR_MS
        } else {
            6 * HOUR_MS
        });
        desk.look_after();
        days.extend(
            desk.network
                .take_asked()
                .iter()
                .map(|_| (desk.now().ms() - START_MS) / DAY_MS),
        );
    }
    assert_eq!(desk.now().ms(), end, "closed at the end, to the hour of this loop");
    let in_day = |day: i64| days.iter().filter(|each| **each == day).count();
    assert_eq!(in_day(0), 23, "a callback that was lost is missed within the hour");
    assert!(
        in_day(7) <= 4 && in_day(200) <= 1 && days.len() < 500,
        "{} questions",
        days.len()
    );
    assert_eq!(desk.told_types(), ["expired"]);
}

/// Fifty declines end it as its time would: it cannot be paid any more.
#[test]
fn an_invoice_survives_many_declines() {
    let desk = Desk::open();
    let invoice = desk.bill("k", &body()).unwrap();
    for trip in 1..=50 {
        assert!(desk.goes(&invoice), "{trip}");
        desk.told(&Says::declined(&format!("d{trip}"), &format!("1-{trip}")))
            .unwrap();
        assert_eq!(desk.status(1), if trip < 50 { "created" } else { "expired" });
    }
    assert!(!desk.goes(&invoice));
}
