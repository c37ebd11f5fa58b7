//! A payer goes to a bank: never before the trip is committed, never where the payment cannot be paid.

use acquirers::{HttpClient, HttpError};
use futures_util::future::join;
use operations::{
    Ports,
    start_attempt::{StartAttemptError, start_attempt},
};
use store::Database;

use crate::kit::{ADDRESSES, Answer, DAY_MS, Desk, Says, request, run};

fn state(desk: &Desk, attempt: i64) -> String {
    desk.text(&format!(
        "SELECT state FROM attempt WHERE org_id = 1 AND number = 1 AND attempt = {attempt}"
    ))
}

/// Proves PKP-01.
#[test]
fn a_payment_is_created_until_the_bank_has_taken_it_and_awaiting_from_then_on() {
    let desk = Desk::open();
    let payment = desk.created("k");
    assert_eq!(desk.payment(1, "money"), "created");
    assert_eq!(desk.start(&payment, "main").unwrap(), "https://bank.example/pay/1-1");
    assert_eq!(desk.payment(1, "money"), "awaiting");
    assert_eq!(state(&desk, 1), "sent");
    let asked = desk.network.take_asked();
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].header("authorization"), "Bearer bank-key");
    let body = asked[0].json();
    assert_eq!(
        (body["amount_minor"].as_i64(), body["currency"].as_str()),
        (Some(100_000), Some("RUB"))
    );
    assert_eq!(
        (body["key"].as_str(), body["reference"].as_str()),
        (Some("alpha:1-1"), Some("1-1"))
    );
    assert_eq!(
        body["callback_url"],
        "https://pay.example/callbacks/sandbox-bank/alpha/main"
    );
    // A page closed by the payer changes nothing.
    desk.clock.pass(DAY_MS / 2);
    assert_eq!(desk.payment(1, "money"), "awaiting");
}

#[test]
fn a_bank_that_does_not_answer_leaves_the_trip_unknown_and_the_payment_created() {
    let nonsense = |status, body: &str| Answer::Status(status, body.to_owned());
    let answers = [
        Answer::Timeout,
        Answer::Broken,
        nonsense(500, "oops"),
        nonsense(502, "<html>"),
        nonsense(200, "{}"),
        nonsense(200, "not json"),
        nonsense(200, r#"{"payment_id":5,"redirect_url":"https://bank.example/"}"#),
        nonsense(408, "{}"),
    ];
    for answer in answers {
        let desk = Desk::open();
        let payment = desk.created("k");
        desk.network.will([answer.clone()]);
        assert!(
            matches!(desk.start(&payment, "main"), Err(StartAttemptError::Bank(_))),
            "{answer:?}"
        );
        assert_eq!(
            (state(&desk, 1).as_str(), desk.payment(1, "money").as_str()),
            ("unknown", "created"),
            "{answer:?}"
        );
        // The payer tries again: another trip, under another key.
        desk.start(&payment, "main").unwrap();
        assert_eq!(
            (state(&desk, 2).as_str(), desk.payment(1, "money").as_str()),
            ("sent", "awaiting")
        );
        assert_eq!(desk.network.take_asked()[1].json()["key"], "alpha:1-2");
    }
}

#[test]
fn a_trip_of_which_the_bank_said_nothing_still_settles() {
    let desk = Desk::open();
    let payment = desk.created("k");
    desk.network.will([Answer::Timeout]);
    desk.start(&payment, "main").unwrap_err();
    assert_eq!(desk.outcome(&Says::captured("e1", "1-1")), "settled");
    assert_eq!(desk.payment(1, "money"), "captured");
}

type Prepare = Box<dyn Fn(&Desk)>;

/// Proves PKM-01, SPR-08: disabled while the payer is on the pay page, nobody goes to the bank.
#[test]
fn where_a_payment_cannot_be_paid_no_bank_is_asked_and_nothing_is_written() {
    let set = |sql: &'static str| move |desk: &Desk| desk.execute(sql);
    let cases: [(&str, Prepare); 11] = [
        (
            "terminal disabled",
            Box::new(set("UPDATE terminal SET status = 'disabled'")),
        ),
        (
            "terminal archived",
            Box::new(set("UPDATE terminal SET status = 'archived'")),
        ),
        (
            "terminal that pays out",
            Box::new(set("UPDATE terminal SET kind = 'oct'")),
        ),
        (
            "terminal that takes no payments",
            Box::new(set("UPDATE terminal SET operations = '[\"refund\"]'")),
        ),
        (
            "organisation disabled",
            Box::new(set("UPDATE organisation SET status = 'disabled'")),
        ),
        (
            "no fee line",
            Box::new(set("DELETE FROM terminal_fee WHERE currency = 'RUB'")),
        ),
        (
            "another terminal asked for",
            Box::new(set("UPDATE payment SET terminal_id = 'second'")),
        ),
        ("cancelled", Box::new(set("UPDATE payment SET closed = 'cancelled'"))),
        ("expired", Box::new(|desk| desk.clock.pass(DAY_MS))),
        ("paid", Box::new(|desk| paid(desk, "captured"))),
        ("held", Box::new(|desk| paid(desk, "authorised"))),
    ];
    for (why, prepare) in cases {
        let desk = Desk::open();
        let payment = desk.created("k");
        prepare(&desk);
        desk.network.take_asked();
        let before = desk.dump();
        assert!(
            matches!(desk.start(&payment, "main"), Err(StartAttemptError::NotNow)),
            "{why}"
        );
        assert!(desk.network.take_asked().is_empty(), "{why}");
        desk.assert_unchanged(&before);
    }
}

fn paid(desk: &Desk, kind: &'static str) {
    desk.start(&desk.created("k"), "main").unwrap();
    assert_eq!(desk.outcome(&Says::of("e1", kind, "1-1")), "settled");
}

#[test]
fn an_unknown_token_leads_nowhere() {
    let desk = Desk::open();
    let mut payment = desk.created("k");
    payment.token = "0".repeat(32);
    assert!(matches!(desk.start(&payment, "main"), Err(StartAttemptError::NotNow)));
    assert!(desk.network.take_asked().is_empty());
}

#[test]
fn a_payment_can_be_started_until_the_last_moment_and_five_times() {
    let desk = Desk::open();
    let payment = desk.created("k");
    desk.clock.pass(DAY_MS - 1);
    for _ in 0..5 {
        desk.start(&payment, "main").unwrap();
    }
    assert!(matches!(desk.start(&payment, "main"), Err(StartAttemptError::NotNow)));
    assert_eq!(desk.number("SELECT count(*) FROM attempt"), 5);
}

#[test]
fn two_tabs_at_once_are_two_trips() {
    let desk = Desk::open();
    let token = desk.created("k").token;
    let go = || start_attempt(desk.ports(), &desk.key, &token, "main", &ADDRESSES);
    let (left, right) = run(join(go(), go()));
    assert_ne!(left.unwrap(), right.unwrap());
    assert_eq!(desk.number("SELECT count(*) FROM attempt WHERE state = 'sent'"), 2);
}

/// Proves EDG-04: no trip leads from a test payment to a live terminal, whoever writes it.
#[test]
fn live_and_test_never_meet() {
    let desk = Desk::open();
    let payment = desk.created("k");
    // No acquirer but the sandbox exists yet, and that is test by constraint, so the constraint must stand aside.
    desk.execute("PRAGMA ignore_check_constraints = ON; UPDATE terminal SET mode = 'live' WHERE terminal_id = 'second'; PRAGMA ignore_check_constraints = OFF");
    assert!(matches!(desk.start(&payment, "second"), Err(StartAttemptError::NotNow)));
    let written = desk.database.execute(
        "INSERT INTO attempt (org_id, number, attempt, terminal_id, amount_minor, currency, created_at_ms) VALUES (1, 1, 1, 'second', 1, 'RUB', 0)",
    );
    assert!(written.unwrap_err().to_string().contains("attempt_mode_differs"));
    let sandbox = desk
        .database
        .execute("UPDATE terminal SET mode = 'live' WHERE terminal_id = 'main'");
    assert!(sandbox.unwrap_err().to_string().contains("terminal_sandbox_is_test"));
}

/// A bank that looks, at the moment it is asked, at what is committed; and may call back before it answers.
struct Nosy<'a> {
    desk: &'a Desk,
    calls_back: bool,
}

impl HttpClient for Nosy<'_> {
    async fn send(
        &self,
        request: http::Request<Vec<u8>>,
        timeout_ms: u32,
        body_bytes_max: usize,
    ) -> Result<http::Response<Vec<u8>>, HttpError> {
        // A batch of its own, as another connection would run it: it sees nothing that is not committed.
        let rows = self
            .desk
            .database
            .batch(vec![store::statement!(
                "SELECT state FROM attempt WHERE org_id = 1 AND number = 1 AND attempt = 1"
            )])
            .await;
        assert_eq!(rows.unwrap()[0].0[0]["state"], "intended");
        if self.calls_back {
            assert_eq!(self.desk.outcome(&Says::captured("e1", "1-1")), "settled");
        }
        self.desk.network.send(request, timeout_ms, body_bytes_max).await
    }
}

#[test]
fn the_trip_is_committed_before_the_bank_is_asked_and_a_success_that_overtakes_the_answer_stays() {
    for calls_back in [false, true] {
        let desk = Desk::open();
        let token = desk.create("k", &request()).unwrap().token;
        let nosy = Nosy {
            desk: &desk,
            calls_back,
        };
        let ports = Ports {
            database: &desk.database,
            client: &nosy,
            clock: &desk.clock,
            entropy: &desk.chance,
        };
        run(start_attempt(ports, &desk.key, &token, "main", &ADDRESSES)).unwrap();
        let expected = if calls_back {
            ("captured", "captured")
        } else {
            ("sent", "awaiting")
        };
        assert_eq!((state(&desk, 1).as_str(), desk.payment(1, "money").as_str()), expected);
    }
}

/// Proves SPR-08 (operation kinds): only terminals for e-commerce payments are offered, and take payments.
#[test]
fn terminals_of_other_kinds_take_no_payments() {
    for (set, offered) in [
        ("kind = 'ecom'", 2),
        ("kind = 'aft'", 1),
        ("kind = 'oct'", 1),
        ("status = 'disabled'", 1),
        ("status = 'archived'", 1),
        (r#"operations = '["capture","refund"]'"#, 1),
    ] {
        let desk = Desk::open();
        let payment = desk.created("before");
        desk.execute(&format!(
            "UPDATE terminal SET {set} WHERE org_id = 1 AND terminal_id = 'main'"
        ));
        let page = run(store::attempts::pay_page(&desk.database, &payment.token))
            .unwrap()
            .unwrap();
        assert_eq!(page.terminals.len(), offered, "{set}");
        let named = operations::PaymentRequest {
            terminal: Some("main".to_owned()),
            ..request()
        };
        assert_eq!(desk.create("named", &named).is_ok(), offered == 2, "{set}");
        desk.execute("UPDATE terminal SET status = 'disabled' WHERE org_id = 1 AND terminal_id = 'second'");
        assert_eq!(desk.create("any", &request()).is_ok(), offered == 2, "{set}");
    }
}
