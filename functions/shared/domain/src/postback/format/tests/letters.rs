//! What people are told.

use super::*;
use proptest::prelude::*;

fn mailed(event: &Value, payment: &Value) -> (String, String) {
    let notice = Notice {
        event_type: event["type"].as_str().unwrap_or_default(),
        event,
        body: "",
        payment,
    };
    mail(&notice)
}

/// Proves PKP-03 (the e-mail).
#[test]
fn a_letter_says_all() {
    let (subject, text) = mailed(&event("payment.captured"), &payment());
    assert_eq!(subject, "Платёж 15: оплачен");
    assert_eq!(
        text,
        "Платёж 15: оплачен.\n\nЗаказ: A-1\nКлиент: user-7\nОписание: Tea & cakes\nСумма платежа: 100.00 RUB\n\
         Сумма этой операции: 60.00 RUB\nКарта: 220000******0004\nRRN: 632100000015\nТерминал: main\n\
         Когда: 2026-11-23 10:00:00 UTC\n\nЭто проверка: деньги не двигались.\n"
    );
    let mut live = bare("payment.failed");
    live["livemode"] = json!(true);
    live["data"]["decline_code"] = json!("insufficient_funds");
    let (subject, text) = mailed(&live, &Value::Null);
    assert_eq!(subject, "Payment 15: failed");
    assert_eq!(
        text,
        "Payment 15: failed.\n\nPayment's amount: 100.00 RUB\nCode of the refusal: insufficient_funds\nTerminal: main\n\
         When: 2026-11-23 10:00:00 UTC\n"
    );
}

#[test]
fn every_event_has_its_words() {
    for language in ["ru", "en"] {
        let letters = EVENT_TYPES.map(|event_type| mailed(&event(event_type), &json!({"language": language})));
        let subjects: std::collections::HashSet<String> = letters.into_iter().map(|(subject, _)| subject).collect();
        assert_eq!(subjects.len(), EVENT_TYPES.len());
        assert!(
            subjects
                .iter()
                .all(|subject| !subject.contains("changed") && !subject.contains("изменился"))
        );
    }
}

proptest! {
    #[test]
    fn no_text_adds_a_line(
        texts in prop::collection::vec(any::<String>(), 4), event_type in prop::sample::select(EVENT_TYPES.to_vec()),
    ) {
        let (_, plain) = mailed(&event(event_type), &payment());
        let mut event = event(event_type);
        for (field, text) in ["order", "label", "terminal", "rrn"].into_iter().zip(&texts) {
            event["data"][field] = json!(format!("x{text}\r\nBcc: x"));
        }
        let (subject, text) = mailed(&event, &payment());
        prop_assert_eq!(text.lines().count(), plain.lines().count());
        prop_assert!(!subject.contains(['\r', '\n']));
    }
}
