//! Whoever does what at the same time: one wins, cleanly.

use futures_util::future::join_all;
use serde_json::json;

use super::{Desks, body, kit::refused};
use crate::kit::{Answer, Desk, Lossy, MINUTE_MS, Meanwhile, Says, run};

/// A bank's word between reading and writing: the payment wins, and the cancellation says so and has done nothing.
#[test]
fn a_payment_before_the_cancellation_wins() {
    let desk = Desk::open();
    let invoice = desk.bill("k", &body()).unwrap();
    assert!(desk.goes(&invoice));
    let racing = Meanwhile::before(&desk.database, 2, || {
        desk.told(&Says::captured("e1", "1-1")).unwrap();
    });
    let reason = json!({});
    let cancelled = operations::invoices::cancel(&racing, &desk.chance, desk.actor(), 1, &reason);
    assert_eq!(refused(run(cancelled)), "over paid");
    assert_eq!(desk.told_types(), ["captured"]);
    assert_eq!(
        desk.number("SELECT count(*) FROM journal WHERE action = 'invoice_cancelled'"),
        0
    );
    assert_eq!(desk.payment(1, "COALESCE(attention, '-')"), "-");
    desk.assert_balanced();
}

/// The cancellation wins: no payer goes any more, and what a bank takes of one who was there already is booked and marked.
#[test]
fn a_payment_after_the_cancellation_is_booked_and_marked() {
    let desk = Desk::open();
    let invoice = desk.bill("k", &body()).unwrap();
    assert!(desk.goes(&invoice));
    let cancelled = run(desk.calling_off(1)).unwrap();
    assert_eq!(cancelled.invoice.status, "cancelled");
    assert_eq!(
        desk.text("SELECT detail ->> 'reason' FROM journal WHERE action = 'invoice_cancelled'"),
        "a mistake"
    );
    assert_eq!(desk.text("SELECT event_id FROM event"), cancelled.event_id);
    assert!(!desk.goes(&invoice));
    assert_eq!(desk.outcome(&Says::captured("e1", "1-1")), "late");
    assert_eq!(
        (desk.status(1), desk.payment(1, "attention")),
        ("paid".to_owned(), "late_success".to_owned())
    );
    assert_eq!(desk.told_types(), ["cancelled", "captured"]);
    desk.assert_balanced();
}

/// What the bank took of a payer who was there, and did not tell: it is asked once more, and then never again.
#[test]
fn a_bank_is_asked_once_more_after_a_cancellation() {
    for is_paid in [false, true] {
        let desk = Desk::open();
        let invoice = desk.bill("k", &body()).unwrap();
        assert!(desk.goes(&invoice));
        run(desk.calling_off(1)).unwrap();
        let events = if is_paid {
            vec![Says::captured("e1", "1-1").body()]
        } else {
            vec![]
        };
        desk.network.always(Some(Answer::json(&json!({ "events": events }))));
        desk.network.take_asked();
        desk.clock.pass(15 * MINUTE_MS);
        assert_eq!(desk.look_after(), usize::from(is_paid));
        assert_eq!(desk.network.take_asked().len(), 1);
        assert_eq!(desk.status(1), if is_paid { "paid" } else { "cancelled" });
        desk.clock.pass(400 * super::DAY);
        assert_eq!((desk.look_after(), desk.network.take_asked().len()), (0, 0));
    }
    // Where nobody had gone to a bank, none is asked.
    let desk = Desk::open();
    desk.bill("k", &body()).unwrap();
    run(desk.calling_off(1)).unwrap();
    assert_eq!(desk.payment(1, "look_at_ms IS NULL"), "1");
}

/// Twenty cancel at once: one does, and merchants are told once.
#[test]
fn it_is_cancelled_once() {
    let desk = Desk::open();
    desk.bill("k", &body()).unwrap();
    let answers = run(join_all((0..20).map(|_| desk.calling_off(1))));
    let (done, refusals): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(done.len(), 1);
    for refusal in refusals {
        assert_eq!(refused(refusal), "over cancelled");
    }
    assert_eq!(desk.told_types(), ["cancelled"]);
    assert_eq!(desk.dispatch(), 1);
    assert_eq!(desk.dispatch(), 0);
}

/// The connection is lost while it is made: asked again, there is one, sent once.
#[test]
fn a_lost_connection_makes_one_invoice() {
    for committed in [false, true] {
        let desk = Desk::open();
        let asked = super::kit::with(json!({ "send": ["email"] }));
        let request = operations::invoices::InvoiceRequest::read(&asked).unwrap();
        let biller = operations::invoices::Biller {
            org_id: 1,
            mode: "test",
            actor: "api_key:sk_test_1",
            request_key: "v1:test:k",
            outgoing: super::kit::OUTGOING,
            local_day: "2026-11-23",
            now: desk.now(),
        };
        let lossy = Lossy::at(&desk.database, 2, committed);
        let first = run(operations::invoices::create(&lossy, &desk.chance, &biller, &request));
        assert!(first.is_err(), "{committed}");
        let second = run(operations::invoices::create(
            &desk.database,
            &desk.chance,
            &biller,
            &request,
        ))
        .unwrap();
        assert_eq!((second.invoice_id, second.sends), (1, 1));
        assert_eq!(desk.number("SELECT count(*) FROM invoice"), 1);
        assert_eq!(desk.number("SELECT count(*) FROM letter"), 1);
    }
}
