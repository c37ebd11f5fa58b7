//! Everybody at once: one outcome.

use std::{pin::Pin, task::Poll};

use operations::{
    Ports,
    manual::{
        ManualError,
        confirm::{Decision, confirm},
        expire::expire_due,
        open::{NewTrip, open},
        reject::reject,
    },
};

use super::desk::{CASH, Sys};
use crate::kit::{DAY_MS, Desk, Interleaved, Says, all_at_once, run};

type Racer<'a> = Pin<Box<dyn Future<Output = &'static str> + 'a>>;

/// What became of a decision: won, lost to another, or something that never may be.
fn of<T: std::fmt::Debug>(outcome: &Result<T, ManualError>) -> &'static str {
    match outcome {
        Ok(_) => "won",
        Err(ManualError::Decided(_)) => "decided",
        Err(ManualError::AlreadyPaid) => "paid",
        Err(ManualError::NotNow) => "not now",
        other => panic!("{other:?}"),
    }
}

/// Waits so many turns.
async fn turns(count: usize) {
    let mut left = count;
    std::future::poll_fn(|_| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        Poll::Pending
    })
    .await;
}

/// Proves MAN-05, MAN-06: 20 parallel confirm, reject and expire of one order, in every order of coming: one outcome, books balanced.
#[test]
fn twenty_at_once_come_to_one_outcome() {
    let mut outcomes = std::collections::BTreeMap::new();
    for first in 0..20 {
        let desk = Desk::open();
        desk.add_system(
            1,
            &Sys {
                commission: "2.5",
                ..CASH
            },
        );
        let number = desk.said_paid("cash");
        desk.clock.pass(30 * DAY_MS);
        let database = Interleaved(&desk.database);
        let ports = Ports {
            database: &database,
            client: &desk.network,
            clock: &desk.clock,
            entropy: &desk.chance,
        };
        let (decision, now, tick) = (Decision::default(), desk.now(), std::cell::Cell::new(0));
        let racer = |racer: usize| -> Racer<'_> {
            let (decision, tick) = (&decision, &tick);
            // Whoever needs fewer round trips would always be first: each kind is given a start.
            let kind = (racer + first) % 20 % 3;
            let late = if kind == first % 3 { racer % 2 } else { 2 + racer % 4 };
            match kind {
                0 => Box::pin(async move {
                    turns(late).await;
                    of(&confirm(ports, 1, Some("test"), number, decision, "person:1/0", now).await)
                }),
                1 => Box::pin(async move {
                    turns(late).await;
                    of(&reject(ports, 1, Some("test"), number, "", "person:2/0", now).await)
                }),
                _ => Box::pin(async move {
                    turns(late).await;
                    let rejected = expire_due(ports, now).await.unwrap().rejected;
                    tick.set(tick.get() + rejected);
                    if rejected == 1 { "won" } else { "decided" }
                }),
            }
        };
        let came_to = all_at_once((0..20).map(racer).collect());
        assert_eq!(
            came_to.iter().filter(|outcome| **outcome == "won").count(),
            1,
            "{came_to:?}"
        );
        assert!(
            came_to.iter().all(|outcome| matches!(*outcome, "won" | "decided")),
            "{came_to:?}"
        );
        let state = desk.trip(number, "state || ' ' || COALESCE(reason, '-')");
        let money = match state.as_str() {
            "resolved -" => "captured",
            "rejected manager" => "cancelled",
            "rejected expired" => "expired",
            other => panic!("{other}"),
        };
        assert_eq!(desk.payment(number, "money"), money);
        assert_eq!(desk.told_types(), [money], "told once, of what is so");
        assert_eq!(desk.number("SELECT count(*) FROM postback"), 1);
        let books = if money == "captured" { (1, 97_500) } else { (0, 0) };
        assert_eq!(
            (
                desk.number("SELECT count(*) FROM movement"),
                desk.balance("manual:cash")
            ),
            books
        );
        assert_eq!(
            desk.number(
                "SELECT count(*) FROM journal WHERE action IN ('manual_payment_confirmed', 'manual_payment_rejected')"
            ),
            1
        );
        desk.assert_balanced();
        *outcomes.entry(state).or_insert(0) += 1;
    }
    println!("{outcomes:?}");
    assert_eq!(outcomes.len(), 3, "each may win: {outcomes:?}");
}

/// Twenty confirmations of different amounts: one is booked, whole.
#[test]
fn twenty_corrections_at_once_book_one_of_them() {
    let desk = Desk::open();
    desk.add_system(
        1,
        &Sys {
            commission: "10",
            takes: r#"["RUB","USD"]"#,
            ..CASH
        },
    );
    let number = desk.said_paid("cash");
    let database = Interleaved(&desk.database);
    let ports = Ports {
        database: &database,
        client: &desk.network,
        clock: &desk.clock,
        entropy: &desk.chance,
    };
    let now = desk.now();
    let confirmed = (0..20).map(|nth| -> Racer<'_> {
        let code = if nth % 2 == 0 { "RUB" } else { "USD" };
        let body = serde_json::json!({ "amount": format!("{}.00", nth + 1), "currency": code });
        Box::pin(async move {
            of(&confirm(
                ports,
                1,
                None,
                number,
                &Decision::read(&body).unwrap(),
                "person:1/0",
                now,
            )
            .await)
        })
    });
    let came_to = all_at_once(confirmed.collect());
    assert_eq!(came_to.iter().filter(|outcome| **outcome == "won").count(), 1);
    assert_eq!(
        desk.text("SELECT amount_minor || currency FROM operation"),
        desk.trip(number, "paid_minor || paid_currency")
    );
    assert_eq!(
        desk.number("SELECT sum(minor) FROM balance WHERE account = 'manual:cash'") * 10,
        desk.number("SELECT captured_minor FROM payment") * 9
    );
    desk.assert_balanced();
}

/// Twenty say to have paid: one trip waits.
#[test]
fn twenty_trips_at_once_open_one() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let (number, token) = desk.ordered(&["cash"], 30);
    let database = Interleaved(&desk.database);
    let ports = Ports {
        database: &database,
        client: &desk.network,
        clock: &desk.clock,
        entropy: &desk.chance,
    };
    let new = NewTrip {
        terminal_id: "cash".to_owned(),
        ..NewTrip::default()
    };
    let (token, new, now) = (&token, &new, desk.now());
    let opened =
        (0..20).map(|_| -> Racer<'_> { Box::pin(async move { of(&open(ports, token, new, "payer", now).await) }) });
    let came_to = all_at_once(opened.collect());
    assert_eq!(
        came_to.iter().filter(|outcome| **outcome == "won").count(),
        1,
        "{came_to:?}"
    );
    assert_eq!(desk.number("SELECT count(*) FROM manual_payment"), 1);
    assert_eq!(desk.number("SELECT count(*) FROM attempt"), 1);
    assert_eq!(desk.number("SELECT count(*) FROM notification"), 1);
    assert_eq!(desk.trip(number, "attempt"), "1");
}

/// A card's success in between the reading and the writing of a confirmation: what came first is the payment, and the trip stays open for
/// a person to reject.
#[test]
fn a_card_that_pays_in_between_is_not_paid_twice() {
    let desk = Desk::open();
    desk.add_system(1, &CASH);
    let (number, token) = desk.ordered(&["cash", "main"], 30);
    let payment = run(store::payments::by_number(&desk.database, 1, number, "test"))
        .unwrap()
        .unwrap();
    desk.start(&payment, "main").unwrap();
    desk.says_paid(&token, "cash").unwrap();
    let database = Interleaved(&desk.database);
    let ports = Ports {
        database: &database,
        client: &desk.network,
        clock: &desk.clock,
        entropy: &desk.chance,
    };
    let (decision, now, desk_of) = (Decision::default(), desk.now(), &desk);
    let decision = &decision;
    let card = Says::captured("e1", &format!("{number}-1"));
    let racers: Vec<Racer<'_>> = vec![
        Box::pin(async move { of(&confirm(ports, 1, None, number, decision, "person:1/0", now).await) }),
        Box::pin(async move {
            // After the confirmation has read.
            turns(1).await;
            assert_eq!(desk_of.outcome(&card), "settled");
            "card"
        }),
    ];
    assert_eq!(all_at_once(racers), ["paid", "card"]);
    assert_eq!(
        (desk.trip(number, "state").as_str(), desk.sums(number).as_str()),
        ("open", "captured 100000 0 100000 0 0")
    );
    assert_eq!(
        [
            desk.balance("manual:cash"),
            desk.number("SELECT count(*) FROM operation")
        ],
        [0, 1]
    );
    desk.assert_balanced();
}
