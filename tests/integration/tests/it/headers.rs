//! What every answer of every function carries, whatever was asked. (The cabinet's routes are asked one by one in `matrix`.)

use serde_json::json;

use crate::kit::{Call, TestMerchant, assert_headers, get, post};

#[test]
fn every_answer_of_every_function_is_guarded() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    let calls: Vec<(&str, Call)> = vec![
        ("the cabinet's page", get("/cabinet/")),
        ("the cabinet's page at an address of its own", get("/cabinet/payments")),
        ("the documents", get("/docs/")),
        ("the widget", get("/widget.js")),
        ("nothing", get("/no/such/file.js")),
        ("the way to the cabinet", get("/")),
        ("merchant-api", shop.v1(get("/v1/payments"))),
        ("merchant-api without a key", get("/v1/payments")),
        ("merchant-api, another method", Call::new("DELETE", "/v1/payments")),
        ("checkout's page", get(&trip.pay_url)),
        (
            "checkout, a page that is none",
            get("/pay/00000000000000000000000000000000"),
        ),
        ("checkout for the widget", post("/widget/payments").json(&json!({}))),
        ("payment-callback", shop.signed("{}")),
        ("payment-callback, unsigned", post(&shop.callback_path()).body("{}")),
        (
            "cabinet-auth",
            post("/api/auth/sign-in").json(&json!({ "login": "x", "password": "y" })),
        ),
        ("cabinet-auth, a preflight", Call::new("OPTIONS", "/api/auth/session")),
        ("cabinet-query", get("/api/payments")),
        ("cabinet-command", post("/api/payments/1/refunds").json(&json!({}))),
        ("sandbox-bank", get("/bank/api/payments/x")),
        ("sandbox-bank-manager", get("/bank/manager-api/x")),
    ];
    for (what, call) in calls {
        assert_headers(what, &call.send());
    }
}

/// Only the pay page may be framed by others, and only by an organisation's registered sites. (The sandbox bank's card page, too: a bank
/// does not know its merchants' shops.)
#[test]
fn only_pay_pages_are_framed() {
    let shop = TestMerchant::open();
    let trip = shop.trip("A-1");
    let page = get(&trip.pay_url).send();
    let policy = page.header("content-security-policy");
    assert!(
        policy.ends_with(&format!("frame-ancestors 'self' {}", shop.sink.url())),
        "{policy}"
    );
    for path in ["/cabinet/", "/docs/", "/api/payments", "/v1/payments"] {
        let answer = get(path).send();
        assert!(
            answer
                .header("content-security-policy")
                .contains("frame-ancestors 'none'"),
            "{path}"
        );
    }
}
