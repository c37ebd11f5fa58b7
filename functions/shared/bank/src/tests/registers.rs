//! Days are settled.

use domain::{signature::verify_bank_callback, time::Timestamp};
use futures_executor::block_on;
use serde_json::{Value, json};

use super::fixture::{CALLBACK_SECRET, Fixture, NOW_MS, card};
use crate::{
    books::registers::{self, Register, Unsettled},
    cards::Behaviour,
};

const PAID: &str = "2200000000000004";
const DAY_MS: i64 = 86_400_000;
const TODAY: &str = "2026-11-23";

/// The registers' pages that the merchant got.
fn pages(bank: &Fixture) -> Vec<Value> {
    let of_register = |body: &Value| body["type"] == "settlement.register";
    bank.told().into_iter().filter(of_register).collect()
}

fn make(bank: &Fixture, day: &str) -> (u16, Value) {
    bank.post("/bank/manager-api/registers", &json!({ "day": day }))
}

#[test]
fn a_day_is_settled_after_midnight_once() {
    let bank = Fixture::new();
    bank.database
        .execute("UPDATE terminal SET fee_percent = '2.755'")
        .unwrap();
    let sale = bank.paid("k1", 1, PAID);
    let held = bank.paid("k2", 2, PAID);
    bank.operate(&held, "void", "v", 1_000);
    bank.operate(&held, "capture", "c", 8_000);
    bank.operate(&sale, "refund", "r", 3_000);
    bank.operate(&sale, "refund", "too-much", 9_000);
    let (_, opened) = bank.post(
        &format!("/bank/manager-api/payments/{sale}/chargebacks"),
        &json!({ "amount_minor": 2_000 }),
    );
    let dispute = opened["dispute_id"].as_str().unwrap();
    bank.post(
        &format!("/bank/manager-api/payments/{sale}/chargebacks/{dispute}/decide"),
        &json!({ "status": "won" }),
    );
    bank.tick(NOW_MS + DAY_MS - 1);
    assert!(pages(&bank).is_empty());
    for minute in 0..3 {
        bank.tick(NOW_MS + DAY_MS + minute * 60_000);
        assert_eq!(pages(&bank).len(), 1);
    }
    let page = &pages(&bank)[0];
    assert_eq!(page["register_id"], "reg-1-2026-11-23");
    assert_eq!(
        (&page["day"], &page["page"], &page["pages"], &page["payment_id"]),
        (&json!(TODAY), &json!(1), &json!(1), &json!(null))
    );
    let lines: Vec<(&str, i64, i64, Option<&str>)> = page["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            (
                line["kind"].as_str().unwrap(),
                line["amount_minor"].as_i64().unwrap(),
                line["fee_minor"].as_i64().unwrap(),
                line["operation_key"].as_str(),
            )
        })
        .collect();
    for line in [
        ("capture", 10_000, 276, None),
        ("capture", 8_000, 220, Some("c")),
        ("refund", 3_000, 0, Some("r")),
        ("chargeback", 2_000, 500, None),
        ("chargeback_won", 2_000, 500, None),
    ] {
        assert!(lines.contains(&line), "{line:?} {lines:?}");
    }
    assert_eq!(lines.len(), 5);
    // The operations are those of the events.
    let events = bank.events(&sale);
    let listed = |event: &Value| {
        page["lines"]
            .as_array()
            .unwrap()
            .iter()
            .any(|line| line["operation_id"] == event["operation_id"])
    };
    assert!(
        events
            .iter()
            .filter(|event| event["type"] != "payment.refund_refused")
            .all(listed)
    );
    let got = bank.merchant.got.borrow();
    let sent = got.last().unwrap();
    let header = |name: &str| sent.headers().get(name).unwrap().to_str().unwrap();
    verify_bank_callback(
        CALLBACK_SECRET,
        header("x-bank-timestamp"),
        sent.body(),
        header("x-bank-signature"),
        Timestamp::from_ms(NOW_MS),
    )
    .unwrap();
    assert_eq!(sent.uri().path(), "/callbacks/sandbox-bank/demo/sandbox");
}

#[test]
fn a_register_is_repeated_until_it_is_taken() {
    let bank = Fixture::new();
    bank.paid("k", 1, PAID);
    bank.merchant.status.set(503);
    for minute in 0..3 {
        bank.clock.0.set(NOW_MS + DAY_MS + minute * 60_000);
        bank.tick(NOW_MS + DAY_MS + minute * 60_000);
    }
    bank.merchant.status.set(204);
    for minute in 3..5 {
        bank.clock.0.set(NOW_MS + DAY_MS + minute * 60_000);
        bank.tick(NOW_MS + DAY_MS + minute * 60_000);
    }
    let pages = pages(&bank);
    assert_eq!(pages.len(), 4);
    assert!(pages.iter().all(|page| page == &pages[0]));
}

#[test]
fn a_day_may_be_settled_before_it_is_over() {
    let bank = Fixture::new();
    assert_eq!(make(&bank, TODAY), (200, json!({ "register_id": null, "lines": 0 })));
    bank.paid("k1", 1, PAID);
    let first = make(&bank, TODAY);
    assert_eq!(first, (200, json!({ "register_id": "reg-1-2026-11-23", "lines": 1 })));
    assert_eq!(make(&bank, TODAY), first);
    assert_eq!(pages(&bank).len(), 1);
    let late = bank.paid("k2", 1, card(Behaviour::Late));
    bank.operate(&late, "refund", "r", 1);
    let second = make(&bank, TODAY);
    assert_eq!(second.1, json!({ "register_id": "reg-1-2026-11-23-2", "lines": 1 }));
    // What is decided the next day is of the next day.
    bank.clock.0.set(NOW_MS + DAY_MS);
    bank.tick(NOW_MS + DAY_MS);
    assert_eq!(pages(&bank).len(), 2);
    assert_eq!(make(&bank, "2026-11-24").1["register_id"], "reg-1-2026-11-24");
    bank.paid("k3", 1, PAID);
    bank.tick(NOW_MS + 2 * DAY_MS);
    let made: Vec<Value> = pages(&bank).iter().map(|page| page["register_id"].clone()).collect();
    assert_eq!(
        made,
        [
            "reg-1-2026-11-23",
            "reg-1-2026-11-23-2",
            "reg-1-2026-11-24",
            "reg-1-2026-11-24-2"
        ]
    );
    for day in ["", "yesterday", "2026-02-30"] {
        assert_eq!(make(&bank, day).0, 422, "{day}");
    }
}

#[test]
fn terminals_are_settled_apart() {
    let bank = Fixture::new();
    bank.paid("k", 1, PAID);
    let theirs = bank.api(
        http::Method::POST,
        "/bank/manager-api/registers",
        "bank-key-of-somebody-else",
        &json!({ "day": TODAY }),
    );
    assert_eq!(theirs.1["lines"], 0);
    assert_eq!(make(&bank, TODAY).1["lines"], 1);
}

#[test]
fn long_days_have_pages() {
    let bank = Fixture::new();
    let id = bank.paid("k", 1, PAID);
    for refund in 0..400 {
        assert_eq!(bank.operate(&id, "refund", &format!("r{refund}"), 1), "done");
    }
    assert_eq!(make(&bank, TODAY).1["lines"], 401);
    let pages = pages(&bank);
    assert_eq!(pages.len(), 3);
    let mut ids: Vec<&Value> = Vec::new();
    for (place, page) in pages.iter().enumerate() {
        assert_eq!((&page["page"], &page["pages"]), (&json!(place + 1), &json!(3)));
        ids.extend(
            page["lines"]
                .as_array()
                .unwrap()
                .iter()
                .map(|line| &line["operation_id"]),
        );
    }
    let count = ids.len();
    ids.sort_by_key(|id| id.to_string());
    ids.dedup();
    assert_eq!((count, ids.len()), (401, 401));
    assert!(
        bank.merchant
            .got
            .borrow()
            .iter()
            .all(|request| request.body().len() < 64 * 1024)
    );
    let events: Vec<&Value> = pages.iter().map(|page| &page["event_id"]).collect();
    assert!(events[0] != events[1] && events[1] != events[2]);
}

/// Two that both drew up the same register: one is written, and no operation is listed twice.
#[test]
fn a_register_is_written_once() {
    let bank = Fixture::new();
    bank.paid("k", 1, PAID);
    let of = Unsettled {
        terminal_number: 1,
        day: NOW_MS / DAY_MS,
    };
    let draft = block_on(registers::draft(&bank.database, of, NOW_MS, NOW_MS + DAY_MS))
        .unwrap()
        .unwrap();
    let write = |event: &str| {
        let pages = [(event.to_owned(), "{}".to_owned())];
        let register = Register {
            register_id: "reg",
            of,
            sequence: draft.sequence,
            lines: &draft.lines,
            pages: &pages,
            due_at_ms: NOW_MS,
            now_ms: NOW_MS,
        };
        block_on(registers::write(&bank.database, &register)).unwrap()
    };
    assert_eq!((write("be_a"), write("be_b")), (true, false));
    assert_eq!(
        bank.database
            .value("SELECT count(*) FROM callback WHERE type = 'settlement.register'")
            .unwrap(),
        1
    );
}
