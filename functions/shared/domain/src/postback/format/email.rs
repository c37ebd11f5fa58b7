//! A letter that tells a person what happened to a payment (PKP-03), in his language, plain and complete.

use super::Notice;
use crate::vocabulary::Language;

/// What happened: the event's type in English and in Russian.
const HAPPENED: [(&str, &str, &str); 11] = [
    (
        "payment.authorised",
        "authorised, the money is held",
        "авторизован, деньги удержаны",
    ),
    ("payment.captured", "paid", "оплачен"),
    ("payment.cancelled", "cancelled", "отменён"),
    ("payment.failed", "failed", "не прошёл"),
    ("payment.expired", "expired unpaid", "не оплачен в срок"),
    ("payment.refunded", "refunded in full", "возвращён полностью"),
    ("payment.partially_refunded", "refunded in part", "возвращён частично"),
    (
        "payment.refund_refused",
        "not refunded: the refund was refused",
        "не возвращён: в возврате отказано",
    ),
    (
        "payment.dispute_opened",
        "disputed by the payer",
        "оспорен плательщиком",
    ),
    (
        "payment.dispute_won",
        "kept: the dispute was won",
        "остаётся у вас: спор выигран",
    ),
    (
        "payment.dispute_lost",
        "taken back: the dispute was lost",
        "списан с вас: спор проигран",
    ),
];

/// The letter's subject and text. Subject and lines hold no line break from outside.
#[must_use]
pub fn mail(notice: &Notice<'_>) -> (String, String) {
    let language = match notice.payment_text("language") {
        "ru" => Language::Ru,
        _ => Language::En,
    };
    let say = |english, russian| language.pick(english, russian);
    let happened = HAPPENED.iter().find(|(known, ..)| *known == notice.event_type);
    let happened = happened.map_or(say("changed", "изменился"), |(_, english, russian)| {
        say(english, russian)
    });
    let number = notice.number().unwrap_or_default();
    let currency = notice.text("currency");
    let money = |amount: &str| match amount {
        "" => String::new(),
        amount => format!("{amount} {currency}"),
    };
    let subject = format!("{} {number}: {happened}", say("Payment", "Платёж"));
    let mut text = format!("{}.\n\n", subject);
    let code = match notice.text("decline_code") {
        "" => notice.operation_text("code"),
        code => code,
    };
    for (name, value) in [
        (say("Order", "Заказ"), notice.text("order")),
        (say("Client", "Клиент"), notice.text("label")),
        (say("Description", "Описание"), notice.payment_text("description")),
        (say("Payment's amount", "Сумма платежа"), &money(notice.text("amount"))),
        (
            say("Amount of this operation", "Сумма этой операции"),
            &money(notice.operation_text("amount")),
        ),
        (say("Reason", "Причина"), notice.operation_text("reason")),
        (say("Code of the refusal", "Код отказа"), code),
        (say("Card", "Карта"), notice.mask()),
        ("RRN", notice.text("rrn")),
        (say("Terminal", "Терминал"), notice.text("terminal")),
        (say("When", "Когда"), &moment(notice.occurred_at())),
    ] {
        if !value.is_empty() {
            let value: String = value
                .chars()
                .map(|letter| if breaks(letter) { ' ' } else { letter })
                .collect();
            text.push_str(&format!("{name}: {value}\n"));
        }
    }
    if notice.event.get("livemode") == Some(&serde_json::Value::Bool(false)) {
        text.push_str(say(
            "\nThis is a test: no money has moved.\n",
            "\nЭто проверка: деньги не двигались.\n",
        ));
    }
    (subject, text)
}

/// Whether a letter's reader could take it for the end of a line.
fn breaks(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

/// `2026-11-23T10:00:00.000Z` as people read it.
fn moment(rfc3339: &str) -> String {
    let seconds = rfc3339.split('.').next().unwrap_or_default();
    match seconds {
        "" => String::new(),
        seconds => format!("{} UTC", seconds.replacen('T', " ", 1)),
    }
}
