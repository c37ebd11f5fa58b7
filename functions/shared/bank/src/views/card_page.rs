//! The card page.

use domain::time::Timestamp;
use edge::{Problem, Response};
use http::StatusCode;
use maud::{Markup, html};

use super::layout::{Page, summary};
use crate::{
    books::payments::Payment,
    card_form::{Errors, Typed, month_of},
    cards::CARDS,
    language::Language,
};

/// The form, with what was typed before and what was wrong with it.
pub(crate) fn answer(
    status: StatusCode,
    language: Language,
    payment: &Payment,
    typed: &Typed,
    errors: Errors,
    now: Timestamp,
) -> Result<Response, Problem> {
    let amount = language.amount(payment.amount_minor, &payment.currency);
    let main = html! {
        (summary(language, payment))
        form.panel method="post" action={ "/bank/pay/" (payment.token) "?lang=" (language.code()) } autocomplete="off" id="card" {
            h1 { (language.text("Pay by card", "Оплата картой")) }
            @if errors != Errors::default() {
                p.alert role="alert" { (language.text(
                    "Not sent yet: please correct what is marked. The number and the code have to be typed again.",
                    "Пока не отправлено: исправьте отмеченное. Номер и код нужно ввести снова.",
                )) }
            }
            (field(&Field {
                name: "number", label: language.text("Card number", "Номер карты"), value: "",
                hint: "0000 0000 0000 0000", digits: true, length: 23, error: errors.number, first: errors.first() == Some("number"),
            }))
            div.row {
                (field(&Field {
                    name: "expiry", label: language.text("Valid until", "Срок действия"), value: &typed.expiry,
                    hint: language.text("MM/YY", "ММ/ГГ"), digits: true, length: 9, error: errors.expiry, first: errors.first() == Some("expiry"),
                }))
                (field(&Field {
                    name: "cvv", label: language.text("Code on the back", "Код на обороте"), value: "",
                    hint: "CVV", digits: true, length: 3, error: errors.cvv, first: errors.first() == Some("cvv"),
                }))
            }
            (field(&Field {
                name: "name", label: language.text("Name on the card", "Имя на карте"), value: &typed.name,
                hint: "ANNA IVANOVA", digits: false, length: 60, error: errors.name, first: errors.first() == Some("name"),
            }))
            button.pay type="submit" name="action" value="pay" { (language.text("Pay", "Оплатить")) " " (amount) }
            button.cancel type="submit" name="action" value="cancel" formnovalidate { (language.text("Cancel and go back", "Отказаться и вернуться")) }
        }
        (test_cards(language, now))
    };
    let title = language.text("Pay by card", "Оплата картой");
    Page {
        status,
        language,
        title,
        script: true,
        onward: None,
        main,
    }
    .answer()
}

struct Field<'a> {
    name: &'a str,
    label: &'a str,
    value: &'a str,
    hint: &'a str,
    digits: bool,
    length: u32,
    error: Option<&'a str>,
    /// The first that is wrong: the caret goes there.
    first: bool,
}

fn field(field: &Field<'_>) -> Markup {
    let error_id = format!("{}-error", field.name);
    html! {
        div.field {
            label for=(field.name) { (field.label) }
            input id=(field.name) name=(field.name) value=(field.value) placeholder=(field.hint) maxlength=(field.length) required autofocus[field.first] autocomplete="off"
                spellcheck="false" inputmode=[field.digits.then_some("numeric")] autocapitalize=[(!field.digits).then_some("characters")]
                aria-invalid=[field.error.map(|_| "true")] aria-describedby=[field.error.map(|_| &error_id)];
            @if let Some(error) = field.error {
                p.error id=(error_id) { (error) }
            }
        }
    }
}

/// The list of test cards. Its buttons need the script, and appear with it.
fn test_cards(language: Language, now: Timestamp) -> Markup {
    let (_, year) = month_of(now);
    let expiry = format!("12/{:02}", year.saturating_add(3) % 100);
    html! {
        details.cards {
            summary { (language.text("Test cards", "Тестовые карты")) }
            p { (language.text("Any future date, any three digits, any name.", "Любая будущая дата, любые три цифры, любое имя.")) }
            ul {
                @for card in CARDS {
                    li {
                        span.what {
                            span.number { (card.grouped()) }
                            span.brand-name { (card.brand) }
                            span.does { (language.text(card.en, card.ru)) }
                        }
                        button.fill type="button" hidden data-number=(card.grouped()) data-expiry=(expiry)
                            aria-label={ (language.text("Fill in", "Подставить")) " " (card.grouped()) } { (language.text("Fill in", "Подставить")) }
                    }
                }
            }
        }
    }
}
