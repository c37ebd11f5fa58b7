//! What was sold without the payer is recorded.

use operations::orders::{
    OpenOrderError, Opened,
    record::{RecordRequest, Recorder, record},
};
use serde_json::{Value, json};
use store::orders;

use super::kit::{decided, refusal, selling};
use crate::kit::{Desk, run};

fn recorded(desk: &Desk, key: &str, body: &Value) -> Result<Opened, OpenOrderError> {
    recorded_in(desk, key, "test", body)
}

fn recorded_in(desk: &Desk, key: &str, mode: &str, body: &Value) -> Result<Opened, OpenOrderError> {
    let request = RecordRequest::read(body).map_err(OpenOrderError::Fields)?;
    let by = Recorder {
        org_id: 1,
        mode,
        actor: "person:1",
        request_key: key,
        local_day: "2026-11-23",
        now: desk.now(),
    };
    run(record(&desk.database, &desk.chance, by, &request))
}

/// Proves MAN-09: a payment is added without the payer, for a client of the list, a new one, or the manual account.
#[test]
fn an_order_is_recorded_for_anybody() {
    let desk = selling();
    let body = json!({ "offer": 1, "system": "transfer", "client": { "name": "Anna", "email": "a@shop.example" }, "phone": "8 916 123 45 67",
        "paid_on": "2026-11-20", "comment": "Cash, card 4111111111111111" });
    let first = recorded(&desk, "a", &body).unwrap();
    assert_eq!((first.order_id, first.client_id, first.fresh), (1, 1, true));
    assert_eq!(recorded(&desk, "a", &body).unwrap().order_id, 1);
    assert_eq!(
        desk.text("SELECT paid_on || ' ' || comment FROM manual_payment"),
        "2026-11-20 Cash, card 411111******1111"
    );
    assert_eq!(
        desk.payment(1, "email || ' ' || phone || ' ' || description"),
        "a@shop.example +79161234567 A course"
    );
    assert_eq!(
        recorded(&desk, "b", &json!({ "offer": 1, "system": "transfer", "client": 1 }))
            .unwrap()
            .client_id,
        1
    );
    let anybody = json!({ "offer": 1, "system": "transfer", "client": "manual_account" });
    assert_eq!(recorded(&desk, "c", &anybody).unwrap().client_id, 0);
    // Live: the only manual system needs no name.
    let live = recorded_in(&desk, "d", "live", &json!({ "offer": 2, "client": "manual_account" })).unwrap();
    assert_eq!(desk.payment(live.number, "mode"), "live");
    // A price that the system does not take is converted, or (no rate leads there) stays as it is.
    let abroad = recorded(&desk, "e", &json!({ "offer": 1, "system": "abroad", "client": 1 })).unwrap();
    assert_eq!(desk.payment(abroad.number, "amount_minor || currency"), "100000RUB");
}

/// Proves MAN-09: only offers with a manual system; wrong types and unknown things are clear refusals, and nothing is stored.
#[test]
fn what_cannot_be_recorded_is_said() {
    let desk = selling();
    desk.execute(
        "INSERT INTO offer (org_id, offer_id, mode, token, title, price_minor, currency, systems, status, created_at_ms)
           VALUES (1, 3, 'test', 'cards', 'By card', 1, 'RUB', '[\"main\"]', 'active', 0), (1, 4, 'test', 'off', 'Off', 1, 'RUB', '[\"transfer\"]', 'inactive', 0)",
    );
    let before = desk.dump();
    for (body, refused) in [
        (
            json!({ "offer": 3, "client": "manual_account" }),
            "offer offer_without_manual_system",
        ),
        (
            json!({ "offer": 4, "client": "manual_account" }),
            "offer offer_inactive",
        ),
        (
            json!({ "offer": 2, "client": "manual_account" }),
            "offer offer_inactive",
        ),
        (
            json!({ "offer": 99, "client": "manual_account" }),
            "offer offer_inactive",
        ),
        (json!({ "client": "manual_account" }), "offer required"),
        (json!({ "offer": "1", "client": "manual_account" }), "offer wrong_type"),
        (json!({ "offer": 1 }), "client required"),
        (json!({ "offer": 1, "client": "somebody" }), "client wrong_type"),
        (json!({ "offer": 1, "client": -1 }), "client wrong_type"),
        (
            json!({ "offer": 1, "client": 5, "system": "transfer" }),
            "client client_not_found",
        ),
        (
            json!({ "offer": 1, "client": { "email": 5 } }),
            "client.email wrong_type",
        ),
        (json!({ "offer": 1, "client": "manual_account" }), "system required"),
        (
            json!({ "offer": 1, "client": "manual_account", "system": "main" }),
            "system system_unavailable",
        ),
        (
            json!({ "offer": 1, "client": "manual_account", "system": "livecash" }),
            "system system_unavailable",
        ),
        (
            json!({ "offer": 1, "client": "manual_account", "system": "transfer", "email": "x" }),
            "email email_malformed",
        ),
        (
            json!({ "offer": 1, "client": "manual_account", "system": "transfer", "paid_on": "2026-11-24" }),
            "paid_on date_in_future",
        ),
        (
            json!({ "offer": 1, "client": "manual_account", "system": "transfer", "comment": "x".repeat(100_000) }),
            "comment comment_too_long",
        ),
    ] {
        assert_eq!(
            refusal(recorded(&desk, "k", &body)),
            refused,
            "{}",
            body.to_string().chars().take(60).collect::<String>()
        );
    }
    desk.assert_unchanged(&before);
}

/// Proves MAN-05, MAN-10: the order tells what its open payment will come to, and what a confirmed one came to.
#[test]
fn an_order_tells_what_it_comes_to() {
    let desk = selling();
    let opened = recorded(
        &desk,
        "a",
        &json!({ "offer": 1, "system": "transfer", "client": "manual_account" }),
    )
    .unwrap();
    let detail = |day| {
        run(orders::manual(&desk.database, 1, opened.number, "test", day))
            .unwrap()
            .unwrap()
    };
    let open = detail("2026-11-23");
    assert_eq!((open.estimates.systems.len(), open.payment.order_id), (1, 1));
    assert_eq!(open.estimates.systems[0].commission_percent, "1");
    let payment = open.payment.payment().unwrap();
    assert_eq!(
        (
            payment.system.unwrap().kind.as_str(),
            payment.manual.unwrap().state.as_str()
        ),
        ("manual", "open")
    );
    decided(&desk, opened.number, true);
    let payment = detail("2026-11-23").payment.payment().unwrap();
    let settled = payment.manual.unwrap().settled.unwrap();
    assert_eq!(
        (settled.paid_minor, settled.commission_minor, settled.income_minor),
        (100_000, 1_000, Some(99_000))
    );
    let order = run(orders::one(&desk.database, 1, 1, "test", "2026-11-23"))
        .unwrap()
        .unwrap();
    assert_eq!(
        (
            order.order.status.as_str(),
            order.order.payments().unwrap().len(),
            order.estimates.systems.len()
        ),
        ("completed", 1, 0)
    );
    // Of the other mode, and of another organisation, there is none.
    for (org_id, mode) in [(1, "live"), (2, "test")] {
        assert!(
            run(orders::one(&desk.database, org_id, 1, mode, "2026-11-23"))
                .unwrap()
                .is_none()
        );
        assert!(
            run(orders::manual(
                &desk.database,
                org_id,
                opened.number,
                mode,
                "2026-11-23"
            ))
            .unwrap()
            .is_none()
        );
        assert!(
            run(orders::receipt(&desk.database, org_id, opened.number, mode))
                .unwrap()
                .is_none()
        );
    }
}
