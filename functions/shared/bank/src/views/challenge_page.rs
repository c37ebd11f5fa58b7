//! The issuer's page: who pays?

use edge::{Problem, Response};
use http::StatusCode;
use maud::html;

use super::layout::{Page, summary};
use crate::{books::payments::Payment, cards::CHALLENGE_CODE, language::Language};

/// The form for the code.
pub(crate) fn answer(language: Language, payment: &Payment) -> Result<Response, Problem> {
    let title = language.text("Confirm the payment", "Подтвердите платёж");
    let mask = payment.card_mask.as_deref().unwrap_or_default();
    let last: String = mask.chars().skip(mask.chars().count().saturating_sub(4)).collect();
    let main = html! {
        (summary(language, payment))
        form.panel method="post" action={ "/bank/pay/" (payment.token) "/challenge?lang=" (language.code()) } autocomplete="off" {
            p.tag { "3-D Secure" }
            h1 { (title) }
            p { (language.text("We have sent a code to the phone of the card's owner.", "Мы отправили код на телефон владельца карты.")) }
            p.card-line { span.brand-name { (payment.card_brand.as_deref().unwrap_or_default()) } " •••• " (last) }
            div.field {
                label for="code" { (language.text("Code from the message", "Код из сообщения")) }
                input.code id="code" name="code" required autofocus inputmode="numeric" maxlength="8" autocomplete="one-time-code" aria-describedby="hint";
                p.hint id="hint" { (language.text("In this sandbox the code is ", "В тестовом банке код: ")) strong { (CHALLENGE_CODE) } (language.text(". Any other fails.", ". Любой другой не пройдёт.")) }
            }
            button.pay type="submit" { (language.text("Confirm", "Подтвердить")) }
        }
    };
    Page {
        status: StatusCode::OK,
        language,
        title,
        script: false,
        onward: None,
        main,
    }
    .answer()
}
