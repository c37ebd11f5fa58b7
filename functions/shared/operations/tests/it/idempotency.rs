//! One request, one key, one operation: whatever is repeated, by whoever.

use futures_util::future::join;
use operations::operation::{OperationError, OperationRequest, refund::refund};

use crate::kit::{Answer, DAY_MS, Desk, Lossy, MINUTE_MS, code, dies, request, run, state};

#[test]
fn the_same_request_again_has_the_same_answer_and_asks_the_bank_nothing() {
    let desk = Desk::open();
    let number = desk.paid("k");
    let first = desk.refund(number, "r", Some("10.00")).unwrap();
    assert_eq!(desk.network.take_asked().len(), 1);
    let before = desk.dump();
    for _ in 0..3 {
        desk.clock.pass(MINUTE_MS);
        let again = desk.refund(number, "r", Some("10.00")).unwrap();
        assert_eq!(
            (again.operation.operation, again.operation.state.as_str()),
            (first.operation.operation, "done")
        );
        assert_eq!(again.event_id, None, "told once");
    }
    assert!(desk.network.take_asked().is_empty());
    desk.assert_unchanged(&before);
}

#[test]
fn another_request_under_the_same_key_is_refused() {
    let desk = Desk::open();
    let (number, other) = (desk.paid("k1"), desk.paid("k2"));
    let held = desk.held("k3");
    desk.refund(number, "r", Some("10.00")).unwrap();
    desk.network.take_asked();
    let before = desk.dump();
    assert_eq!(code(desk.refund(number, "r", Some("10.01"))), "key_reused");
    assert_eq!(code(desk.refund(number, "r", None)), "key_reused");
    assert_eq!(code(desk.refund(other, "r", Some("10.00"))), "key_reused");
    assert_eq!(code(desk.capture(held, "r", None)), "key_reused");
    let request = OperationRequest {
        reason: Some("another".to_owned()),
        ..Desk::of_payment(number, Some("10.00"))
    };
    let refused = run(refund(desk.ports(), &desk.key, &Desk::asker("r"), &request, &[]));
    assert_eq!(code(refused), "key_reused");
    // A payment was created under it.
    assert_eq!(code(desk.refund(number, "k1", Some("10.00"))), "key_reused");
    assert!(desk.network.take_asked().is_empty());
    desk.assert_unchanged(&before);
}

#[test]
fn a_key_that_began_an_operation_creates_no_payment() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.refund(number, "r", Some("10.00")).unwrap();
    let before = desk.dump();
    assert!(desk.create("r", &request()).is_err());
    desk.assert_unchanged(&before);
}

#[test]
fn keys_of_another_door_are_others() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.refund(number, "r", Some("10.00")).unwrap();
    let asker = operations::operation::Asker {
        mode: None,
        door: "cabinet",
        actor: "person:1",
        ..Desk::asker("r")
    };
    let request = Desk::of_payment(number, Some("20.00"));
    assert_eq!(
        state(&run(refund(desk.ports(), &desk.key, &asker, &request, &[]))),
        "done"
    );
    assert_eq!(desk.payment(number, "refunded_minor"), "3000");
}

#[test]
fn a_key_is_free_again_after_thirty_days() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.refund(number, "r", Some("10.00")).unwrap();
    desk.clock.pass(30 * DAY_MS);
    assert_eq!(code(desk.refund(number, "r", Some("20.00"))), "key_reused");
    desk.clock.pass(1);
    assert_eq!(state(&desk.refund(number, "r", Some("20.00"))), "done");
    assert_eq!(desk.payment(number, "refunded_minor"), "3000");
}

#[test]
fn a_twin_waits_while_the_first_is_at_the_bank() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.network.slow();
    let twins = join(
        desk.refunding(number, "r", Some("10.00")),
        desk.refunding(number, "r", Some("10.00")),
    );
    let (first, twin) = run(twins);
    assert_eq!(state(&first), "done");
    assert!(matches!(twin, Err(OperationError::InFlight)), "{twin:?}");
    assert_eq!(desk.network.take_asked().len(), 1);
    assert_eq!(desk.payment(number, "refunded_minor"), "1000");
    assert_eq!(state(&desk.refund(number, "r", Some("10.00"))), "done");
}

#[test]
fn a_request_that_died_at_the_bank_is_answered_once_the_janitor_knows() {
    let desk = Desk::open();
    let number = desk.paid("k");
    desk.network.will([Answer::Silence]);
    dies(desk.refunding(number, "r", Some("10.00")));
    assert_eq!(code(desk.refund(number, "r", Some("10.00"))), "in_flight");
    desk.clock.pass(MINUTE_MS);
    assert_eq!(state(&desk.refund(number, "r", Some("10.00"))), "sent");
    assert_eq!(desk.resolve(), 1);
    let asked = desk.network.take_asked();
    assert_eq!(asked.len(), 2);
    assert!(
        asked[1].url.ends_with(&format!("/operations/{}", desk.bank_key(2))),
        "{}",
        asked[1].url
    );
    assert_eq!(state(&desk.refund(number, "r", Some("10.00"))), "done");
}

/// The connection to the database is lost before or after the commit: asked again, one operation.
#[test]
fn a_lost_connection_begins_one_operation() {
    for committed in [false, true] {
        let desk = Desk::open();
        let number = desk.paid("k");
        let lossy = Lossy::once(&desk.database, committed);
        let ports = operations::Ports {
            database: &lossy,
            client: &desk.network,
            clock: &desk.clock,
            entropy: &desk.chance,
        };
        let request = Desk::of_payment(number, Some("10.00"));
        let ask = || run(refund(ports, &desk.key, &Desk::asker("r"), &request, &[]));
        assert!(matches!(ask(), Err(OperationError::Store(_))));
        if committed {
            assert_eq!(code(ask()), "in_flight");
            desk.clock.pass(2 * MINUTE_MS);
            assert_eq!(desk.resolve(), 1);
        }
        assert_eq!(state(&ask()), "done");
        assert_eq!(desk.payment(number, "refunded_minor"), "1000");
        assert_eq!(desk.number("SELECT count(*) FROM operation WHERE kind = 'refund'"), 1);
    }
}
