//! The formats of other systems, field by field.

use super::*;
use md5::{Digest, Md5};
use proptest::prelude::*;
use sha1::Sha1;
use sha2::Sha512;

/// Proves PKP-13 (the notification's fields).
#[test]
fn paykeeper_fields() {
    let letter = told(
        Format::Paykeeper,
        &event("payment.captured"),
        &payment(),
        &["secret"],
        1,
    )
    .unwrap();
    assert_eq!(letter.content_type, "application/x-www-form-urlencoded");
    let key = hex::encode(Md5::digest("1560.00user-7A-1secret"));
    assert_eq!(
        String::from_utf8(letter.body.clone()).unwrap(),
        format!(
            "id=15&sum=60.00&clientid=user-7&orderid=A-1&key={key}&service_name=Tea+%26+cakes&client_email=a%40b.example\
             &client_phone=%2B79990000000&ps_id=1&batch_date=&fop_receipt_key=f00&card_number=220000******0004"
        )
    );
    assert!(
        letter
            .acknowledged_by
            .accepts(200, format!("OK {}", hex::encode(Md5::digest("15secret"))).as_bytes())
    );
    assert!(!letter.acknowledged_by.accepts(200, b"OK"));

    // Anyone can answer with the digest of the number alone.
    let letter = told(
        Format::Paykeeper,
        &event("payment.captured"),
        &payment(),
        &["secret", ""],
        1,
    )
    .unwrap();
    let keyless = format!("OK {}", hex::encode(Md5::digest("15")));
    assert!(!letter.acknowledged_by.accepts(200, keyless.as_bytes()));

    let held = told(
        Format::Paykeeper,
        &bare("payment.authorised"),
        &payment(),
        &["secret"],
        1,
    )
    .unwrap();
    let held = fields(&held);
    assert_eq!(
        (held["sum"].as_str(), held["batch_date"].as_str()),
        ("100.00", "2026-11-30")
    );
    // A hold whose end is not known is no capture.
    let held = told(
        Format::Paykeeper,
        &bare("payment.authorised"),
        &Value::Null,
        &["secret"],
        1,
    )
    .unwrap();
    let held = fields(&held);
    assert_eq!(held["batch_date"], "2026-11-23");
    for empty in [
        "clientid",
        "orderid",
        "service_name",
        "client_email",
        "ps_id",
        "card_number",
    ] {
        assert_eq!(held[empty], "", "{empty}");
    }
    assert_eq!(held["key"], hex::encode(Md5::digest("15100.00secret")));
}

/// Proves PKM-24 (the postback to the byte).
#[test]
fn paykassma_body() {
    let mut event = bare("payment.captured");
    event["data"]["currency"] = json!("INR");
    event["data"]["amount"] = json!("500.00");
    event["data"]["label"] = json!("55");
    event["data"]["order"] = json!("T/1\u{2028}\"Ё\"");
    event["data"]["terminal"] = json!("upi_p2p");
    let letter = told(Format::Paykassma, &event, &payment(), &["pub_key\npriv_key"], 1).unwrap();
    let transactions = r#"[{"amount":500,"status":"Success","currency":"INR","order_id":"15","created_at":1700000000,"activated_at":1700000100,"custom_user_id":"55","payment_system":"upi_p2p","custom_transaction_id":"T/1\u2028\"Ё\""}]"#;
    let digest = hex::encode(Md5::digest(transactions));
    let signature = hex::encode(Sha1::digest(format!("pub_keypriv_key{digest}")));
    assert_eq!(
        String::from_utf8(letter.body).unwrap(),
        format!(r#"{{"access_key":"pub_key","signature":"{signature}","transactions":{transactions}}}"#)
    );
    assert_eq!(letter.acknowledged_by, Acknowledgement::StatusOk);
    for (event_type, status) in [
        ("payment.failed", "Failed"),
        ("payment.cancelled", "Cancel"),
        ("payment.expired", "Cancel"),
    ] {
        let letter = told(Format::Paykassma, &bare(event_type), &Value::Null, &["a\nb"], 1).unwrap();
        let body: Value = serde_json::from_slice(&letter.body).unwrap();
        let transaction = &body["transactions"][0];
        assert_eq!(transaction["status"], status);
        assert_eq!(
            (&transaction["activated_at"], &transaction["custom_user_id"]),
            (&Value::Null, &json!(""))
        );
    }
}

/// Proves SPR-13 (the result's fields and codes).
#[test]
fn spring_fields() {
    let mut failed = bare("payment.failed");
    failed["data"]["decline_code"] = json!("insufficient_funds");
    failed["data"]["order"] = json!("801195120\r\n");
    let letter = told(Format::Spring, &failed, &payment(), &["secret"], 1).unwrap();
    let signed = "801195120;15-1;;2;100.00;RUB;Declined: insufficient_funds;";
    assert_eq!(
        String::from_utf8(letter.body).unwrap(),
        format!(
            "order=801195120&mpi_order=15-1&rrn=&res_code=2&amount=100.00&currency=RUB&res_desc=Declined%3A+insufficient_funds\
             &sign={}",
            hex::encode(Sha512::digest(format!("secret{signed}")))
        )
    );
    for (event_type, code, words) in [
        ("payment.authorised", "0", "Authorised"),
        ("payment.captured", "0", "Approved"),
        ("payment.cancelled", "0", "Cancelled"),
        ("payment.refunded", "0", "Refunded"),
        ("payment.partially_refunded", "0", "Partially refunded"),
        ("payment.failed", "2", "Declined"),
        ("payment.refund_refused", "2", "Refund refused"),
        ("payment.expired", "3", "Expired"),
    ] {
        let fields = fields(&told(Format::Spring, &bare(event_type), &payment(), &["secret"], 1).unwrap());
        assert_eq!(
            (fields["res_code"].as_str(), fields["res_desc"].as_str()),
            (code, words)
        );
        assert_eq!(fields["order"], "15");
    }
}

prop_compose! {
    /// An event and its payment full of any text.
    fn any_notice(format: Format)(
        event_type in prop::sample::select(format.event_types()),
        texts in prop::collection::vec(any::<String>(), 12),
        number in 1_i64..=9_007_199_254_740_991,
        amount in "[0-9]{1,14}(\\.[0-9]{1,4})?",
    ) -> (Value, Value) {
        let mut event = event(event_type);
        let data = &mut event["data"];
        data["number"] = json!(number);
        data["operation"]["amount"] = json!(amount);
        for (field, text) in ["order", "label", "terminal", "rrn", "currency", "decline_code"].into_iter().zip(&texts) {
            data[field] = json!(text);
        }
        data["card"]["mask"] = json!(texts[6]);
        data["operation"]["code"] = json!(texts[7]);
        let mut payment = payment();
        for (field, text) in ["description", "email", "phone", "fop_receipt_key"].into_iter().zip(&texts[8..]) {
            payment[field] = json!(text);
        }
        (event, payment)
    }
}

fn unbroken(value: &Value) -> String {
    value.as_str().unwrap().replace(['\r', '\n'], "")
}

proptest! {
    /// Proves PKP-13 (any text arrives, under a key that the receiver can recompute).
    #[test]
    fn paykeeper_reads_back((event, payment) in any_notice(Format::Paykeeper), secret in "[^\n]{1,20}") {
        let letter = told(Format::Paykeeper, &event, &payment, &[&secret], 1).unwrap();
        let fields = fields(&letter);
        let signed = ["id", "sum", "clientid", "orderid"].map(|field| fields[field].as_str()).concat() + &secret;
        prop_assert_eq!(&fields["key"], &hex::encode(Md5::digest(signed)));
        for (field, value) in [
            ("clientid", &event["data"]["label"]), ("orderid", &event["data"]["order"]),
            ("service_name", &payment["description"]), ("client_email", &payment["email"]),
            ("client_phone", &payment["phone"]), ("fop_receipt_key", &payment["fop_receipt_key"]),
            ("card_number", &event["data"]["card"]["mask"]),
        ] {
            prop_assert_eq!(fields[field].as_str(), value.as_str().unwrap());
        }
        prop_assert_eq!(fields.len(), 12);
        let answer = format!("OK {}", hex::encode(Md5::digest(format!("{}{secret}", fields["id"]))));
        prop_assert!(letter.acknowledged_by.accepts(200, answer.as_bytes()));
    }

    /// Proves PKM-24 (any text arrives, and the raw text of the transactions is what is signed).
    #[test]
    fn paykassma_reads_back((event, payment) in any_notice(Format::Paykassma), access in "[^\n]{1,20}", private in "[^\n]{1,20}") {
        let letter = told(Format::Paykassma, &event, &payment, &[&format!("{access}\n{private}")], 1).unwrap();
        let body: Value = serde_json::from_slice(&letter.body).unwrap();
        let raw = String::from_utf8(letter.body).unwrap();
        prop_assert_eq!(raw.find(['\u{2028}', '\u{2029}']), None);
        let (_, transactions) = raw.split_once(r#","transactions":"#).unwrap();
        let transactions = transactions.strip_suffix('}').unwrap();
        let digest = hex::encode(Md5::digest(transactions));
        let signature = hex::encode(Sha1::digest(format!("{access}{private}{digest}")));
        prop_assert_eq!(&body["signature"], &signature);
        prop_assert_eq!(&body["access_key"], &access);
        let transaction = &body["transactions"][0];
        for (field, value) in [
            ("custom_user_id", "label"), ("custom_transaction_id", "order"), ("payment_system", "terminal"),
            ("currency", "currency"),
        ] {
            prop_assert_eq!(&transaction[field], &event["data"][value]);
        }
        prop_assert!(transaction["amount"].is_number());
        prop_assert_eq!(&transaction["order_id"], &event["data"]["number"].to_string());
        prop_assert_eq!(transaction.as_object().unwrap().len(), 9);
    }

    /// Proves SPR-13 (any text arrives without its line breaks, under a signature that the receiver can recompute).
    #[test]
    fn spring_reads_back((event, payment) in any_notice(Format::Spring), secret in "[^\n]{1,20}") {
        let letter = told(Format::Spring, &event, &payment, &[&secret], 1).unwrap();
        let fields = fields(&letter);
        let signed = ["order", "mpi_order", "rrn", "res_code", "amount", "currency", "res_desc"]
            .map(|field| format!("{};", fields[field])).concat();
        prop_assert_eq!(&fields["sign"], &hex::encode(Sha512::digest(format!("{secret}{signed}"))));
        prop_assert_eq!(&fields["rrn"], &unbroken(&event["data"]["rrn"]));
        prop_assert_eq!(&fields["currency"], &unbroken(&event["data"]["currency"]));
        let order = unbroken(&event["data"]["order"]);
        prop_assert!(fields["order"] == order || event["data"]["order"] == "");
        prop_assert_eq!(fields.len(), 8);
    }
}
