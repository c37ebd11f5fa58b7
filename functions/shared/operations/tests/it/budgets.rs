//! What each operation costs in round trips. The database is one thread, and far away.

use store::{cabinet, directory, sessions};

use crate::kit::{Answer, Desk, Says, request, run};

fn cost(desk: &Desk, work: impl FnOnce()) -> usize {
    desk.database.take_round_trips();
    work();
    desk.database.take_round_trips()
}

#[test]
fn creating_a_payment_costs_one_round_trip_and_one_for_the_key() {
    let desk = Desk::open();
    assert_eq!(
        cost(&desk, || drop(
            run(directory::api_key(&desk.database, "sk_test_1", "secret", 0)).unwrap()
        )),
        1
    );
    assert_eq!(cost(&desk, || drop(desk.create("k", &request()).unwrap())), 1);
    assert_eq!(cost(&desk, || drop(desk.create("k", &request()).unwrap())), 1);
    let wrong = operations::PaymentRequest {
        amount: "0".to_owned(),
        ..request()
    };
    assert_eq!(cost(&desk, || drop(desk.create("k", &wrong).unwrap_err())), 0);
}

#[test]
fn a_callback_costs_one_round_trip_whatever_becomes_of_it() {
    let desk = Desk::open();
    let payment = desk.created("k");
    desk.start(&payment, "main").unwrap();
    desk.start(&payment, "main").unwrap();
    let terminal = desk.terminal("alpha", "main");
    let says = [
        (Says::captured("e0", "7-7"), "unmatched"),
        (Says::captured("e1", "1-1").minor(1), "mismatch"),
        (Says::authorised("e2", "1-1"), "settled"),
        (Says::captured("e3", "1-1"), "settled"),
        (Says::captured("e3", "1-1"), "settled"),
        (Says::captured("e4", "1-1"), "repeated"),
        (Says::declined("e5", "1-1"), "contradicted"),
        (Says::captured("e6", "1-2"), "surplus"),
    ];
    for (says, outcome) in says {
        let body = says.body().to_string();
        let headers = Desk::sign(desk.now().unix_s(), body.as_bytes());
        let told = || {
            assert_eq!(
                run(desk.told_at(&terminal, &headers, body.as_bytes()))
                    .unwrap()
                    .settled
                    .outcome,
                outcome
            )
        };
        assert_eq!(cost(&desk, told), 1, "{outcome}");
    }
    let unsigned = || assert!(run(desk.told_at(&terminal, &http::HeaderMap::new(), b"{}")).is_err());
    assert_eq!(cost(&desk, unsigned), 0);
}

#[test]
fn a_trip_to_the_bank_costs_two_round_trips() {
    let desk = Desk::open();
    let payment = desk.created("k");
    assert_eq!(cost(&desk, || drop(desk.start(&payment, "main").unwrap())), 2);
    desk.network.will([Answer::Timeout]);
    assert_eq!(cost(&desk, || drop(desk.start(&payment, "main").unwrap_err())), 2);
}

#[test]
fn claiming_postbacks_costs_one_round_trip_recording_them_another_and_a_tick_one_of_its_own() {
    let desk = Desk::open();
    assert_eq!(cost(&desk, || assert_eq!(desk.dispatch(), 0)), 1, "nothing due");
    for payment in 1..=20 {
        desk.awaiting(&format!("k{payment}"));
        desk.told(&Says::captured(&format!("e{payment}"), &format!("{payment}-1")))
            .unwrap();
    }
    // The last outcome is recorded by itself: the others do not wait for it.
    assert_eq!(cost(&desk, || assert_eq!(desk.dispatch(), 20)), 4);
    desk.awaiting("at once");
    let event = desk.told(&Says::captured("at once", "21-1")).unwrap().event_id.unwrap();
    assert_eq!(cost(&desk, || assert_eq!(desk.dispatch_event(1, &event), 1)), 2);
}

#[test]
fn a_list_costs_one_round_trip_and_one_for_the_session() {
    let desk = Desk::open();
    for key in 0..120 {
        desk.created(&format!("k{key}"));
    }
    assert_eq!(
        cost(&desk, || drop(
            run(sessions::session(&desk.database, "0", "", None, 0)).unwrap()
        )),
        1
    );
    let of = |org_id, mode, below| {
        run(cabinet::payments(&desk.database, &page(org_id, mode, below)))
            .unwrap()
            .0
    };
    let list = |below| of(1, "test", below);
    assert_eq!(cost(&desk, || drop(list(i64::from(u32::MAX)))), 1);
    assert_eq!(
        cost(&desk, || drop(run(cabinet::payment(&desk.database, 1, 60)).unwrap())),
        1
    );
    // Page by page, each payment once, newest first.
    let mut below = i64::from(u32::MAX);
    let mut numbers = Vec::new();
    while let Some(last) = list(below).last() {
        numbers.extend(list(below).iter().map(|row| row.0.number));
        below = last.0.number;
    }
    assert_eq!(numbers, (1..=120).rev().collect::<Vec<i64>>());
    assert!(of(1, "live", 1_000).is_empty());
    assert!(of(2, "test", 1_000).is_empty());
}

/// Beside the bank's own round trip: one to commit the intention, one to record the answer.
#[test]
fn an_operation_costs_two_round_trips_and_its_repetition_one() {
    let desk = Desk::open();
    let (held, cancelled, paid) = (desk.held("a"), desk.held("b"), desk.paid("c"));
    let costs = |work: &dyn Fn(), trips: usize, what: &str| {
        desk.database.take_work();
        assert_eq!(cost(&desk, work), trips, "{what}");
        println!("{what:>22}: {:>3} rows written", desk.database.take_work().rows_written);
    };
    let capture = || drop(desk.capture(held, "c1", Some("400.00")).unwrap());
    let cancel = || drop(desk.cancel(cancelled, "v1", None).unwrap());
    let refund = || drop(desk.refund(paid, "r1", Some("1.00")).unwrap());
    let steps: [(&str, &dyn Fn()); 3] = [("capture", &capture), ("cancel", &cancel), ("refund", &refund)];
    for (what, work) in steps {
        costs(work, 2, what);
        costs(work, 1, &format!("{what} repeated"));
        assert_eq!(desk.database.take_work().rows_written, 0);
    }
    let refused = || drop(desk.refund(paid, "r2", Some("1000.00")).unwrap_err());
    costs(&refused, 2, "refund refused");
    desk.network.will([Answer::Timeout]);
    costs(
        &|| drop(desk.refund(paid, "r3", Some("1.00")).unwrap()),
        2,
        "refund unknown",
    );
    desk.clock.pass(120_000);
    costs(&|| assert_eq!(desk.resolve(), 1), 2, "resolved");
    costs(&|| assert_eq!(desk.resolve(), 0), 1, "nothing due");
    costs(&|| assert_eq!(desk.end_holds(), 0), 1, "no hold ends");
    costs(&|| assert_eq!(desk.look_after(), 0), 1, "nobody to look after");
}

/// By lines, the cart is read before.
#[test]
fn a_refund_by_lines_costs_three_round_trips() {
    let desk = Desk::open();
    let line = operations::CartItem {
        name: "book".to_owned(),
        price: "500.00".to_owned(),
        quantity: operations::Quantity::Whole(2),
        sum: "1000.00".to_owned(),
        tax: None,
    };
    let wanted = operations::PaymentRequest {
        cart: vec![line],
        ..request()
    };
    let payment = desk.create("k", &wanted).unwrap();
    desk.start(&payment, "main").unwrap();
    desk.told(&Says::captured("e1", "1-1")).unwrap();
    let refund = || drop(run(desk.refunding_lines(1, "r", None, &[(0, "1")])).unwrap());
    assert_eq!(cost(&desk, refund), 3);
    assert_eq!(cost(&desk, refund), 2, "its repetition");
}

/// A page of fifty, unfiltered.
pub(crate) fn page(org_id: i64, mode: &str, below: i64) -> cabinet::Filter<'_> {
    cabinet::Filter {
        org_id,
        mode,
        below,
        limit: 50,
        status: None,
        order: None,
        label: None,
    }
}
