//! Errors as payers see them.

use edge::{Problem, Request, Response};
use http::{StatusCode, header};
use maud::html;

use super::layout::Page;
use crate::{form, language::Language};

/// A page in place of a problem. What went wrong inside has been logged and is not shown.
pub(crate) fn answer(request: &Request, problem: &Problem) -> Result<Response, Problem> {
    let language = language(request);
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let (title, text) = match status {
        StatusCode::NOT_FOUND => (
            language.text("There is no such page", "Такой страницы нет"),
            language.text(
                "The link may be incomplete. Go back to the shop and start again.",
                "Возможно, ссылка неполная. Вернитесь в магазин и начните заново.",
            ),
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            language.text("This does not work here", "Здесь это не работает"),
            language.text("Open the page again.", "Откройте страницу ещё раз."),
        ),
        _ => (
            language.text("The bank is briefly unavailable", "Банк временно недоступен"),
            language.text(
                "Try again in a moment: the payment will not be taken twice.",
                "Попробуйте через минуту: дважды деньги не спишутся.",
            ),
        ),
    };
    let main = html! {
        section.panel.outcome role="alert" {
            p.mark.failed aria-hidden="true" {}
            h1 { (title) }
            p { (text) }
        }
    };
    Page {
        status,
        language,
        title,
        script: false,
        onward: None,
        main,
    }
    .answer()
}

/// The language of a page that is of no payment: chosen, or what the browser asks for.
pub(crate) fn language(request: &Request) -> Language {
    form::chosen_language(request).unwrap_or_else(|| preferred(request))
}

/// What the browser asks for first.
fn preferred(request: &Request) -> Language {
    let accepted = request
        .headers()
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    Language::parse(accepted.get(..2).unwrap_or_default())
}
