//! A callback that fits nothing is settled by a person: attached to the payment that it belongs to, or dismissed.

use operations::{
    callback::{AttachError, Resolution, attach, dismiss},
    settle_callback::Booked,
};

use crate::kit::{Desk, Says, run};

fn resolution(event_id: &str) -> Resolution<'_> {
    Resolution {
        org_id: 1,
        terminal_id: "main",
        event_id,
        reason: "the bank has confirmed it by letter 7",
        actor: "person:5",
    }
}

fn attached(desk: &Desk, event_id: &str, number: i64) -> Result<Booked, AttachError> {
    run(attach(
        &desk.database,
        &desk.chance,
        &desk.key,
        &resolution(event_id),
        number,
        desk.now(),
    ))
}

#[test]
fn an_unmatched_callback_is_booked_on_the_payment_that_a_person_names() {
    let desk = Desk::open();
    let (payment, _) = desk.awaiting("k");
    assert_eq!(desk.outcome(&Says::captured("e1", "77-1")), "unmatched");
    let before = desk.journal_end();
    let booked = attached(&desk, "e1", payment.number).unwrap();
    assert_eq!(
        (booked.settled.outcome.as_str(), booked.event_id.is_some()),
        ("settled", true)
    );
    assert_eq!(desk.sums(payment.number), "captured 100000 0 100000 0 0");
    assert_eq!(
        desk.text("SELECT outcome || ' ' || number || ' ' || resolution FROM callback"),
        "settled 1 the bank has confirmed it by letter 7"
    );
    assert_eq!(desk.journaled(before), ["bank_captured", "callback_attached"]);
    assert_eq!(
        desk.text("SELECT actor FROM journal WHERE action = 'callback_attached'"),
        "person:5"
    );
    // It is settled: nothing more is to be done about it, also when the bank repeats it as it was.
    let settled = desk.dump();
    assert!(matches!(
        attached(&desk, "e1", payment.number),
        Err(AttachError::NotFound)
    ));
    assert!(!run(dismiss(&desk.database, &resolution("e1"), desk.now())).unwrap());
    assert_eq!(desk.outcome(&Says::captured("e1", "77-1")), "settled");
    desk.assert_unchanged(&settled);
    desk.assert_balanced();
}

/// Money that was nobody's belongs to somebody now.
#[test]
fn a_mismatch_is_taken_back_where_another_payment_fits() {
    let desk = Desk::open();
    desk.awaiting("k1");
    let small = desk
        .create(
            "k2",
            &operations::PaymentRequest {
                amount: "5.00".to_owned(),
                ..crate::kit::request()
            },
        )
        .unwrap();
    desk.start(&small, "main").unwrap();
    assert_eq!(desk.outcome(&Says::captured("e1", "1-1").minor(500)), "mismatch");
    assert_eq!(desk.balance("unclaimed"), 500);
    assert_eq!(attached(&desk, "e1", small.number).unwrap().settled.outcome, "settled");
    assert_eq!((desk.balance("unclaimed"), desk.balance("in_transit:main")), (0, -500));
    assert_eq!(desk.sums(small.number), "captured 500 0 500 0 0");
    assert_eq!(desk.payment(1, "money"), "awaiting");
    desk.assert_balanced();
}

#[test]
fn what_does_not_fit_there_either_says_so() {
    let desk = Desk::open();
    let (payment, _) = desk.awaiting("k");
    desk.told(&Says::captured("e1", "77-1").minor(5)).unwrap();
    assert_eq!(
        attached(&desk, "e1", payment.number).unwrap().settled.outcome,
        "mismatch"
    );
    assert_eq!(
        desk.payment(payment.number, "money || ' ' || attention"),
        "awaiting amount_mismatch"
    );
    assert_eq!(desk.balance("unclaimed"), 5);
    assert!(run(dismiss(&desk.database, &resolution("e1"), desk.now())).unwrap());
    desk.assert_balanced();
}

#[test]
fn nothing_is_attached_where_nothing_can_be() {
    let desk = Desk::open();
    desk.awaiting("k1");
    let never_sent = desk.created("k2").number;
    desk.told(&Says::captured("e1", "77-1")).unwrap();
    desk.told(&Says::captured("e2", "77-1").at("second")).unwrap();
    let before = desk.dump();
    assert!(matches!(attached(&desk, "e1", never_sent), Err(AttachError::NoTrip)));
    assert!(matches!(attached(&desk, "e1", 99), Err(AttachError::NoTrip)));
    assert!(
        matches!(attached(&desk, "e2", 1), Err(AttachError::NotFound)),
        "another terminal's"
    );
    assert!(matches!(attached(&desk, "nothing", 1), Err(AttachError::NotFound)));
    let foreign = Resolution {
        org_id: 2,
        ..resolution("e1")
    };
    let refused = run(attach(&desk.database, &desk.chance, &desk.key, &foreign, 1, desk.now()));
    assert!(matches!(refused, Err(AttachError::NotFound)));
    assert!(!run(dismiss(&desk.database, &foreign, desk.now())).unwrap());
    desk.assert_unchanged(&before);
}

#[test]
fn a_dismissed_callback_stays_dismissed() {
    let desk = Desk::open();
    desk.awaiting("k");
    let says = Says::captured("e1", "77-1");
    desk.told(&says).unwrap();
    let before = desk.journal_end();
    assert!(run(dismiss(&desk.database, &resolution("e1"), desk.now())).unwrap());
    assert_eq!(
        desk.text("SELECT outcome || ' ' || resolution FROM callback"),
        "dismissed the bank has confirmed it by letter 7"
    );
    assert_eq!(desk.journaled(before), ["callback_dismissed"]);
    let dismissed = desk.dump();
    assert_eq!(desk.outcome(&says), "dismissed");
    assert!(matches!(attached(&desk, "e1", 1), Err(AttachError::NotFound)));
    assert!(!run(dismiss(&desk.database, &resolution("e1"), desk.now())).unwrap());
    desk.assert_unchanged(&dismissed);
}

/// A bank that corrects itself several times under one event id: what it said last counts, and nothing is left over.
#[test]
fn what_was_said_first_is_taken_back_as_it_was_booked() {
    let desk = Desk::open();
    desk.awaiting("k");
    for minor in [5, 7] {
        assert_eq!(desk.outcome(&Says::captured("e1", "1-1").minor(minor)), "mismatch");
    }
    assert_eq!(desk.outcome(&Says::captured("e1", "1-1")), "settled");
    assert_eq!(
        (desk.balance("unclaimed"), desk.balance("in_transit:main")),
        (0, -100_000)
    );
    desk.assert_balanced();
}
