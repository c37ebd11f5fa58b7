//! Made once, with all that belongs to it.

use futures_util::future::join_all;
use serde_json::json;
use store::invoices::list;

use super::{
    Desks, body,
    kit::{filter, refused, with},
};
use crate::kit::{Desk, run};

/// Proves SPR-04, PKP-15 (native form): an invoice is an order with one payment, of a client who is made with it.
#[test]
fn an_invoice_is_an_order_with_one_payment() {
    let desk = Desk::open();
    let invoice = desk.bill("k", &body()).unwrap();
    assert_eq!(
        (invoice.invoice_id, invoice.number, invoice.order_id, invoice.client_id),
        (1, 1, 1, 1)
    );
    assert_eq!(
        (invoice.status.as_str(), invoice.sends, invoice.price_minor),
        ("created", 0, 100_000)
    );
    assert_eq!(invoice.email.as_deref(), Some("ivan@client.example"));
    assert_eq!(invoice.phone.as_deref(), Some("+79161234567"));
    assert_eq!((invoice.language.as_str(), invoice.mode.as_str()), ("ru", "test"));
    assert_eq!(
        desk.text("SELECT source || ' ' || status || ' ' || title || ' ' || price_minor FROM sales_order"),
        "invoice open Two books 100000"
    );
    assert_eq!(
        desk.payment(
            1,
            "money || ' ' || attempts_max || ' ' || merchant_order || ' ' || systems"
        ),
        "created 50 B-7 []"
    );
    assert_eq!(
        desk.payment(1, "cart"),
        r#"[{"name":"Book","price":"500.00","quantity":2,"sum":"1000.00"}]"#
    );
    assert_eq!(
        desk.text("SELECT group_concat(kind) FROM client_timeline"),
        "order_opened"
    );
    assert_eq!(
        desk.journal(1),
        "client_created client:1, order_opened order:1, invoice_created invoice:1"
    );
    assert_eq!(
        desk.number("SELECT count(*) FROM letter"),
        0,
        "it is sent when that is asked"
    );
}

/// The same request again is the same invoice and no other letter; another request under the key is refused.
#[test]
fn the_same_request_is_the_same_invoice() {
    let desk = Desk::open();
    let asked = with(json!({ "send": ["email", "sms"] }));
    let twins = run(join_all((0..20).map(|_| desk.billing(1, "test", "k", &asked))));
    let mut tokens: Vec<String> = twins.into_iter().map(|twin| twin.unwrap().token).collect();
    tokens.dedup();
    assert_eq!((tokens.len(), desk.number("SELECT count(*) FROM payment")), (1, 1));
    assert_eq!(desk.number("SELECT count(*) FROM letter"), 2);
    assert_eq!(desk.number("SELECT sends FROM invoice"), 1);
    let before = desk.dump();
    for other in [
        json!({ "amount": { "amount": "1000.01", "currency": "RUB" }, "lines": [] }),
        json!({ "description": "Three books" }),
        json!({ "client": { "email": "anna@client.example" } }),
        json!({ "expires_at": "2026-11-25T00:00:00Z" }),
        json!({ "systems": ["main"] }),
        json!({ "send": [] }),
        json!({ "language": "en" }),
    ] {
        assert_eq!(refused(desk.bill("k", &with(other))), "key_reused");
    }
    desk.assert_unchanged(&before);
    // The key of another mode, or another organisation, is another key.
    run(desk.billing(2, "test", "k", &asked)).unwrap();
    assert_eq!(desk.bill("other", &asked).unwrap().invoice_id, 2);
}

/// A known client is billed under what is known of them, which stays as it is; and is written to there.
#[test]
fn a_known_client_is_billed() {
    let desk = Desk::open();
    desk.bill("k1", &body()).unwrap();
    let by_number = desk
        .bill("k2", &with(json!({ "client": 1, "send": ["email", "sms"] })))
        .unwrap();
    assert_eq!(
        (by_number.client_id, by_number.sends, by_number.status.as_str()),
        (1, 1, "sent")
    );
    let by_phone = json!({ "client": { "phone": "+7 916 123 45 67", "name": "Somebody else" }, "send": ["email"], "language": "en" });
    let by_phone = desk.bill("k3", &with(by_phone)).unwrap();
    assert_eq!(
        (
            by_phone.client_id,
            by_phone.client_name.as_str(),
            by_phone.language.as_str()
        ),
        (1, "Ivan Petrov", "en")
    );
    assert_eq!(
        desk.text("SELECT group_concat(channel || ' ' || address || ' ' || language, ', ') FROM letter"),
        "email ivan@client.example ru, sms +79161234567 ru, email ivan@client.example en"
    );
    let elsewhere = json!({ "client": 1, "send": ["email"], "email": "accounts@client.example" });
    let elsewhere = desk.bill("k4", &with(elsewhere)).unwrap();
    assert_eq!(elsewhere.email.as_deref(), Some("accounts@client.example"));
    assert_eq!(elsewhere.client_email.as_deref(), Some("ivan@client.example"));
    let mut of_client = filter(&desk, None);
    of_client.client_id = Some(1);
    assert_eq!(run(list(&desk.database, &of_client)).unwrap().0.len(), 4);
    of_client.client_id = Some(2);
    assert_eq!(run(list(&desk.database, &of_client)).unwrap().0.len(), 0);
}

/// Lists go on where they ended, filtered or not, and find one by its number.
#[test]
fn lists_are_read_page_by_page() {
    let desk = Desk::open();
    for number in 0..7 {
        let send = if number % 2 == 0 { json!(["email"]) } else { json!([]) };
        desk.bill(&format!("k{number}"), &with(json!({ "send": send })))
            .unwrap();
    }
    assert_eq!(desk.listed(None), [7, 6, 5, 4, 3, 2, 1]);
    assert_eq!(desk.listed(Some("sent")), [7, 5, 3, 1]);
    assert_eq!(desk.listed(Some("created")), [6, 4, 2]);
    assert_eq!(desk.listed(Some("paid")), [0_i64; 0]);
    let mut page = filter(&desk, Some("sent"));
    (page.below, page.limit) = (5, 1);
    let (rows, looked_to) = run(list(&desk.database, &page)).unwrap();
    assert_eq!((rows.len(), rows[0].invoice_id, looked_to), (1, 3, None));
    let mut named = filter(&desk, None);
    named.number = Some(4);
    assert_eq!(run(list(&desk.database, &named)).unwrap().0[0].invoice_id, 4);
    named.number = Some(8);
    assert_eq!(run(list(&desk.database, &named)).unwrap().0.len(), 0);
}

/// Rarely does a filter find anything: it says how far it has looked, and does not read all there is.
#[test]
fn a_filter_says_how_far_it_has_looked() {
    let desk = Desk::open();
    desk.bill("k", &body()).unwrap();
    desk.execute(
        "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
         INSERT INTO payment (org_id, number, mode, token, amount_minor, currency, created_at_ms, expires_at_ms)
           SELECT 1, i, 'test', 'token-' || i, 1, 'RUB', 0, 0 FROM n;
         INSERT INTO invoice (org_id, invoice_id, mode, number, order_id, client_id, language, created_by, created_at_ms, needed_until_ms)
           SELECT 1, number, 'test', number, 1, 1, 'en', 'system', 0, 0 FROM payment WHERE number > 1",
    );
    let mut rare = filter(&desk, Some("created"));
    let mut pages = 0;
    let found = loop {
        pages += 1;
        let (rows, looked_to) = run(list(&desk.database, &rare)).unwrap();
        if let Some(row) = rows.first() {
            break row.invoice_id;
        }
        rare.below = looked_to.expect("there is more");
    };
    assert_eq!((found, pages), (1, 3));
}
