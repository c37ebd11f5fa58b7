//! What goes well.

use runtime::eventually;
use serde_json::json;

use super::{PDF, Till, path};
use crate::kit::{at_once, get};

/// Proves MAN-02 (the Buy link), MAN-03, MAN-04 (the order is open).
#[test]
fn an_offer_is_bought_with_a_receipt_and_its_outcome_comes() {
    let till = Till::open();
    let page = get(&format!("{}?lang=en", till.link)).send();
    assert_eq!(page.status, 200, "{page:?}");
    for text in [
        "A tea set",
        "Six cups and a pot",
        "12<span class=\"g\">500</span>.00",
        "Cash desk",
        "Leaf &amp; Clay Ltd",
        "Hall 3, from 9 to 18",
        "The number of your ticket",
    ] {
        assert!(page.text.contains(text), "{text}: {page:?}");
    }
    let form = till
        .form("cash")
        .with("comment", "Ticket 7\r\ncard 4111 1111 1111 1111");
    let form = form.with_receipt("receipt.pdf", "application/pdf", PDF);
    let answer = till.send(&form);
    assert_eq!(answer.status, 303, "{answer:?}");
    let trip = till.trip();
    let shown = path(&answer);
    assert_eq!(shown, format!("/manual/{}", trip["token"].as_str().unwrap()));
    assert_eq!(trip["state"], "open");
    assert_eq!(trip["paid_on"], form.text("paid_on"));
    assert_eq!(trip["comment"], "Ticket 7\ncard 4111 11** **** 1111");
    assert_eq!(till.made(), [1, 1, 1, 1, 1, 1, 1]);
    let file = till.shop.rows(
        "SELECT file, kind, media_type, size_bytes FROM file WHERE org_id = ?1 AND ?2 = 0",
        json!(0),
    );
    assert_eq!(file[0]["file"], trip["receipt"]);
    assert_eq!(
        (file[0]["kind"].as_str(), file[0]["media_type"].as_str()),
        (Some("receipt"), Some("application/pdf"))
    );
    let order = till.shop.rows(
        "SELECT status, source, client_id FROM sales_order WHERE org_id = ?1 AND ?2 = 0",
        json!(0),
    );
    assert_eq!(
        (order[0]["status"].as_str(), order[0]["source"].as_str()),
        (Some("open"), Some("offer"))
    );

    let waiting = get(&format!("{shown}?lang=en")).send();
    assert!(
        waiting.status == 200 && waiting.text.contains("In processing"),
        "{waiting:?}"
    );
    // Without JavaScript it is loaded anew by itself.
    assert!(
        waiting
            .text
            .contains(r#"<noscript><meta http-equiv="refresh" content="30"></noscript>"#)
    );
    assert!(
        !waiting.text.contains("anna@mail.example") && !waiting.text.contains("Ticket 7"),
        "{waiting:?}"
    );
    let status = get(&format!("{shown}/status")).send().json();
    assert_eq!(
        (&status["waiting"], &status["status"]),
        (&json!(true), &json!("awaiting"))
    );

    let confirmed = till.decide(
        1,
        "confirm",
        &json!({ "amount": "12000.00", "currency": "RUB", "comment": "500 short" }),
    );
    assert_eq!(confirmed.status, 200, "{confirmed:?}");
    let status = get(&format!("{shown}/status")).send().json();
    assert_eq!(
        (&status["waiting"], &status["status"]),
        (&json!(false), &json!("captured"))
    );
    let done = get(&format!("{shown}?lang=en")).send();
    assert!(
        done.text.contains("Confirmed") && done.text.contains("12<span class=\"g\">000</span>.00"),
        "{done:?}"
    );
    assert!(
        !done.text.contains("500 short"),
        "what people write of it is theirs: {done:?}"
    );
    till.shop.assert_balanced();
}

/// Proves EDG-06 (a double submit).
#[test]
fn the_same_form_is_one_purchase_however_often_it_is_sent() {
    let till = Till::open();
    let form = till.form("cash").with_receipt("receipt.pdf", "application/pdf", PDF);
    let first = till.send(&form);
    assert_eq!(first.status, 303, "{first:?}");
    // Once more, with something else typed into it; and by several at once.
    let again = till.send(&form.clone().with("comment", "once more"));
    assert_eq!(again.header("location"), first.header("location"));
    for answer in at_once(6, |_| till.send(&form)) {
        assert_eq!(answer.header("location"), first.header("location"), "{answer:?}");
    }
    let kept = [1, 1, 1, 1, 1, 1, 1];
    eventually("the receipts of twins to be gone", || {
        Ok((till.made() == kept).then_some(()))
    })
    .unwrap();
    // Another page is another purchase, of the same client.
    let other = till.send(&till.form("cash"));
    assert_ne!(other.header("location"), first.header("location"));
    assert_eq!(till.made(), [2, 1, 2, 2, 2, 1, 1]);
}

#[test]
fn twins_of_a_purchase_make_one() {
    let till = Till::open();
    let form = till.form("cash").with_receipt("receipt.pdf", "application/pdf", PDF);
    let answers = at_once(8, |_| till.send(&form));
    for answer in &answers {
        assert_eq!(answer.status, 303, "{answer:?}");
        assert_eq!(answer.header("location"), answers[0].header("location"));
    }
    let kept = [1, 1, 1, 1, 1, 1, 1];
    eventually("the receipts of twins to be gone", || {
        Ok((till.made() == kept).then_some(()))
    })
    .unwrap();
}

/// Proves MAN-05 (rejected), MAN-07 (refunded), as the payer sees them.
#[test]
fn the_payer_sees_a_rejection_and_a_refund() {
    let till = Till::open();
    let shown = till.buy();
    let rejected = till.decide(1, "reject", &json!({ "comment": "no such transfer" }));
    assert_eq!(rejected.status, 200, "{rejected:?}");
    let page = get(&format!("{shown}?lang=en")).send();
    assert!(
        page.text.contains("Not confirmed") && !page.text.contains("no such transfer"),
        "{page:?}"
    );
    assert_eq!(get(&format!("{shown}/status")).send().json()["waiting"], false);
    // Nothing more is to be done there.
    let late = till.form("cash").sent_to(&shown).send();
    assert_eq!(late.status, 409, "{late:?}");

    let shown = till.buy();
    assert_eq!(till.decide(2, "confirm", &json!({})).status, 200);
    let refunded = till
        .shop
        .operate(2, "refunds", "r-1", &json!({ "amount": "12500.00", "currency": "RUB" }));
    assert_eq!(refunded.status, 201, "{refunded:?}");
    let page = get(&format!("{shown}?lang=ru")).send();
    assert!(page.text.contains("Магазин вернул деньги"), "{page:?}");
}

/// The payer chooses among several ways; a card goes on to the pay page, on which the manual system is offered still.
#[test]
fn ways_are_chosen_among() {
    let till = Till::selling(&["cash", "sandbox"]);
    let page = get(&format!("{}?lang=en", till.link)).send();
    assert!(
        page.text.contains("?system=cash&amp;lang=en") && page.text.contains("?system=sandbox&amp;lang=en"),
        "{page:?}"
    );
    assert!(
        !page.text.contains("<form"),
        "nothing is asked before the way is chosen: {page:?}"
    );
    let answer = till.send(&till.form("sandbox"));
    assert_eq!(answer.status, 303, "{answer:?}");
    let pay = answer.header("location").to_owned();
    assert!(pay.starts_with("/pay/"), "{pay}");
    let page = get(&pay).send();
    assert!(
        page.text.contains("Pay by card") && page.text.contains("/manual/"),
        "{page:?}"
    );
    assert_eq!(till.made(), [1, 1, 1, 0, 0, 0, 0]);
}

/// Proves MAN-01 (the transaction currency), as the payer sees it.
#[test]
fn a_system_that_does_not_take_the_price_shows_what_it_comes_to() {
    let till = Till::selling(&["wire"]);
    let page = get(&format!("{}?lang=en", till.link)).send();
    let rate = till.shop.rows(
        "SELECT count(*) AS n FROM rate WHERE day >= '2026-01-01' AND base <> '' AND ?1 > 0 AND ?2 = 0",
        json!(0),
    );
    assert!(rate[0]["n"].as_i64().is_some());
    assert!(
        page.text.contains("To transfer") && page.text.contains(">USD<"),
        "{page:?}"
    );
}
