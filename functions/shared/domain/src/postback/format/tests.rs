mod forms;
mod letters;

use serde_json::{Value, json};
use std::collections::HashMap;

use super::*;

/// An event as the desk writes it, with one of its payments.
fn event(event_type: &str) -> Value {
    json!({"id": "evt_1", "type": event_type, "version": "1", "livemode": false, "occurred_at": "2026-11-23T10:00:00.000Z",
        "data": {"number": 15, "status": "captured", "amount": "100.00", "currency": "RUB", "order": "A-1", "label": "user-7",
            "metadata": {}, "terminal": "main", "attempt": 1, "card": {"mask": "220000******0004", "brand": "mir"},
            "rrn": "632100000015", "decline_code": null,
            "operation": {"operation": 2, "kind": "capture", "state": "done", "amount": "60.00", "reason": null, "code": null}}})
}

fn payment() -> Value {
    json!({"description": "Tea & cakes", "email": "a@b.example", "phone": "+79990000000", "fop_receipt_key": "f00",
        "system": 1, "hold_until_s": 1_796_000_000, "created_at_s": 1_700_000_000, "activated_at_s": 1_700_000_100,
        "language": "ru"})
}

/// The notice without operation, order, label, card, RRN, and with nothing known about the payment.
fn bare(event_type: &str) -> Value {
    let mut event = event(event_type);
    for field in ["order", "label", "card", "rrn", "operation"] {
        event["data"][field] = Value::Null;
    }
    event
}

fn told(format: Format, event: &Value, payment: &Value, secrets: &[&str], attempt: u32) -> Result<Letter, FormatError> {
    let body = event.to_string();
    let notice = Notice {
        event_type: event["type"].as_str().unwrap_or_default(),
        event,
        body: &body,
        payment,
    };
    let secrets: Vec<String> = secrets.iter().map(|secret| (*secret).to_owned()).collect();
    write(format, &notice, &secrets, attempt)
}

fn secret(format: Format) -> &'static str {
    match format {
        Format::Paykassma => "pub_key\npriv_key",
        _ => "secret",
    }
}

/// The fields of a form.
fn fields(letter: &Letter) -> HashMap<String, String> {
    url::form_urlencoded::parse(&letter.body).into_owned().collect()
}

#[test]
fn formats_have_names() {
    for format in Format::ALL {
        assert_eq!(Format::parse(format.name()), Some(format));
    }
    for name in ["", "Standard", "standard ", "webhook"] {
        assert_eq!(Format::parse(name), None, "{name}");
    }
}

/// Proves PKP-03 and PKM-24 (what is told in which format).
#[test]
fn formats_tell_what_their_systems_know() {
    for format in Format::ALL {
        for event_type in EVENT_TYPES {
            let letter = told(format, &event(event_type), &payment(), &[secret(format)], 1);
            match (format, format.event_types().contains(&event_type)) {
                (_, false) => assert_eq!(letter, Err(FormatError::NotTold), "{format:?} {event_type}"),
                (Format::Email, true) => assert_eq!(letter, Err(FormatError::NotARequest)),
                (_, true) => assert!(letter.is_ok(), "{format:?} {event_type}"),
            }
        }
        assert!(format.event_types().iter().all(|known| EVENT_TYPES.contains(known)));
        let unknown = told(format, &event("payment.paid"), &payment(), &[secret(format)], 1);
        assert_eq!(unknown, Err(FormatError::NotTold));
    }
}

#[test]
fn the_standard_body_is_the_event() {
    let event = event("payment.dispute_lost");
    let letter = told(Format::Standard, &event, &Value::Null, &[], 1).unwrap();
    assert_eq!(letter.body, event.to_string().into_bytes());
    assert_eq!(letter.content_type, "application/json");
    assert_eq!(letter.acknowledged_by, Acknowledgement::Success);
}

/// Proves EDG-02 (rotation, where only one signature can be sent).
#[test]
fn overlapping_secrets_take_turns() {
    let secrets = ["new", "old"];
    let key = |attempt| {
        let letter = told(
            Format::Paykeeper,
            &event("payment.captured"),
            &payment(),
            &secrets,
            attempt,
        )
        .unwrap();
        (fields(&letter)["key"].clone(), letter.acknowledged_by)
    };
    assert_eq!(key(1), key(3));
    assert_eq!(key(2), key(50));
    assert_ne!(key(1).0, key(2).0);
    assert_eq!(key(1).1, key(2).1);
    assert_eq!(key(0), key(1));
}

#[test]
fn secrets_without_all_their_parts_sign_nothing() {
    for (format, secrets) in [
        (Format::Paykeeper, &[][..]),
        (Format::Paykeeper, &[""]),
        (Format::Paykeeper, &["a\nb"]),
        (Format::Paykassma, &["a"]),
        (Format::Paykassma, &["a\n"]),
        (Format::Paykassma, &["\nb"]),
        (Format::Paykassma, &["a\nb\nc"]),
        (Format::Spring, &[]),
        (Format::Spring, &[""]),
    ] {
        let letter = told(format, &event("payment.captured"), &payment(), secrets, 1);
        assert_eq!(letter, Err(FormatError::SecretMalformed), "{format:?} {secrets:?}");
    }
}

#[test]
fn an_event_without_number_or_amount_is_refused() {
    for format in [Format::Paykeeper, Format::Paykassma, Format::Spring] {
        for (field, value) in [
            ("number", Value::Null),
            ("number", json!("15")),
            ("amount", Value::Null),
            ("amount", json!("1e5")),
            ("amount", json!("-1.00")),
            ("amount", json!("1,\"x\":2")),
            ("amount", json!("1.")),
            ("amount", json!(".5")),
            ("amount", json!(100)),
        ] {
            let mut event = bare("payment.captured");
            event["data"][field] = value;
            let letter = told(format, &event, &payment(), &[secret(format)], 1);
            assert_eq!(letter, Err(FormatError::EventMalformed), "{format:?} {event}");
        }
    }
    for format in Format::ALL {
        let odd = json!({"type": "payment.captured", "data": []});
        let _ = told(format, &odd, &json!([1]), &[secret(format)], 1);
    }
}
