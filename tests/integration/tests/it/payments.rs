//! `/v1/payments`, as a merchant's server calls it.

use serde_json::{Value, json};

use crate::kit::{TestMerchant, at_once, get, post};

fn order() -> Value {
    json!({ "amount": "100.00", "currency": "RUB", "order": "A-1", "label": "user-7" })
}

#[test]
fn a_payment_is_created_and_read() {
    let shop = TestMerchant::open();
    let site = shop.sink.url();
    let answer = shop.create(
        "k-1",
        &json!({
            "amount": "100.00", "currency": "RUB", "order": "A-1", "label": "user-7", "description": "Tea", "email": "a@example.com",
            "phone": "+7 912 345-67-89", "cart": [{ "name": "Oolong", "price": "50.00", "quantity": 2, "sum": "100.00" }],
            "metadata": { "campaign": "spring", "visits": 3 }, "success_url": format!("{site}/thanks"), "failure_url": format!("{site}/sorry"),
            "unknown": "ignored",
        }),
    );
    assert_eq!(answer.status, 201, "{answer:?}");
    let created = answer.json();
    assert_eq!(created["number"], 1);
    assert_eq!(created["status"], "created");
    assert_eq!(created["livemode"], false);
    assert_eq!(created["amount"], "100.00");
    assert_eq!(created["cart"][0]["quantity"], 2);
    assert_eq!(created["metadata"]["visits"], 3);
    assert!(created["pay_url"].as_str().unwrap().contains("/pay/"));
    assert_eq!(shop.get(1), created);
}

/// Proves EDG-06.
#[test]
fn the_same_key_and_request_get_the_same_answer() {
    let shop = TestMerchant::open();
    let first = shop.create("k-1", &order());
    let again = shop.create("k-1", &order());
    assert_eq!((first.status, first.json()), (again.status, again.json()));
    // Spaces and the order of members are not the request.
    let spaced = r#"{ "label":"user-7", "order":"A-1",  "currency":"RUB","amount":"100.00" }"#;
    let call = shop
        .v1(post("/v1/payments"))
        .header("idempotency-key", "k-1")
        .header("content-type", "application/json; charset=utf-8");
    assert_eq!(call.body(spaced).send().json(), first.json());
    let other = shop.create(
        "k-1",
        &json!({ "amount": "100.01", "currency": "RUB", "order": "A-1", "label": "user-7" }),
    );
    assert_eq!(
        (other.status, other.problem().as_str()),
        (422, "idempotency_key_reused")
    );
    assert_eq!(shop.count("payment"), 1);
}

/// Proves EDG-06.
#[test]
fn fifty_twins_make_one_payment() {
    let shop = TestMerchant::open();
    let answers = at_once(50, |_| shop.create("twin", &order()));
    let created: Vec<Value> = answers.iter().map(|answer| answer.json()).collect();
    assert!(
        answers
            .iter()
            .all(|answer| answer.status == 201 || answer.status == 409),
        "{answers:?}"
    );
    let numbers: Vec<&Value> = created.iter().filter_map(|payment| payment.get("number")).collect();
    assert!(!numbers.is_empty() && numbers.iter().all(|number| *number == numbers[0]));
    assert_eq!(shop.count("payment"), 1);
}

#[test]
fn parallel_requests_are_numbered_without_gaps() {
    let shop = TestMerchant::open();
    let mut numbers: Vec<i64> = at_once(20, |index| {
        shop.create(&format!("k-{index}"), &order()).json()["number"]
            .as_i64()
            .unwrap()
    });
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
}

#[test]
fn a_refused_request_does_not_use_its_key_up() {
    let shop = TestMerchant::open();
    let refused = shop.create("k-1", &json!({ "amount": "-1", "currency": "RUB" }));
    assert_eq!((refused.status, refused.problem().as_str()), (422, "validation_failed"));
    assert_eq!(refused.fields(), ["amount:amount_malformed"]);
    assert_eq!(shop.create("k-1", &order()).status, 201);
}

#[test]
fn amounts_are_exact_or_refused() {
    let shop = TestMerchant::open();
    let created = |amount: &str, currency: &str| {
        let answer = shop.create(
            &format!("{amount}{currency}"),
            &json!({ "amount": amount, "currency": currency }),
        );
        assert_eq!(answer.status, 201, "{answer:?}");
        (
            answer.json()["amount"].as_str().unwrap().to_owned(),
            shop.get(answer.json()["number"].as_i64().unwrap())["amount"].clone(),
        )
    };
    for (amount, currency) in [
        ("21474836.48", "RUB"),
        ("21474836.49", "RUB"),
        ("90071992547409.91", "RUB"),
        ("9007199254740991", "JPY"),
        ("500", "JPY"),
        ("1.234", "KWD"),
        ("0.01", "RUB"),
    ] {
        assert_eq!(
            created(amount, currency),
            (amount.to_owned(), json!(amount)),
            "{currency}"
        );
    }
    assert_eq!(created("1", "KWD").0, "1.000");
    for (amount, currency, code) in [
        ("-100.00", "RUB", "amount:amount_malformed"),
        ("0", "RUB", "amount:amount_not_positive"),
        ("0.00", "RUB", "amount:amount_not_positive"),
        ("1.001", "RUB", "amount:amount_too_precise"),
        ("1.5", "JPY", "amount:amount_too_precise"),
        ("1.2345", "KWD", "amount:amount_too_precise"),
        ("1e400", "RUB", "amount:amount_malformed"),
        ("NaN", "RUB", "amount:amount_malformed"),
        ("Infinity", "RUB", "amount:amount_malformed"),
        ("90071992547409.92", "RUB", "amount:amount_too_large"),
        (
            "99999999999999999999999999999999999999",
            "RUB",
            "amount:amount_too_large",
        ),
        ("", "RUB", "amount:amount_malformed"),
        ("100", "XXX", "currency:currency_unknown"),
        ("100", "rub", "currency:currency_unknown"),
        ("100", "GBP", "currency:currency_not_supported"),
    ] {
        let answer = shop.create("bad", &json!({ "amount": amount, "currency": currency }));
        assert_eq!(
            (answer.status, answer.fields()),
            (422, vec![code.to_owned()]),
            "{amount} {currency}"
        );
    }
}

#[test]
fn bad_requests_say_what_is_wrong() {
    let shop = TestMerchant::open();
    let raw = |body: &str| {
        let call = shop
            .v1(post("/v1/payments"))
            .header("idempotency-key", "k")
            .header("content-type", "application/json");
        call.body(body).send()
    };
    for (body, status, code) in [
        ("", 400, "malformed_json"),
        ("{", 400, "malformed_json"),
        ("[]", 422, "validation_failed"),
        ("null", 422, "validation_failed"),
        (r#"{"amount":"1.00"}"#, 422, "validation_failed"),
        (r#"{"amount":"1.00","currency":"RUB"} trailing"#, 400, "malformed_json"),
        (r#"{"amount":1e400,"currency":"RUB"}"#, 400, "malformed_json"),
        (r#"{"amount":NaN,"currency":"RUB"}"#, 400, "malformed_json"),
        (r#"{"amount":100,"currency":"RUB"}"#, 422, "validation_failed"),
        (r#"{"amount":null,"currency":"RUB"}"#, 422, "validation_failed"),
        (
            r#"{"amount":"1.00","currency":"RUB","label":7}"#,
            422,
            "validation_failed",
        ),
        (
            r#"{"amount":"1.00","currency":"RUB","cart":{}}"#,
            422,
            "validation_failed",
        ),
        (
            r#"{"amount":"1.00","currency":"RUB","cart":[{"name":"x","price":"1.00","quantity":-1,"sum":"1.00"}]}"#,
            422,
            "validation_failed",
        ),
        (
            r#"{"amount":"1.00","currency":"RUB","metadata":{"a":[1]}}"#,
            422,
            "validation_failed",
        ),
    ] {
        let answer = raw(body);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (status, code),
            "{body}: {answer:?}"
        );
    }
    assert_eq!(
        raw(&format!(r#"{{"amount":"{}"}}"#, "1".repeat(70_000))).problem(),
        "body_too_large"
    );
    let untyped = shop
        .v1(post("/v1/payments"))
        .header("idempotency-key", "k")
        .body("{}")
        .send();
    assert_eq!(
        (untyped.status, untyped.problem().as_str()),
        (415, "content_type_not_json")
    );
    let keyless = shop.v1(post("/v1/payments")).json(&order()).send();
    assert_eq!(
        (keyless.status, keyless.problem().as_str()),
        (400, "idempotency_key_required")
    );
    let deep = format!(
        "{{\"amount\":\"1.00\",\"currency\":\"RUB\",\"metadata\":{}1{}}}",
        "[".repeat(5_000),
        "]".repeat(5_000)
    );
    assert!((400..500).contains(&raw(&deep).status));
    assert_eq!(shop.count("payment"), 0);
}

#[test]
fn fields_are_checked_one_by_one() {
    let shop = TestMerchant::open();
    let answer = shop.create(
        "k",
        &json!({
            "amount": "100.00", "currency": "RUB", "order": "4111111111111111", "label": "x".repeat(191), "email": "nobody",
            "description": "a\u{0}b", "success_url": "https://elsewhere.example/", "failure_url": "javascript:alert(1)",
            "cart": [{ "name": "Tea", "price": "50.00", "quantity": 1, "sum": "50.00" }], "metadata": { "nested": {} },
        }),
    );
    assert_eq!(answer.status, 422);
    assert_eq!(
        answer.fields(),
        [
            "order:card_number_not_allowed",
            "label:too_long",
            "description:control_character",
            "email:email_malformed",
            "metadata.nested:wrong_type",
            "success_url:address_refused",
            "failure_url:address_refused",
        ]
    );
    let sums = shop.create(
        "k",
        &json!({ "amount": "100.00", "currency": "RUB", "cart": [{ "name": "Tea", "price": "50.00", "quantity": 1, "sum": "50.00" }] }),
    );
    assert_eq!(sums.fields(), ["cart:cart_sum_differs"]);
    let terminal = shop.create(
        "k",
        &json!({ "amount": "100.00", "currency": "RUB", "terminal": "nowhere" }),
    );
    assert_eq!(terminal.fields(), ["terminal:terminal_unavailable"]);
}

#[test]
fn card_numbers_do_not_come_in() {
    let shop = TestMerchant::open();
    let answer = shop.create(
        "k",
        &json!({
            "amount": "1.00", "currency": "RUB", "description": "card 4111 1111 1111 1111 please",
            "metadata": { "note": "2200000000000004", "number": 4_111_111_111_111_111_i64 },
        }),
    );
    assert_eq!(answer.status, 201, "{answer:?}");
    for whole in ["4111111111111111", "4111 1111 1111 1111", "2200000000000004"] {
        assert!(!answer.text.contains(whole), "{answer:?}");
        let kept = shop.rows(
            "SELECT count(*) AS n FROM payment WHERE org_id = ?1 AND instr(description || metadata, ?2) > 0",
            json!(whole),
        );
        assert_eq!(kept[0]["n"], 0);
    }
}

#[test]
fn a_key_opens_its_own_organisation_alone() {
    let (ours, theirs) = (TestMerchant::open(), TestMerchant::open());
    let number = ours.payment("A-1")["number"].as_i64().unwrap();
    assert_eq!(
        theirs.v1(get(&format!("/v1/payments/{number}"))).send().problem(),
        "payment_not_found"
    );
    for number in [
        "0",
        "-1",
        "+1",
        "01",
        "x",
        "1.5",
        "9007199254740993",
        "99999999999999999999",
    ] {
        assert_eq!(
            ours.v1(get(&format!("/v1/payments/{number}"))).send().status,
            404,
            "{number}"
        );
    }
    let bare = ours.merchant.api_key();
    let (prefix, secret) = bare.rsplit_once('_').unwrap();
    for header in [
        String::new(),
        "Bearer".to_owned(),
        "Bearer x".to_owned(),
        format!("Basic {bare}"),
        format!("Bearer {prefix}_"),
        format!("Bearer {prefix}_{}", theirs.merchant.api_key_secret),
        format!("Bearer {}_{secret}", theirs.merchant.api_key_prefix),
        format!("Bearer {}_{secret}", ours.merchant.widget_key),
    ] {
        let answer = get("/v1/payments/1").header("authorization", &header).send();
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (401, "api_key_wrong"),
            "{header}"
        );
    }
    ours.execute("UPDATE api_key SET revoked_at_ms = 1 WHERE org_id = ?1");
    assert_eq!(ours.v1(get("/v1/payments/1")).send().status, 401);
}

#[test]
fn a_disabled_organisation_creates_nothing() {
    let shop = TestMerchant::open();
    shop.execute("UPDATE organisation SET status = 'disabled' WHERE org_id = ?1");
    let answer = shop.create("k", &order());
    assert_eq!(
        (answer.status, answer.problem().as_str()),
        (403, "organisation_disabled")
    );
}

#[test]
fn unknown_addresses_and_methods() {
    let shop = TestMerchant::open();
    assert_eq!(shop.v1(get("/v1/nothing")).send().problem(), "not_found");
    assert_eq!(
        shop.v1(get("/v1/payments/1/capture")).send().problem(),
        "method_not_allowed"
    );
    assert_eq!(
        shop.v1(post("/v1/payments/1")).json(&json!({})).send().problem(),
        "method_not_allowed"
    );
}
