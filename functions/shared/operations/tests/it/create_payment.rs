//! A payment is created once for each key, whatever the race, and only where it could be paid.

use futures_util::future::join_all;
use operations::{
    PaymentRequest,
    create_payment::{Asker, CreatePaymentError, create_payment},
};

use crate::kit::{DAY_MS, Desk, Lossy, request, run};

fn codes(result: Result<store::payments::Payment, CreatePaymentError>) -> Vec<(String, String)> {
    match result {
        Err(CreatePaymentError::Fields(errors)) => errors.into_iter().map(|error| (error.field, error.code)).collect(),
        other => panic!("no field was refused: {other:?}"),
    }
}

fn other_request() -> PaymentRequest {
    PaymentRequest {
        amount: "1000.01".to_owned(),
        ..request()
    }
}

/// Proves EDG-06.
#[test]
fn the_same_key_and_request_give_the_same_payment_and_write_nothing() {
    let desk = Desk::open();
    let first = desk.created("k");
    let before = desk.dump();
    desk.clock.pass(29 * DAY_MS);
    let again = desk.created("k");
    assert_eq!((again.number, &again.token), (first.number, &first.token));
    desk.assert_unchanged(&before);
}

/// Proves EDG-06.
#[test]
fn the_same_key_with_another_request_is_refused_and_writes_nothing() {
    let desk = Desk::open();
    desk.created("k");
    let before = desk.dump();
    assert!(matches!(
        desk.create("k", &other_request()),
        Err(CreatePaymentError::KeyReused)
    ));
    desk.assert_unchanged(&before);
}

/// Proves EDG-06.
#[test]
fn fifty_twins_make_one_payment() {
    let desk = Desk::open();
    let request = request();
    let twins = run(join_all((0..50).map(|_| desk.create_in(1, "k", &request))));
    assert!(twins.into_iter().all(|twin| twin.unwrap().number == 1));
    assert_eq!(desk.number("SELECT count(*) FROM payment"), 1);
    assert_eq!(
        desk.number("SELECT count(*) FROM journal WHERE action = 'payment_created'"),
        1
    );
}

/// Proves EDG-06: whether the lost batch was committed cannot be seen, and need not be.
#[test]
fn asking_again_after_a_lost_connection_makes_one_payment() {
    for committed in [false, true] {
        let desk = Desk::open();
        let lossy = Lossy::once(&desk.database, committed);
        let asker = Asker {
            org_id: 1,
            mode: "test",
            door: "v1",
            actor: "api_key:a".to_owned(),
            sites: &[],
            local_day: "2023-11-15".to_owned(),
            key: "k",
        };
        let create = || run(create_payment(&lossy, &desk.chance, &asker, &request(), desk.now()));
        assert!(matches!(
            create(),
            Err(CreatePaymentError::Store(store::StoreError::Unavailable(_)))
        ));
        assert_eq!(create().unwrap().number, 1);
        assert_eq!(desk.number("SELECT count(*) FROM payment"), 1);
        assert_eq!(desk.number("SELECT count(*) FROM journal"), 1);
    }
}

/// Proves EDG-06.
#[test]
fn a_refused_request_writes_nothing_and_leaves_its_key_free() {
    let desk = Desk::open();
    let before = desk.dump();
    let refused = [
        PaymentRequest {
            amount: "-1".to_owned(),
            ..request()
        },
        PaymentRequest {
            currency: "USD".to_owned(),
            ..request()
        },
        PaymentRequest {
            terminal: Some("nowhere".to_owned()),
            ..request()
        },
        PaymentRequest {
            success_url: Some("https://evil.example/".to_owned()),
            ..request()
        },
    ];
    for request in &refused {
        codes(desk.create("k", request));
    }
    desk.assert_unchanged(&before);
    assert_eq!(desk.created("k").number, 1);
}

/// Proves EDG-06.
#[test]
fn a_key_is_free_again_after_thirty_days() {
    let desk = Desk::open();
    desk.created("k");
    desk.clock.pass(30 * DAY_MS);
    assert!(matches!(
        desk.create("k", &other_request()),
        Err(CreatePaymentError::KeyReused)
    ));
    desk.clock.pass(1);
    let second = desk.create("k", &other_request()).unwrap();
    assert_eq!((second.number, second.amount_minor), (2, 100_001));
    assert_eq!(desk.create("k", &other_request()).unwrap().number, 2);
    assert_eq!(desk.number("SELECT count(*) FROM payment"), 2);
}

#[test]
fn keys_and_numbers_of_organisations_do_not_meet() {
    let desk = Desk::open();
    let alpha = desk.created("k");
    let beta = run(desk.create_in(2, "k", &other_request())).unwrap();
    assert_eq!((alpha.org_id, alpha.number, beta.org_id, beta.number), (1, 1, 2, 1));
    assert_ne!(alpha.token, beta.token);
}

#[test]
fn keys_of_two_doors_do_not_meet() {
    let desk = Desk::open();
    desk.created("k");
    let asker = Asker {
        org_id: 1,
        mode: "test",
        door: "widget",
        actor: "api_key:wk".to_owned(),
        sites: &[],
        local_day: "2023-11-15".to_owned(),
        key: "k",
    };
    assert_eq!(
        run(create_payment(
            &desk.database,
            &desk.chance,
            &asker,
            &other_request(),
            desk.now()
        ))
        .unwrap()
        .number,
        2
    );
}

#[test]
fn a_disabled_organisation_gets_no_payments() {
    let desk = Desk::open();
    desk.execute("UPDATE organisation SET status = 'disabled' WHERE org_id = 1");
    let before = desk.dump();
    assert!(matches!(
        desk.create("k", &request()),
        Err(CreatePaymentError::OrganisationDisabled)
    ));
    desk.assert_unchanged(&before);
}

#[test]
fn a_payment_that_no_terminal_could_take_is_refused() {
    let desk = Desk::open();
    desk.execute("UPDATE terminal SET status = 'disabled' WHERE terminal_id = 'second'");
    let at = |terminal: &str| PaymentRequest {
        terminal: Some(terminal.to_owned()),
        ..request()
    };
    let terminal = vec![("terminal".to_owned(), "terminal_unavailable".to_owned())];
    let currency = vec![("currency".to_owned(), "currency_not_supported".to_owned())];
    assert_eq!(codes(desk.create("1", &at("second"))), terminal);
    assert_eq!(codes(desk.create("2", &at("unknown"))), terminal);
    assert_eq!(
        codes(desk.create(
            "3",
            &PaymentRequest {
                currency: "EUR".to_owned(),
                ..request()
            }
        )),
        currency
    );
    assert_eq!(
        codes(desk.create(
            "4",
            &PaymentRequest {
                currency: "EUR".to_owned(),
                ..at("main")
            }
        )),
        currency
    );
    assert_eq!(desk.number("SELECT count(*) FROM payment"), 0);
    assert_eq!(
        desk.create("5", &at("main")).unwrap().terminal_id.as_deref(),
        Some("main")
    );
}

/// Proves EDG-04: a live key finds no terminal of the test mode.
#[test]
fn a_live_payment_cannot_be_asked_of_test_terminals() {
    let desk = Desk::open();
    let asker = Asker {
        org_id: 1,
        mode: "live",
        door: "v1",
        actor: "api_key:sk_live".to_owned(),
        sites: &[],
        local_day: "2023-11-15".to_owned(),
        key: "k",
    };
    let create = |request| {
        run(create_payment(
            &desk.database,
            &desk.chance,
            &asker,
            &request,
            desk.now(),
        ))
    };
    assert_eq!(codes(create(request()))[0].1, "currency_not_supported");
    assert_eq!(
        codes(create(PaymentRequest {
            terminal: Some("main".to_owned()),
            ..request()
        }))[0]
            .1,
        "terminal_unavailable"
    );
    assert_eq!(desk.number("SELECT count(*) FROM payment"), 0);
}

#[test]
fn return_addresses_lead_only_to_registered_sites() {
    let desk = Desk::open();
    let with = |url: &str| PaymentRequest {
        failure_url: Some(url.to_owned()),
        ..request()
    };
    let refused = [
        "https://evil.example/",
        "https://shop.example.evil.example/",
        "https://shop.example@evil.example/",
        "https://user:pass@shop.example/",
        "http://shop.example/",
        "https://shop.example:8443/",
        "//shop.example/",
        "/thanks",
        "javascript:alert(1)",
        "https:\\\\shop.example\\",
        "https://shop.example/\nSet-Cookie: a",
        "",
    ];
    for url in refused {
        assert_eq!(
            codes(desk.create("k", &with(url))),
            [("failure_url".to_owned(), "address_refused".to_owned())],
            "{url:?}"
        );
    }
    assert_eq!(
        desk.create("k", &with("https://shop.example/cart?a=1#b"))
            .unwrap()
            .failure_url
            .as_deref(),
        Some("https://shop.example/cart?a=1#b")
    );
}
