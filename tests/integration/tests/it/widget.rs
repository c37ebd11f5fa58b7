//! What the widget asks of `checkout`: a payment whose terms the merchant's server has signed.

use domain::signature::hmac_hex;
use serde_json::json;

use crate::kit::{Answer, Call, TestMerchant, post};

fn ask(shop: &TestMerchant, data: &str, signature: &str, origin: &str) -> Answer {
    let body = json!({ "key": shop.merchant.widget_key, "data": data, "signature": signature });
    post("/widget/payments").header("origin", origin).json(&body).send()
}

/// Proves SPR-18.
#[test]
fn signed_terms_make_one_payment() {
    let shop = TestMerchant::open();
    let data = json!({ "amount": "100.00", "currency": "RUB", "order": "W-1" }).to_string();
    let signature = hmac_hex(&shop.merchant.widget_secret, data.as_bytes());
    let first = ask(&shop, &data, &signature, shop.sink.url());
    assert_eq!(first.status, 201, "{first:?}");
    assert_eq!(first.header("access-control-allow-origin"), shop.sink.url());
    assert_eq!(ask(&shop, &data, &signature, shop.sink.url()).json(), first.json());
    assert_eq!(shop.count("payment"), 1);
    let payment = shop.get(first.json()["number"].as_i64().unwrap());
    assert_eq!(
        (&payment["amount"], &payment["order"]),
        (&json!("100.00"), &json!("W-1"))
    );
}

#[test]
fn a_payer_cannot_change_the_price() {
    let shop = TestMerchant::open();
    let data = json!({ "amount": "100.00", "currency": "RUB" }).to_string();
    let signature = hmac_hex(&shop.merchant.widget_secret, data.as_bytes());
    let cheaper = data.replace("100.00", "1.00");
    for (data, signature) in [
        (cheaper.as_str(), signature.as_str()),
        (&data, ""),
        (&data, "00"),
        (&data, "zz"),
        (&data, &"0".repeat(64)),
    ] {
        let answer = ask(&shop, data, signature, shop.sink.url());
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (401, "widget_signature_wrong"),
            "{answer:?}"
        );
    }
    assert_eq!(shop.count("payment"), 0);
}

#[test]
fn other_sites_are_refused() {
    let (shop, other) = (TestMerchant::open(), TestMerchant::open());
    let data = json!({ "amount": "100.00", "currency": "RUB" }).to_string();
    let signature = hmac_hex(&shop.merchant.widget_secret, data.as_bytes());
    for origin in [
        other.sink.url(),
        "null",
        "https://evil.example",
        &format!("{}.evil.example", shop.sink.url()),
    ] {
        let answer = ask(&shop, &data, &signature, origin);
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (403, "origin_refused"),
            "{origin}"
        );
    }
    let preflight = Call::new("OPTIONS", "/widget/payments")
        .header("origin", shop.sink.url())
        .send();
    assert_eq!(
        (preflight.status, preflight.header("access-control-allow-origin")),
        (204, shop.sink.url())
    );
    assert_eq!(preflight.header("access-control-allow-credentials"), "");
}

#[test]
fn bad_terms_are_refused_by_field() {
    let shop = TestMerchant::open();
    let sent = |data: &str| {
        ask(
            &shop,
            data,
            &hmac_hex(&shop.merchant.widget_secret, data.as_bytes()),
            shop.sink.url(),
        )
    };
    assert_eq!(sent("{}").fields(), ["amount:required", "currency:required"]);
    assert_eq!(sent("{").problem(), "malformed_json");
    assert_eq!(
        sent(r#"{"amount":"0","currency":"RUB"}"#).fields(),
        ["amount:amount_not_positive"]
    );
    let secret = json!({ "key": shop.merchant.api_key_prefix, "data": "{}", "signature": "00" });
    assert_eq!(post("/widget/payments").json(&secret).send().status, 401);
}
