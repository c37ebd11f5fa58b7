//! The manager's page.

use serde_json::json;

use super::fixture::{Fixture, card, types};
use crate::cards::Behaviour;

fn address(bank: &Fixture) -> String {
    let (status, answer) = bank.get("/bank/api/terminal");
    assert_eq!((status, answer["terminal"].as_str()), (200, Some("sandbox")));
    let url = answer["manager_url"].as_str().unwrap();
    url.strip_prefix("https://pay.example.com").unwrap().to_owned()
}

/// The value of the first hidden field of a name.
fn hidden(html: &str, name: &str) -> String {
    let start = html.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    start.split('"').next().unwrap().to_owned()
}

#[test]
fn a_manager_decides_what_waits() {
    let bank = Fixture::new();
    let page = address(&bank);
    assert!(bank.page(&page, None).html.contains("Nothing is waiting"));
    let id = bank.paid("k", 1, card(Behaviour::RefundReview));
    bank.operate(&id, "refund", "r1", 1_000);
    bank.operate(&id, "refund", "r2", 2_000);
    bank.post(
        &format!("/bank/manager-api/payments/{id}/chargebacks"),
        &json!({ "amount_minor": 3_000 }),
    );
    let shown = bank.page(&format!("{page}?lang=ru"), None);
    assert!(
        shown.html.contains("Одобрить") && shown.html.contains("Прав магазин") && shown.html.contains("10,00\u{a0}₽")
    );
    assert!(shown.policy.contains("frame-ancestors 'none'"));
    let operation = hidden(&shown.html, "operation");
    let sent = bank.page(
        &format!("{page}?lang=ru"),
        Some(&format!("operation={operation}&decision=done")),
    );
    assert_eq!((sent.status, sent.location), (303, format!("{page}?lang=ru")));
    assert_eq!(bank.status(&id)["refunded_minor"], 1_000);
    let rest = bank.page(&page, None);
    let other = hidden(&rest.html, "operation");
    assert_ne!(other, operation);
    // Twice, and the other way round: it stays as it was decided first.
    for decision in ["refused", "refused", "done"] {
        bank.page(&page, Some(&format!("operation={other}&decision={decision}")));
    }
    assert_eq!(bank.status(&id)["refunded_minor"], 1_000);
    let (payment, dispute) = (hidden(&rest.html, "payment"), hidden(&rest.html, "dispute"));
    for decision in ["won", "lost"] {
        bank.page(
            &page,
            Some(&format!("payment={payment}&dispute={dispute}&decision={decision}")),
        );
    }
    assert_eq!(bank.status(&id)["charged_back_minor"], 0);
    assert_eq!(
        types(&bank.told()),
        [
            "captured",
            "chargeback_opened",
            "refunded",
            "refund_refused",
            "chargeback_won"
        ]
    );
    assert!(!bank.page(&page, None).html.contains("<form"));
}

#[test]
fn only_the_token_opens_the_page() {
    let bank = Fixture::new();
    let page = address(&bank);
    let id = bank.paid("k", 1, card(Behaviour::RefundReview));
    bank.operate(&id, "refund", "r", 1_000);
    let operation = hidden(&bank.page(&page, None).html, "operation");
    let (_, theirs) = bank.api(
        http::Method::GET,
        "/bank/api/terminal",
        "bank-key-of-somebody-else",
        &json!(null),
    );
    let theirs = theirs["manager_url"]
        .as_str()
        .unwrap()
        .replace("https://pay.example.com", "");
    // Another's page shows and decides nothing of this terminal.
    assert!(!bank.page(&theirs, None).html.contains(&operation));
    assert_eq!(
        bank.page(&theirs, Some(&format!("operation={operation}&decision=done")))
            .status,
        303
    );
    assert_eq!(bank.status(&id)["refunded_minor"], 0);
    let swapped = theirs.replace("/2-", "/1-");
    let cut: String = page.chars().take(page.len() - 1).collect();
    for path in [
        swapped.as_str(),
        cut.as_str(),
        "/bank/manager/1-",
        "/bank/manager/1",
        "/bank/manager/x-y",
        "/bank/manager/",
    ] {
        assert_eq!(bank.page(path, None).status, 404, "{path}");
        assert_eq!(
            bank.page(path, Some(&format!("operation={operation}&decision=done")))
                .status,
            404
        );
    }
    bank.database
        .execute("UPDATE terminal SET status = 'disabled'")
        .unwrap();
    assert_eq!(bank.page(&page, None).status, 404);
}
