//! What goes wrong at a bank, from the test card to the settled books: silence, nonsense, delays, refusals, disputes. Crons are
//! fired for all tests at once, so what is asserted before one is what the desk has answered, not what may have come since.

use bank::cards::{Behaviour, REFUND_REFUSED};
use runtime::eventually;
use serde_json::{Value, json};

use crate::kit::{Answer, DESK, TestMerchant, assert_sums, get, hour_passes, now_ms, pay, rub};

/// The bank was asked, and the desk does not know what became of it.
fn assert_unknown(answer: &Answer) {
    assert_eq!(
        (answer.status, &answer.json()["state"]),
        (202, &json!("unknown")),
        "{answer:?}"
    );
    assert_eq!(answer.json()["decided_at"], json!(null));
}

/// Fires a cron until an operation is in this state.
fn driven(shop: &TestMerchant, cron: &str, number: i64, kind: &str, state: &str) {
    eventually(&format!("{kind} {state}"), || {
        hour_passes(cron)?;
        let operations = shop.operations(number, kind);
        Ok(operations.iter().all(|row| row["state"] == state).then_some(()))
    })
    .unwrap();
}

/// A request that the bank has acted upon, its answer lost or garbled: the janitor asks, and the money moves once.
///
/// Proves EDG-07, EDG-09 (chaos).
#[test]
fn lost_and_garbled_answers_are_found_out() {
    for behaviour in [Behaviour::SilentAfter, Behaviour::Nonsense] {
        for (what, kind, sums) in [
            ("refunds", "refund", [10_000, 0, 3_000, 0]),
            ("capture", "capture", [3_000, 7_000, 0, 0]),
            ("cancel", "void", [0, 3_000, 0, 0]),
        ] {
            let shop = TestMerchant::open();
            if what != "refunds" {
                shop.two_stages();
            }
            let number = shop.paid("A-1", behaviour);
            let asked = shop.operate(number, what, "k", &rub("30.00"));
            assert_unknown(&asked);
            driven(&shop, "payment-janitor", number, kind, "done");
            assert_sums(&shop, number, sums);
            assert_eq!(shop.get(number)["unknown"], false);
            // The same request again gets what became of it.
            let again = shop.operate(number, what, "k", &rub("30.00"));
            assert_eq!((again.status, &again.json()["state"]), (201, &json!("done")));
            // The bank tells as well, and nothing happens twice.
            let events = shop.count("event");
            eventually("the bank's word", || {
                hour_passes("sandbox-bank")?;
                Ok((shop.count("callback") == 2).then_some(()))
            })
            .unwrap();
            assert_eq!(shop.count("event"), events);
            assert_sums(&shop, number, sums);
            shop.assert_books_right();
        }
    }
}

/// The bank's own word may come before the janitor asks: it decides as well.
#[test]
fn the_banks_word_decides_what_is_unknown() {
    let shop = TestMerchant::open();
    let number = shop.paid("A-1", Behaviour::SilentAfter);
    assert_unknown(&shop.operate(number, "refunds", "k", &rub("30.00")));
    driven(&shop, "sandbox-bank", number, "refund", "done");
    assert_sums(&shop, number, [10_000, 0, 3_000, 0]);
    assert_eq!(shop.events("payment.partially_refunded"), 1);
    shop.assert_books_right();
}

/// A request that never reached the bank: within the horizon the bank's "not found" is no answer, and the reserve stays; after
/// it the same key is sent again.
///
/// Proves EDG-07.
#[test]
fn what_the_bank_does_not_know_is_sent_again_only_after_the_horizon() {
    for (what, kind, before, after) in [
        ("refunds", "refund", [10_000, 0, 0, 0], [10_000, 0, 3_000, 0]),
        ("capture", "capture", [0, 0, 0, 0], [3_000, 7_000, 0, 0]),
        ("cancel", "void", [0, 0, 0, 0], [0, 3_000, 0, 0]),
    ] {
        let shop = TestMerchant::open();
        if what != "refunds" {
            shop.two_stages();
        }
        let number = shop.paid("A-1", Behaviour::SilentBefore);
        assert_unknown(&shop.operate(number, what, "k", &rub("30.00")));
        let asked = |shop: &TestMerchant| shop.operations(number, kind)[0]["asked"].as_i64().unwrap();
        eventually("the janitor's second question", || {
            hour_passes("payment-janitor")?;
            Ok((asked(&shop) >= 3).then_some(()))
        })
        .unwrap();
        assert_eq!(shop.operations(number, kind)[0]["state"], "unknown");
        let payment = shop.get(number);
        assert_eq!(payment["unknown"], true);
        let theirs = shop.at_bank(number);
        assert_eq!(
            [
                &theirs["captured_minor"],
                &theirs["refunded_minor"],
                &theirs["voided_minor"]
            ],
            [&json!(before[0]), &json!(0), &json!(0)],
            "the bank has done nothing"
        );
        // The reserve stays: what is asked for beyond it is not started.
        let more = shop.operate(number, what, "more", &rub("70.01"));
        assert_eq!((more.status, more.problem().as_str()), (409, "operation_in_flight"));
        shop.assert_books_right();
        // Ten minutes go by.
        shop.execute("UPDATE operation SET asked_at_ms = asked_at_ms - 600000 WHERE org_id = ?1 AND state = 'unknown'");
        driven(&shop, "payment-janitor", number, kind, "done");
        assert_sums(&shop, number, after);
        let again = shop.operate(number, what, "k", &rub("30.00"));
        assert_eq!((again.status, &again.json()["state"]), (201, &json!("done")));
        shop.assert_books_right();
    }
}

/// Proves EDG-09 (delays), PKP-04 (refunding).
#[test]
fn a_bank_that_takes_its_time_is_waited_for() {
    for (what, kind, status, sums) in [
        ("refunds", "refund", "partially_refunded", [10_000, 0, 3_000, 0]),
        ("capture", "capture", "captured", [3_000, 7_000, 0, 0]),
        ("cancel", "void", "authorised", [0, 3_000, 0, 0]),
    ] {
        let shop = TestMerchant::open();
        if what != "refunds" {
            shop.two_stages();
        }
        let number = shop.paid("A-1", Behaviour::Late);
        let asked = shop.operate(number, what, "k", &rub("30.00"));
        assert_eq!(
            (asked.status, &asked.json()["state"]),
            (202, &json!("sent")),
            "{asked:?}"
        );
        if what == "refunds" {
            assert_eq!(asked.json()["payment_status"], "refunding");
        }
        driven(&shop, "sandbox-bank", number, kind, "done");
        assert_eq!(shop.get(number)["status"], status);
        assert_sums(&shop, number, sums);
        shop.assert_books_right();
    }
}

fn refund_under_review(shop: &TestMerchant, key: &str) -> i64 {
    let number = shop.paid(key, Behaviour::RefundReview);
    let asked = shop.operate(number, "refunds", &format!("{key}-1"), &json!({}));
    assert_eq!(
        (asked.status, &asked.json()["state"], &asked.json()["payment_status"]),
        (202, &json!("sent"), &json!("refunding"))
    );
    // All is reserved.
    let second = shop.operate(number, "refunds", &format!("{key}-2"), &rub("0.01"));
    assert_eq!(second.problem(), "operation_in_flight");
    // However often the janitor asks, it is the manager's to decide.
    hour_passes("payment-janitor").unwrap();
    assert_eq!(shop.get(number)["status"], "refunding");
    number
}

fn decide(shop: &TestMerchant, number: i64, status: &str) {
    let key = shop.operations(number, "refund")[0]["idempotency_key"].clone();
    let path = format!("operations/{}/decide", key.as_str().unwrap());
    assert_eq!(
        shop.manager(number, &path, &json!({ "status": status }))["status"],
        status
    );
}

/// Proves SPR-05 (bank's approval), PKP-04.
#[test]
fn the_banks_manager_decides_a_refund() {
    let shop = TestMerchant::open();
    let granted = refund_under_review(&shop, "granted");
    decide(&shop, granted, "done");
    shop.until(granted, "refunded");
    assert_sums(&shop, granted, [10_000, 0, 10_000, 0]);
    assert_eq!(shop.events("payment.refunded"), 1);
    let refused = refund_under_review(&shop, "refused");
    decide(&shop, refused, "refused");
    let payment = shop.until(refused, "captured");
    assert_eq!(
        (&payment["attention"], &payment["refundable"]),
        (&json!("refund_refused"), &json!("100.00"))
    );
    let again = shop.operate(refused, "refunds", "refused-1", &json!({}));
    assert_eq!((again.status, &again.json()["state"]), (201, &json!("refused")));
    assert_eq!(shop.events("payment.refund_refused"), 1);
    assert_sums(&shop, refused, [10_000, 0, 0, 0]);
    // It may be asked for again.
    assert_eq!(shop.operate(refused, "refunds", "again", &rub("1.00")).status, 202);
    shop.assert_books_right();
}

/// Proves PKP-04 (a refusal leaves the money where it is).
#[test]
fn a_refused_refund_gives_its_reserve_back() {
    let shop = TestMerchant::open();
    let number = shop.paid("A-1", Behaviour::RefundRefused);
    for attempt in 0..2 {
        let asked = shop.operate(number, "refunds", &format!("k-{attempt}"), &json!({}));
        let refund = asked.json();
        assert_eq!(asked.status, 201, "{asked:?}");
        assert_eq!(
            (&refund["state"], &refund["code"], &refund["payment_status"]),
            (&json!("refused"), &json!(REFUND_REFUSED), &json!("captured"))
        );
    }
    let payment = shop.get(number);
    assert_eq!(
        (&payment["attention"], &payment["refundable"]),
        (&json!("refund_refused"), &json!("100.00"))
    );
    assert_sums(&shop, number, [10_000, 0, 0, 0]);
    assert_eq!(shop.events("payment.refund_refused"), 2);
    shop.assert_books_right();
}

/// Proves EDG-09 (chaos): a payment that the bank never tells of is found by the janitor.
#[test]
fn a_lost_callback_is_found() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    assert_eq!(pay(&trip, Behaviour::CallbackLost).status, 303);
    eventually("the janitor's look", || {
        // Past every hour that other tests have let pass, and within the payment's life.
        DESK.cron("payment-janitor", Some(now_ms() + 12 * 3_600_000))?;
        Ok((shop.get(1)["status"] == "captured").then_some(()))
    })
    .unwrap();
    assert_eq!(shop.count("movement"), 1);
    assert_eq!(shop.sink.wait_for(1)[0].json()["type"], "payment.captured");
    // Known now: it can be given back.
    assert_eq!(shop.operate(1, "refunds", "k", &rub("30.00")).status, 201);
    assert_sums(&shop, 1, [10_000, 0, 3_000, 0]);
    shop.assert_books_right();
}

/// A payment of 100.00 that its payer disputes: the number, and the bank's id of the dispute.
fn disputed(shop: &TestMerchant) -> (i64, String) {
    let number = shop.paid("A-1", Behaviour::Chargeback);
    eventually("the dispute", || {
        hour_passes("sandbox-bank")?;
        Ok((shop.get(number)["disputed"] == true).then_some(()))
    })
    .unwrap();
    let payment = shop.get(number);
    assert_eq!(
        (&payment["charged_back"], &payment["attention"]),
        (&json!("100.00"), &json!("dispute_opened"))
    );
    // The amount and the bank's fee for it.
    assert_eq!(shop.balance("available"), 10_000 - 350 - 10_000 - 500);
    for body in [json!({}), rub("1.00")] {
        let refund = shop.operate(number, "refunds", "k", &body);
        assert_eq!((refund.status, refund.problem().as_str()), (409, "dispute_open"));
    }
    assert_eq!(shop.events("payment.dispute_opened"), 1);
    let disputes = shop.rows(
        "SELECT dispute, state FROM dispute WHERE org_id = ?1 AND number = ?2",
        json!(number),
    );
    assert_eq!((disputes.len(), &disputes[0]["state"]), (1, &json!("open")));
    shop.assert_books_right();
    (number, disputes[0]["dispute"].as_str().unwrap().to_owned())
}

fn ended(shop: &TestMerchant, number: i64, dispute: &str, status: &str) -> Value {
    shop.manager(
        number,
        &format!("chargebacks/{dispute}/decide"),
        &json!({ "status": status }),
    );
    eventually("the dispute's end", || {
        Ok(Some(shop.get(number)).filter(|payment| payment["disputed"] == false))
    })
    .unwrap()
}

/// Proves EDG-04, EDG-09 (a chargeback is a fact, booked and given back).
#[test]
fn a_dispute_that_is_won_returns_the_money() {
    let shop = TestMerchant::open();
    let (number, dispute) = disputed(&shop);
    let payment = ended(&shop, number, &dispute, "won");
    assert_eq!(
        (&payment["charged_back"], &payment["refundable"]),
        (&json!("0.00"), &json!("100.00"))
    );
    assert_eq!(shop.balance("available"), 10_000 - 350);
    assert_eq!(shop.events("payment.dispute_won"), 1);
    assert_sums(&shop, number, [10_000, 0, 0, 0]);
    assert_eq!(shop.operate(number, "refunds", "k", &json!({})).status, 201);
    assert_sums(&shop, number, [10_000, 0, 10_000, 0]);
    shop.assert_books_right();
}

#[test]
fn a_dispute_that_is_lost_takes_it_for_good() {
    let shop = TestMerchant::open();
    let (number, dispute) = disputed(&shop);
    let payment = ended(&shop, number, &dispute, "lost");
    assert_eq!(
        (&payment["charged_back"], &payment["refundable"]),
        (&json!("100.00"), &json!("0.00"))
    );
    assert_eq!(
        shop.operate(number, "refunds", "k", &json!({})).problem(),
        "nothing_left"
    );
    assert_eq!(shop.balance("available"), -350 - 500);
    assert_eq!(shop.events("payment.dispute_lost"), 1);
    assert_sums(&shop, number, [10_000, 0, 0, 10_000]);
    shop.assert_books_right();
}

/// The bank gives money back by itself, and a payer disputes what is left: facts, booked beside what we have started.
#[test]
fn what_the_bank_does_by_itself_is_booked() {
    let shop = TestMerchant::open();
    let number = shop.paid("A-1", Behaviour::Approve);
    assert_eq!(shop.operate(number, "refunds", "k-1", &rub("30.00")).status, 201);
    shop.manager(number, "refund-by-bank", &json!({ "amount_minor": 2_000 }));
    eventually("the bank's refund", || {
        Ok((shop.get(number)["refunded"] == "50.00").then_some(()))
    })
    .unwrap();
    assert_sums(&shop, number, [10_000, 0, 5_000, 0]);
    assert_eq!(
        shop.operate(number, "refunds", "k-2", &rub("50.01")).problem(),
        "amount_exceeds_captured"
    );
    let opened = shop.manager(number, "chargebacks", &json!({ "amount_minor": 4_000, "fee_minor": 0 }));
    eventually("the dispute", || {
        Ok((shop.get(number)["disputed"] == true).then_some(()))
    })
    .unwrap();
    assert_sums(&shop, number, [10_000, 0, 5_000, 4_000]);
    let lost = ended(&shop, number, opened["dispute_id"].as_str().unwrap(), "lost");
    assert_eq!(lost["refundable"], "10.00");
    assert_eq!(
        shop.operate(number, "refunds", "k-3", &json!({})).json()["amount"],
        "10.00"
    );
    assert_eq!(
        shop.v1(get(&format!("/v1/payments/{number}/refunds"))).send().json()["items"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert_sums(&shop, number, [10_000, 0, 6_000, 4_000]);
    shop.assert_books_right();
}
