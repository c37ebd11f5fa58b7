//! What merchants of each system receive, and what they must answer.

use domain::{
    digest::{md5_hex, sha1_hex, sha512_hex},
    postback::{EVENT_TYPES, Format},
    signature::standard_webhooks,
};
use serde_json::{Value, json};

use crate::kit::{Answer, Desk, Says};

/// What a merchant of each system receives, and what it must answer.
fn told(format: Format, secrets: &[&str], says: &Says) -> (Desk, crate::kit::Request) {
    let desk = Desk::open();
    desk.add_legacy(2, format, secrets);
    desk.execute("UPDATE endpoint SET is_primary = endpoint_id = 2");
    desk.execute("UPDATE endpoint SET event_types = '[\"payment.expired\"]' WHERE endpoint_id = 1");
    desk.awaiting("k");
    desk.told(says).unwrap();
    desk.network.take_asked();
    desk.dispatch();
    let asked = desk.network.take_asked().remove(0);
    (desk, asked)
}

fn form(body: &[u8]) -> std::collections::BTreeMap<String, String> {
    form_urlencoded::parse(body).into_owned().collect()
}

/// Proves PKP-03, PKP-13 (form fields, `key`, the answer), and that legacy formats carry Standard Webhooks headers too.
#[test]
fn paykeeper_s_merchants_get_its_form_and_answer_its_word() {
    let (desk, asked) = told(Format::Paykeeper, &["word"], &Says::captured("e1", "1-1"));
    let fields = form(&asked.body);
    let joined = [
        &fields["id"],
        &fields["sum"],
        &fields["clientid"],
        &fields["orderid"],
        "word",
    ]
    .concat();
    assert_eq!(fields["key"], md5_hex(joined.as_bytes()));
    assert_eq!(
        (
            fields["id"].as_str(),
            fields["sum"].as_str(),
            fields["orderid"].as_str(),
            fields["clientid"].as_str()
        ),
        ("1", "1000.00", "A-1", "payer-1")
    );
    assert_eq!(
        (
            fields["ps_id"].as_str(),
            fields["service_name"].as_str(),
            fields["batch_date"].as_str()
        ),
        ("1", "Two books", "")
    );
    assert_eq!(fields["card_number"], "411111******1111");
    assert_eq!(fields["fop_receipt_key"], desk.payment(1, "fop_receipt_key"));
    let timestamp = asked.header("webhook-timestamp").parse().unwrap();
    let header = standard_webhooks(
        &crate::kit::SECRETS.map(str::to_owned),
        asked.header("webhook-id"),
        timestamp,
        &asked.body,
    )
    .unwrap();
    assert_eq!(
        header.split(' ').count(),
        asked.header("webhook-signature").split(' ').count()
    );
    // 200 and "OK" is no acknowledgement here.
    assert_eq!(
        (desk.text("SELECT state FROM postback"), desk.payment(1, "notice")),
        ("pending".to_owned(), "sending".to_owned())
    );
    let word = format!("OK {}", md5_hex(b"1word"));
    for (answer, state) in [
        (word.to_lowercase(), "pending"),
        (format!("{word}\n"), "pending"),
        (word, "delivered"),
    ] {
        desk.clock.set(desk.number("SELECT due_at_ms FROM postback"));
        desk.network.will([Answer::Status(200, answer.clone())]);
        desk.dispatch();
        assert_eq!(desk.text("SELECT state FROM postback"), state, "{answer:?}");
    }
    assert_eq!(desk.payment(1, "notice"), "delivered");
    // What was sent is on record, secrets are not.
    let kept: Value = serde_json::from_str(&desk.text("SELECT request FROM postback_attempt LIMIT 1")).unwrap();
    assert_eq!(
        (kept["url"].as_str(), kept["body"].as_str()),
        (
            Some("https://paykeeper.example/hooks"),
            Some(std::str::from_utf8(&asked.body).unwrap())
        )
    );
    assert!(!desk.dump().contains("\"word\""));
}

/// While two words overlap an attempt can carry one `key` only: they take turns, and either answer is good.
#[test]
fn two_secret_words_take_turns() {
    let (desk, first) = told(Format::Paykeeper, &["old", "new"], &Says::captured("e1", "1-1"));
    let key = |asked: &crate::kit::Request, word: &str| {
        let fields = form(&asked.body);
        fields["key"]
            == md5_hex(
                [
                    &fields["id"],
                    &fields["sum"],
                    &fields["clientid"],
                    &fields["orderid"],
                    word,
                ]
                .concat()
                .as_bytes(),
            )
    };
    desk.clock.set(desk.number("SELECT due_at_ms FROM postback"));
    desk.network
        .will([Answer::Status(200, format!("OK {}", md5_hex(b"1new")))]);
    desk.dispatch();
    let second = desk.network.take_asked().remove(0);
    assert!(key(&first, "new") && key(&second, "old"));
    assert_eq!(desk.text("SELECT state FROM postback"), "delivered");
}

/// Proves PKM-24 (format, signature and acknowledgement; arrays come with accumulation).
#[test]
fn paykassma_s_merchants_get_its_json_and_answer_its_status() {
    let (desk, asked) = told(Format::Paykassma, &["access\nprivate"], &Says::captured("e1", "1-1"));
    let body = asked.json();
    let raw = String::from_utf8(asked.body.clone()).unwrap();
    let transactions = raw
        .split_once("\"transactions\":")
        .unwrap()
        .1
        .strip_suffix('}')
        .unwrap();
    assert_eq!(
        body["signature"],
        sha1_hex(format!("accessprivate{}", md5_hex(transactions.as_bytes())).as_bytes())
    );
    let one = &body["transactions"][0];
    assert_eq!(
        (&one["amount"], &one["status"], &one["currency"], &one["order_id"]),
        (&json!(1000), &json!("Success"), &json!("RUB"), &json!("1"))
    );
    assert_eq!(
        (
            &one["custom_user_id"],
            &one["payment_system"],
            &one["custom_transaction_id"]
        ),
        (&json!("payer-1"), &json!("main"), &json!("A-1"))
    );
    for (answer, state) in [
        (r#"{"status":"fail"}"#, "pending"),
        ("ok", "pending"),
        (r#"{"status":"ok"}"#, "delivered"),
    ] {
        desk.clock.set(desk.number("SELECT due_at_ms FROM postback"));
        desk.network.will([Answer::Status(200, answer.to_owned())]);
        desk.dispatch();
        assert_eq!(desk.text("SELECT state FROM postback"), state, "{answer}");
    }
}

/// Proves SPR-13 (the result to the organisation's URL, or to the payment's own).
#[test]
fn spring_s_merchants_get_its_result_at_their_url_or_the_payment_s() {
    let (desk, asked) = told(Format::Spring, &["secret"], &Says::captured("e1", "1-1"));
    let fields = form(&asked.body);
    let signed = [
        "order",
        "mpi_order",
        "rrn",
        "res_code",
        "amount",
        "currency",
        "res_desc",
    ]
    .map(|name| format!("{};", fields[name]))
    .concat();
    assert_eq!(fields["sign"], sha512_hex(format!("secret{signed}").as_bytes()));
    assert_eq!(
        (
            fields["order"].as_str(),
            fields["res_code"].as_str(),
            fields["rrn"].as_str()
        ),
        ("A-1", "0", "012345678901")
    );
    assert_eq!(
        (asked.url.as_str(), desk.text("SELECT state FROM postback")),
        ("https://spring.example/hooks", "delivered".to_owned())
    );
    let request = operations::PaymentRequest {
        result_url: Some("https://shop.example/backref".to_owned()),
        ..crate::kit::request()
    };
    let payment = desk.create("k2", &request).unwrap();
    desk.start(&payment, "main").unwrap();
    desk.told(&Says::captured("e2", "2-1")).unwrap();
    desk.network.take_asked();
    desk.dispatch();
    assert_eq!(desk.network.take_asked().remove(0).url, "https://shop.example/backref");
    // It leads to a registered site, or the payment is refused.
    let elsewhere = operations::PaymentRequest {
        result_url: Some("https://evil.example/".to_owned()),
        ..crate::kit::request()
    };
    assert!(desk.create("k3", &elsewhere).is_err());
}

/// Proves PKP-03 (the notice by e-mail: accepted by the provider is delivered).
#[test]
fn an_e_mail_endpoint_is_written_to() {
    let desk = Desk::open();
    desk.execute("UPDATE endpoint SET format = 'email', address = 'till@shop.example'; DELETE FROM endpoint_secret; UPDATE organisation SET language = 'ru'");
    desk.awaiting("k");
    let event_id = desk.told(&Says::captured("e1", "1-1")).unwrap().event_id.unwrap();
    desk.network.take_asked();
    desk.network.will([Answer::Status(503, "later".to_owned())]);
    desk.dispatch();
    assert_eq!(desk.payment(1, "notice"), "sending");
    desk.clock.set(desk.number("SELECT due_at_ms FROM postback"));
    desk.dispatch();
    assert_eq!(
        (
            desk.payment(1, "notice").as_str(),
            desk.text("SELECT state FROM postback").as_str()
        ),
        ("delivered", "delivered")
    );
    let asked = desk.network.take_asked();
    assert_eq!(asked.len(), 2);
    for one in asked {
        assert_eq!(
            (one.url.as_str(), one.header("authorization")),
            ("https://mail.example/emails", "Bearer mail-token")
        );
        // The provider sends it once, however often it is asked.
        assert_eq!(one.header("idempotency-key"), format!("{event_id}:1"));
        let mail = one.json();
        assert_eq!(
            (&mail["to"], &mail["from"]),
            (&json!("till@shop.example"), &json!("notices@pay.example"))
        );
        let text = mail["text"].as_str().unwrap();
        assert!(text.contains("1000.00") && text.contains("A-1"), "{text}");
        assert!(
            mail["subject"]
                .as_str()
                .unwrap()
                .chars()
                .any(|letter| matches!(letter, 'а'..='я')),
            "{mail}"
        );
    }
    assert!(
        !desk
            .text("SELECT json_group_array(request) FROM postback_attempt")
            .contains("mail-token")
    );
}

#[test]
fn every_event_type_can_be_told_by_the_formats_that_say_so() {
    for format in Format::ALL {
        for told in format.event_types() {
            assert!(EVENT_TYPES.contains(told), "{told}");
        }
    }
}
