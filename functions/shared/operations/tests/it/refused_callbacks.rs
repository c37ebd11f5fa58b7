//! What is not signed, not readable or not money is refused, and nothing of it is written.

use acquirers::AcquirerError;
use domain::signature::SignatureError;
use http::HeaderMap;
use operations::settle_callback::SettleError;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::kit::{Desk, Says, run};

fn told(desk: &Desk, headers: &HeaderMap, body: &[u8]) -> Result<String, SettleError> {
    run(desk.told_at(&desk.terminal("alpha", "main"), headers, body)).map(|booked| booked.settled.outcome)
}

/// A desk with a payment waiting for its success, and the body that would settle it.
fn waiting() -> (Desk, Vec<u8>) {
    let desk = Desk::open();
    let (_, reference) = desk.awaiting("k");
    (desk, Says::captured("e1", &reference).body().to_string().into_bytes())
}

#[test]
fn a_wrong_signature_is_refused() {
    let (desk, body) = waiting();
    let now_s = desk.now().unix_s();
    let good = || Desk::sign(now_s, &body);
    let with = |name: &'static str, value: &str| {
        let mut headers = good();
        headers.insert(name, value.parse().unwrap());
        headers
    };
    let without = |name: &str| {
        let mut headers = good();
        headers.remove(name);
        headers
    };
    let before = desk.dump();
    let hex = good()["x-bank-signature"]
        .to_str()
        .unwrap()
        .trim_start_matches("v1=")
        .to_owned();
    let cases = [
        HeaderMap::new(),
        without("x-bank-signature"),
        without("x-bank-timestamp"),
        with("x-bank-signature", ""),
        with("x-bank-signature", "v1="),
        with("x-bank-signature", &hex),
        with("x-bank-signature", &format!("v2={hex}")),
        with("x-bank-signature", &format!("v1={}", hex.get(..62).unwrap())),
        with("x-bank-signature", &format!("v1={hex}00")),
        with("x-bank-signature", &format!("v1={}", "0".repeat(64))),
        with("x-bank-timestamp", ""),
        with("x-bank-timestamp", "soon"),
        with("x-bank-timestamp", &(now_s + 1).to_string()),
        with("x-bank-timestamp", &format!("+{now_s}")),
        Desk::sign(now_s, b"{}"),
    ];
    for headers in cases {
        assert!(
            matches!(
                told(&desk, &headers, &body),
                Err(SettleError::Acquirer(AcquirerError::Signature(_)))
            ),
            "{headers:?}"
        );
    }
    desk.assert_unchanged(&before);
    assert_eq!(told(&desk, &good(), &body).unwrap(), "settled");
}

#[test]
fn a_stale_timestamp_is_refused_and_one_within_five_minutes_is_not() {
    for (offset_s, good) in [
        (-301, false),
        (301, false),
        (-86_400, false),
        (i64::from(i32::MIN), false),
        (-300, true),
        (300, true),
    ] {
        let (desk, body) = waiting();
        let before = desk.dump();
        let told = told(&desk, &Desk::sign(desk.now().unix_s() + offset_s, &body), &body);
        if good {
            assert_eq!(told.unwrap(), "settled");
        } else {
            assert!(
                matches!(
                    told,
                    Err(SettleError::Acquirer(AcquirerError::Signature(SignatureError::Stale)))
                ),
                "{offset_s}"
            );
            desk.assert_unchanged(&before);
        }
    }
}

/// Signs a body and tells it.
fn told_signed(desk: &Desk, body: &[u8]) -> Result<String, SettleError> {
    told(desk, &Desk::sign(desk.now().unix_s(), body), body)
}

#[test]
fn what_is_no_callback_is_refused_though_it_is_signed() {
    let (desk, body) = waiting();
    let before = desk.dump();
    let text = String::from_utf8(body.clone()).unwrap();
    let bodies = [
        b"".to_vec(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"{}".to_vec(),
        b"\xff\xfe".to_vec(),
        text.replace("payment.captured", "payment.paid").into_bytes(),
        text.trim_end_matches('}').as_bytes().to_vec(),
        format!("{text}{text}").into_bytes(),
        "[".repeat(10_000).into_bytes(),
    ];
    for body in bodies {
        let told = told_signed(&desk, &body);
        assert!(
            matches!(told, Err(SettleError::Acquirer(AcquirerError::Callback(_)))),
            "{told:?} {}",
            String::from_utf8_lossy(&body)
        );
    }
    desk.assert_unchanged(&before);
}

#[test]
fn amounts_currencies_and_identifiers_that_cannot_be_are_refused() {
    let (desk, body) = waiting();
    let before = desk.dump();
    let huge = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    let cases = [
        ("/amount_minor", json!(0)),
        ("/amount_minor", json!(-100_000)),
        ("/amount_minor", json!(9_007_199_254_740_992_i64)),
        ("/amount_minor", json!(i64::MAX)),
        ("/amount_minor", json!(i64::MIN)),
        ("/amount_minor", huge("18446744073709551615")),
        ("/amount_minor", huge("1e300")),
        ("/amount_minor", json!(100_000.5)),
        ("/amount_minor", json!("100000")),
        ("/amount_minor", Value::Null),
        ("/currency", json!("XXX")),
        ("/currency", json!("rub")),
        ("/currency", json!("")),
        ("/currency", json!(643)),
        ("/event_id", json!("")),
        ("/event_id", json!("e".repeat(129))),
        ("/event_id", json!("e\u{0}1")),
        ("/payment_id", json!("")),
        ("/reference", json!("1".repeat(129))),
        ("/rrn", json!("0\n1")),
        ("/card/mask", json!("")),
        ("/card/token", json!("t".repeat(129))),
        ("/card/country", json!("R\u{7}")),
    ];
    for (path, value) in cases {
        let mut callback: Value = serde_json::from_slice(&body).unwrap();
        *callback.pointer_mut(path).unwrap() = value;
        let told = told_signed(&desk, callback.to_string().as_bytes());
        assert!(
            matches!(told, Err(SettleError::Acquirer(_) | SettleError::Money(_))),
            "{path}: {told:?}"
        );
    }
    desk.assert_unchanged(&before);
    assert_eq!(told_signed(&desk, &body).unwrap(), "settled");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    /// A flipped bit anywhere in a signed body, or in its signature, moves nothing.
    #[test]
    fn a_flipped_bit_anywhere_is_refused(index in any::<prop::sample::Index>(), bit in 0..8_u32) {
        let (desk, body) = waiting();
        let headers = Desk::sign(desk.now().unix_s(), &body);
        let before = desk.dump();
        let mut flipped = body.clone();
        flipped[index.index(body.len())] ^= 1 << bit;
        prop_assert!(matches!(told(&desk, &headers, &flipped), Err(SettleError::Acquirer(AcquirerError::Signature(SignatureError::Mismatch)))));
        desk.assert_unchanged(&before);
    }

    /// Whatever a bank signs is booked or refused: it never panics, and what is refused leaves no trace.
    #[test]
    fn whatever_is_signed_is_booked_or_refused(path in 0..9_usize, value in value()) {
        let (desk, body) = waiting();
        let paths = ["/event_id", "/type", "/payment_id", "/reference", "/amount_minor", "/currency", "/card", "/rrn", "/decline_code"];
        let mut callback: Value = serde_json::from_slice(&body).unwrap();
        *callback.pointer_mut(paths[path]).unwrap() = value;
        let before = desk.dump();
        if told_signed(&desk, callback.to_string().as_bytes()).is_err() {
            desk.assert_unchanged(&before);
        }
        let unbalanced = "SELECT count(*) FROM (SELECT 1 FROM entry GROUP BY mode, currency HAVING sum(minor) <> 0)";
        prop_assert_eq!(desk.number(unbalanced), 0);
    }
}

/// Any small JSON value, with numbers at their borders.
fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        prop::sample::select(vec![
            0,
            1,
            -1,
            100_000,
            i64::from(i32::MAX),
            i64::MAX,
            9_007_199_254_740_991
        ])
        .prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
        "[0-9]{1,22}-[0-9]{1,6}".prop_map(Value::from),
        prop::sample::select(vec![
            "payment.captured",
            "payment.authorised",
            "payment.declined",
            "RUB",
            "JPY",
            "CLF"
        ])
        .prop_map(Value::from),
        Just(json!({ "mask": "411111******1111", "brand": "visa" })),
    ]
}
