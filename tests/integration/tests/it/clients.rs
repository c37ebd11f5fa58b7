//! Clients over HTTP: in the cabinet and for merchants' servers.

use serde_json::{Value, json};

use crate::kit::{TestMerchant, enter, get, post};

/// Proves MAN-04: made, found by any of their names, changed, noted; nobody else's are there.
#[test]
fn a_client_s_life() {
    let (shop, theirs) = (TestMerchant::open(), TestMerchant::open());
    let (owner, stranger) = (enter(&shop), enter(&theirs));
    let body =
        json!({ "name": "Анна Соловьёва", "email": "Anna@Shop.Example", "phone": "8 (916) 123-45-67", "label": "A-1" });
    let answer = owner.act("/api/clients", "c-1", &body);
    assert_eq!(answer.status, 201, "{answer:?}");
    let client = answer.json();
    assert_eq!(
        (
            &client["number"],
            &client["email"],
            &client["phone"],
            &client["is_manual_account"]
        ),
        (
            &json!(1),
            &json!("anna@shop.example"),
            &json!("+79161234567"),
            &json!(false)
        )
    );
    assert_eq!(owner.act("/api/clients", "c-1", &body).json(), client);
    let taken = owner.act("/api/clients", "c-2", &json!({ "email": "anna@shop.example" }));
    assert_eq!(
        (taken.status, taken.problem().as_str(), taken.fields()),
        (409, "client_exists", vec!["email:client_exists".to_owned()])
    );
    assert_eq!(
        owner.act("/api/clients", "c-2", &json!({ "phone": "x" })).fields(),
        ["phone:phone_malformed"]
    );
    for query in ["%D0%B0%D0%BD%D0%BD%D0%B0", "shop.example", "916", "a-1", "4567+anna"] {
        let found = owner.read(&format!("/api/clients?q={query}"));
        assert_eq!(found["items"], json!([client]), "{query}");
        assert_eq!(
            stranger.read(&format!("/api/clients?q={query}"))["items"],
            json!([]),
            "{query}"
        );
    }
    let changed = owner.write("/api/clients/1", &json!({ "name": "Anna Sol", "phone": null }));
    assert_eq!(
        (changed.status, &changed.json()["phone"]),
        (200, &json!(null)),
        "{changed:?}"
    );
    assert_eq!(owner.read("/api/clients?q=916")["items"], json!([]));
    assert_eq!(owner.read("/api/clients/1")["orders_count"], 0);
    let noted = owner.act(
        "/api/clients/1/notes",
        "n-1",
        &json!({ "text": "Card 4111 1111 1111 1111" }),
    );
    assert_eq!(
        (noted.status, &noted.json()["text"]),
        (201, &json!("Card 4111 11** **** 1111"))
    );
    assert_eq!(
        owner
            .act("/api/clients/1/notes", "n-2", &json!({ "text": "x".repeat(4_001) }))
            .fields(),
        ["text:note_too_long"]
    );
    let timeline = owner.read("/api/clients/1/timeline");
    assert_eq!(timeline["items"].as_array().unwrap().len(), 1);
    for path in [
        "/api/clients/1",
        "/api/clients/1/timeline",
        "/api/clients/x",
        "/api/clients/01",
    ] {
        assert_eq!(stranger.ask(get(path)).problem(), "client_not_found", "{path}");
    }
    // A key of test sees nobody of live, and changes nobody; its own clients are those of the cabinet's test mode.
    let keyed =
        |path: &str, key: &str, body: &Value| shop.v1(post(path)).header("idempotency-key", key).json(body).send();
    for path in ["/v1/clients/1", "/v1/clients/1/timeline"] {
        assert_eq!(shop.v1(get(path)).send().problem(), "client_not_found", "{path}");
    }
    let thief = json!({ "email": "thief@evil.example" });
    assert_eq!(keyed("/v1/clients/1", "t-1", &thief).problem(), "client_not_found");
    assert_eq!(
        keyed("/v1/clients/1/notes", "t-2", &json!({ "text": "x" })).problem(),
        "client_not_found"
    );
    assert_eq!(keyed("/v1/clients", "t-3", &body).json()["number"], 2);
    for path in ["/v1/clients", "/v1/clients?q=916", "/v1/clients/2"] {
        let seen = shop.v1(get(path)).send().json();
        let mode = if path.contains('?') { "&mode=test" } else { "?mode=test" };
        assert_eq!(
            seen,
            owner.read(&format!("{}{mode}", path.replacen("v1", "api", 1))),
            "{path}"
        );
    }
    assert_eq!(owner.ask(get("/api/clients/2")).problem(), "client_not_found");
    // The journal names nobody.
    let journal = shop.rows(
        "SELECT group_concat(action || detail) AS all_of_it FROM journal WHERE org_id = ?1 AND ?2 = 0",
        json!(0),
    );
    let journal = journal[0]["all_of_it"].as_str().unwrap().to_owned();
    assert!(
        journal.contains("client_changed") && !journal.contains("Anna Sol") && !journal.contains("anna@"),
        "{journal}"
    );
}

/// Proves MAN-04: pages by key.
#[test]
fn clients_are_listed_page_by_page() {
    let shop = TestMerchant::open();
    shop.execute(
        "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
         INSERT INTO client (org_id, client_id, mode, name, created_at_ms, active_at_ms) SELECT ?1, i, iif(i > 0, 'test', NULL), 'Ivan ' || i, 0, 0 FROM n",
    );
    shop.execute("INSERT INTO client_term (org_id, term, client_id) SELECT ?1, 'ivan', client_id FROM client WHERE org_id = ?1 AND client_id > 0");
    let owner = enter(&shop);
    let walk = |query: &str| {
        let (mut numbers, mut cursor): (Vec<i64>, _) = (Vec::new(), String::new());
        loop {
            let page = owner.read(&format!("/api/clients?mode=test&limit=50{query}{cursor}"));
            numbers.extend(
                page["items"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|row| row["number"].as_i64().unwrap()),
            );
            match &page["next"] {
                Value::String(next) => cursor = format!("&cursor={next}"),
                _ => return numbers,
            }
        }
    };
    let newest: Vec<i64> = std::iter::once(0).chain((1..=120).rev()).collect();
    assert_eq!(walk(""), newest);
    assert_eq!(walk("&q=ivan"), (1..=120).collect::<Vec<i64>>());
    assert_eq!(owner.ask(get("/api/clients?cursor=x")).status, 422);
    assert_eq!(owner.ask(get("/api/clients?q=a&cursor=zz.1")).status, 422);
}
