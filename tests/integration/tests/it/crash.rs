//! workerd dies between a callback's commit and the merchant's postback: nothing is lost. An installation of its own, since
//! a crash would disturb the other tests.

use domain::signature::sign_bank_callback;
use runtime::{Options, Running, SqlStatement, eventually};
use serde_json::{Value, json};

use crate::kit::{get, now_ms, post};

/// As if the lease of every attempt were over: who held it is dead.
pub(crate) fn leases_run_out(desk: &Running) -> anyhow::Result<()> {
    let over = "UPDATE postback SET leased_until_ms = 1, due_at_ms = iif(due_at_ms IS NULL, NULL, 1) WHERE leased_until_ms IS NOT NULL";
    desk.sql("DB", &[SqlStatement::new(over, [])]).map(drop)
}

fn create(desk: &Running, order: &str) -> Value {
    let key = format!("Bearer {}", desk.credential("/api_key").unwrap());
    let call = || {
        let call = post(&format!("{}/v1/payments", desk.base_url())).header("authorization", &key);
        call.header("idempotency-key", order)
            .json(&json!({ "amount": "100.00", "currency": "RUB", "order": order }))
    };
    // The first request after a restart may fail; the key makes asking again harmless.
    eventually("a payment", || {
        Ok(call().try_send().ok().filter(|answer| answer.status == 201))
    })
    .unwrap()
    .json()
}

fn callback(desk: &Running, number: i64) -> u16 {
    let body = json!({
        "event_id": format!("be_{number}"), "type": "payment.captured", "payment_id": "bp_1", "reference": format!("{number}-1"),
        "amount_minor": 10_000, "currency": "RUB", "occurred_at": "2026-11-23T10:00:00.000Z",
    })
    .to_string();
    let timestamp_s = now_ms() / 1_000;
    let signature = sign_bank_callback(
        desk.credential("/sandbox_bank/callback_secret").unwrap(),
        timestamp_s,
        body.as_bytes(),
    );
    post(&format!("{}/callbacks/sandbox-bank/demo/sandbox", desk.base_url()))
        .header("content-type", "application/json")
        .header("x-bank-timestamp", &timestamp_s.to_string())
        .header("x-bank-signature", &signature)
        .body(body)
        .send()
        .status
}

#[test]
fn a_crash_between_callback_and_postback_loses_nothing() {
    let desk = runtime::start(&Options::default()).unwrap();
    for round in 1..=5 {
        let order = format!("crash-{round}");
        let payment = create(&desk, &order);
        let (number, pay_url) = (
            payment["number"].as_i64().unwrap(),
            payment["pay_url"].as_str().unwrap(),
        );
        assert_eq!(post(pay_url).form("terminal=sandbox").send().status, 303);
        // The shop does not answer, so the first attempt is under way when the desk dies.
        desk.shop_answers(&[json!("hang")]).unwrap();
        assert_eq!(callback(&desk, number), 200);
        desk.kill_workerd().unwrap();
        eventually("the desk is back", || {
            Ok(get(pay_url).try_send().ok().filter(|answer| answer.status == 200))
        })
        .unwrap();
        desk.shop_answers(&[]).unwrap();
        eventually("delivery", || {
            leases_run_out(&desk)?;
            desk.cron("postback-dispatch", Some(now_ms() + 600_000))?;
            let told = desk.rows(
                "DB",
                "SELECT notice FROM payment WHERE org_id = 1 AND number = ?1",
                [json!(number)],
            )?;
            Ok((told[0]["notice"] == "delivered").then_some(()))
        })
        .unwrap();
        let received = desk.received(Some(&order)).unwrap();
        assert!(received.iter().any(|one| one["verified"] == true), "{received:?}");
        let movements = desk
            .rows(
                "DB",
                "SELECT count(*) AS n FROM movement WHERE org_id = 1 AND number = ?1",
                [json!(number)],
            )
            .unwrap();
        assert_eq!(movements[0]["n"], 1);
    }
}
