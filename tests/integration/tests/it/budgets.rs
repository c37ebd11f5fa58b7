//! What operations cost on D1: round trips, rows read, rows written. The functions log it with every request.

use runtime::{SqlStatement, eventually};
use serde_json::{Value, json};

use crate::kit::{Answer, BankEvent, DESK, TestMerchant, get};

/// The log line of a request.
fn cost(answer: &Answer) -> Value {
    let id = answer.header("x-request-id").to_owned();
    let line = eventually("the log line", || {
        Ok(DESK.logs(0)?.into_iter().find(|line| line.text.contains(&id)))
    })
    .unwrap();
    serde_json::from_str(&line.text).unwrap()
}

fn costs_of(shop: &TestMerchant, orders: &str) -> [Value; 4] {
    let created = shop.create(
        orders,
        &json!({ "amount": "100.00", "currency": "RUB", "order": orders }),
    );
    let trip = shop.send_payer(&created.json());
    let settled = shop.callback(&BankEvent::captured(&trip));
    assert_eq!(settled.json()["outcome"], "settled");
    let replayed = shop.callback(&BankEvent::captured(&trip));
    let read = shop.v1(get(&format!("/v1/payments/{}", trip.number))).send();
    [created, settled, replayed, read].map(|answer| cost(&answer))
}

/// The same with 20 and with 20,000 payments behind it.
#[test]
fn round_trips_and_rows_stay_constant() {
    let shop = TestMerchant::open();
    // Warm: the terminal is remembered for a minute.
    costs_of(&shop, "warm");
    let few = costs_of(&shop, "few");
    let org = json!(shop.merchant.org_id);
    let fill = "INSERT INTO payment (org_id, number, mode, token, amount_minor, currency, created_at_ms, expires_at_ms)
        SELECT ?1, 1000 + n.value, 'test', 'fill-' || ?1 || '-' || n.value, 100, 'RUB', 1, 2 FROM json_each(?2) AS n";
    for chunk in 0..4 {
        let numbers = json!((chunk * 5_000..(chunk + 1) * 5_000).collect::<Vec<i64>>()).to_string();
        DESK.sql("DB", &[SqlStatement::new(fill, [org.clone(), json!(numbers)])])
            .unwrap();
    }
    let many = costs_of(&shop, "many");
    for (index, (name, trips_max)) in [("create", 2), ("settle", 1), ("replay", 1), ("read", 2)]
        .into_iter()
        .enumerate()
    {
        let (few, many) = (&few[index], &many[index]);
        println!(
            "{name}: {} round trips, {} rows read, {} rows written",
            many["d1_round_trips"], many["rows_read"], many["rows_written"]
        );
        assert!(many["d1_round_trips"].as_u64().unwrap() <= trips_max, "{name}: {many}");
        assert_eq!(
            (&few["rows_read"], &few["rows_written"]),
            (&many["rows_read"], &many["rows_written"]),
            "{name} grows"
        );
    }
    assert_eq!(many[2]["rows_written"], 0, "a replay writes nothing");
}
