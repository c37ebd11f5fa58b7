//! A payer who is at the bank with one trip, and says to have paid by hand with another.

use operations::manual::confirm::Decision;
use serde_json::json;

use super::desk::{CASH, PAYMENTS_ABROAD};
use crate::kit::{Answer, DAY_MS, Desk, Says, run};

/// A payment of 1000.00 RUB whose payer is at the bank, and then says to have paid by `system`.
fn at_the_bank_and_by(system: &str) -> (Desk, i64) {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    desk.add_system(1, &PAYMENTS_ABROAD);
    desk.add_rate("USD", "RUB", "2000-01-01", "100");
    desk.execute(
        "INSERT INTO payment_limit (org_id, mode, scope, terminal_id, currency, day_minor)
         VALUES (1, 'test', 'terminal', 'main', 'RUB', 500000), (1, 'test', 'terminal', 'main', 'USD', 500000)",
    );
    let (number, token) = desk.ordered(&[system, "main"], 30);
    let payment = run(store::payments::by_number(&desk.database, 1, number, "test")).unwrap();
    desk.start(&payment.unwrap(), "main").unwrap();
    desk.says_paid(&token, system).unwrap();
    (desk, number)
}

fn captured(number: i64) -> Says {
    Says::captured("e1", &format!("{number}-1"))
}

/// Proves MAN-03, EDG-01: what the bank was asked for it settles, whatever the payer says meanwhile and in whatever currency.
#[test]
fn a_bank_s_success_settles_what_it_was_asked_for() {
    let (desk, number) = at_the_bank_and_by("abroad");
    assert_eq!(desk.outcome(&captured(number)), "settled");
    assert_eq!(desk.sums(number), "captured 100000 0 100000 0 0");
    assert_eq!(desk.payment(number, "currency"), "RUB");
    assert_eq!(desk.told_types(), ["captured"]);
    assert!(desk.confirm(number, &Decision::default()).is_err(), "paid already");
    desk.reject(number).unwrap();
    assert_eq!(desk.sums(number), "captured 100000 0 100000 0 0");
    assert_eq!(desk.told_types(), ["captured"]);
    desk.assert_balanced();
}

/// Proves MAN-08, EDG-01: a second success goes back by itself, though a person has corrected what the first one was.
#[test]
fn a_success_after_a_corrected_confirmation_is_a_second_one() {
    for (system, correction) in [
        ("cash", json!({ "amount": "990.00", "currency": "RUB" })),
        ("cash", json!({})),
        ("abroad", json!({})),
    ] {
        let (desk, number) = at_the_bank_and_by(system);
        desk.confirm(number, &Decision::read(&correction).unwrap()).unwrap();
        let sums = desk.sums(number);
        assert_eq!(desk.outcome(&captured(number)), "surplus", "{system} {correction}");
        assert_eq!(desk.sums(number), sums);
        assert_eq!(
            desk.text("SELECT kind || ' ' || state || ' ' || amount_minor || ' ' || currency FROM operation ORDER BY operation DESC LIMIT 1"),
            "refund intended 100000 RUB"
        );
        assert_eq!(desk.payment(number, "attention"), "second_success");
        desk.assert_balanced();
    }
}

/// Proves MAN-08, SPR-10: a decline is a decline of what was asked there, and gives that limit back.
#[test]
fn a_decline_gives_back_what_its_trip_was_counted_at() {
    let (desk, number) = at_the_bank_and_by("abroad");
    let used = |currency: &str| {
        desk.number(&format!(
            "SELECT COALESCE(max(minor), 0) FROM limit_usage WHERE subject = 'main' AND currency = '{currency}' AND length(period) = 10"
        ))
    };
    assert_eq!((used("RUB"), used("USD")), (100_000, 0));
    let declined = Says {
        kind: "declined",
        ..captured(number)
    };
    assert_eq!(desk.outcome(&declined), "settled");
    assert_eq!((used("RUB"), used("USD")), (0, 0));
    assert_eq!(desk.text("SELECT state FROM attempt WHERE attempt = 1"), "declined");
    desk.confirm(number, &Decision::default()).unwrap();
    desk.assert_balanced();
}

/// Proves MAN-06, EDG-07: a bank that owes a word is asked on, whether a person or time ends the trip by hand.
#[test]
fn a_bank_is_asked_on_after_the_trip_by_hand_has_ended() {
    for by_time in [false, true] {
        let (desk, number) = at_the_bank_and_by("cash");
        if by_time {
            desk.clock.pass(30 * DAY_MS);
            desk.expire();
        } else {
            desk.reject(number).unwrap();
        }
        let money = if by_time { "expired" } else { "cancelled" };
        assert_eq!(
            desk.payment(number, "money || ' ' || (look_at_ms IS NOT NULL)"),
            format!("{money} 1")
        );
        // The callback is lost; asked, the bank tells.
        desk.network
            .always(Some(Answer::json(&json!({ "events": [captured(number).body()] }))));
        desk.clock.pass(DAY_MS);
        desk.look_after();
        assert_eq!(desk.sums(number), "captured 100000 0 100000 0 0");
        assert_eq!(desk.payment(number, "attention"), "late_success");
        desk.assert_balanced();
    }
}
