//! Orders and manual payments over HTTP: in the cabinet and for merchants' servers.

use serde_json::{Value, json};

use crate::kit::{Answer, TestMerchant, at_once, enter, get, post};

/// An organisation that sells: the manual systems `transfer` (roubles, 2.5 % and 30.00) and `spare`, offer 1 payable by both and by card,
/// offer 2 by card alone, offer 3 not sold any more.
fn selling() -> TestMerchant {
    let shop = TestMerchant::open();
    for system in ["transfer", "spare"] {
        shop.execute(&format!(
            "INSERT INTO terminal (org_id, terminal_id, acquirer, mode, kind, name, operations, credentials, created_at_ms)
             VALUES (?1, '{system}', 'manual', 'test', 'manual', 'By {system}', '[\"payment\",\"capture\",\"refund\"]', '', 0)"
        ));
        shop.execute(&format!(
            "INSERT INTO manual_system (org_id, terminal_id, commission_percent, fixed_fee_minor, fixed_fee_currency, income_currency, transaction_currency, currencies)
             VALUES (?1, '{system}', '2.5', 3000, 'RUB', 'RUB', 'RUB', '[\"RUB\"]')"
        ));
    }
    for (offer, systems, status) in [
        (1, r#"["sandbox","transfer","spare"]"#, "active"),
        (2, r#"["sandbox"]"#, "active"),
        (3, r#"["transfer"]"#, "inactive"),
    ] {
        shop.execute(&format!(
            "INSERT INTO offer (org_id, offer_id, mode, token, title, price_minor, currency, systems, status, created_at_ms)
             VALUES (?1, {offer}, 'test', 'token-' || ?1 || '-{offer}', 'Tea for two', 150000, 'RUB', '{systems}', '{status}', 0)"
        ));
    }
    shop
}

fn anna() -> Value {
    json!({ "offer": 1, "system": "transfer", "client": { "name": "Anna Sol", "email": "anna@shop.example" }, "comment": "Paid by 4111111111111111" })
}

fn made(answer: Answer) -> Value {
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()
}

/// Proves MAN-05, MAN-08, MAN-09, MAN-10: recorded, corrected and confirmed by a manager, told to the merchant, seen on the client's timeline.
#[test]
fn an_order_is_recorded_corrected_and_confirmed() {
    let shop = selling();
    let owner = enter(&shop);
    let order = made(owner.act("/api/orders?mode=test", "o-1", &anna()));
    assert_eq!(
        (&order["status"], &order["source"], &order["client"]["email"]),
        (&json!("open"), &json!("cabinet"), &json!("anna@shop.example"))
    );
    let payment = &order["payments"][0];
    let manual = &payment["manual"];
    assert_eq!(
        (&payment["status"], &manual["comment"]),
        (&json!("open"), &json!("Paid by 411111******1111"))
    );
    // 2.5 % of 1500.00 and 30.00 are kept.
    assert_eq!(
        manual["estimate"]["income"],
        json!({ "amount": "1432.50", "currency": "RUB" })
    );
    assert_eq!((&manual["settled"], &manual["final"]), (&json!(null), &json!(null)));
    let number = payment["number"].as_i64().unwrap();
    let path = format!("/api/manual-payments/{number}");
    // The same request again is the same order; another under its key is refused.
    assert_eq!(
        made(owner.act("/api/orders?mode=test", "o-1", &anna()))["number"],
        order["number"]
    );
    let other = json!({ "offer": 1, "system": "transfer", "client": "manual_account" });
    assert_eq!(
        owner.act("/api/orders?mode=test", "o-1", &other).problem(),
        "idempotency_key_reused"
    );
    assert_eq!(
        owner.write("/api/orders?mode=test", &anna()).problem(),
        "idempotency_key_required"
    );
    // What cannot be said of it is refused, and nothing has become of it.
    for (body, refused) in [
        (
            json!({ "amount": "0", "currency": "RUB" }),
            "amount:amount_not_positive",
        ),
        (
            json!({ "amount": "10.00", "currency": "USD" }),
            "currency:currency_not_supported",
        ),
        (json!({ "paid_on": "2999-01-01" }), "paid_on:date_in_future"),
        (json!({ "paid_on": "2001-01-01" }), "paid_on:date_too_old"),
        (json!({ "paid_on": "yesterday" }), "paid_on:date_malformed"),
        (json!({ "comment": "x".repeat(60_000) }), "comment:comment_too_long"),
    ] {
        let answer = owner.write(&format!("{path}/confirm?mode=test"), &body);
        assert_eq!(
            (answer.status, answer.fields()),
            (422, vec![refused.to_owned()]),
            "{answer:?}"
        );
    }
    let huge = owner.write(
        &format!("{path}/confirm?mode=test"),
        &json!({ "comment": "x".repeat(100_000) }),
    );
    assert_eq!(huge.status, 413);
    // Of the other mode there is none.
    assert_eq!(
        owner.write(&format!("{path}/confirm?mode=live"), &json!({})).problem(),
        "payment_not_found"
    );
    let confirmed = owner.write(
        &format!("{path}/confirm?mode=test"),
        &json!({ "amount": "1400.00", "currency": "RUB", "comment": "As agreed" }),
    );
    assert_eq!(confirmed.status, 200, "{confirmed:?}");
    let confirmed = confirmed.json();
    let manual = &confirmed["manual"];
    assert_eq!(
        (
            &confirmed["status"],
            &confirmed["amount"]["amount"],
            &manual["price"]["amount"]
        ),
        (&json!("resolved"), &json!("1400.00"), &json!("1500.00"))
    );
    assert_eq!(
        (
            &manual["settled"]["income"]["amount"],
            &manual["final"]["price"]["amount"]
        ),
        (&json!("1335.00"), &json!("1400.00"))
    );
    assert_eq!(confirmed["order"]["number"], order["number"]);
    // Told at once.
    shop.sink.wait_for(1);
    let again = owner.write(&format!("{path}/confirm?mode=test"), &json!({}));
    assert_eq!(
        (again.status, again.problem().as_str()),
        (409, "manual_payment_decided")
    );
    assert_eq!(
        owner.read(&format!("/api/orders/{}?mode=test", order["number"]))["status"],
        "completed"
    );
    let timeline = owner.read("/api/clients/1/timeline?mode=test");
    let marks: Vec<&Value> = timeline["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mark| &mark["after"])
        .collect();
    assert_eq!(marks, ["completed", "open"]);
    let card = owner.read("/api/clients/1?mode=test");
    assert_eq!(
        (&card["orders_count"], &card["paid"]),
        (&json!(1), &json!([{ "amount": "1400.00", "currency": "RUB" }]))
    );
    assert_eq!(owner.ask(get("/api/clients/1?mode=live")).problem(), "client_not_found");
    shop.assert_balanced();
}

/// Proves MAN-09: what may not be recorded is said, and leaves nothing behind; nobody else's is there.
#[test]
fn what_may_not_be_recorded_leaves_nothing_behind() {
    let (shop, theirs) = (selling(), selling());
    let (owner, stranger) = (enter(&shop), enter(&theirs));
    let theirs_order = made(stranger.act("/api/orders?mode=test", "a", &anna()));
    for (body, refused) in [
        (
            json!({ "offer": 2, "client": "manual_account" }),
            "offer:offer_without_manual_system",
        ),
        (
            json!({ "offer": 3, "client": "manual_account" }),
            "offer:offer_inactive",
        ),
        (
            json!({ "offer": 77, "client": "manual_account" }),
            "offer:offer_inactive",
        ),
        (json!({ "offer": 1, "client": "manual_account" }), "system:required"),
        (
            json!({ "offer": 1, "client": 1, "system": "transfer" }),
            "client:client_not_found",
        ),
        (
            json!({ "offer": 1, "client": {}, "system": "transfer" }),
            "client:required",
        ),
        (
            json!({ "offer": 1, "client": "manual_account", "system": "transfer", "paid_on": "2999-01-01" }),
            "paid_on:date_in_future",
        ),
        (
            json!({ "offer": 1, "client": "manual_account", "system": "transfer", "comment": "x".repeat(60_000) }),
            "comment:comment_too_long",
        ),
    ] {
        let answer = owner.act("/api/orders?mode=test", "k", &body);
        assert_eq!(
            (answer.status, answer.fields()),
            (422, vec![refused.to_owned()]),
            "{answer:?}"
        );
    }
    assert_eq!(
        owner
            .act("/api/orders", "k", &json!({ "offer": 1, "client": "manual_account" }))
            .fields(),
        ["offer:offer_inactive"],
        "live"
    );
    assert_eq!(
        (shop.count("sales_order"), shop.count("payment"), shop.count("client")),
        (0, 0, 0)
    );
    let (order, payment) = (&theirs_order["number"], &theirs_order["payments"][0]["number"]);
    for path in [
        format!("/api/orders/{order}?mode=test"),
        format!("/api/manual-payments/{payment}?mode=test"),
        "/api/clients/1?mode=test".to_owned(),
    ] {
        assert_eq!(owner.ask(get(&path)).status, 404, "{path}");
    }
    assert_eq!(
        owner
            .write(&format!("/api/manual-payments/{payment}/reject?mode=test"), &json!({}))
            .problem(),
        "payment_not_found"
    );
    // Nothing of it is a payer's: without a session or a key there is no way in.
    for path in [
        "/api/clients/1/timeline",
        "/v1/clients/1/timeline",
        "/api/orders",
        "/v1/manual-payments/1/receipt",
    ] {
        assert_eq!(get(path).send().status, 401, "{path}");
    }
}

/// Proves MAN-05, MAN-09: rejected, and paid by a further payment; a receipt is downloaded and never shown.
#[test]
fn an_order_that_was_rejected_is_paid_after_all() {
    let shop = selling();
    let owner = enter(&shop);
    let order = made(owner.act(
        "/api/orders?mode=test",
        "o",
        &json!({ "offer": 1, "system": "transfer", "client": "manual_account" }),
    ));
    assert_eq!(order["client"]["number"], 0);
    let further = |key: &str| owner.act("/api/orders/1/payments?mode=test", key, &json!({ "system": "spare" }));
    assert_eq!(further("f").problem(), "order_has_open_payment");
    let rejected = owner.write(
        "/api/manual-payments/1/reject?mode=test",
        &json!({ "comment": "Not seen" }),
    );
    assert_eq!(
        (rejected.status, &rejected.json()["manual"]["reason"]),
        (200, &json!("manager"))
    );
    let order = made(further("f"));
    assert_eq!(
        (order["payments"].as_array().unwrap().len(), &order["status"]),
        (2, &json!("open"))
    );
    assert_eq!(made(further("f"))["payments"].as_array().unwrap().len(), 2);
    assert_eq!(
        owner
            .write("/api/manual-payments/2/confirm?mode=test", &json!({}))
            .status,
        200
    );
    assert_eq!(further("g").problem(), "order_paid");
    assert_eq!(
        owner.ask(get("/api/manual-payments/2/receipt?mode=test")).problem(),
        "receipt_not_found"
    );
    shop.sink.wait_for(2);
    shop.assert_balanced();
}

/// Proves MAN-04: lists with filters, search and pages, at /v1 as in the cabinet.
#[test]
fn orders_and_their_payments_are_listed_and_found() {
    let shop = selling();
    let owner = enter(&shop);
    for (key, name) in [("a", "Anna Sol"), ("b", "Boris Ray"), ("c", "Anna Kim")] {
        made(owner.act(
            "/api/orders?mode=test",
            key,
            &json!({ "offer": 1, "system": "transfer", "client": { "name": name } }),
        ));
    }
    owner.write("/api/manual-payments/2/reject?mode=test", &json!({}));
    let numbers = |path: &str| -> Vec<i64> {
        let answer = shop.v1(get(&format!("/v1/{path}"))).send();
        assert_eq!(answer.status, 200, "{answer:?}");
        let separator = if path.contains('?') { '&' } else { '?' };
        assert_eq!(answer.json(), owner.read(&format!("/api/{path}{separator}mode=test")));
        answer.json()["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["number"].as_i64().unwrap())
            .collect()
    };
    let today = &owner.read("/api/orders/1?mode=test")["payments"][0]["manual"]["paid_on"];
    let today = today.as_str().unwrap();
    for (query, expected) in [
        ("", vec![3, 2, 1]),
        ("?q=anna", vec![3, 1]),
        ("?q=sol+anna", vec![1]),
        ("?q=2", vec![2]),
        ("?status=open", vec![3, 1]),
        ("?status=rejected", vec![2]),
        ("?client=2", vec![2]),
        ("?offer=2", vec![]),
        (&format!("?from={today}&to={today}"), vec![3, 2, 1]),
        ("?to=2020-01-01", vec![]),
        ("?limit=2", vec![3, 2]),
        ("?limit=2&cursor=2", vec![1]),
    ] {
        assert_eq!(numbers(&format!("orders{query}")), expected, "orders{query}");
        assert_eq!(
            numbers(&format!("order-payments{query}")),
            expected,
            "order-payments{query}"
        );
    }
    assert_eq!(owner.read("/api/orders?mode=live")["items"], json!([]));
    for query in ["status=paid", "from=yesterday", "client=x", "limit=0", "cursor=x"] {
        assert_eq!(
            owner.ask(get(&format!("/api/orders?mode=test&{query}"))).status,
            422,
            "{query}"
        );
    }
}

/// Proves MAN-05, MAN-09: twenty requests at once under one key make one order and one client; twenty decisions of it, one outcome.
#[test]
fn all_at_once_is_once() {
    let shop = selling();
    let owner = enter(&shop);
    let answers = at_once(20, |_| owner.act("/api/orders?mode=test", "k", &anna()));
    assert!(answers.iter().all(|answer| answer.status == 201));
    let clients = at_once(10, |twin| {
        owner.act(
            "/api/orders?mode=test",
            &format!("twin-{twin}"),
            &json!({ "offer": 1, "system": "transfer", "client": { "email": "new@shop.example" } }),
        )
    });
    let mut numbers: Vec<i64> = clients
        .iter()
        .map(|answer| answer.json()["client"]["number"].as_i64().unwrap())
        .collect();
    numbers.dedup();
    assert_eq!(
        (shop.count("sales_order"), shop.count("client"), numbers.len()),
        (11, 2, 1)
    );
    let decided = at_once(20, |one| {
        let path = if one % 2 == 0 { "confirm" } else { "reject" };
        owner
            .write(&format!("/api/manual-payments/1/{path}?mode=test"), &json!({}))
            .status
    });
    assert_eq!(
        decided.iter().filter(|status| **status == 200).count(),
        1,
        "{decided:?}"
    );
    assert!(decided.iter().all(|status| [200, 409].contains(status)), "{decided:?}");
    shop.assert_balanced();
}

/// Proves MAN-05: a key without the permission confirms nothing; with it, it does.
#[test]
fn keys_need_the_permissions() {
    let shop = selling();
    shop.execute("UPDATE api_key SET permissions = '[\"read\"]' WHERE org_id = ?1 AND kind = 'secret'");
    let post = |path: &str| shop.v1(post(path)).header("idempotency-key", "k").json(&anna()).send();
    for path in [
        "/v1/orders",
        "/v1/orders/1/payments",
        "/v1/manual-payments/1/confirm",
        "/v1/manual-payments/1/reject",
        "/v1/clients",
        "/v1/clients/1/notes",
    ] {
        assert_eq!(post(path).problem(), "permission_missing", "{path}");
    }
    shop.execute("UPDATE api_key SET permissions = '[\"read\",\"sales\",\"manual_payments\"]' WHERE org_id = ?1 AND kind = 'secret'");
    assert_eq!(post("/v1/orders").status, 201);
    let confirmed = shop
        .v1(crate::kit::post("/v1/manual-payments/1/confirm"))
        .header("idempotency-key", "confirm-1")
        .json(&json!({}))
        .send();
    assert_eq!(
        (confirmed.status, &confirmed.json()["status"]),
        (200, &json!("resolved")),
        "{confirmed:?}"
    );
}
