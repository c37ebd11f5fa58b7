//! A bank's settlement register: what matches moves from in transit to our account, what does not is kept and shown.

use operations::settle_callback::{Booked, SettleError};
use serde_json::{Value, json};

use crate::kit::{Desk, HOUR_MS, Says, run};

/// A line of the register about trip 1 of a payment.
fn line(number: i64, kind: &str, minor: i64, fee: i64, operation: &str, key: Option<&str>) -> Value {
    json!({
        "operation_id": operation, "operation_key": key, "payment_id": format!("bp-{number}-1"), "reference": format!("{number}-1"),
        "kind": kind, "amount_minor": minor, "currency": "RUB", "fee_minor": fee,
    })
}

fn page(desk: &Desk, event: &str, page: u32, lines: &[Value]) -> Result<Booked, SettleError> {
    let body = json!({
        "event_id": event, "type": "settlement.register", "register_id": "reg-1", "day": "2026-11-23", "page": page, "pages": 3, "lines": lines,
    })
    .to_string();
    let headers = Desk::sign(desk.now().unix_s(), body.as_bytes());
    run(desk.told_at(&desk.terminal("alpha", "main"), &headers, body.as_bytes()))
}

fn outcomes(desk: &Desk) -> Vec<String> {
    serde_json::from_str(
        &desk.text("SELECT json_group_array(outcome) FROM (SELECT outcome FROM register_line ORDER BY page, line)"),
    )
    .unwrap()
}

fn accounts(desk: &Desk) -> [i64; 3] {
    ["in_transit:main", "bank_account:main", "bank_fee"].map(|account| desk.balance(account))
}

/// A capture of 1000.00 with the bank's part of the fee of 4.50, a refund of ours and one of the bank's.
fn busy() -> Desk {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.refund(number, "r", Some("100.00")).unwrap();
    desk.told(&Says::of("e1", "refunded", "1-1").minor(5_000)).unwrap();
    desk
}

/// Proves EDG-07: in transit comes to nothing, our account has the rest.
#[test]
fn a_register_that_agrees_clears_what_was_in_transit() {
    let desk = busy();
    let before = desk.journal_end();
    let lines = [
        line(1, "capture", 100_000, 450, "op-1", None),
        line(1, "refund", 10_000, 0, "op-2", Some(&desk.bank_key(2))),
        line(1, "refund", 5_000, 0, "op-3", None),
    ];
    let booked = page(&desk, "p1", 1, &lines).unwrap();
    assert_eq!((booked.settled.outcome.as_str(), booked.settled.fresh), ("settled", 1));
    assert_eq!(outcomes(&desk), ["matched"; 3]);
    assert_eq!(accounts(&desk), [0, -(100_000 - 450 - 15_000), 0]);
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'register_differs'"),
        0
    );
    assert_eq!(desk.journaled(before), ["register_booked"]);
    assert_eq!(
        desk.text("SELECT group_concat(operation) FROM (SELECT operation FROM register_line ORDER BY line)"),
        "1,2,3"
    );
    desk.assert_balanced();
}

#[test]
fn a_page_told_again_changes_nothing() {
    let desk = busy();
    let lines = [line(1, "capture", 100_000, 450, "op-1", None)];
    page(&desk, "p1", 1, &lines).unwrap();
    let before = desk.dump();
    for later in [0, HOUR_MS] {
        desk.clock.pass(later);
        for event in ["p1", "p1-again"] {
            let booked = page(&desk, event, 1, &lines).unwrap();
            assert_eq!((booked.settled.outcome.as_str(), booked.settled.fresh), ("repeated", 0));
        }
    }
    desk.assert_unchanged(&before);
}

#[test]
fn what_differs_is_kept_shown_and_not_settled() {
    let desk = busy();
    let key = desk.bank_key(2);
    let lines = [
        line(1, "capture", 99_999, 450, "op-1", None),
        line(1, "refund", 9_999, 0, "op-2", Some(&key)),
        line(7, "capture", 100_000, 450, "op-3", None),
        line(1, "refund", 10_000, 0, "op-4", Some("nobody's")),
        line(1, "chargeback", 10_000, 0, "op-5", None),
    ];
    page(&desk, "p1", 1, &lines).unwrap();
    assert_eq!(
        outcomes(&desk),
        ["unknown", "amount_differs", "unknown", "unknown", "unknown"]
    );
    assert_eq!(accounts(&desk), [-85_000, 0, 450]);
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'register_differs'"),
        1
    );
    // A later page puts it right.
    page(
        &desk,
        "p2",
        2,
        &[
            line(1, "capture", 100_000, 450, "op-1", None),
            line(1, "refund", 10_000, 0, "op-2", Some(&key)),
        ],
    )
    .unwrap();
    assert_eq!(accounts(&desk), [5_000, -(100_000 - 450 - 10_000), 0]);
    desk.assert_balanced();
}

/// The bank keeps another fee than agreed: the money came, the difference stays on the fee's account.
#[test]
fn a_fee_that_differs_is_settled_and_shown() {
    let desk = busy();
    page(&desk, "p1", 1, &[line(1, "capture", 100_000, 500, "op-1", None)]).unwrap();
    assert_eq!(outcomes(&desk), ["fee_differs"]);
    assert_eq!(accounts(&desk), [15_000, -(100_000 - 500), -50]);
    assert_eq!(
        desk.number("SELECT count(*) FROM notification WHERE kind = 'register_differs'"),
        1
    );
    desk.assert_balanced();
}

/// Proves EDG-07: an operation is settled once, in whatever page or line it comes again.
#[test]
fn an_operation_listed_twice_is_settled_once() {
    let capture = line(1, "capture", 100_000, 450, "op-1", None);
    for pages in [
        vec![vec![capture.clone(), capture.clone()]],
        vec![vec![capture.clone()], vec![capture.clone()]],
    ] {
        let desk = busy();
        for (index, lines) in pages.iter().enumerate() {
            page(&desk, &format!("p{index}"), u32::try_from(index).unwrap() + 1, lines).unwrap();
        }
        assert_eq!(outcomes(&desk), ["matched", "repeated"]);
        assert_eq!(accounts(&desk), [15_000, -(100_000 - 450), 0]);
        desk.assert_balanced();
    }
}

/// Two refunds that the bank made by itself, of the same amount: each line is one of them.
#[test]
fn like_refunds_by_the_bank_are_matched_one_each() {
    let desk = busy();
    desk.told(&Says::of("e2", "refunded", "1-1").minor(5_000)).unwrap();
    let refunds = [
        line(1, "refund", 5_000, 0, "op-8", None),
        line(1, "refund", 5_000, 0, "op-9", None),
    ];
    page(&desk, "p1", 1, &refunds[..1]).unwrap();
    page(&desk, "p2", 2, &refunds[1..]).unwrap();
    assert_eq!(outcomes(&desk), ["matched", "matched"]);
    assert_eq!(desk.balance("bank_account:main"), 10_000);
    desk.assert_balanced();
}

/// Where the bank names its operations they are told apart within a page too; where it does not, none is settled twice.
#[test]
fn like_refunds_on_one_page_are_told_apart_by_the_banks_id() {
    for (named, outcome, settled) in [(true, "matched", 10_000), (false, "unknown", 5_000)] {
        let desk = Desk::open();
        desk.paid("k");
        for operation in ["op-8", "op-9"] {
            let says = Says::of(operation, "refunded", "1-1").minor(5_000);
            desk.told(&if named {
                says.with("operation_id", json!(operation))
            } else {
                says
            })
            .unwrap();
        }
        let refunds = ["op-9", "op-8"].map(|operation| line(1, "refund", 5_000, 0, operation, None));
        page(&desk, "p1", 1, &refunds).unwrap();
        assert_eq!(outcomes(&desk), ["matched", outcome]);
        assert_eq!(desk.balance("bank_account:main"), settled);
    }
}

#[test]
fn a_chargeback_and_its_return_are_settled_with_the_fee() {
    for named in [true, false] {
        chargeback_and_return(named);
    }
}

/// A bank that names its operations names the return by an id of its own.
fn chargeback_and_return(named: bool) {
    let desk = Desk::open();
    desk.paid("k");
    let says = |event: &str, kind, operation: &str| {
        let says = Says::of(event, kind, "1-1")
            .dispute("d1")
            .with("fee_minor", json!(1_500));
        if named {
            says.with("operation_id", json!(operation))
        } else {
            says
        }
    };
    desk.told(&says("e1", "chargeback_opened", "op-2")).unwrap();
    page(
        &desk,
        "p1",
        1,
        &[
            line(1, "capture", 100_000, 450, "op-1", None),
            line(1, "chargeback", 100_000, 1_500, "op-2", None),
        ],
    )
    .unwrap();
    assert_eq!(accounts(&desk), [0, 450 + 1_500, 0]);
    desk.told(&says("e2", "chargeback_won", "op-3")).unwrap();
    page(
        &desk,
        "p2",
        2,
        &[line(1, "chargeback_won", 100_000, 1_500, "op-3", None)],
    )
    .unwrap();
    assert_eq!(outcomes(&desk), ["matched", "matched", "matched"]);
    assert_eq!(accounts(&desk), [0, -(100_000 - 450), 0]);
    desk.assert_balanced();
}

#[test]
fn a_refund_that_is_not_done_by_our_books_is_shown() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.network.will([crate::kit::pending()]);
    desk.refund(number, "r", Some("100.00")).unwrap();
    let refund = [line(1, "refund", 10_000, 0, "op-1", Some(&desk.bank_key(2)))];
    page(&desk, "p1", 1, &refund).unwrap();
    assert_eq!(
        (outcomes(&desk), desk.balance("bank_account:main")),
        (vec!["not_done".to_owned()], 0)
    );
}

#[test]
fn a_register_that_cannot_be_read_is_refused_whole() {
    let desk = busy();
    let before = desk.dump();
    let bad = [
        json!({ "kind": "gift" }),
        json!({ "amount_minor": 0 }),
        json!({ "amount_minor": -1 }),
        json!({ "fee_minor": -1 }),
        json!({ "amount_minor": 9_007_199_254_740_992_i64 }),
        json!({ "currency": "rub" }),
        json!({ "amount_minor": 1.5 }),
    ];
    for change in bad {
        let mut wrong = line(1, "capture", 100_000, 450, "op-1", None);
        for (field, value) in change.as_object().unwrap() {
            wrong[field] = value.clone();
        }
        let lines = [line(1, "refund", 5_000, 0, "op-3", None), wrong];
        assert!(page(&desk, "p1", 1, &lines).is_err(), "{change}");
    }
    let many = vec![line(1, "capture", 100_000, 450, "op-1", None); 501];
    assert!(page(&desk, "p1", 1, &many).is_err());
    assert!(page(&desk, "p1", 0, &[]).is_err(), "pages are counted from 1");
    assert!(page(&desk, "p1", 4, &[]).is_err(), "of 3 pages there is no fourth");
    desk.assert_unchanged(&before);
}
