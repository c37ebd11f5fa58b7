//! The vectors that came with the wire formats: published by the systems themselves, or computed by their rules.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;

use super::*;
use crate::{signature, token::sha256_hex};

/// A vector: what goes in, and what must come out.
pub(crate) struct Vector {
    inputs: Value,
    pub(crate) expected: String,
}

impl Vector {
    pub(crate) fn read(name: &str) -> Self {
        let all: Vec<Value> = serde_json::from_str(include_str!("../../tests/vectors.json")).unwrap();
        let found = all.into_iter().find(|vector| vector["name"] == name);
        let mut found = found.unwrap_or_else(|| panic!("no vector {name}"));
        Self {
            inputs: found["inputs"].take(),
            expected: found["expected"].as_str().unwrap().to_owned(),
        }
    }

    pub(crate) fn input(&self, name: &str) -> &str {
        self.inputs[name].as_str().unwrap_or_else(|| panic!("no input {name}"))
    }
}

fn base64_of_hex(digest: &str) -> String {
    STANDARD.encode(hex::decode(digest).unwrap())
}

/// Proves SPR-13 and SPR-14 (the digest of P_SIGN; its strings come with the dialect).
#[test]
fn spring_requests() {
    for name in ["spring_psign_payment", "spring_cancel", "spring_confirm_full"] {
        let vector = Vector::read(name);
        let signed = format!("{}{}", vector.input("secret"), vector.input("string"));
        assert_eq!(sha512_hex(signed.as_bytes()), vector.expected, "{name}");
    }
}

/// Proves PKP-16 (the digest).
#[test]
fn paykeeper_form() {
    let vector = Vector::read("paykeeper_form_sign");
    assert_eq!(sha256_hex(vector.input("string").as_bytes()), vector.expected);
}

/// Proves PKM-25 (the digest).
#[test]
fn paykassma_withdrawal() {
    let vector = Vector::read("paykassma_withdrawal");
    let values = md5_hex(vector.input("string").as_bytes());
    let signed = format!("{}{values}", vector.input("private_key"));
    assert_eq!(sha1_hex(signed.as_bytes()), vector.expected);
}

#[test]
fn plain_digests_of_other_systems() {
    let vector = Vector::read("tbank_init_token");
    let fields = ["Amount", "Description", "OrderId", "Password", "TerminalKey"];
    let values: String = fields.map(|field| vector.input(field)).concat();
    assert_eq!(sha256_hex(values.as_bytes()), vector.expected);

    for name in ["robokassa_init", "click_uz_sign"] {
        let vector = Vector::read(name);
        assert_eq!(md5_hex(vector.input("string").as_bytes()), vector.expected, "{name}");
    }
    for name in ["liqpay_doc_example", "liqpay_single_line"] {
        let vector = Vector::read(name);
        let key = vector.input("private");
        let signed = format!("{key}{}{key}", vector.input("data"));
        assert_eq!(base64_of_hex(&sha1_hex(signed.as_bytes())), vector.expected, "{name}");
    }
}

#[test]
fn keyed_digests_of_other_systems() {
    let vector = Vector::read("stripe_v1");
    let signed = format!("{}.{}", vector.inputs["t"], vector.input("body"));
    assert_eq!(
        signature::hmac_hex(vector.input("secret"), signed.as_bytes()),
        vector.expected
    );

    let vector = Vector::read("cloudpayments_content_hmac");
    let digest = signature::hmac_hex(vector.input("secret"), vector.input("body").as_bytes());
    assert_eq!(base64_of_hex(&digest), vector.expected);

    let vector = Vector::read("adyen_1");
    let key = hex::decode(vector.input("key_hex")).unwrap();
    let digest = signature::hmac_hex(key, vector.input("string").as_bytes());
    assert_eq!(base64_of_hex(&digest), vector.expected);
}

/// Proves EDG-02 (the signature).
#[test]
fn standard_webhooks() {
    let vector = Vector::read("standard_webhooks_v1");
    let signature = signature::standard_webhooks(
        &[vector.input("secret").to_owned()],
        vector.input("id"),
        vector.input("timestamp").parse().unwrap(),
        vector.input("body").as_bytes(),
    );
    assert_eq!(signature, Ok(vector.expected));
}

/// A vector that nobody reads proves nothing.
#[test]
fn every_vector_is_read() {
    let tests = [
        include_str!("vectors.rs"),
        include_str!("../postback/format/paykeeper.rs"),
        include_str!("../postback/format/paykassma.rs"),
        include_str!("../postback/format/spring.rs"),
    ]
    .concat();
    let all: Vec<Value> = serde_json::from_str(include_str!("../../tests/vectors.json")).unwrap();
    assert_eq!(all.len(), 18);
    for vector in all {
        let name = vector["name"].to_string();
        assert!(tests.contains(&name), "{name}");
    }
}
