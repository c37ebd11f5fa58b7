//! Whether a refund gives the fee back is the terminal's: by default it does not.

use serde_json::json;

use crate::kit::{Answer, Desk, MINUTE_MS, Says, pending, state};

/// A payment of 1000.00 RUB, fee 45.00, at a terminal that gives fees back.
fn returning() -> (Desk, i64) {
    let desk = Desk::open();
    desk.execute("UPDATE terminal SET fee_returned = 1");
    let number = desk.paid("k");
    (desk, number)
}

fn returned(desk: &Desk) -> i64 {
    desk.payment(1, "fee_returned_minor").parse().unwrap()
}

/// Proves CLK-05: the published terms give nothing back.
#[test]
fn by_default_the_fee_is_kept() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.refund(number, "r1", Some("10.00")).unwrap();
    desk.refund(number, "r2", None).unwrap();
    assert_eq!(desk.outcome(&Says::of("e1", "refunded", "1-1").minor(5)), "settled");
    assert_eq!(returned(&desk), 0);
    assert_eq!(desk.balance("service_fee") + desk.balance("bank_fee"), 4_500);
}

/// However the refunds are cut, and whoever says that they are done, the parts come to the fee.
#[test]
fn where_it_is_returned_the_parts_come_to_the_whole_fee() {
    for parts in [[33_333, 33_333, 33_334], [1, 2, 99_997], [99_998, 1, 1]] {
        for way in ["answer", "callback", "janitor", "bank"] {
            let (desk, number) = returning();
            let mut so_far = 0;
            for (index, minor) in parts.into_iter().enumerate() {
                let amount = format!("{}.{:02}", minor / 100, minor % 100);
                let key = format!("r{index}");
                match way {
                    "bank" => {
                        let says = Says::of(&key, "refunded", "1-1").minor(minor);
                        assert_eq!(desk.outcome(&says), "settled");
                    }
                    "answer" => assert_eq!(state(&desk.refund(number, &key, Some(&amount))), "done"),
                    _ => {
                        desk.network.will([pending()]);
                        let refund = desk.refund(number, &key, Some(&amount)).unwrap().operation;
                        if way == "callback" {
                            let says = Says::of(&key, "refunded", "1-1")
                                .minor(minor)
                                .of_key(&refund.idempotency_key);
                            assert_eq!(desk.outcome(&says), "settled");
                        } else {
                            desk.clock.pass(2 * MINUTE_MS);
                            assert_eq!(desk.resolve(), 1);
                        }
                    }
                }
                so_far += minor;
                // Half-up of the share so far.
                assert_eq!(
                    returned(&desk),
                    (4_500 * so_far * 2 + 100_000) / 200_000,
                    "{way} {parts:?} {index}"
                );
            }
            assert_eq!(returned(&desk), 4_500);
            assert_eq!(desk.balance("available"), 0, "{way}");
            assert_eq!(
                (desk.balance("service_fee"), desk.balance("bank_fee")),
                (4_500 - 4_500 - 450, 450)
            );
            desk.assert_balanced();
        }
    }
}

/// Refunds that were undecided together, and decided in any order.
#[test]
fn refunds_decided_at_once_give_back_the_fee_exactly() {
    let (desk, number) = returning();
    for part in 0..3 {
        desk.network.will([Answer::Timeout]);
        desk.refund(number, &format!("r{part}"), Some("333.33")).unwrap();
    }
    desk.clock.pass(2 * MINUTE_MS);
    assert_eq!(desk.resolve(), 3);
    assert_eq!(state(&desk.refund(number, "last", None)), "done");
    assert_eq!((returned(&desk), desk.balance("available")), (4_500, 0));
    desk.assert_balanced();
}

#[test]
fn a_refused_refund_and_a_second_success_give_no_fee_back() {
    let (desk, number) = returning();
    desk.network.will([Answer::json(&json!({ "status": "refused" }))]);
    desk.refund(number, "r", Some("500.00")).unwrap();
    assert_eq!(returned(&desk), 0);
    assert_eq!(desk.balance("available"), 95_500);
    assert_eq!(
        desk.outcome(&Says::captured("e2", "1-1").with("payment_id", json!("bp-other"))),
        "surplus"
    );
    assert_eq!(desk.resolve(), 1);
    assert_eq!((returned(&desk), desk.balance("available")), (0, 95_500));
    desk.assert_balanced();
}
