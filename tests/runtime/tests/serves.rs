//! The runtime itself: what tests rely on when they blame a function.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what is not as expected fails the test"
)]

use std::thread::sleep;
use std::time::{Duration, Instant};

use runtime::{Options, Running, SqlStatement, start};
use serde_json::json;
use ureq::Agent;

fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).build().into()
}

fn text(url: &str) -> (u16, String) {
    let mut answer = agent().get(url).call().unwrap();
    (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
}

#[test]
fn an_installation_does_what_tests_ask_of_it() {
    let running = start(&Options {
        sockets: vec!["gateway".into()],
        ..Options::default()
    })
    .unwrap();
    batches_are_transactions(&running);
    data_survives_a_crash(&running);
    local_routes_are_for_this_machine(&running);
    triggers_are_checked(&running);
    the_shop_answers_as_told(&running);
    assert_eq!(text(running.socket("gateway").unwrap()).0, text(running.base_url()).0);
    let data = running.data().to_path_buf();
    drop(running);
    assert!(!data.exists(), "temporary data is removed");
}

fn batches_are_transactions(running: &Running) {
    let create = SqlStatement::new("CREATE TABLE probe (x INTEGER NOT NULL) STRICT", []);
    running.sql("DB", &[create]).unwrap();
    let insert = |value| SqlStatement::new("INSERT INTO probe (x) VALUES (?1)", [value]);
    running.sql("DB", &[insert(json!(1)), insert(json!(2))]).unwrap();
    let error = running.sql("DB", &[insert(json!(3)), insert(json!(null))]).unwrap_err();
    assert!(error.to_string().contains("NOT NULL"), "{error}");
    let rows = running
        .rows("DB", "SELECT sum(x) AS sum FROM probe WHERE x < ?1", [json!(9)])
        .unwrap();
    assert_eq!(rows, [json!({ "sum": 3 }).as_object().unwrap().clone()]);
}

fn data_survives_a_crash(running: &Running) {
    running.kill_workerd().unwrap();
    let deadline = Instant::now() + Duration::from_secs(10);
    loop {
        match running.rows("DB", "SELECT count(*) AS n FROM probe", []) {
            Ok(rows) => return assert_eq!(rows[0]["n"], 2),
            Err(error) => assert!(Instant::now() < deadline, "{error}"),
        }
        sleep(Duration::from_millis(50));
    }
}

fn local_routes_are_for_this_machine(running: &Running) {
    assert!(running.mailbox().unwrap().is_empty());
    let mailbox = format!("{}/__local/mailbox", running.base_url());
    for (name, value) in [
        ("host", "rebound.example.com"),
        ("origin", "https://elsewhere.example.com"),
    ] {
        let answer = agent().get(&mailbox).header(name, value).call().unwrap();
        assert_eq!(answer.status().as_u16(), 403, "{name}");
    }
    let sql = agent()
        .post(format!("{}/__local/sql", running.base_url()))
        .send_json(json!({}));
    assert_eq!(sql.unwrap().status().as_u16(), 404, "SQL is for the control channel");
}

fn triggers_are_checked(running: &Running) {
    running.cron("payment-janitor", Some(1_800_000_000_000)).unwrap();
    assert!(
        running
            .cron("gateway", None)
            .unwrap_err()
            .to_string()
            .contains("no trigger")
    );
    assert!(
        running
            .cron("nothing", None)
            .unwrap_err()
            .to_string()
            .contains("no function")
    );
}

fn the_shop_answers_as_told(running: &Running) {
    running
        .shop_answers(&[json!(503), json!({ "status": 429, "headers": { "retry-after": "7" } })])
        .unwrap();
    let post = || {
        let body = json!({ "data": { "order": "A-1" } });
        agent()
            .post(format!("{}/postback", running.shop_url()))
            .send_json(body)
            .unwrap()
    };
    assert_eq!(post().status().as_u16(), 503);
    let limited = post();
    assert_eq!(
        (limited.status().as_u16(), &limited.headers()["retry-after"]),
        (429, &"7".parse().unwrap())
    );
    assert_eq!(post().status().as_u16(), 401, "unsigned");
    let received = running.received(Some("A-1")).unwrap();
    assert_eq!(received.len(), 3);
    assert!(received.iter().all(|each| each["verified"] == false));
    assert!(running.received(Some("A-2")).unwrap().is_empty());
}
