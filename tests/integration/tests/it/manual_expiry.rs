//! The hourly trigger of manual payments, fired with an injected time: what nobody has confirmed ends, and what was confirmed goes back
//! without a bank. Its own orders are made due in the past, since the trigger is everybody's.

use runtime::eventually;
use serde_json::{Value, json};

use crate::kit::{DESK, TestMerchant, at_once, now_ms, rub};

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 86_400_000;

/// An organisation with a manual system.
fn shop() -> TestMerchant {
    let shop = TestMerchant::open();
    shop.execute(
        "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, operations, credentials, created_at_ms)
         VALUES (?1, 'cash', 'manual', 'test', 'manual', 'Cash', '[\"payment\",\"capture\",\"refund\"]', '', 0)",
    );
    shop.execute(
        "INSERT INTO manual_system (org_id, terminal_id, fixed_fee_currency, income_currency, transaction_currency, currencies)
         VALUES (?1, 'cash', 'RUB', 'RUB', 'RUB', '[\"RUB\"]')",
    );
    shop
}

/// A payment of 100.00 RUB that somebody says to have paid 30 days before `due_ms`.
fn said(shop: &TestMerchant, order: &str, due_ms: i64) -> i64 {
    let number = shop.payment(order)["number"].as_i64().unwrap();
    let opened_ms = due_ms - 30 * DAY_MS;
    for sql in [
        format!("UPDATE payment SET sent_at_ms = {opened_ms}, look_at_ms = NULL, systems = '[\"cash\"]' WHERE org_id = ?1 AND number = {number}"),
        format!("INSERT INTO attempt (org_id, number, attempt, terminal_id, state, amount_minor, currency, created_at_ms) VALUES (?1, {number}, 1, 'cash', 'sent', 10000, 'RUB', {opened_ms})"),
        format!(
            "INSERT INTO manual_payment (org_id, number, attempt, price_minor, price_currency, paid_on, opened_by, opened_at_ms, confirm_by_ms, remind_at_ms)
             VALUES (?1, {number}, 1, 10000, 'RUB', '2026-11-01', 'payer', {opened_ms}, {due_ms}, {})",
            due_ms - 3 * DAY_MS
        ),
    ] {
        shop.execute(&sql);
    }
    number
}

fn state(shop: &TestMerchant, number: i64) -> String {
    let rows = shop.rows(
        "SELECT state || COALESCE(' ' || reason, '') AS state FROM manual_payment WHERE org_id = ?1 AND number = ?2",
        json!(number),
    );
    rows[0]["state"].as_str().unwrap().to_owned()
}

fn notified(shop: &TestMerchant, kind: &str) -> i64 {
    let rows = shop.rows(
        "SELECT count(*) AS n FROM notification WHERE org_id = ?1 AND kind = ?2",
        json!(kind),
    );
    rows[0]["n"].as_i64().unwrap()
}

/// Fires the trigger until something is so: while another tick is at work, one does nothing.
fn tick_until(what: &str, at_ms: i64, is_so: impl Fn() -> bool) {
    eventually(what, || {
        DESK.cron("manual-expiry", Some(at_ms))?;
        Ok(is_so().then_some(()))
    })
    .unwrap();
}

/// Proves MAN-06: open until the last minute, rejected by the first tick after it, told once; reminded of before.
#[test]
fn what_nobody_confirms_ends_with_its_time() {
    let shop = shop();
    let due_ms = now_ms() - DAY_MS;
    let number = said(&shop, "A-1", due_ms);
    tick_until("the reminder", due_ms - MINUTE_MS, || {
        notified(&shop, "manual_payment_due") == 1
    });
    assert_eq!(state(&shop, number), "open");
    tick_until("the end", due_ms, || state(&shop, number) == "rejected expired");
    assert_eq!(shop.get(number)["status"], "expired");
    let told = shop.sink.wait_for(1);
    assert_eq!(
        (&told[0].json()["type"], &told[0].json()["data"]["number"]),
        (&json!("payment.expired"), &json!(number))
    );
    DESK.cron("manual-expiry", Some(due_ms + DAY_MS)).unwrap();
    assert_eq!(
        (
            shop.events("payment.expired"),
            shop.count("postback"),
            notified(&shop, "manual_payment_due")
        ),
        (1, 1, 1)
    );
    shop.assert_balanced();
}

/// Proves MAN-06: ticks at once reject each order once, with one postback.
#[test]
fn ticks_at_once_reject_each_order_once() {
    let shop = shop();
    // Before the orders of others here: their ends are theirs to bring about.
    let due_ms = now_ms() - 10 * DAY_MS;
    let numbers: Vec<i64> = (0..20)
        .map(|order| said(&shop, &format!("A-{order}"), due_ms))
        .collect();
    at_once(4, |_| DESK.cron("manual-expiry", Some(due_ms)))
        .into_iter()
        .for_each(Result::unwrap);
    tick_until("the last of them", due_ms, || {
        numbers.iter().all(|number| state(&shop, *number) == "rejected expired")
    });
    // A tick tells some at once; the others' turn comes with the dispatcher's own.
    eventually("the postbacks", || {
        DESK.cron("postback-dispatch", None)?;
        Ok((shop.sink.count() >= 20).then_some(()))
    })
    .unwrap();
    assert_eq!((shop.events("payment.expired"), shop.count("postback")), (20, 20));
    let journaled = shop.rows("SELECT count(DISTINCT subject) AS payments, count(*) AS entries FROM journal WHERE org_id = ?1 AND action = ?2", json!("manual_payment_rejected"));
    assert_eq!(
        (&journaled[0]["payments"], &journaled[0]["entries"]),
        (&json!(20), &json!(20))
    );
}

/// Proves MAN-07: money that came by hand goes back by hand: done at once, in the books, and no bank is asked.
#[test]
fn what_was_confirmed_goes_back_without_a_bank() {
    let shop = shop();
    let number = said(&shop, "A-1", now_ms() + DAY_MS);
    for sql in [
        format!("UPDATE manual_payment SET state = 'resolved', decided_at_ms = 1, paid_minor = 10000, paid_currency = 'RUB' WHERE org_id = ?1 AND number = {number}"),
        format!(
            "INSERT INTO operation (org_id, number, operation, attempt, kind, state, amount_minor, currency, idempotency_key, bank_reference, created_at_ms, decided_at_ms)
             VALUES (?1, {number}, 1, 1, 'capture', 'done', 10000, 'RUB', 'manual:{number}:1', 'manual', 1, 1)"
        ),
    ] {
        shop.execute(&sql);
    }
    let part = shop.operate(number, "refunds", "r-1", &rub("30.00"));
    assert_eq!((part.status, &part.json()["state"]), (201, &json!("done")), "{part:?}");
    assert_eq!(shop.operate(number, "refunds", "r-2", &rub("70.01")).status, 409);
    assert_eq!(
        shop.operate(number, "refunds", "r-3", &Value::Object(serde_json::Map::default()))
            .status,
        201
    );
    assert_eq!(shop.get(number)["status"], "refunded");
    assert_eq!(
        [
            shop.balance("manual:cash"),
            shop.balance("manual_memo"),
            shop.balance("available")
        ],
        [0, 0, 0]
    );
    shop.assert_books_right();
}
