//! API keys: made in the cabinet, used at /v1, renewed, ended.

use serde_json::{Value, json};

use crate::kit::{Answer, SignedIn, TestMerchant, TestPerson, enter, get, now_ms, post};

fn make(owner: &SignedIn, name: &str, permissions: &[&str]) -> (String, String) {
    let body = json!({ "kind": "secret", "mode": "test", "name": name, "permissions": permissions });
    shown(&owner.write("/api/keys", &body))
}

/// The prefix and the whole key of an answer.
fn shown(answer: &Answer) -> (String, String) {
    assert_eq!(answer.status, 201, "{answer:?}");
    let body = answer.json();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&body["key"]["prefix"]), text(&body["secret"]))
}

fn read(key: &str) -> Answer {
    get("/v1/payments")
        .header("authorization", &format!("Bearer {key}"))
        .send()
}

/// What `POST /v1/...` answers a key.
fn write(key: &str, path: &str, body: &Value) -> Answer {
    post(path)
        .header("authorization", &format!("Bearer {key}"))
        .header("idempotency-key", &format!("{path} {}", now_ms()))
        .json(body)
        .send()
}

fn listed(owner: &SignedIn, prefix: &str) -> Value {
    let keys = owner.read("/api/keys?mode=test");
    keys["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|key| key["prefix"] == prefix)
        .unwrap()
        .clone()
}

/// Proves EDG-05: shown once, used, renewed with overlap, expired, revoked.
#[test]
fn a_key_s_life() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    let (prefix, key) = make(&owner, "Server", &["read", "payments"]);
    assert!(listed(&owner, &prefix)["last_used_at"].is_null());
    assert_eq!(read(&key).status, 200);
    let seen = listed(&owner, &prefix);
    assert!(seen["last_used_at"].is_string() && seen["state"] == "live", "{seen}");
    let secret = key.rsplit('_').next().unwrap();
    assert!(
        !owner.read("/api/keys?mode=test").to_string().contains(secret),
        "shown once"
    );
    // From where it was used, the journal's entries lead to.
    let order = json!({ "amount": "1.00", "currency": "RUB", "order": "K-1" });
    assert_eq!(write(&key, "/v1/payments", &order).status, 201);
    let origin = shop.rows(
        "SELECT o.agent FROM journal j JOIN origin o ON o.org_id = j.org_id AND j.actor = 'api_key:' || ?2 || '/' || o.origin WHERE j.org_id = ?1 AND j.action = 'payment_created'",
        json!(prefix),
    );
    assert_eq!(origin.len(), 1);
    // Renewed: both open for the overlap, the old one not a moment longer.
    let (new_prefix, new_key) =
        shown(&owner.write(&format!("/api/keys/{prefix}/rotate"), &json!({ "overlap_hours": 1 })));
    assert_eq!((read(&key).status, read(&new_key).status), (200, 200));
    assert_eq!(listed(&owner, &prefix)["rotated_to"], new_prefix);
    assert_eq!(listed(&owner, &prefix)["state"], "expiring");
    shop.execute(&format!(
        "UPDATE api_key SET expires_at_ms = {} WHERE org_id = ?1 AND prefix = '{prefix}'",
        now_ms()
    ));
    assert_eq!(
        (read(&key).problem(), read(&new_key).status),
        ("api_key_wrong".to_owned(), 200)
    );
    assert_eq!(listed(&owner, &prefix)["state"], "expired");
    let revoked = owner.write(&format!("/api/keys/{new_prefix}/revoke"), &json!({}));
    assert_eq!((revoked.status, &revoked.json()["state"]), (200, &json!("revoked")));
    assert_eq!(read(&new_key).problem(), "api_key_wrong");
    let journal = shop.rows("SELECT group_concat(action, ' ') AS actions, group_concat(detail, ' ') AS details FROM (SELECT * FROM journal WHERE org_id = ?1 AND subject LIKE 'key:%' AND ?2 = 0 ORDER BY seq)", json!(0));
    assert_eq!(journal[0]["actions"], "key_created key_rotated key_revoked");
    assert!(!journal[0]["details"].as_str().unwrap().contains(secret));
}

/// Proves EDG-05: a key in an address opens nothing, whatever it is called there, alone or beside another.
#[test]
fn a_key_in_the_query_string_opens_nothing() {
    let shop = TestMerchant::open();
    let key = shop.merchant.api_key();
    for query in [
        "api_key",
        "key",
        "token",
        "access_token",
        "authorization",
        "Authorization",
    ] {
        for value in [key.clone(), format!("Bearer%20{key}")] {
            let path = format!("/v1/payments?{query}={value}");
            assert_eq!(get(&path).send().problem(), "api_key_wrong", "{query}");
            let write = post(&path)
                .header("idempotency-key", "k")
                .json(&json!({ "amount": "1.00", "currency": "RUB" }));
            assert_eq!(write.send().problem(), "api_key_wrong", "{query}");
        }
    }
    assert_eq!(shop.count("payment"), 0);
    for header in ["x-api-key", "cookie"] {
        assert_eq!(
            get("/v1/payments").header(header, &key).send().problem(),
            "api_key_wrong"
        );
    }
}

/// Proves EDG-05: a key does what it may, and nothing else.
#[test]
fn a_key_does_what_it_may() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    let number = shop.payment("A-1")["number"].as_i64().unwrap();
    let of = |what: &str| format!("/v1/payments/{number}/{what}");
    let writes = [
        ("payments", "/v1/payments".to_owned()),
        ("capture", of("capture")),
        ("capture", of("cancel")),
        ("refund", of("refunds")),
        ("postbacks", "/v1/postbacks/resend".to_owned()),
    ];
    let reads = [
        "/v1/payments",
        "/v1/balances",
        "/v1/events",
        &of("refunds"),
        &format!("/v1/payments/{number}"),
    ];
    for permission in ["read", "payments", "capture", "refund", "postbacks"] {
        let (prefix, key) = make(&owner, permission, &[permission]);
        let is_missing = |answer: &Answer| answer.status == 403 && answer.problem() == "permission_missing";
        for path in reads {
            let answer = get(path).header("authorization", &format!("Bearer {key}")).send();
            assert_eq!(
                is_missing(&answer),
                permission != "read",
                "{permission} {path} {answer:?}"
            );
        }
        for (needed, path) in &writes {
            let answer = write(&key, path, &json!({}));
            assert_eq!(
                is_missing(&answer),
                permission != *needed,
                "{permission} {path} {answer:?}"
            );
        }
        // Taken away, it is gone at once.
        let other = if permission == "read" { "payments" } else { "read" };
        let changed = owner.write(&format!("/api/keys/{prefix}"), &json!({ "permissions": [other] }));
        assert_eq!(changed.status, 200, "{changed:?}");
        assert_eq!(is_missing(&read(&key)), permission == "read");
    }
}

/// Proves EDG-05, SPR-09: whoever looks after settings alone gives no key what they have not; nobody reaches another organisation's.
#[test]
fn nobody_gives_a_key_what_they_have_not() {
    let (shop, other) = (TestMerchant::open(), TestMerchant::open());
    let person = TestPerson::of(shop.merchant.org_id, "viewer");
    shop.execute(&format!(
        "INSERT INTO membership_permission (person_id, org_id, permission) VALUES ({}, ?1, 'settings')",
        person.id
    ));
    let session = person.session();
    let refused = session.write(
        "/api/keys",
        &json!({ "kind": "secret", "mode": "test", "name": "Mine" }),
    );
    assert_eq!(
        (refused.status, refused.problem()),
        (403, "permission_missing".to_owned())
    );
    let full = &shop.merchant.api_key_prefix;
    let renewed = session.write(&format!("/api/keys/{full}/rotate"), &json!({}));
    assert_eq!(renewed.problem(), "permission_missing");
    let (_, key) = make(&session, "Mine", &["read"]);
    assert_eq!(read(&key).status, 200);
    let stranger = enter(&other);
    for path in [
        format!("/api/keys/{full}"),
        format!("/api/keys/{full}/rotate"),
        format!("/api/keys/{full}/revoke"),
    ] {
        assert_eq!(
            stranger.write(&path, &json!({ "name": "x" })).problem(),
            "key_not_found"
        );
    }
    assert_eq!(read(&shop.merchant.api_key()).status, 200);
}

/// Proves EDG-05: a widget's key is made here too, and what signs for it is shown once.
#[test]
fn a_widget_s_key_signs_what_the_widget_asks_for() {
    let shop = TestMerchant::open();
    let owner = enter(&shop);
    let made = owner.write(
        "/api/keys",
        &json!({ "kind": "widget", "mode": "test", "name": "Site" }),
    );
    assert_eq!(made.status, 201, "{made:?}");
    let made = made.json();
    let (key, secret) = (
        made["key"]["prefix"].as_str().unwrap(),
        made["signing_secret"].as_str().unwrap(),
    );
    let data = json!({ "amount": "5.00", "currency": "RUB", "order": "W-1" }).to_string();
    let ask = |signature: &str| {
        let body = json!({ "key": key, "data": data, "signature": signature });
        post("/widget/payments").json(&body).send()
    };
    let signed = ask(&domain::signature::hmac_hex(secret, data.as_bytes()));
    assert_eq!(signed.status, 201, "{signed:?}");
    assert!(listed(&owner, key)["last_used_at"].is_string());
    assert_eq!(ask(&"0".repeat(64)).problem(), "widget_signature_wrong");
    let revoked = owner.write(&format!("/api/keys/{key}/revoke"), &json!({}));
    assert_eq!(revoked.status, 200);
    assert_eq!(
        ask(&domain::signature::hmac_hex(secret, data.as_bytes())).problem(),
        "widget_signature_wrong"
    );
}
