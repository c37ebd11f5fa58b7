//! Endpoints and deliveries as people manage them in the cabinet, and resends over the API.

use domain::digest::md5_hex;
use runtime::eventually;
use serde_json::{Value, json};

use crate::kit::{BankEvent, DESK, Sink, TestMerchant, TestPerson, enter, get, now_ms, post};

fn create(shop: &TestMerchant, body: &Value) -> Value {
    let answer = enter(shop).write("/api/endpoints", body);
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()
}

fn told(shop: &TestMerchant, order: &str) -> i64 {
    let trip = shop.trip(order);
    assert_eq!(shop.callback(&BankEvent::captured(&trip)).status, 200);
    trip.number
}

/// Proves EDG-02, PKP-03: made, listed, changed, disabled, enabled, renewed and deleted, with a journal of it all.
#[test]
fn an_endpoint_s_life() {
    let shop = TestMerchant::open();
    let second = Sink::open();
    let owner = enter(&shop);
    let made = create(
        &shop,
        &json!({ "mode": "test", "name": "Warehouse", "address": format!("{}/x", second.url()), "event_types": ["payment.captured"] }),
    );
    let secret = made["secrets"][0]["value"].as_str().unwrap();
    assert!(made["secrets"][0]["name"] == "signing_secret" && secret.starts_with("whsec_"));
    let listed = owner.read("/api/endpoints?mode=test");
    assert_eq!(listed["items"].as_array().unwrap().len(), 2);
    assert!(!listed.to_string().contains(secret), "a secret is shown once");
    assert_eq!(owner.read("/api/endpoints?mode=live")["items"], json!([]));
    told(&shop, "A-1");
    second.wait_for(1);
    // Disabled: kept, not dropped.
    assert_eq!(
        owner.write("/api/endpoints/2/disable", &json!({})).json()["status"],
        "disabled"
    );
    told(&shop, "A-2");
    shop.sink.wait_for(2);
    assert_eq!(owner.read("/api/endpoints/2")["held"], 1);
    assert_eq!(second.count(), 1);
    assert_eq!(
        owner.write("/api/endpoints/2/enable", &json!({})).json()["status"],
        "enabled"
    );
    eventually("what was kept", || {
        DESK.cron("postback-dispatch", None)?;
        Ok((second.count() == 2).then_some(()))
    })
    .unwrap();
    let renewed = owner.write("/api/endpoints/2/rotate", &json!({})).json();
    assert_ne!(renewed["secrets"][0]["value"], made["secrets"][0]["value"]);
    assert_eq!(renewed["endpoint"]["secrets"].as_array().unwrap().len(), 2);
    told(&shop, "A-3");
    let last = second.wait_for(3).remove(2);
    assert_eq!(last.header("webhook-signature").split(' ').count(), 2);
    let changed = owner
        .write(
            "/api/endpoints/2",
            &json!({ "name": "Depot", "event_types": ["payment.failed"] }),
        )
        .json();
    assert_eq!(
        (&changed["name"], &changed["event_types"]),
        (&json!("Depot"), &json!(["payment.failed"]))
    );
    assert_eq!(owner.write("/api/endpoints/2/delete", &json!({})).status, 204);
    assert_eq!(owner.write("/api/endpoints/2/enable", &json!({})).status, 404);
    let journal = shop.rows("SELECT group_concat(action, ' ') AS actions FROM (SELECT action FROM journal WHERE org_id = ?1 AND subject = 'endpoint:2' AND ?2 = 0 ORDER BY seq)", json!(0));
    assert_eq!(
        journal[0]["actions"],
        "endpoint_created endpoint_disabled endpoint_enabled endpoint_secret_rotated endpoint_changed endpoint_deleted"
    );
}

/// Proves PKP-13, PKP-06: PayKeeper's format over real HTTP, its word, and the restart of an exhausted notice by the button.
#[test]
fn paykeeper_s_notice_is_restarted_by_hand() {
    let shop = TestMerchant::open();
    let handler = Sink::open();
    create(
        &shop,
        &json!({ "mode": "test", "format": "paykeeper", "address": handler.url(), "primary": true, "secrets": { "secret_word": "own-word-1" } }),
    );
    let number = told(&shop, "A-1");
    let asked = handler.wait_for(1).remove(0);
    assert_eq!(asked.header("content-type"), "application/x-www-form-urlencoded");
    assert!(
        asked.body.contains(&format!(
            "key={}",
            md5_hex(format!("{number}100.00user-7A-1own-word-1").as_bytes())
        )),
        "{}",
        asked.body
    );
    assert!(!asked.header("webhook-signature").is_empty());
    // "answer 200" is not `OK <md5>`: it will be exhausted one day.
    let of = "org_id = ?1 AND endpoint_id = 2";
    eventually("the failed attempt", || {
        Ok((shop.count("postback_attempt") == 2).then_some(()))
    })
    .unwrap();
    shop.execute(&format!(
        "UPDATE postback SET attempts = 50, state = 'exhausted', due_at_ms = NULL WHERE {of}"
    ));
    assert_eq!(shop.get(number)["notice"], "exhausted");
    let owner = enter(&shop);
    assert_eq!(
        owner.read(&format!("/api/payments/{number}"))["statuses"][0]["status"],
        "stuck"
    );
    let resent = owner.write(
        "/api/postbacks/resend",
        &json!({ "mode": "test", "number": number, "endpoint": 2 }),
    );
    assert_eq!((resent.status, &resent.json()["resent"]), (202, &json!(1)));
    handler.wait_for(2);
    let row = || {
        shop.rows(
            "SELECT state, attempts FROM postback WHERE org_id = ?1 AND endpoint_id = 2 AND ?2 = 0",
            json!(0),
        )
        .remove(0)
    };
    eventually("a new count", || {
        Ok((row()["attempts"] == 1 && row()["state"] == "pending").then_some(()))
    })
    .unwrap();
    assert_eq!(shop.get(number)["notice"], "sending");
}

/// Proves EDG-02 (resend of one and of many, by the cabinet and the API).
#[test]
fn postbacks_are_resent_and_looked_at() {
    let shop = TestMerchant::open();
    for order in ["A-1", "A-2", "A-3"] {
        told(&shop, order);
    }
    shop.sink.wait_for(3);
    eventually("delivery", || {
        Ok((1..=3)
            .all(|number| shop.get(number)["notice"] == "delivered")
            .then_some(()))
    })
    .unwrap();
    let owner = enter(&shop);
    let list = |query: &str| {
        owner.read(&format!("/api/postbacks?mode=test{query}"))["items"]
            .as_array()
            .unwrap()
            .clone()
    };
    assert_eq!(
        list("")
            .iter()
            .map(|row| row["number"].as_i64().unwrap())
            .collect::<Vec<_>>(),
        [3, 2, 1]
    );
    assert_eq!(
        (
            list("&status=delivered").len(),
            list("&status=failed").len(),
            list("&number=2").len(),
            list("&endpoint=9").len()
        ),
        (3, 0, 1, 0)
    );
    assert_eq!(
        (
            list("&event_type=payment.captured").len(),
            list("&event_type=payment.failed").len()
        ),
        (3, 0)
    );
    assert_eq!(
        (
            list("&from=2020-01-01T00:00:00Z").len(),
            list("&to=2020-01-01T00:00:00Z").len()
        ),
        (3, 0)
    );
    let first = owner.read("/api/postbacks?mode=test&limit=2");
    let rest = owner.read(&format!(
        "/api/postbacks?mode=test&limit=2&cursor={}",
        first["next"].as_str().unwrap()
    ));
    assert_eq!(
        (rest["items"][0]["number"].as_i64(), &rest["next"]),
        (Some(1), &Value::Null)
    );
    for wrong in ["status=sent", "from=yesterday", "endpoint=x", "cursor=1"] {
        assert_eq!(
            owner.ask(get(&format!("/api/postbacks?{wrong}"))).status,
            422,
            "{wrong}"
        );
    }
    // One, by the button.
    let one = &list("&number=2")[0];
    let (event, path) = (
        one["postback_id"].as_str().unwrap(),
        format!("/api/postbacks/1/{}", one["postback_id"].as_str().unwrap()),
    );
    let resent = owner.write(
        "/api/postbacks/resend",
        &json!({ "mode": "test", "endpoint": 1, "event_id": event }),
    );
    assert_eq!(
        (resent.status, resent.json()),
        (202, json!({ "resent": 1, "next": null }))
    );
    shop.sink.wait_for(4);
    let detail = eventually("its record", || {
        let detail = owner.read(&path);
        Ok((detail["attempts"].as_array().unwrap().len() == 2).then_some(detail))
    })
    .unwrap();
    assert_eq!(
        (
            &detail["attempts"][0]["attempt"],
            &detail["attempts"][1]["attempt"],
            &detail["attempts_made"]
        ),
        (&json!(1), &json!(null), &json!(1))
    );
    assert_eq!(
        (
            &detail["attempts"][1]["answer"],
            &detail["attempts"][1]["request"]["headers"]["webhook-id"]
        ),
        (&json!("answer 200"), &json!(event))
    );
    assert_eq!(detail["event"]["id"], event);
    // All, by the API: the same key and request give the same answer and send nothing again.
    let resend = |key: &str, body: &Value| {
        shop.v1(post("/v1/postbacks/resend"))
            .header("idempotency-key", key)
            .json(body)
            .send()
    };
    let asked = json!({ "endpoint": 1, "from": "2020-01-01T00:00:00Z" });
    let answers = [resend("r-1", &asked), resend("r-1", &asked)];
    assert!(
        answers
            .iter()
            .all(|answer| answer.status == 202 && answer.json()["resent"] == 3),
        "{answers:?}"
    );
    shop.sink.wait_for(7);
    DESK.cron("postback-dispatch", Some(now_ms() + 60_000)).unwrap();
    assert_eq!(shop.sink.count(), 7);
    assert_eq!(
        resend("r-1", &json!({ "status": "failed" })).json()["code"],
        "idempotency_key_reused"
    );
    assert_eq!(
        shop.v1(post("/v1/postbacks/resend")).json(&asked).send().json()["code"],
        "idempotency_key_required"
    );
    // A misspelt filter would be none, and none would be everything.
    for wrong in [
        json!({ "status": "lost" }),
        json!({}),
        json!({ "endpoint_id": 1 }),
        json!({ "event_id": "" }),
        json!({ "number": 9_007_199_254_740_993_i64 }),
    ] {
        assert_eq!(resend("r-2", &wrong).status, 422, "{wrong}");
    }
}

/// Nobody reaches another organisation's endpoints and deliveries, and only who may changes anything.
#[test]
fn what_is_not_theirs_is_not_there() {
    let (shop, stranger) = (TestMerchant::open(), TestMerchant::open());
    told(&shop, "A-1");
    shop.sink.wait_for(1);
    let event = shop.rows("SELECT event_id FROM event WHERE org_id = ?1 AND ?2 = 0", json!(0))[0]["event_id"]
        .as_str()
        .unwrap()
        .to_owned();
    let other = enter(&stranger);
    assert_eq!(other.ask(get(&format!("/api/postbacks/1/{event}"))).status, 404);
    assert_eq!(other.read("/api/postbacks?mode=test")["items"], json!([]));
    let resent = other.write(
        "/api/postbacks/resend",
        &json!({ "mode": "test", "endpoint": 1, "event_id": event }),
    );
    assert_eq!(resent.json()["resent"], 0);
    // Its own endpoint 1 is another's endpoint 1.
    assert_eq!(other.write("/api/endpoints/1/disable", &json!({})).status, 200);
    assert_eq!(enter(&shop).read("/api/endpoints/1")["status"], "enabled");
    assert_eq!(
        other.write("/api/endpoints/7/disable", &json!({})).json()["code"],
        "endpoint_not_found"
    );
    // Somebody must stay its owner.
    TestPerson::of(shop.merchant.org_id, "owner");
    for (role, manages, resends) in [
        ("viewer", false, false),
        ("payments_operator", false, true),
        ("manager", true, true),
    ] {
        shop.execute(&format!(
            "UPDATE membership SET role = '{role}' WHERE org_id = ?1 AND person_id = ?1"
        ));
        let person = enter(&shop);
        let status = |allowed: bool, good: u16| if allowed { good } else { 403 };
        assert_eq!(
            person.write("/api/endpoints/1", &json!({ "name": "x" })).status,
            status(manages, 200),
            "{role}"
        );
        assert_eq!(
            person.write("/api/endpoints/1/rotate", &json!({})).status,
            status(manages, 200),
            "{role}"
        );
        assert_eq!(
            person
                .write("/api/postbacks/resend", &json!({ "mode": "test", "number": 999 }))
                .status,
            status(resends, 202),
            "{role}"
        );
        assert_eq!(person.ask(get("/api/endpoints?mode=test")).status, 200, "{role}");
        assert_eq!(
            person.ask(post("/api/endpoints").json(&json!({}))).status,
            403,
            "no CSRF token"
        );
    }
}

/// A redirect is a failure, wherever it leads: nothing follows it.
#[test]
fn redirects_are_not_followed() {
    let shop = TestMerchant::open();
    let elsewhere = Sink::open();
    shop.sink.redirect_to(elsewhere.url());
    shop.sink.answer(&[301, 302, 303, 307, 308]);
    told(&shop, "A-1");
    for attempt in 1..=5 {
        shop.sink.wait_for(attempt);
        eventually("its record", || {
            DESK.cron("postback-dispatch", Some(now_ms() + 3_600_000))?;
            Ok((shop.count("postback_attempt") >= i64::try_from(attempt).unwrap()).then_some(()))
        })
        .unwrap();
    }
    assert_eq!(elsewhere.count(), 0);
    let first = shop.rows(
        "SELECT status FROM postback_attempt WHERE org_id = ?1 AND ?2 = 0 ORDER BY try LIMIT 1",
        json!(0),
    );
    assert_eq!(first[0]["status"], 301);
}

/// Addresses that must not be called are refused when they are saved, ours among them.
#[test]
fn addresses_are_checked_when_saved() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    for address in [
        "http://shop.example/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::ffff:10.0.0.1]/",
        "https://a:b@shop.example/",
        DESK.base_url(),
    ] {
        let answer = owner.write("/api/endpoints", &json!({ "mode": "test", "address": address }));
        assert_eq!(
            (answer.status, &answer.json()["errors"][0]["code"]),
            (422, &json!("address_refused")),
            "{address}"
        );
    }
    assert_eq!(shop.count("endpoint"), 1);
}

/// Proves PKP-03 (by e-mail, as set).
#[test]
fn a_notice_by_e_mail_reaches_the_mailbox() {
    let shop = TestMerchant::open();
    let address = format!("till-{}@shop.example", shop.merchant.slug);
    create(
        &shop,
        &json!({ "mode": "test", "format": "email", "address": address, "primary": true }),
    );
    let number = told(&shop, "A-1");
    eventually("delivery", || {
        Ok((shop.get(number)["notice"] == "delivered").then_some(()))
    })
    .unwrap();
    let mails = get("/__local/mailbox").send().json();
    let mail = mails["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|mail| mail["to"] == address)
        .expect("the letter");
    assert!(mail["text"].as_str().unwrap().contains("100.00"), "{mail}");
}
