//! What has become of a payment, and the way back to the shop.

use edge::{Problem, Response};
use http::StatusCode;
use maud::html;

use super::layout::{Page, summary};
use crate::{
    books::payments::Payment,
    cards::{AUTHENTICATION_FAILED, INSUFFICIENT_FUNDS},
    language::Language,
};

/// The outcome, or that it is not known yet: then the payer goes back by themselves.
pub(crate) fn answer(language: Language, payment: &Payment) -> Result<Response, Problem> {
    let processing = payment.step == "processing";
    let (mark, title, text) = words(language, payment);
    let main = html! {
        (summary(language, payment))
        section.panel.outcome role="status" {
            p class={ "mark " (mark) } aria-hidden="true" {}
            h1 { (title) }
            p { (text) }
            a.pay href=(payment.return_url) { (language.text("Back to the shop", "Вернуться в магазин")) }
        }
    };
    let onward = processing.then_some(payment.return_url.as_str());
    Page {
        status: StatusCode::OK,
        language,
        title,
        script: false,
        onward,
        main,
    }
    .answer()
}

/// The mark's style, the title and the explanation.
fn words(language: Language, payment: &Payment) -> (&'static str, &'static str, &'static str) {
    let (mark, en, ru) = match (payment.step.as_str(), payment.status.as_str()) {
        ("processing", _) => (
            "waiting",
            (
                "The bank is processing the payment",
                "There is no answer yet. The shop will be told as soon as there is; do not pay a second time. You will be taken back in a moment.",
            ),
            (
                "Банк обрабатывает платёж",
                "Ответа пока нет. Магазин узнает результат, как только он появится; не платите второй раз. Сейчас вы вернётесь в магазин.",
            ),
        ),
        (_, "captured") => (
            "done",
            ("Paid", "The payment went through."),
            ("Оплачено", "Платёж прошёл."),
        ),
        (_, "authorised") => (
            "done",
            (
                "The money is held",
                "The amount is held on the card until the shop takes it or gives it back.",
            ),
            (
                "Деньги удержаны",
                "Сумма удержана на карте, пока магазин её не спишет или не вернёт.",
            ),
        ),
        (_, "voided") => (
            "waiting",
            (
                "The money was released",
                "The hold on the card has ended, nothing was taken.",
            ),
            ("Удержание снято", "Сумма на карте снова доступна, ничего не списано."),
        ),
        (_, "refunded") => (
            "waiting",
            ("Refunded", "The money has gone back to the card."),
            ("Возвращено", "Деньги вернулись на карту."),
        ),
        (_, "declined") => decline_words(payment.decline_code.as_deref()),
        _ => (
            "failed",
            (
                "Time is up",
                "This payment waited too long. Go back to the shop and start again.",
            ),
            (
                "Время вышло",
                "Этот платёж ждал слишком долго. Вернитесь в магазин и начните заново.",
            ),
        ),
    };
    (mark, language.text(en.0, ru.0), language.text(en.1, ru.1))
}

type Words = (&'static str, &'static str);

fn decline_words(code: Option<&str>) -> (&'static str, Words, Words) {
    let (en, ru) = match code {
        Some(INSUFFICIENT_FUNDS) => (
            "There is not enough money on the card.",
            "На карте недостаточно средств.",
        ),
        Some(AUTHENTICATION_FAILED) => ("The code was wrong.", "Код не подошёл."),
        _ => (
            "No money was taken. Try another card in the shop.",
            "Деньги не списаны. Попробуйте в магазине другую карту.",
        ),
    };
    ("failed", ("Not paid", en), ("Оплата не прошла", ru))
}
