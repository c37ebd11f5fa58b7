//! An order is opened.

use operations::{
    clients::Details,
    orders::{ClientRef, NewTrip, OpenOrder, OpenOrderError, Source},
};

use super::kit::{by, details, given, open, order, refusal, selling, systems};
use crate::kit::{Desk, HOUR_MS};

fn clients(desk: &Desk) -> i64 {
    desk.number("SELECT count(*) FROM client WHERE org_id = 1 AND client_id > 0")
}

/// Proves MAN-04, MAN-08: an order with its payment and trip, a new client, marks in the timeline and the journal.
#[test]
fn an_order_is_opened_with_its_payment_and_its_client() {
    let desk = selling();
    let opened = open(
        &desk,
        &order(&desk, "cabinet:1:a", given("Anna Sol", "Anna@Shop.Example"), &systems()),
    )
    .unwrap();
    assert_eq!(
        (opened.order_id, opened.client_id, opened.number, opened.fresh),
        (1, 1, 1, true)
    );
    assert_eq!(
        desk.text("SELECT client_id || ' ' || source || ' ' || offer_id || ' ' || title || ' ' || price_minor || ' ' || status FROM sales_order WHERE org_id = 1"),
        "1 cabinet 1 A course 100000 open"
    );
    assert_eq!(
        desk.payment(1, "money || ' ' || sales_order || ' ' || email || ' ' || systems || ' ' || COALESCE(look_at_ms, 'left alone') || ' ' || token"),
        format!("awaiting 1 anna@shop.example [\"main\",\"transfer\",\"abroad\"] left alone {}", opened.token)
    );
    assert_eq!(
        desk.text("SELECT state || ' ' || price_minor || ' ' || paid_on || ' ' || opened_by FROM manual_payment"),
        "open 100000 2026-11-23 person:1"
    );
    assert_eq!(
        desk.journaled(0),
        ["client_created", "order_opened", "manual_payment_opened"]
    );
    assert_eq!(
        desk.text("SELECT group_concat(kind || ' ' || order_id || ' ' || after) FROM client_timeline"),
        "order_opened 1 open"
    );
    assert_eq!(
        desk.text("SELECT group_concat(term, ' ') FROM client_term WHERE client_id = 1"),
        "anna anna@shop.example example shop shop.example sol"
    );
    let journal = desk.text("SELECT group_concat(detail) FROM journal WHERE org_id = 1");
    assert!(
        !journal.contains("anna@") && !journal.contains("Anna Sol") && journal.contains("a***@shop.example"),
        "{journal}"
    );
    // By a bank: no trip yet, and the janitor looks after it.
    let ways = systems();
    let to_bank = OpenOrder {
        trip: None,
        ..order(&desk, "cabinet:1:b", ClientRef::Existing(1), &ways)
    };
    let second = open(&desk, &to_bank).unwrap();
    assert_eq!((second.order_id, second.client_id, second.number), (2, 1, 2));
    assert_eq!(
        desk.payment(2, "money || (look_at_ms = expires_at_ms) || (email IS NULL)"),
        "created11"
    );
    assert_eq!(clients(&desk), 1);
}

/// Proves MAN-03: a double submit makes one order.
#[test]
fn the_same_request_again_is_the_same_order() {
    let desk = selling();
    let first = open(
        &desk,
        &order(&desk, "v1:test:k", given("Anna", "a@shop.example"), &systems()),
    )
    .unwrap();
    let before = desk.dump();
    let again = open(
        &desk,
        &order(&desk, "v1:test:k", given("Anna", "a@shop.example"), &systems()),
    )
    .unwrap();
    assert_eq!(
        (again.order_id, again.number, &again.token, again.fresh),
        (1, 1, &first.token, false)
    );
    // The same key for something else.
    let other = open(
        &desk,
        &order(&desk, "v1:test:k", given("Boris", "b@shop.example"), &systems()),
    );
    assert!(matches!(other, Err(OpenOrderError::KeyReused)), "{other:?}");
    desk.assert_unchanged(&before);
    // A payer's form is one purchase, whatever was typed when it was sent again: another receipt, another word.
    let ways = systems();
    let form = |word: &str| OpenOrder {
        source: Source::Offer,
        trip: Some(NewTrip {
            comment: word.to_owned(),
            receipt: Some(word.to_owned()),
            ..by("transfer").unwrap()
        }),
        ..order(&desk, "offer:form", given("Cy", "c@shop.example"), &ways)
    };
    let paid = open(&desk, &form("one")).unwrap();
    assert_eq!(open(&desk, &form("two")).unwrap().order_id, paid.order_id);
    assert_eq!(desk.text("SELECT comment FROM manual_payment WHERE number = 2"), "one");
    // A year later the key still stands for it.
    desk.execute("DELETE FROM idempotency");
    assert_eq!(open(&desk, &form("three")).unwrap().order_id, paid.order_id);
    // A key that is a card number is not kept.
    open(
        &desk,
        &order(&desk, "4111111111111111", ClientRef::ManualAccount, &systems()),
    )
    .unwrap();
    assert!(!desk.dump().contains("4111111111111111"));
}

/// Proves MAN-10: two twins with one new e-mail make one client; of label, e-mail and phone the first that is known counts.
#[test]
fn a_client_is_found_before_one_is_made() {
    let desk = selling();
    let ways = systems();
    let orders: Vec<_> = (0..5)
        .map(|key| {
            order(
                &desk,
                ["a", "b", "c", "d", "e"][key],
                given("Anna", "a@shop.example"),
                &ways,
            )
        })
        .collect();
    for opened in &orders {
        assert_eq!(open(&desk, opened).unwrap().client_id, 1);
    }
    assert_eq!(clients(&desk), 1);
    let whose = |details: Details| {
        let key = format!("{details:?}");
        let opened = open(&desk, &order(&desk, &key, ClientRef::Given(details), &ways)).unwrap();
        opened.client_id
    };
    let phone = Details {
        phone: Some("8 916 123-45-67".to_owned()),
        ..details("Phil", "")
    };
    let label = Details {
        label: Some("L-1".to_owned()),
        ..details("Lea", "")
    };
    assert_eq!((whose(phone.clone()), whose(label.clone())), (2, 3));
    assert_eq!(
        whose(Details {
            name: None,
            email: Some("A@SHOP.example".to_owned()),
            ..phone.clone()
        }),
        1
    );
    assert_eq!(
        whose(Details {
            email: Some("a@shop.example".to_owned()),
            ..label
        }),
        3
    );
    assert_eq!(
        whose(Details {
            phone: Some("+79161234567".to_owned()),
            ..Details::default()
        }),
        2
    );
    // A name tells nobody from others.
    assert_eq!((whose(details("Anna", "")), clients(&desk)), (4, 4));
    // Another organisation has clients of its own.
    let theirs = OpenOrder {
        org_id: 2,
        ..order(&desk, "a", given("Anna", "a@shop.example"), &ways)
    };
    let theirs = OpenOrder {
        trip: by("transfer"),
        ..theirs
    };
    assert_eq!(open(&desk, &theirs).unwrap().order_id, 1);
    assert_eq!(desk.number("SELECT count(*) FROM client WHERE org_id = 2"), 1);
}

/// Proves MAN-08: a payer who names somebody else's address changes nothing of that client, and nothing is told to their label.
#[test]
fn naming_somebody_else_changes_nothing_of_them() {
    let desk = selling();
    let anna = Details {
        label: Some("anna-1".to_owned()),
        phone: Some("+79161234567".to_owned()),
        ..details("Anna", "a@shop.example")
    };
    open(&desk, &order(&desk, "a", ClientRef::Given(anna), &systems())).unwrap();
    assert_eq!(desk.payment(1, "label"), "anna-1");
    let known = || {
        desk.text("SELECT name || email || phone || label || language || created_at_ms || (SELECT group_concat(term) FROM client_term) FROM client")
    };
    let before = known();
    let mallory = Details {
        phone: Some("+15550001111".to_owned()),
        language: Some("ru".to_owned()),
        ..details("Mallory", "a@shop.example")
    };
    let ways = systems();
    let form = OpenOrder {
        source: Source::Offer,
        actor: "payer",
        ..order(&desk, "offer:x", ClientRef::Given(mallory), &ways)
    };
    let opened = open(&desk, &form).unwrap();
    assert_eq!((opened.client_id, known()), (1, before));
    // The payment keeps what the payer said, and no label.
    assert_eq!(
        desk.payment(2, "phone || COALESCE(label, ' none')"),
        "+15550001111 none"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM client_timeline WHERE client_id = 1 AND kind = 'order_opened'"),
        2
    );
}

/// Proves MAN-09: the manual account is made when first needed, once.
#[test]
fn the_manual_account_records_any_payment_by_anyone() {
    let desk = selling();
    for key in ["a", "b"] {
        let opened = open(&desk, &order(&desk, key, ClientRef::ManualAccount, &systems())).unwrap();
        assert_eq!(opened.client_id, 0);
    }
    assert_eq!(desk.number("SELECT count(*) FROM client WHERE client_id = 0"), 1);
    // By its number too, and the next client is still the first.
    open(&desk, &order(&desk, "c", ClientRef::Existing(0), &systems())).unwrap();
    assert_eq!(
        open(&desk, &order(&desk, "d", given("Anna", ""), &systems()))
            .unwrap()
            .client_id,
        1
    );
}

/// Proves MAN-03, MAN-09: nothing is stored of what may not be: a foreign or inactive offer, another mode's, a foreign client or system, a bad day,
/// a comment of 100 KB.
#[test]
fn what_may_not_be_leaves_nothing_behind() {
    let desk = selling();
    desk.execute(
        "INSERT INTO client (org_id, client_id, mode, name, created_at_ms, active_at_ms) VALUES (2, 7, 'test', 'Theirs', 0, 0);
         INSERT INTO offer (org_id, offer_id, mode, token, title, price_minor, currency, systems, status, created_at_ms)
           VALUES (1, 3, 'test', 'off', 'Gone', 1, 'RUB', '[\"transfer\"]', 'inactive', 0), (2, 4, 'test', 'foreign', 'Theirs', 1, 'RUB', '[\"transfer\"]', 'active', 0)",
    );
    let before = desk.dump();
    let ways = systems();
    let anna = || given("Anna", "a@shop.example");
    let whole = |client: ClientRef| order(&desk, "k", client, &ways);
    let trip = |change: &dyn Fn(&mut NewTrip)| {
        let mut trip = by("transfer").unwrap();
        change(&mut trip);
        Some(trip)
    };
    let email = |email: &str| {
        ClientRef::Given(Details {
            email: Some(email.to_owned()),
            ..Details::default()
        })
    };
    let phone = |phone: &str| {
        ClientRef::Given(Details {
            phone: Some(phone.to_owned()),
            ..Details::default()
        })
    };
    for (order, refused) in [
        (
            OpenOrder {
                offer_id: Some(3),
                ..whole(anna())
            },
            "offer offer_inactive",
        ),
        (
            OpenOrder {
                offer_id: Some(4),
                ..whole(anna())
            },
            "offer offer_inactive",
        ),
        (
            OpenOrder {
                offer_id: Some(2),
                ..whole(anna())
            },
            "offer offer_inactive",
        ),
        (whole(ClientRef::Existing(7)), "client client_not_found"),
        (whole(ClientRef::Given(Details::default())), "client required"),
        (whole(email("a@b")), "client.email email_malformed"),
        (
            whole(email("a@shop.example\r\nBcc: b@shop.example")),
            "client.email email_malformed",
        ),
        (whole(phone("call me")), "client.phone phone_malformed"),
        (
            whole(given("4111 1111 1111 1111", "")),
            "client.name card_number_not_allowed",
        ),
        (whole(given("An\u{7}na", "")), "client.name text_not_acceptable"),
        (whole(given(&"a".repeat(201), "")), "client.name text_not_acceptable"),
        (
            OpenOrder {
                trip: trip(&|trip| trip.terminal_id = "livecash".to_owned()),
                ..whole(anna())
            },
            "system system_unavailable",
        ),
        (
            OpenOrder {
                trip: trip(&|trip| trip.terminal_id = "main".to_owned()),
                ..whole(anna())
            },
            "system system_unavailable",
        ),
        (
            OpenOrder {
                trip: trip(&|trip| trip.paid_on = Some("2026-11-24".to_owned())),
                ..whole(anna())
            },
            "paid_on date_in_future",
        ),
        (
            OpenOrder {
                trip: trip(&|trip| trip.paid_on = Some("2025-11-22".to_owned())),
                ..whole(anna())
            },
            "paid_on date_too_old",
        ),
        (
            OpenOrder {
                trip: trip(&|trip| trip.paid_on = Some("23.11.2026".to_owned())),
                ..whole(anna())
            },
            "paid_on date_malformed",
        ),
        (
            OpenOrder {
                trip: trip(&|trip| trip.comment = "x".repeat(100_000)),
                ..whole(anna())
            },
            "comment comment_too_long",
        ),
    ] {
        assert_eq!(refusal(open(&desk, &order)), refused);
    }
    desk.assert_unchanged(&before);
    // The system is switched off, the organisation is, a limit is reached.
    desk.execute("UPDATE terminal SET status = 'disabled' WHERE terminal_id = 'transfer' AND org_id = 1");
    assert_eq!(refusal(open(&desk, &whole(anna()))), "system system_unavailable");
    desk.execute(
        "UPDATE terminal SET status = 'active'; INSERT INTO payment_limit (org_id, mode, scope, currency, maximum_minor) VALUES (1, 'test', 'organisation', 'RUB', 99999)",
    );
    assert_eq!(
        refusal(open(&desk, &whole(anna()))),
        "the organisation's limit (maximum) stands in the way"
    );
    desk.execute("DELETE FROM payment_limit; UPDATE organisation SET status = 'disabled'");
    assert_eq!(refusal(open(&desk, &whole(anna()))), "the organisation is disabled");
    assert_eq!(desk.number("SELECT (SELECT count(*) FROM sales_order) + (SELECT count(*) FROM payment) + (SELECT count(*) FROM client WHERE org_id = 1)"), 0);
    // The key is not used up.
    desk.execute("UPDATE organisation SET status = 'active'");
    assert!(open(&desk, &whole(anna())).unwrap().fresh);
}

/// Proves MAN-04: one round trip to write, one to read a manual system before it.
#[test]
fn opening_costs_two_round_trips() {
    let desk = selling();
    let trips = |order: &OpenOrder<'_>| {
        desk.database.take_round_trips();
        open(&desk, order).unwrap();
        desk.database.take_round_trips()
    };
    let ways = systems();
    let order = order(&desk, "a", given("Anna", "a@shop.example"), &ways);
    assert_eq!(trips(&order), 2);
    assert_eq!(
        trips(&OpenOrder {
            trip: None,
            request_key: "b",
            ..order
        }),
        1
    );
}

/// Proves MAN-03: anybody may follow a Buy link, so what waits to be paid is bounded: of one client, and of one offer.
#[test]
fn what_waits_behind_a_buy_link_is_bounded() {
    let desk = selling();
    let ways = systems();
    let buy = |key: &str, email: &str| {
        let bought = OpenOrder {
            source: Source::Offer,
            actor: "payer",
            trip: None,
            ..order(&desk, key, given("", email), &ways)
        };
        open(&desk, &bought)
    };
    for key in ["offer:1:a", "offer:1:b", "offer:1:c", "offer:1:d", "offer:1:e"] {
        buy(key, "a@shop.example").unwrap();
    }
    let before = desk.dump();
    assert!(matches!(
        buy("offer:1:f", "a@shop.example"),
        Err(OpenOrderError::TooMany)
    ));
    desk.assert_unchanged(&before);
    // The same form again, somebody else, and whoever is known are not held up; nor anybody after an hour.
    assert!(!buy("offer:1:a", "a@shop.example").unwrap().fresh);
    buy("offer:1:g", "b@shop.example").unwrap();
    open(&desk, &order(&desk, "v1:test:h", given("", "a@shop.example"), &ways)).unwrap();
    desk.clock.pass(HOUR_MS);
    buy("offer:1:f", "a@shop.example").unwrap();
    // Of the offer in all; what is paid does not count.
    let now = desk.now().ms();
    desk.execute(&format!(
        "WITH RECURSIVE n(i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 598)
         INSERT INTO sales_order (org_id, order_id, mode, client_id, source, offer_id, title, price_minor, currency, request_key, opened_at_ms)
           SELECT 1, i, 'test', 2, 'offer', 1, 'x', 1, 'RUB', 'n' || i, {now} FROM n"
    ));
    assert!(matches!(
        buy("offer:1:i", "c@shop.example"),
        Err(OpenOrderError::TooMany)
    ));
    desk.execute("UPDATE sales_order SET status = 'completed' WHERE order_id = 100");
    buy("offer:1:i", "c@shop.example").unwrap();
}
