//! What people and machines have typed or been shown once stands nowhere in plain: not in the database, not in a log line, not in an answer.

use std::cell::RefCell;

use bank::cards::{Behaviour, CARDS};
use domain::token::sha256_hex;
use runtime::eventually;
use serde_json::{Value, json};

use crate::kit::{Answer, DESK, Sink, TestMerchant, enter, get, pay, post, sign_in};

/// Secrets by name.
#[derive(Default)]
struct Secrets(Vec<(String, String)>);

impl Secrets {
    fn add(&mut self, name: &str, secret: &str) {
        assert!(secret.len() >= 8, "{name} is too short to be looked for");
        self.0.push((name.to_owned(), secret.to_owned()));
    }

    /// The names of those that stand in a text.
    fn within(&self, text: &str) -> Vec<&str> {
        let found = self.0.iter().filter(|(_, secret)| text.contains(secret.as_str()));
        found.map(|(name, _)| name.as_str()).collect()
    }
}

/// Every row of the desk's tables that is this organisation's, the platform's or nobody's, a text a table.
fn tables(shop: &TestMerchant) -> Vec<(String, String)> {
    let names = DESK
        .rows("DB", "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*' ORDER BY name", [])
        .unwrap();
    assert!(
        names.len() > 30,
        "the schema's tables must all be looked through: {names:?}"
    );
    let dump = |row: &serde_json::Map<String, Value>| {
        let name = row["name"].as_str().unwrap();
        let owned = shop.rows(
            &format!(
                "SELECT count(*) AS n FROM pragma_table_info('{name}') WHERE name = 'org_id' AND ?1 = ?1 AND ?2 = 0"
            ),
            json!(0),
        );
        let whose = if owned[0]["n"] == 1 {
            "COALESCE(org_id, 0) IN (0, ?1)"
        } else {
            "?1 = ?1"
        };
        let rows = shop.rows(&format!("SELECT * FROM \"{name}\" WHERE {whose} AND ?2 = 0"), json!(0));
        (
            name.to_owned(),
            Value::from_iter(rows.into_iter().map(Value::Object)).to_string(),
        )
    };
    names.iter().map(dump).collect()
}

/// Proves EDG-02, EDG-11, PKM-15 (secrets are shown once and kept as hashes or sealed; card numbers are kept nowhere).
#[test]
fn nothing_secret_stands_in_plain() {
    let shop = TestMerchant::open();
    let answers = RefCell::new(Vec::new());
    let saw = |answer: Answer| {
        answers.borrow_mut().push(answer.clone());
        answer
    };
    let mut secrets = Secrets::default();
    for (name, secret) in [
        ("the password", &shop.merchant.password),
        ("the API key's secret", &shop.merchant.api_key_secret),
        ("the widget's secret", &shop.merchant.widget_secret),
        ("the endpoint's secret", &shop.merchant.postback_secret),
        ("the bank's callback secret", &shop.merchant.callback_secret),
        ("MASTER_KEY", &DESK.secrets().master_key),
        ("ENDPOINT_KEY", &DESK.secrets().endpoint_key),
        ("AUTH_KEY", &DESK.secrets().auth_key),
        ("MAIL_KEY", &DESK.secrets().mail_key),
        ("JOURNAL_KEY", &DESK.secrets().journal_key),
        ("BANK_KEY", &DESK.secrets().bank_key),
    ] {
        secrets.add(name, secret);
    }

    // People: wrong passwords and a right one; what the session is opened by.
    for guess in ["guessed-password-one", "guessed-password-two"] {
        secrets.add("a guessed password", guess);
        saw(sign_in(&shop.merchant.login, guess));
    }
    let person = enter(&shop);
    secrets.add("the session's token", person.cookie.split('=').nth(1).unwrap());

    // Payers: a card typed at the bank, taken, declined, and where it does not belong.
    let typed = [
        ("A-1", Behaviour::Approve),
        ("A-2", Behaviour::Hold),
        ("A-3", Behaviour::Challenge),
        ("A-4", Behaviour::Decline(bank::cards::DECLINED)),
    ];
    for (order, behaviour) in typed {
        let card = CARDS.iter().find(|card| card.behaviour == behaviour).unwrap();
        secrets.add("a card number", card.number);
        pay(&shop.trip(order), behaviour);
    }
    eventually("the bank tells of the first", || {
        let payment = saw(shop.v1(get("/v1/payments/1")).send()).json();
        Ok((payment["status"] == "captured").then_some(()))
    })
    .unwrap();
    let card = "4111111111111111";
    secrets.add("a card number", card);
    for (key, field) in [("c-1", "description"), ("c-2", "order"), ("c-3", "label")] {
        let mut body = json!({ "amount": "100.00", "currency": "RUB", "order": key });
        body[field] = json!(format!("{card}"));
        saw(shop.create(key, &body));
    }
    let refund = json!({ "amount": "1.00", "reason": format!("card {card}") });
    saw(shop
        .v1(post("/v1/payments/1/refunds"))
        .header("idempotency-key", "r-1")
        .json(&refund)
        .send());

    // Endpoints: secrets shown once, a merchant's own among them.
    let sink = Sink::open();
    let own = "own-secret-word-of-a-merchant";
    let body = json!({ "mode": "test", "format": "paykeeper", "address": format!("{}/x", sink.url()), "secrets": { "secret_word": own } });
    let made = person.write("/api/endpoints", &body);
    assert_eq!(made.status, 201, "{made:?}");
    let rotated = person.write("/api/endpoints/2/rotate", &json!({}));
    assert_eq!(rotated.status, 200, "{rotated:?}");
    for shown in [&made, &rotated] {
        for part in shown.json()["secrets"].as_array().unwrap() {
            secrets.add("an endpoint's secret, shown once", part["value"].as_str().unwrap());
        }
    }
    secrets.add("a merchant's own secret", own);

    // All that the cabinet and the API show of it.
    for path in [
        "/api/auth/session",
        "/api/payments?mode=test",
        "/api/payments/1",
        "/api/payments/2",
        "/api/callbacks?mode=test",
        "/api/endpoints?mode=test",
        "/api/endpoints/2",
        "/api/postbacks?mode=test",
        "/api/journal",
        "/api/journal/export",
    ] {
        let answer = saw(person.ask(get(path)));
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
    }
    for path in ["/v1/payments", "/v1/events", "/v1/payments/1", "/v1/balances"] {
        saw(shop.v1(get(path)).send());
    }
    saw(shop
        .v1(get("/v1/payments"))
        .header("authorization", "Bearer sk_test_unknown_0000")
        .send());
    DESK.cron("journal", None).unwrap();
    DESK.cron("postback-dispatch", None).unwrap();

    // The scan finds what is there to be found.
    assert_eq!(secrets.within(&format!("x{card}x")), ["a card number"]);
    for (table, rows) in tables(&shop) {
        assert_eq!(secrets.within(&rows), [""; 0], "table {table}");
    }
    // Answers and log lines hold no hashes of them either.
    let hashes: Vec<(String, String)> = secrets
        .0
        .iter()
        .map(|(name, secret)| (format!("the hash of {name}"), sha256_hex(secret.as_bytes())))
        .collect();
    secrets.0.extend(hashes);
    secrets.add("a password's hash", "$argon2id");
    let logs = DESK.logs(0).unwrap();
    assert!(
        logs.iter().any(|line| line.text.contains("/v1/payments")),
        "the requests are logged"
    );
    for line in &logs {
        assert_eq!(secrets.within(&line.text), [""; 0], "{}", line.text);
    }
    let answers = answers.borrow();
    assert!(answers.len() > 20);
    for answer in answers.iter() {
        assert_eq!(
            secrets.within(&format!("{:?} {}", answer.headers, answer.text)),
            [""; 0],
            "{answer:?}"
        );
    }
    for letter in DESK.mailbox().unwrap() {
        assert_eq!(secrets.within(&letter.to_string()), [""; 0], "{letter}");
    }
}
