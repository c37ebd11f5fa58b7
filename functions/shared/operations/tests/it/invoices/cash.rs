//! Paid by hand: in cash, or by a manual system; and what payers say of a manual system themselves.

use futures_util::future::join_all;
use operations::{
    invoices::{Actor, Cash, InvoiceError, Paid, accept_cash},
    manual::{
        confirm::{Decision, confirm},
        open::{NewTrip, open},
        reject::reject,
    },
};
use serde_json::{Value, json};

use super::{
    DAY, Desks, body,
    kit::{refused, with},
};
use crate::kit::{DAY_MS, Desk, HOUR_MS, MINUTE_MS, Meanwhile, Says, run};

async fn paying(desk: &Desk, invoice_id: i64, body: &Value) -> Result<Paid, InvoiceError> {
    let cash = Cash::read(body).map_err(InvoiceError::Fields)?;
    accept_cash(desk.ports(), desk.actor(), invoice_id, &cash, "2026-11-23").await
}

fn pay(desk: &Desk, invoice_id: i64) -> Result<Paid, InvoiceError> {
    run(paying(desk, invoice_id, &json!({})))
}

/// A manual system that takes USD alone and keeps 2 %; and a rate that leads there.
fn wire(desk: &Desk) {
    desk.execute(
        "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, operations, credentials, created_at_ms)
           VALUES (1, 'wire', 'manual', 'test', 'manual', 'Wire', '[\"payment\",\"capture\",\"refund\"]', '', 0);
         INSERT INTO manual_system (org_id, terminal_id, commission_percent, fixed_fee_currency, income_currency, transaction_currency, currencies)
           VALUES (1, 'wire', '2', 'USD', 'USD', 'USD', '[\"USD\"]');
         INSERT INTO rate (base, quote, source, day, rate, at_ms) VALUES ('USD', 'RUB', 'cbr', '2026-11-20', '100', 0)",
    );
}

/// The payer says to have paid by the wire.
fn says_paid(desk: &Desk, token: &str) -> bool {
    let trip = NewTrip {
        terminal_id: "wire".to_owned(),
        ..NewTrip::default()
    };
    run(open(desk.ports(), token, &trip, "payer", desk.now())).is_ok()
}

fn decide(desk: &Desk, number: i64, is_paid: bool) {
    let now = desk.now();
    if is_paid {
        run(confirm(
            desk.ports(),
            1,
            None,
            number,
            &Decision::default(),
            "person:1",
            now,
        ))
        .unwrap();
    } else {
        run(reject(desk.ports(), 1, None, number, "", "person:1", now)).unwrap();
    }
}

/// Proves SPR-04 (accept by hand): through a manual payment, with its ledger and its postback; the system for cash is made when needed.
#[test]
fn an_invoice_is_paid_in_cash() {
    let desk = Desk::open();
    desk.execute("UPDATE organisation SET language = 'ru' WHERE org_id = 1");
    desk.bill("k1", &body()).unwrap();
    desk.bill(
        "k2",
        &with(json!({ "amount": { "amount": "500", "currency": "JPY" }, "lines": [] })),
    )
    .unwrap();
    let paid = pay(&desk, 1).unwrap();
    assert_eq!(
        (paid.invoice.status.as_str(), paid.invoice.paid_at_ms),
        ("paid", Some(desk.now().ms()))
    );
    assert_eq!(paid.invoice.attention, None);
    assert_eq!(desk.told_types(), ["captured"]);
    assert_eq!(desk.dispatch_event(1, &paid.event_id.unwrap()), 1);
    assert_eq!((desk.balance("manual:cash"), desk.balance("available")), (100_000, 0));
    assert_eq!(
        desk.text("SELECT name || ' ' || mode || ' ' || commission_percent || ' ' || currencies FROM terminal JOIN manual_system USING (org_id, terminal_id) WHERE terminal_id = 'cash'"),
        r#"Наличные test 0 ["RUB"]"#
    );
    pay(&desk, 2).unwrap();
    assert_eq!(desk.text("SELECT currencies FROM manual_system"), r#"["RUB","JPY"]"#);
    assert_eq!(
        desk.text("SELECT group_concat(systems, ' ') FROM payment"),
        "[] []",
        "payers never choose cash"
    );
    assert_eq!(
        desk.text("SELECT group_concat(status, ' ') FROM sales_order"),
        "completed completed"
    );
    assert_eq!(desk.number("SELECT count(*) FROM notification"), 0);
    let journal = desk.journal(1);
    assert!(journal.contains("manual_system_created manual_system:cash, manual_payment_opened payment:1, manual_payment_confirmed payment:1"), "{journal}");
    desk.assert_balanced();
}

/// By a system that a person names, among the payer's or not; converted where it takes another currency.
#[test]
fn an_invoice_is_paid_by_a_manual_system() {
    let desk = Desk::open();
    wire(&desk);
    let before = desk.bill("k", &body()).map(|_| desk.dump()).unwrap();
    for system in ["main", "nowhere"] {
        assert_eq!(
            refused(run(paying(&desk, 1, &json!({ "system": system })))),
            "system system_unavailable"
        );
    }
    assert_eq!(
        refused(run(paying(&desk, 1, &json!({ "paid_on": "2026-11-24" })))),
        "paid_on date_in_future"
    );
    assert_eq!(
        refused(run(paying(&desk, 1, &json!({ "comment": "x".repeat(100_000) })))),
        "comment comment_too_long"
    );
    desk.assert_unchanged(&before);
    let paid = run(paying(
        &desk,
        1,
        &json!({ "system": "wire", "paid_on": "2026-11-22", "comment": "by hand" }),
    ))
    .unwrap();
    assert_eq!(
        (
            paid.invoice.status.as_str(),
            paid.invoice.price_minor,
            paid.invoice.currency.as_str()
        ),
        ("paid", 100_000, "RUB")
    );
    assert_eq!(
        desk.payment(1, "amount_minor || ' ' || currency || ' ' || systems"),
        "1000 USD []"
    );
    assert_eq!(
        desk.text("SELECT paid_on || ' ' || comment || ' ' || commission_minor FROM manual_payment"),
        "2026-11-22 by hand 20"
    );
    // Of another mode, or not in use, it is none.
    desk.bill("k2", &body()).unwrap();
    desk.execute("UPDATE terminal SET status = 'disabled' WHERE terminal_id = 'wire'");
    assert_eq!(
        refused(run(paying(&desk, 2, &json!({ "system": "wire" })))),
        "system system_unavailable"
    );
}

/// A merchant's own terminal of the name `cash` is not taken for ours.
#[test]
fn cash_has_a_name_of_its_own() {
    let desk = Desk::open();
    desk.execute(
        "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, operations, credentials, created_at_ms)
           VALUES (1, 'cash', 'manual', 'live', 'manual', 'Real cash', '[\"payment\"]', '', 0)",
    );
    desk.bill("k", &body()).unwrap();
    assert_eq!(pay(&desk, 1).unwrap().invoice.status, "paid");
    assert_eq!(desk.text("SELECT terminal_id FROM attempt"), "cash-test");
}

/// Twenty at once: one is taken, one event told, entries balanced.
#[test]
fn cash_is_taken_once() {
    let desk = Desk::open();
    desk.bill("k", &body()).unwrap();
    let nothing = json!({});
    let answers = run(join_all((0..20).map(|_| paying(&desk, 1, &nothing))));
    let (done, refusals): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), refusals.len()), (1, 19));
    for refusal in refusals {
        assert_eq!(refused(refusal), "over paid");
    }
    assert_eq!((desk.told_types().len(), desk.balance("manual:cash")), (1, 100_000));
    desk.assert_balanced();
}

/// Interleaved to the batch: whoever comes between, one is taken.
#[test]
fn cash_races_others_at_every_batch() {
    for batch in 2..=8 {
        for by_bank in [false, true] {
            let desk = Desk::open();
            let invoice = desk.bill("k", &body()).unwrap();
            assert!(desk.goes(&invoice));
            let racing = Meanwhile::before(&desk.database, batch, || {
                if by_bank {
                    desk.told(&Says::captured("e1", "1-1")).unwrap();
                } else {
                    let _ = pay(&desk, 1);
                }
            });
            let ports = operations::Ports {
                database: &racing,
                client: &desk.network,
                clock: &desk.clock,
                entropy: &desk.chance,
            };
            let cash = Cash::default();
            let taken = run(accept_cash(ports, desk.actor(), 1, &cash, "2026-11-23"));
            if let Err(error) = taken {
                let said = refused::<()>(Err(error));
                assert!(
                    ["over paid", "manual_open"].contains(&said.as_str()),
                    "{batch} {by_bank}: {said}"
                );
            }
            // The other one may have been refused by this one's open trip.
            let captured = desk.told_types().iter().filter(|kind| *kind == "captured").count();
            assert_eq!(captured, 1, "{batch} {by_bank}");
            assert_eq!(desk.status(1), "paid", "{batch} {by_bank}");
            desk.assert_balanced();
        }
    }
}

/// What is over is not paid by hand either; nor while a payer's own word waits.
#[test]
fn what_is_over_is_not_paid_by_hand() {
    let desk = Desk::open();
    wire(&desk);
    desk.bill("k1", &body()).unwrap();
    run(desk.calling_off(1)).unwrap();
    assert_eq!(refused(pay(&desk, 1)), "over cancelled");
    let waits = desk.bill("k2", &with(json!({ "systems": ["wire", "main"] }))).unwrap();
    assert!(says_paid(&desk, &waits.token));
    assert_eq!(refused(pay(&desk, 2)), "manual_open");
    assert_eq!(refused(run(desk.calling_off(2))), "manual_open");
    desk.bill("k3", &body()).unwrap();
    desk.clock.pass(DAY);
    assert_eq!(refused(pay(&desk, 3)), "over expired");
    let live = Actor {
        mode: Some("live"),
        ..desk.actor()
    };
    assert_eq!(
        refused(run(accept_cash(desk.ports(), live, 3, &Cash::default(), "2026-11-23"))),
        "not_found"
    );
}

/// A payer's word that waits when the time ends is honoured and marked, once it is confirmed; the janitor leaves it alone.
#[test]
fn a_manual_payment_open_at_the_end_is_honoured_and_marked() {
    for is_paid in [true, false] {
        let desk = Desk::open();
        wire(&desk);
        let invoice = desk.bill("k", &with(json!({ "systems": ["wire"] }))).unwrap();
        desk.clock.pass(DAY - 1);
        assert!(says_paid(&desk, &invoice.token));
        desk.clock.pass(1);
        assert_eq!((desk.look_after(), desk.status(1)), (0, "expired".to_owned()));
        desk.clock.pass(3 * DAY_MS);
        assert_eq!(
            (desk.look_after(), desk.payment(1, "closed IS NULL")),
            (0, "1".to_owned())
        );
        decide(&desk, 1, is_paid);
        if is_paid {
            assert_eq!(
                (desk.status(1), desk.payment(1, "attention")),
                ("paid".to_owned(), "late_success".to_owned())
            );
            assert_eq!(
                desk.number("SELECT count(*) FROM notification WHERE kind = 'invoice_paid_late'"),
                1
            );
            assert_eq!(desk.told_types(), ["captured"]);
        } else {
            assert_eq!(desk.text("SELECT status FROM sales_order"), "rejected");
            assert_eq!(desk.told_types().len(), 1);
            assert_ne!(desk.status(1), "paid");
        }
        desk.clock.pass(DAY_MS);
        assert_eq!((desk.look_after(), desk.told_types().len()), (0, 1));
        desk.assert_balanced();
    }
}

/// A payer's word that is rejected in time: the invoice asks its own price again, and is paid by card.
#[test]
fn a_rejected_word_leaves_the_invoice_to_be_paid() {
    let desk = Desk::open();
    wire(&desk);
    let invoice = desk
        .bill("k", &with(json!({ "systems": ["wire", "main"], "send": ["email"] })))
        .unwrap();
    assert!(says_paid(&desk, &invoice.token));
    assert!(!desk.goes(&invoice), "one way at a time");
    assert_eq!(
        desk.text("SELECT amount_minor || ' ' || currency FROM attempt"),
        "1000 USD"
    );
    desk.clock.pass(HOUR_MS);
    decide(&desk, 1, false);
    assert_eq!(desk.status(1), "sent");
    assert_eq!(desk.payment(1, "amount_minor || ' ' || currency"), "100000 RUB");
    assert_eq!(desk.told_types(), [""; 0]);
    assert!(desk.goes(&invoice));
    desk.told(&Says::captured("e1", "1-2")).unwrap();
    assert_eq!(
        (desk.status(1), desk.payment(1, "COALESCE(attention, '-')")),
        ("paid".to_owned(), "-".to_owned())
    );
    // And one that nobody pays after that expires in time.
    let other = desk.bill("k2", &with(json!({ "systems": ["wire"] }))).unwrap();
    assert!(says_paid(&desk, &other.token));
    decide(&desk, 2, false);
    desk.clock.set(crate::kit::START_MS + DAY - MINUTE_MS);
    assert_eq!(desk.look_after(), 0);
    desk.clock.pass(MINUTE_MS);
    assert_eq!((desk.look_after(), desk.status(2)), (1, "expired".to_owned()));
}
