//! What operations cost on D1: round trips, rows read, rows written. The functions log it with every request.

use bank::cards::Behaviour;
use runtime::{SqlStatement, eventually};
use serde_json::{Value, json};

use crate::kit::{Answer, BankEvent, DESK, TestMerchant, get, rub};

/// The log line of a request.
fn cost(answer: &Answer) -> Value {
    line(answer, "")
}

/// The log line of a request that holds a text too, where several functions have served it.
fn line(answer: &Answer, text: &str) -> Value {
    let id = answer.header("x-request-id").to_owned();
    let line = eventually("the log line", || {
        let mut lines = DESK.logs(0)?.into_iter();
        Ok(lines.find(|line| line.text.contains(&id) && line.text.contains(text)))
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

/// An organisation between two that have done the same: where a range of rows ends at a neighbour's, that row is read as well,
/// and neighbours would come or not as other tests go.
fn between_neighbours(work: impl Fn(&TestMerchant)) -> TestMerchant {
    let [before, shop, after] = std::array::from_fn(|_| TestMerchant::open());
    work(&before);
    work(&after);
    shop
}

/// Gives the organisation payments of these numbers from 1000 on.
fn fill(shop: &TestMerchant, numbers: std::ops::Range<i64>) {
    let fill = "INSERT INTO payment (org_id, number, mode, token, amount_minor, currency, created_at_ms, expires_at_ms)
        SELECT ?1, 1000 + n.value, 'test', 'fill-' || ?1 || '-' || n.value, 100, 'RUB', 1, 2 FROM json_each(?2) AS n";
    let numbers = json!(numbers.collect::<Vec<i64>>()).to_string();
    DESK.sql(
        "DB",
        &[SqlStatement::new(fill, [json!(shop.merchant.org_id), json!(numbers)])],
    )
    .unwrap();
}

/// The same with 20 and with 20,000 payments behind it.
#[test]
fn round_trips_and_rows_stay_constant() {
    let shop = between_neighbours(|other| drop(costs_of(other, "other")));
    // Warm: the terminal is remembered for a minute.
    costs_of(&shop, "warm");
    let few = costs_of(&shop, "few");
    for chunk in 0..4 {
        fill(&shop, chunk * 5_000..(chunk + 1) * 5_000);
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

/// What `payment-operate` logs of an operation: it is asked under the request id of who asks it.
fn operation_cost(shop: &TestMerchant, number: i64, what: &str, body: &Value) -> Value {
    let answer = shop.operate(number, what, &format!("{what}-{number}"), body);
    assert_eq!(
        (answer.status, &answer.json()["state"]),
        (201, &json!("done")),
        "{answer:?}"
    );
    line(&answer, "\"route\":\"/operate\"")
}

fn operations_cost(shop: &TestMerchant, orders: &str) -> [(&'static str, Value); 3] {
    let held = shop.paid(&format!("{orders}-held"), Behaviour::Hold);
    let released = shop.paid(&format!("{orders}-released"), Behaviour::Hold);
    [
        ("capture", operation_cost(shop, held, "capture", &json!({}))),
        ("cancel", operation_cost(shop, released, "cancel", &json!({}))),
        ("refund", operation_cost(shop, held, "refunds", &rub("30.00"))),
    ]
}

/// Begun and decided: two round trips beside the bank's, behind 1,000 payments and behind 100,000.
#[test]
fn operations_cost_two_round_trips_and_constant_rows() {
    let shop = between_neighbours(|other| drop(operations_cost(other, "other")));
    fill(&shop, 0..1_000);
    // The first of each finds empty tables, where there is less to read.
    operations_cost(&shop, "warm");
    let few = operations_cost(&shop, "few");
    // Beyond the numbers that payments have got since.
    for chunk in 0..20 {
        fill(&shop, 2_000 + chunk * 5_000..2_000 + (chunk + 1) * 5_000);
    }
    let many = operations_cost(&shop, "many");
    for ((name, few), (_, many)) in few.iter().zip(&many) {
        println!(
            "{name}: {} round trips, {} rows read, {} rows written",
            many["d1_round_trips"], many["rows_read"], many["rows_written"]
        );
        for cost in [few, many] {
            assert_eq!(cost["d1_round_trips"], 2, "{name}: {cost}");
        }
        assert_eq!(
            (&few["rows_read"], &few["rows_written"]),
            (&many["rows_read"], &many["rows_written"]),
            "{name} grows"
        );
    }
}
