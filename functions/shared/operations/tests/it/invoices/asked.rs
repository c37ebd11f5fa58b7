//! What is asked, and refused.

use serde_json::{Value, json};

use super::{
    Desks,
    kit::{refused, with},
};
use crate::kit::{DAY_MS, Desk, MINUTE_MS, START_MS, run};

fn at(ms: i64) -> String {
    domain::time::Timestamp::from_ms(START_MS + ms).rfc3339()
}

/// Bad input: said field by field, and nothing stored.
#[test]
fn bad_input_is_refused_and_stores_nothing() {
    let desk = Desk::open();
    desk.execute("UPDATE terminal SET status = 'disabled' WHERE org_id = 1 AND terminal_id = 'second'");
    let before = desk.dump();
    let card = "4111 1111 1111 1111";
    for (fields, said) in [
        (json!({ "client": null }), "client required"),
        (json!({ "client": {} }), "client required"),
        (json!({ "client": true }), "client wrong_type"),
        (json!({ "client": 7 }), "client client_not_found"),
        (
            json!({ "client": { "email": "nobody" } }),
            "client.email email_malformed",
        ),
        (json!({ "amount": null }), "amount required"),
        (json!({ "amount": "10" }), "amount wrong_type"),
        (
            json!({ "amount": { "amount": "0", "currency": "RUB" }, "lines": [] }),
            "amount.amount amount_not_positive",
        ),
        (
            json!({ "amount": { "amount": "1.001", "currency": "RUB" }, "lines": [] }),
            "amount.amount amount_too_precise",
        ),
        (
            json!({ "amount": { "amount": "1", "currency": "XXX" }, "lines": [] }),
            "amount.currency currency_unknown",
        ),
        (
            json!({ "amount": { "amount": "1", "currency": "USD" }, "lines": [] }),
            "systems currency_not_supported",
        ),
        (
            json!({ "amount": { "amount": "999.00", "currency": "RUB" } }),
            "lines cart_sum_differs",
        ),
        (
            json!({ "lines": [{ "name": card, "price": "1000.00", "quantity": 1, "sum": "1000.00" }] }),
            "lines[0].name card_number_not_allowed",
        ),
        (
            json!({ "lines": [{ "name": "Book" }] }),
            "lines[0].quantity quantity_malformed, lines[0].price required, lines[0].sum required",
        ),
        (json!({ "description": "x".repeat(1_001) }), "description too_long"),
        (json!({ "description": "a\rb" }), "description control_character"),
        (json!({ "description": card }), "description card_number_not_allowed"),
        (json!({ "order": card }), "order card_number_not_allowed"),
        (json!({ "expires_at": null }), "expires_at required"),
        (json!({ "expires_at": "tomorrow" }), "expires_at time_malformed"),
        (
            json!({ "expires_at": at(5 * MINUTE_MS - 1) }),
            "expires_at out_of_range",
        ),
        (json!({ "expires_at": at(366 * DAY_MS + 1) }), "expires_at out_of_range"),
        (json!({ "systems": ["nowhere"] }), "systems system_unavailable"),
        (json!({ "systems": ["main", "second"] }), "systems system_unavailable"),
        (json!({ "systems": "main" }), "systems wrong_type"),
        (json!({ "send": ["pigeon"] }), "send out_of_range"),
        (
            json!({ "send": ["email"], "client": { "phone": "+79161234567" } }),
            "email required",
        ),
        (
            json!({ "send": ["sms", "email"], "client": { "name": "Ivan" } }),
            "email required, phone required",
        ),
        (
            json!({ "email": "a@b\r\nBcc: eve@evil.example" }),
            "email email_malformed",
        ),
        (json!({ "phone": "+7916\r\n1234567" }), "phone phone_malformed"),
        (json!({ "language": "de" }), "language out_of_range"),
    ] {
        let asked = with(fields);
        let answer = refused(desk.bill("k", &asked));
        let mut said: Vec<&str> = said.split(", ").collect();
        let mut answered: Vec<&str> = answer.split(", ").collect();
        said.sort_unstable();
        answered.sort_unstable();
        assert_eq!(answered, said, "{asked}");
    }
    desk.assert_unchanged(&before);
    for good in [at(5 * MINUTE_MS), at(366 * DAY_MS)] {
        desk.bill(&good, &with(json!({ "expires_at": good }))).unwrap();
    }
}

/// Tenants and modes never mix: another's invoice, client, system or mode is none at all.
#[test]
fn nobody_reaches_another_s() {
    let desk = Desk::open();
    desk.execute(
        "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, credentials, created_at_ms) VALUES (2, 'theirs', 'manual', 'test', 'manual', 'T', '', 0),
           (1, 'real', 'manual', 'live', 'manual', 'T', '', 0)",
    );
    let theirs = run(desk.billing(2, "test", "k", &with(json!({ "send": ["email"] })))).unwrap();
    assert_eq!((theirs.invoice_id, theirs.client_id), (1, 1));
    let before = desk.dump();
    assert_eq!(refused(run(desk.sending(1, &json!({})))), "not_found");
    assert_eq!(refused(run(desk.calling_off(1))), "not_found");
    assert_eq!(
        refused(desk.bill("k", &with(json!({ "client": 1 })))),
        "client client_not_found"
    );
    for system in ["theirs", "real"] {
        assert_eq!(
            refused(desk.bill("k", &with(json!({ "systems": [system] })))),
            "systems system_unavailable"
        );
    }
    // No terminal of mine takes real money.
    assert_eq!(
        refused(run(desk.billing(1, "live", "k", &super::body()))),
        "systems currency_not_supported"
    );
    desk.assert_unchanged(&before);
    desk.bill("k", &super::body()).unwrap();
    let real = operations::invoices::Actor {
        mode: Some("live"),
        ..desk.actor()
    };
    let reason = json!({});
    let cancelled = operations::invoices::cancel(&desk.database, &desk.chance, real, 1, &reason);
    assert_eq!(refused(run(cancelled)), "not_found");
    let mut live = super::kit::filter(&desk, None);
    live.mode = "live";
    assert_eq!(run(store::invoices::list(&desk.database, &live)).unwrap().0.len(), 0);
    assert_eq!(desk.listed(None), [1]);
}

/// A disabled organisation bills nobody, and sends nothing.
#[test]
fn a_disabled_organisation_bills_nobody() {
    let desk = Desk::open();
    desk.bill("k", &super::body()).unwrap();
    desk.execute("UPDATE organisation SET status = 'disabled' WHERE org_id = 1");
    let before = desk.dump();
    assert_eq!(refused(desk.bill("k2", &super::body())), "disabled");
    assert_eq!(refused(run(desk.sending(1, &json!({})))), "disabled");
    desk.assert_unchanged(&before);
}

/// Where there is no provider of SMS that is said, and not found out by waiting.
#[test]
fn no_sms_without_a_provider() {
    let desk = Desk::open();
    let biller = operations::invoices::Biller {
        org_id: 1,
        mode: "test",
        actor: "person:1",
        request_key: "cabinet:1:k",
        outgoing: operations::invoices::Outgoing {
            public_url: "https://pay.example",
            sends_sms: false,
        },
        local_day: "2026-11-23",
        now: desk.now(),
    };
    let asked = |send: Value| operations::invoices::InvoiceRequest::read(&with(json!({ "send": send }))).unwrap();
    let bill = |send: Value| {
        run(operations::invoices::create(
            &desk.database,
            &desk.chance,
            &biller,
            &asked(send),
        ))
    };
    assert_eq!(refused(bill(json!(["sms"]))), "send channel_unavailable");
    assert_eq!(bill(json!(["email"])).unwrap().status, "sent");
}
