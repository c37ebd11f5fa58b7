//! What does not fit is never lost and never settled silently: kept, booked where money moved, and shown to a person.

use crate::kit::{Desk, HOUR_MS, Says};

fn notifications(desk: &Desk) -> String {
    desk.text("SELECT json_group_array(kind) FROM (SELECT kind FROM notification ORDER BY notification)")
}

/// Proves EDG-04: money of an unasked amount is nobody's until a person says whose.
#[test]
fn a_wrong_amount_or_currency_goes_to_unclaimed_and_is_flagged_once() {
    let says = [
        ("RUB", Says::captured("e1", "1-1").minor(99_999)),
        ("RUB", Says::captured("e1", "1-1").minor(100_001)),
        ("JPY", Says::captured("e1", "1-1").currency("JPY")),
        ("USD", Says::captured("e1", "1-1").currency("USD")),
    ];
    for (currency, says) in says {
        let desk = Desk::open();
        desk.awaiting("k");
        assert_eq!(desk.outcome(&says), "mismatch");
        let first = desk.dump();
        for _ in 0..3 {
            desk.clock.pass(HOUR_MS);
            assert_eq!(desk.outcome(&says), "mismatch");
        }
        assert_eq!(
            desk.payment(1, "money || ' ' || captured_minor || ' ' || attention || ' ' || notice"),
            "awaiting 0 amount_mismatch none"
        );
        let minor = says.amount_minor.as_i64().unwrap();
        assert_eq!(
            (
                desk.balance("unclaimed"),
                desk.balance("in_transit:main"),
                desk.balance("available")
            ),
            (minor, -minor, 0)
        );
        assert_eq!(desk.text("SELECT group_concat(DISTINCT currency) FROM entry"), currency);
        assert_eq!(notifications(&desk), r#"["callback_mismatch"]"#);
        assert_eq!(
            (
                desk.number("SELECT count(*) FROM event"),
                desk.number("SELECT count(*) FROM operation")
            ),
            (0, 0)
        );
        assert_eq!(
            desk.text("SELECT outcome || ' ' || deliveries FROM callback"),
            "mismatch 4"
        );
        // Redelivery counts itself, and touches nothing else.
        let changed: Vec<String> = first
            .lines()
            .zip(desk.dump().lines())
            .filter(|(a, b)| a != b)
            .map(|(a, _)| a.chars().take(9).collect())
            .collect();
        assert_eq!(changed, ["callback:"]);
    }
}

#[test]
fn a_mismatched_hold_or_decline_is_flagged_and_moves_nothing() {
    for (kind, outcome) in [("authorised", "mismatch"), ("declined", "contradicted")] {
        let desk = Desk::open();
        desk.awaiting("k");
        assert_eq!(desk.outcome(&Says::of("e1", kind, "1-1").minor(5)), outcome);
        assert_eq!(
            (
                desk.payment(1, "money").as_str(),
                desk.number("SELECT count(*) FROM movement")
            ),
            ("awaiting", 0)
        );
        assert_eq!(desk.number("SELECT count(*) FROM notification"), 1);
    }
}

/// Proves EDG-04: a bank that corrects itself under the same event id is booked anew, and what it said first is taken back.
#[test]
fn a_corrected_amount_settles_and_the_books_agree() {
    let desk = Desk::open();
    desk.awaiting("k");
    assert_eq!(desk.outcome(&Says::captured("e1", "1-1").minor(5)), "mismatch");
    assert_eq!(desk.outcome(&Says::captured("e1", "1-1")), "settled");
    assert_eq!(
        desk.payment(1, "money || ' ' || captured_minor || ' ' || fee_minor"),
        "captured 100000 4500"
    );
    assert_eq!(
        (
            desk.balance("available"),
            desk.balance("unclaimed"),
            desk.balance("in_transit:main")
        ),
        (95_500, 0, -100_000)
    );
}

#[test]
fn a_success_after_the_end_is_booked_and_flagged() {
    for (closed, kind, money) in [
        ("failed", "captured", "captured"),
        ("expired", "captured", "captured"),
        ("cancelled", "authorised", "authorised"),
    ] {
        let desk = Desk::open();
        desk.awaiting("k");
        desk.execute(&format!("UPDATE payment SET closed = '{closed}'"));
        assert_eq!(desk.payment(1, "money"), closed);
        let booked = desk.told(&Says::of("e1", kind, "1-1")).unwrap();
        assert_eq!(
            (booked.settled.outcome.as_str(), booked.event_id.is_some()),
            ("late", true)
        );
        assert_eq!(
            desk.payment(1, "money || ' ' || attention || ' ' || COALESCE(closed, '-')"),
            format!("{money} late_success -")
        );
        assert_eq!(notifications(&desk), r#"["callback_late"]"#);
        let booked = if kind == "captured" {
            desk.balance("available")
        } else {
            desk.balance("hold")
        };
        assert_eq!(booked, if kind == "captured" { 95_500 } else { 100_000 });
    }
}

#[test]
fn a_success_after_a_decline_of_the_same_trip_is_a_success() {
    let desk = Desk::open();
    desk.awaiting("k");
    assert_eq!(desk.outcome(&Says::declined("e1", "1-1")), "settled");
    assert_eq!(desk.outcome(&Says::captured("e2", "1-1")), "settled");
    assert_eq!(desk.payment(1, "money || ' ' || captured_minor"), "captured 100000");
    assert_eq!(
        desk.text("SELECT state || COALESCE(decline_code, '') FROM attempt"),
        "captured"
    );
}

#[test]
fn a_decline_after_a_success_changes_no_sum_and_is_flagged() {
    for kind in ["captured", "authorised"] {
        let desk = Desk::open();
        desk.awaiting("k");
        desk.told(&Says::of("e1", kind, "1-1")).unwrap();
        let sums = "money || ' ' || authorised_minor || ' ' || captured_minor || ' ' || COALESCE(fee_minor, 0) || ' ' || notice";
        let (before, entries) = (desk.payment(1, sums), desk.number("SELECT count(*) FROM entry"));
        for _ in 0..2 {
            assert_eq!(desk.outcome(&Says::declined("e2", "1-1")), "contradicted");
        }
        assert_eq!(
            (desk.payment(1, sums), desk.number("SELECT count(*) FROM entry")),
            (before, entries)
        );
        assert_eq!(
            (
                desk.payment(1, "attention").as_str(),
                desk.text("SELECT state FROM attempt").as_str()
            ),
            ("contradicted", kind)
        );
        assert_eq!(notifications(&desk), r#"["callback_contradicted"]"#);
        assert_eq!(desk.number("SELECT count(*) FROM event"), 1);
    }
}
