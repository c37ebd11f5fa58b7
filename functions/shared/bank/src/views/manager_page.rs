//! The manager's page: refunds that wait, chargebacks that are open, and a button for each end.

use domain::time::Timestamp;
use edge::{Problem, Response};
use http::StatusCode;
use maud::{Markup, html};

use super::layout::Page;
use crate::{
    books::{manager::Waiting, terminals::Merchant},
    language::Language,
};

/// What waits for a terminal's manager.
pub(crate) fn answer(
    language: Language,
    token: &str,
    merchant: &Merchant,
    reviews: &[Waiting],
    disputes: &[Waiting],
) -> Result<Response, Problem> {
    let title = language.text("Manager's desk", "Стол менеджера");
    let address = format!("/bank/manager/{token}?lang={}", language.code());
    let form = |fields, left, right| Form {
        language,
        address: &address,
        fields,
        left,
        right,
    };
    let main = html! {
        section.summary {
            p.merchant { (merchant.merchant) " · " (merchant.terminal_id) }
            h1.desk { (title) }
        }
        section.panel.waiting {
            h2 { (language.text("Refunds waiting for approval", "Возвраты, ждущие одобрения")) }
            @if reviews.is_empty() {
                p.hint { (language.text("Nothing is waiting.", "Ничего не ждёт.")) }
            }
            @for waiting in reviews {
                (form(
                    vec![("operation", waiting.id.as_str())],
                    ("done", language.text("Approve", "Одобрить")),
                    ("refused", language.text("Refuse", "Отказать")),
                ).row(waiting))
            }
        }
        section.panel.waiting {
            h2 { (language.text("Open chargebacks", "Открытые чарджбеки")) }
            @if disputes.is_empty() {
                p.hint { (language.text("Nobody complains.", "Никто не жалуется.")) }
            }
            @for waiting in disputes {
                (form(
                    vec![("payment", waiting.payment_id.as_str()), ("dispute", waiting.id.as_str())],
                    ("won", language.text("The shop is right", "Прав магазин")),
                    ("lost", language.text("The payer is right", "Прав плательщик")),
                ).row(waiting))
            }
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
    .unframed()
}

/// A form with two buttons, each an end.
struct Form<'a> {
    language: Language,
    address: &'a str,
    fields: Vec<(&'a str, &'a str)>,
    left: (&'a str, &'a str),
    right: (&'a str, &'a str),
}

impl Form<'_> {
    fn row(&self, waiting: &Waiting) -> Markup {
        let language = self.language;
        let asked = Timestamp::from_ms(waiting.created_at_ms).rfc3339();
        html! {
            form.decision method="post" action=(self.address) {
                @for (name, value) in &self.fields {
                    input type="hidden" name=(name) value=(value);
                }
                p.what {
                    strong.number { (language.amount(waiting.amount_minor, &waiting.currency)) }
                    @if waiting.fee_minor > 0 {
                        span { (language.text("fee ", "комиссия ")) (language.amount(waiting.fee_minor, &waiting.currency)) }
                    }
                    span.does { (waiting.reference) " · " time datetime=(asked) { (asked.get(..16).unwrap_or_default().replace('T', " ")) " UTC" } }
                }
                p.ends {
                    button.fill type="submit" name="decision" value=(self.left.0) { (self.left.1) }
                    button.fill type="submit" name="decision" value=(self.right.0) { (self.right.1) }
                }
            }
        }
    }
}
