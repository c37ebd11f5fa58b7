//! A person at the cabinet's API.

use domain::token::sha256_hex;
use serde_json::{Value, json};

use super::{Answer, Call, TestMerchant, get, post};

/// A session, with the token that its writes carry.
pub(crate) struct SignedIn {
    cookie: String,
    pub(crate) csrf: String,
}

pub(crate) fn sign_in(login: &str, password: &str) -> Answer {
    post("/api/auth/sign-in")
        .json(&json!({ "login": login, "password": password }))
        .send()
}

/// Signs the organisation's owner in.
pub(crate) fn enter(shop: &TestMerchant) -> SignedIn {
    let answer = sign_in(&shop.merchant.login, &shop.merchant.password);
    assert_eq!(answer.status, 200, "{answer:?}");
    let cookie = answer.header("set-cookie");
    for part in ["__Host-edgetill=", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    SignedIn {
        cookie: cookie.split(';').next().unwrap().to_owned(),
        csrf: answer.json()["csrf_token"].as_str().unwrap().to_owned(),
    }
}

impl SignedIn {
    /// The session of a token.
    pub(crate) fn with(token: &str) -> Self {
        Self {
            cookie: format!("__Host-edgetill={token}"),
            csrf: sha256_hex(format!("csrf:{token}").as_bytes()),
        }
    }

    /// A request with the session's cookie, and nothing else.
    pub(crate) fn ask(&self, call: Call) -> Answer {
        call.header("cookie", &self.cookie).send()
    }

    pub(crate) fn read(&self, path: &str) -> Value {
        let answer = self.ask(get(path));
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.json()
    }

    /// A write with the CSRF token.
    pub(crate) fn write(&self, path: &str, body: &Value) -> Answer {
        self.ask(post(path).header("x-csrf-token", &self.csrf).json(body))
    }

    /// A write that moves money: with an idempotency key besides.
    pub(crate) fn act(&self, path: &str, key: &str, body: &Value) -> Answer {
        let call = post(path).header("x-csrf-token", &self.csrf);
        self.ask(call.header("idempotency-key", key).json(body))
    }
}
