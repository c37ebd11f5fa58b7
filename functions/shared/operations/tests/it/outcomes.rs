//! What each kind of a bank's word makes of a payment that fits it: held, captured, declined, failed.

use crate::kit::{Desk, HOUR_MS, Says};

#[test]
fn a_hold_is_authorised_until_the_bank_captures_it() {
    let desk = Desk::open();
    let (_, reference) = desk.awaiting("k");
    assert_eq!(desk.outcome(&Says::authorised("e1", &reference)), "settled");
    assert_eq!(
        desk.payment(
            1,
            "money || ' ' || authorised_minor || ' ' || captured_minor || ' ' || COALESCE(fee_minor, '-')"
        ),
        "authorised 100000 0 -"
    );
    assert_eq!(
        (
            desk.balance("hold"),
            desk.balance("hold_memo"),
            desk.balance("available")
        ),
        (100_000, -100_000, 0)
    );
    desk.clock.pass(HOUR_MS);
    assert_eq!(desk.outcome(&Says::captured("e2", &reference)), "settled");
    assert_eq!(
        desk.payment(
            1,
            "money || ' ' || authorised_minor || ' ' || captured_minor || ' ' || fee_minor"
        ),
        "captured 100000 100000 4500"
    );
    assert_eq!(
        (desk.balance("in_transit:main"), desk.balance("available")),
        (-100_000, 95_500)
    );
    assert_eq!(
        desk.text("SELECT json_group_array(type) FROM (SELECT type FROM event ORDER BY event_id)"),
        r#"["payment.authorised","payment.captured"]"#
    );
}

#[test]
fn a_decline_takes_the_payer_back_to_choose_again() {
    let desk = Desk::open();
    let (payment, reference) = desk.awaiting("k");
    assert_eq!(desk.outcome(&Says::declined("e1", &reference)), "settled");
    assert_eq!(
        desk.payment(1, "money || ' ' || notice || ' ' || COALESCE(closed, '-')"),
        "awaiting none -"
    );
    assert_eq!(
        desk.text("SELECT state || ' ' || decline_code FROM attempt"),
        "declined insufficient_funds"
    );
    assert_eq!(
        desk.number("SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM movement)"),
        0
    );
    desk.start(&payment, "second").unwrap();
    assert_eq!(desk.outcome(&Says::captured("e2", "1-2").at("second")), "settled");
    assert_eq!(
        (desk.payment(1, "money").as_str(), desk.balance("in_transit:second")),
        ("captured", -100_000)
    );
}

/// The fifth decline, in whatever order they arrive, ends the payment: once, and the merchant is told once.
#[test]
fn five_declines_fail_the_payment() {
    for order in [[1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [1, 5, 2, 4, 3]] {
        let desk = Desk::open();
        let payment = desk.created("k");
        (0..5).for_each(|_| drop(desk.start(&payment, "main").unwrap()));
        for attempt in order {
            assert_eq!(desk.payment(1, "money"), "awaiting");
            assert_eq!(
                desk.outcome(&Says::declined(&format!("e{attempt}"), &format!("1-{attempt}"))),
                "settled"
            );
        }
        assert_eq!(desk.payment(1, "money"), "failed", "{order:?}");
        assert_eq!(
            desk.text("SELECT json_group_array(type) FROM event"),
            r#"["payment.failed"]"#,
            "{order:?}"
        );
        assert_eq!(desk.number("SELECT count(*) FROM postback"), 1);
        // Told again under another id, it is no news.
        assert_eq!(desk.outcome(&Says::declined("e6", "1-5")), "repeated");
        assert_eq!(desk.number("SELECT count(*) FROM event"), 1);
    }
}

#[test]
fn what_has_happened_is_booked_though_everything_is_disabled_by_now() {
    let desk = Desk::open();
    let (_, reference) = desk.awaiting("k");
    desk.execute("UPDATE terminal SET status = 'disabled'; UPDATE organisation SET status = 'disabled'; DELETE FROM terminal_fee");
    assert_eq!(desk.outcome(&Says::captured("e1", &reference)), "settled");
    assert_eq!(desk.payment(1, "money || ' ' || fee_minor"), "captured 0");
    assert_eq!(desk.balance("available"), 100_000);
}
