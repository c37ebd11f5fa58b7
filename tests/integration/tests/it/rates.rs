//! Rates over HTTP: fetched by the trigger from the sandbox's sources, listed by day, entered by operators.

use serde_json::{Value, json};

use crate::kit::{Colleague, DESK, TestMerchant, enter, get, post};

/// The row of a pair and source.
fn row(listed: &Value, base: &str, quote: &str, source: &str) -> Option<Value> {
    let is_it = |row: &&Value| [&row["base"], &row["quote"], &row["source"]] == [base, quote, source];
    listed["items"].as_array().unwrap().iter().find(is_it).cloned()
}

/// What stands in a document of the sandbox's after all of these texts, one after the other, as a rate.
fn published(path: &str, after: &[&str]) -> String {
    let answer = get(path).send();
    assert_eq!(answer.status, 200, "{answer:?}");
    let skip = |text: &str, mark: &&str| text.split_once(mark).expect("the mark").1.to_owned();
    let rest = after.iter().fold(answer.text, |text, mark| skip(&text, mark));
    rest.split(['\'', '<']).next().unwrap().replace(',', ".")
}

/// A rate without zeros at its end.
fn trimmed(rate: &Value) -> &str {
    rate.as_str().unwrap().trim_end_matches('0')
}

/// Proves MAN-01 (a trigger fetches rates through HTTP, in both formats; what is there already is corrected, an operator's entry stays).
#[test]
fn the_trigger_fetches_what_the_sources_publish() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    let operator = Colleague::operator().session;
    let listed = owner.read("/api/rates");
    let zloty = row(&listed, "PLN", "RUB", "sandbox").expect("rates from the start");
    let dollars = row(&listed, "EUR", "USD", "sandbox").unwrap();
    let told = published("/bank/rates/ecb.xml", &["<Cube currency='USD' rate='"]);
    assert_eq!(trimmed(&dollars["rate"]), told.trim_end_matches('0'));
    let told = published("/bank/rates/cbr.xml", &["<CharCode>PLN</CharCode>", "<Value>"]);
    assert_eq!(trimmed(&zloty["rate"]), told.trim_end_matches('0'));
    assert_eq!(zloty["actor"], "system");
    assert!(
        zloty["at"]
            .as_str()
            .unwrap()
            .starts_with(zloty["day"].as_str().unwrap())
    );
    let yen = row(&listed, "JPY", "RUB", "sandbox").unwrap();
    assert!(
        yen["rate"].as_str().unwrap().starts_with("0.5"),
        "of one, and not of a hundred: {yen}"
    );
    // Altered and entered meanwhile: the next tick puts the one right, and leaves the other.
    let day = &zloty["day"];
    let entered = operator.write(
        "/api/rates",
        &json!({ "base": "PLN", "quote": "RUB", "day": day, "rate": "7" }),
    );
    assert_eq!(entered.status, 201, "{entered:?}");
    let alter = "UPDATE rate SET rate = '1' WHERE base = 'PLN' AND quote = 'RUB' AND source = 'sandbox' RETURNING day";
    assert!(!DESK.rows("DB", alter, []).unwrap().is_empty());
    DESK.cron("rates", None).unwrap();
    let listed = owner.read("/api/rates?base=PLN");
    let again = row(&listed, "PLN", "RUB", "sandbox").unwrap();
    assert_eq!(again["rate"], zloty["rate"]);
    assert_eq!(row(&listed, "PLN", "RUB", "operator").unwrap()["rate"], "7");
    assert!(
        listed["items"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| row["base"] == "PLN")
    );
    let journal = DESK.rows(
        "DB",
        "SELECT detail FROM journal WHERE org_id = 0 AND action = 'rates_fetched' AND subject = 'rates:cbr'",
        [],
    );
    assert!(journal.unwrap().len() >= 2, "the first fetch, and the correction");
}

/// Proves MAN-01 (operators enter rates; the last one dated on or before a day holds).
#[test]
fn operators_enter_rates_and_everybody_reads_them() {
    let shop = TestMerchant::open();
    let (owner, operator) = (enter(&shop), Colleague::operator());
    let enter_rate = |day: &str, rate: &str| {
        let body = json!({ "base": "KWD", "quote": "BHD", "day": day, "rate": rate });
        operator.session.write("/api/rates", &body)
    };
    assert_eq!(enter_rate("2025-03-01", "1.2200").status, 201);
    let entered = enter_rate("2025-03-10", "1.23");
    let expected = json!({ "base": "KWD", "quote": "BHD", "source": "operator", "day": "2025-03-10", "rate": "1.23",
        "at": entered.json()["at"], "actor": format!("operator:{}", operator.person_id) });
    assert_eq!(entered.json(), expected);
    for (day, rate) in [
        ("2025-02-28", None),
        ("2025-03-01", Some("1.22")),
        ("2025-03-09", Some("1.22")),
        ("2025-03-10", Some("1.23")),
        ("2026-01-01", Some("1.23")),
    ] {
        let path = format!("/rates?day={day}&base=KWD&quote=BHD");
        let listed = owner.read(&format!("/api{path}"));
        assert_eq!(
            listed["items"].get(0).and_then(|row| row["rate"].as_str()),
            rate,
            "{day}"
        );
        let by_key = shop.v1(get(&format!("/v1{path}"))).send();
        assert_eq!((by_key.status, by_key.json()), (200, listed), "{day}");
    }
    // Operators read them without visiting anybody.
    assert_eq!(
        operator.session.read("/api/rates?day=2025-03-10&base=KWD")["items"][0]["rate"],
        "1.23"
    );
    let journal =
        "SELECT count(*) AS n FROM journal WHERE org_id = 0 AND action = 'rate_entered' AND subject = 'rate:KWD/BHD'";
    assert_eq!(DESK.rows("DB", journal, []).unwrap()[0]["n"], 2);
}

#[test]
fn what_is_no_rate_or_no_question_is_refused() {
    let shop = TestMerchant::open();
    let (owner, operator) = (enter(&shop), Colleague::operator().session);
    let good = json!({ "base": "BHD", "quote": "OMR", "day": "2025-03-01", "rate": "1" });
    let refused = owner.write("/api/rates", &good);
    assert_eq!((refused.status, refused.problem().as_str()), (403, "operators_only"));
    assert_eq!(post("/api/rates").json(&good).send().status, 401);
    let by_key = shop.v1(post("/v1/rates")).json(&good).send();
    assert_eq!(by_key.status, 405, "merchants' servers enter none");
    let mut bad = good.clone();
    for (field, value) in [("base", "XXX"), ("quote", "BHD"), ("day", "2999-01-01"), ("rate", "0")] {
        bad[field] = json!(value);
    }
    assert_eq!(
        operator.write("/api/rates", &bad).fields(),
        ["base:currency_unknown", "day:date_in_future", "rate:rate_malformed"]
    );
    let huge = json!({ "rate": "1".repeat(100_000) });
    assert_eq!(operator.write("/api/rates", &huge).status, 413);
    assert_eq!(
        owner.ask(get("/api/rates?day=yesterday&base=usd&quote=%27")).fields(),
        ["day:date_malformed", "base:currency_unknown", "quote:currency_unknown"]
    );
    let stored = "SELECT count(*) AS n FROM rate WHERE base IN ('BHD', 'XXX') OR quote IN ('OMR', 'BHD') AND source <> 'operator'";
    assert_eq!(DESK.rows("DB", stored, []).unwrap()[0]["n"], 0);
}
