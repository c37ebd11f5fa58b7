//! The sandbox bank, as a payer and the desk meet it together: every test card to its end.

use bank::cards::{AUTHENTICATION_FAILED, Behaviour, CARDS, CHALLENGE_CODE, INSUFFICIENT_FUNDS};
use runtime::eventually;
use serde_json::json;

use crate::kit::{Answer, DESK, TestMerchant, Trip, get, now_ms, pay, post};

fn status(shop: &TestMerchant, expected: &str) {
    eventually(expected, || Ok((shop.get(1)["status"] == expected).then_some(()))).unwrap();
}

fn challenged(trip: &Trip, code: &str) -> Answer {
    let mut page = pay(trip, Behaviour::Challenge);
    let mut address = String::new();
    // To the card page, which sends on to the challenge.
    while page.status == 303 {
        address = absolute(page.header("location"));
        page = get(&address).send();
    }
    assert!(page.status == 200 && page.text.contains(CHALLENGE_CODE), "{page:?}");
    post(&address).form(&format!("code={code}")).send()
}

fn absolute(location: &str) -> String {
    if location.starts_with('/') {
        format!("{}{location}", DESK.base_url())
    } else {
        location.to_owned()
    }
}

/// Proves EDG-09 (3-D Secure).
#[test]
fn three_d_secure_passes_or_fails() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    assert_eq!(challenged(&trip, CHALLENGE_CODE).status, 303);
    status(&shop, "captured");
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    assert_eq!(challenged(&trip, "0000").status, 303);
    let declined = || {
        Ok(shop
            .rows(
                "SELECT decline_code FROM attempt WHERE org_id = ?1 AND state = ?2",
                json!("declined"),
            )
            .pop())
    };
    assert_eq!(
        eventually("the decline", declined).unwrap()["decline_code"],
        AUTHENTICATION_FAILED
    );
}

#[test]
fn declines_name_their_reason() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    pay(&trip, Behaviour::Decline(INSUFFICIENT_FUNDS));
    let declined = || {
        Ok(shop
            .rows(
                "SELECT decline_code FROM attempt WHERE org_id = ?1 AND state = ?2",
                json!("declined"),
            )
            .pop())
    };
    assert_eq!(
        eventually("the decline", declined).unwrap()["decline_code"],
        INSUFFICIENT_FUNDS
    );
    assert_eq!(shop.get(1)["status"], "awaiting");
}

/// Proves EDG-09 (holds).
#[test]
fn a_hold_is_authorised_and_not_available() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    pay(&trip, Behaviour::Hold);
    status(&shop, "authorised");
    let payment = shop.get(1);
    assert_eq!(
        (&payment["authorised"], &payment["captured"], &payment["fee"]),
        (&json!("100.00"), &json!("0.00"), &json!(null))
    );
    let available = shop.rows(
        "SELECT minor FROM balance WHERE org_id = ?1 AND account = ?2",
        json!("available"),
    );
    assert!(available.is_empty());
    shop.assert_balanced();
    assert_eq!(shop.sink.wait_for(1)[0].json()["type"], "payment.authorised");
}

/// Proves EDG-09 (delays).
#[test]
fn results_may_come_later_or_twice() {
    for (behaviour, later) in [
        (Behaviour::Timeout, true),
        (Behaviour::ToldLate, true),
        (Behaviour::ToldTwice, false),
    ] {
        let shop = TestMerchant::open();
        let trip = shop.trip("A-1");
        pay(&trip, behaviour);
        if later {
            // A neighbour's cron may have let the time pass already.
            let status = shop.get(1)["status"].clone();
            assert!(status == "awaiting" || status == "captured", "{behaviour:?}: {status}");
        }
        eventually("the later word", || {
            if later {
                DESK.cron("sandbox-bank", Some(now_ms() + 3_600_000))?;
            }
            Ok((shop.get(1)["status"] == "captured").then_some(()))
        })
        .unwrap();
        // Late in the evening the hour that passes ends the bank's day, and its register moves the money on.
        let captures = shop.rows(
            "SELECT count(*) AS n FROM movement WHERE org_id = ?1 AND kind = ?2",
            json!("capture"),
        );
        assert_eq!(captures[0]["n"], 1, "{behaviour:?}");
        assert_eq!(shop.count("postback"), 1, "{behaviour:?}");
    }
}

#[test]
fn no_card_number_is_kept_anywhere() {
    let shop = TestMerchant::open();
    for behaviour in [Behaviour::Approve, Behaviour::Decline(INSUFFICIENT_FUNDS)] {
        let payment = shop
            .create(
                &format!("{behaviour:?}"),
                &json!({ "amount": "100.00", "currency": "RUB" }),
            )
            .json();
        pay(&shop.send_payer(&payment), behaviour);
    }
    for database in ["DB", "BANK"] {
        let tables = DESK.rows(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'", []).unwrap();
        assert!(!tables.is_empty());
        for table in tables {
            let name = table["name"].as_str().unwrap();
            let rows = json!(DESK.rows(database, &format!("SELECT * FROM \"{name}\""), []).unwrap()).to_string();
            for card in CARDS {
                assert!(!rows.contains(card.number), "{database}.{name} holds a card number");
            }
        }
    }
    let logs = DESK.logs(0).unwrap();
    assert!(
        logs.iter()
            .all(|line| CARDS.iter().all(|card| !line.text.contains(card.number)))
    );
}
