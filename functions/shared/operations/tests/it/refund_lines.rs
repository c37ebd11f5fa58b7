//! A part of a payment with a cart is refunded by its lines.

use futures_util::future::join;
use operations::{CartItem, PaymentRequest, Quantity};
use serde_json::json;

use crate::kit::{Answer, Desk, code, field, pending, request, run, state};

/// Three books of 100.00 (line 0), two pens of 33.335 each (line 1: 66.67), half a kilogram of paper of 633.33 (line 2).
fn with_cart() -> (Desk, i64) {
    let desk = Desk::open();
    let item = |name: &str, price: &str, quantity: Quantity, sum: &str| CartItem {
        name: name.to_owned(),
        price: price.to_owned(),
        quantity,
        sum: sum.to_owned(),
        tax: None,
    };
    let cart = vec![
        item("book", "100.00", Quantity::Whole(3), "300.00"),
        item("pen", "33.34", Quantity::Whole(2), "66.68"),
        item("paper", "1266.64", Quantity::Decimal("0.5".to_owned()), "633.32"),
    ];
    let payment = desk.create("k", &PaymentRequest { cart, ..request() }).unwrap();
    desk.start(&payment, "main").unwrap();
    desk.told(&crate::kit::Says::captured("paid", "1-1")).unwrap();
    desk.network.take_asked();
    (desk, payment.number)
}

fn by_lines(
    desk: &Desk,
    key: &str,
    amount: Option<&str>,
    lines: &[(usize, &str)],
) -> Result<operations::operation::Performed, operations::operation::OperationError> {
    run(desk.refunding_lines(1, key, amount, lines))
}

/// Proves PKP-05.
#[test]
fn lines_come_to_their_amount_and_are_kept() {
    let (desk, number) = with_cart();
    let refund = by_lines(&desk, "r1", None, &[(0, "1"), (2, "0.25")]).unwrap().operation;
    assert_eq!((refund.amount_minor, refund.state.as_str()), (10_000 + 31_666, "done"));
    assert_eq!(refund.lines.as_deref(), Some(r#"[[0,"1",10000],[2,"0.25",31666]]"#));
    assert_eq!(state(&by_lines(&desk, "r2", Some("33.34"), &[(1, "1")])), "done");
    assert_eq!(
        state(&by_lines(&desk, "r3", Some("516.66"), &[(0, "2"), (2, "0.25")])),
        "done"
    );
    assert_eq!(state(&by_lines(&desk, "r4", None, &[(1, "1")])), "done");
    assert_eq!(desk.sums(number), "refunded 100000 0 100000 100000 0");
    desk.assert_balanced();
}

#[test]
fn lines_that_do_not_fit_are_refused_and_nothing_changes() {
    let (desk, number) = with_cart();
    by_lines(&desk, "first", None, &[(0, "2")]).unwrap();
    desk.network.take_asked();
    let before = desk.dump();
    for (amount, lines, what) in [
        (None, &[(0, "1.001")][..], "lines[0] quantity_exceeds_bought"),
        (None, &[(1, "1"), (0, "2")], "lines[1] quantity_exceeds_bought"),
        (None, &[(3, "1")], "lines[0] line_unknown"),
        (None, &[(1, "1"), (1, "1")], "lines[1] line_duplicate"),
        (None, &[(1, "0")], "lines[0] quantity_malformed"),
        (None, &[(1, "-1")], "lines[0].quantity quantity_malformed"),
        (None, &[(1, "one")], "lines[0].quantity quantity_malformed"),
        (Some("33.33"), &[(1, "1")], "amount amount_does_not_match_lines"),
        (Some("66.68"), &[(1, "1")], "amount amount_does_not_match_lines"),
    ] {
        assert_eq!(field(by_lines(&desk, "r", amount, lines)), what, "{amount:?} {lines:?}");
    }
    // A part without its lines.
    assert_eq!(field(desk.refund(number, "r", Some("10.00"))), "lines lines_required");
    assert_eq!(field(desk.refund(number, "r", Some("799.99"))), "lines lines_required");
    assert_eq!(
        code(desk.refund(number, "r", Some("800.01"))),
        "amount_exceeds_captured"
    );
    assert!(desk.network.take_asked().is_empty());
    desk.assert_unchanged(&before);
    // All that is left needs none.
    assert_eq!(state(&desk.refund(number, "r", Some("800.00"))), "done");
}

#[test]
fn a_payment_without_a_cart_has_no_lines() {
    let desk = Desk::open();
    desk.paid("k");
    let before = desk.dump();
    assert_eq!(field(by_lines(&desk, "r", None, &[(0, "1")])), "lines[0] line_unknown");
    assert_eq!(
        code(run(desk.refunding_lines(9, "r", None, &[(0, "1")]))),
        "payment_not_found"
    );
    desk.assert_unchanged(&before);
}

/// Proves EDG-05: one piece is given back once, whoever asks at the same time.
#[test]
fn of_two_refunds_of_the_last_piece_one_succeeds() {
    for undecided in [false, true] {
        let (desk, _) = with_cart();
        by_lines(&desk, "before", None, &[(0, "2")]).unwrap();
        desk.network.take_asked();
        desk.network.slow();
        if undecided {
            desk.network.will([pending()]);
        }
        let (left, right) = run(join(
            desk.refunding_lines(1, "left", None, &[(0, "1")]),
            desk.refunding_lines(1, "right", None, &[(0, "1")]),
        ));
        assert!(left.is_ok(), "{left:?}");
        assert_eq!(field(right), "lines[0] quantity_exceeds_bought");
        assert_eq!(desk.network.take_asked().len(), 1);
    }
}

/// Both have counted before either was written: the second counts anew.
#[test]
fn two_refunds_of_different_pieces_at_once_both_succeed() {
    let (desk, _) = with_cart();
    desk.network.slow();
    let keys: Vec<String> = (0..3).map(|index| format!("r{index}")).collect();
    let refunds = keys.iter().map(|key| desk.refunding_lines(1, key, None, &[(0, "1")]));
    let done = run(futures_util::future::join_all(refunds));
    assert!(done.iter().all(Result::is_ok));
    assert_eq!(desk.payment(1, "refunded_minor"), "30000");
    assert_eq!(
        field(by_lines(&desk, "r", None, &[(0, "1")])),
        "lines[0] quantity_exceeds_bought"
    );
}

#[test]
fn what_the_bank_refused_can_be_given_back_again() {
    let (desk, _) = with_cart();
    desk.network.will([Answer::json(&json!({ "status": "refused" }))]);
    assert_eq!(state(&by_lines(&desk, "r1", None, &[(0, "3")])), "refused");
    assert_eq!(state(&by_lines(&desk, "r2", None, &[(0, "3")])), "done");
}

#[test]
fn the_same_lines_again_have_the_same_answer_and_others_are_refused() {
    let (desk, _) = with_cart();
    let first = by_lines(&desk, "r", None, &[(0, "3")]).unwrap().operation.operation;
    let before = desk.dump();
    // Nothing is left of the line, but the key has the answer.
    assert_eq!(
        by_lines(&desk, "r", None, &[(0, "3")]).unwrap().operation.operation,
        first
    );
    assert_eq!(code(by_lines(&desk, "r", None, &[(1, "1")])), "key_reused");
    assert_eq!(code(by_lines(&desk, "r", Some("300.00"), &[(0, "3")])), "key_reused");
    desk.assert_unchanged(&before);
}

/// A refund by lines must not slip in while another that was counted with the same number of refunds is gone again.
#[test]
fn a_count_that_was_overtaken_is_counted_anew() {
    let (desk, _) = with_cart();
    // One refund is undecided; while the next is counted, it is refused and another takes the piece.
    desk.network.will([pending()]);
    by_lines(&desk, "first", None, &[(1, "1")]).unwrap();
    let asker = Desk::asker("late");
    let key = store::operations::ScopedKey {
        org_id: 1,
        mode: Some("test".to_owned()),
        scope: "v1:test".to_owned(),
        key: asker.key.to_owned(),
        keys_since_ms: 0,
    };
    let counted = run(store::operations::cart_so_far(&desk.database, 1, &key))
        .unwrap()
        .unwrap();
    let refused = crate::kit::Says::of("e1", "refund_refused", "1-1")
        .minor(3_334)
        .of_key(&desk.bank_key(2));
    assert_eq!(desk.outcome(&refused), "settled");
    by_lines(&desk, "other", None, &[(0, "3")]).unwrap();
    let now = run(store::operations::cart_so_far(&desk.database, 1, &key))
        .unwrap()
        .unwrap();
    assert_ne!(
        counted.refunds, now.refunds,
        "what was counted is out of date, and shows it"
    );
}
