//! What all pages share: the shell, the policy, the summary of what is being paid.

use edge::{Problem, Response};
use http::StatusCode;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{books::payments::Payment, language::Language};

/// Shops show the page in a frame, so any site may frame it. A form's policy holds for the redirects that follow it, and
/// those lead to the shop, wherever that is.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'self' http: https:; frame-ancestors *";

/// Decisions about money are made in no frame.
const POLICY_UNFRAMED: &str =
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// What a page consists of.
pub(crate) struct Page<'a> {
    pub(crate) status: StatusCode,
    pub(crate) language: Language,
    pub(crate) title: &'a str,
    /// Whether the card form's script is wanted.
    pub(crate) script: bool,
    /// Where the payer goes by themselves after some seconds.
    pub(crate) onward: Option<&'a str>,
    pub(crate) main: Markup,
}

impl Page<'_> {
    /// The page as an answer.
    pub(crate) fn answer(self) -> Result<Response, Problem> {
        self.under(POLICY)
    }

    /// The page as an answer that no site may frame.
    pub(crate) fn unframed(self) -> Result<Response, Problem> {
        self.under(POLICY_UNFRAMED)
    }

    fn under(self, policy: &str) -> Result<Response, Problem> {
        let language = self.language;
        let markup = html! {
            (DOCTYPE)
            html lang=(language.code()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex";
                    meta name="color-scheme" content="light dark";
                    @if let Some(address) = self.onward {
                        meta http-equiv="refresh" content={ "6;url=" (address) };
                    }
                    title { (self.title) " · " (language.text("Sandbox Bank", "Тестовый банк")) }
                    link rel="stylesheet" href="/bank/style.css";
                    @if self.script {
                        script src="/bank/card.js" defer {}
                    }
                }
                body {
                    p.strip { (language.text("Sandbox bank — no real money", "Тестовый банк — деньги ненастоящие")) }
                    header.bar {
                        span.brand { (LOGO) (language.text("Sandbox Bank", "Тестовый банк")) }
                        a.switch href={ "?lang=" (language.other().code()) } hreflang=(language.other().code()) lang=(language.other().code()) {
                            (language.other().text("English", "Русский"))
                        }
                    }
                    main { (self.main) }
                    footer { (language.text(
                        "This page is for testing. Card details typed here are not kept.",
                        "Эта страница — для проверки. Введённые здесь данные карты не сохраняются.",
                    )) }
                }
            }
        };
        edge::html::answer(self.status, policy, markup)
    }
}

const LOGO: PreEscaped<&str> = PreEscaped(
    r#"<svg class="logo" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="9"/><path d="M7 20.5c3-3.4 6-3.4 9 0s6 3.4 9 0M7 14c3-3.4 6-3.4 9 0s6 3.4 9 0"/></svg>"#,
);

/// To whom, for what, how much.
pub(crate) fn summary(language: Language, payment: &Payment) -> Markup {
    html! {
        section.summary aria-label=(language.text("Payment", "Платёж")) {
            p.merchant { (payment.merchant) }
            p.amount { (language.amount(payment.amount_minor, &payment.currency)) }
            @if !payment.description.is_empty() {
                p.description { (payment.description) }
            }
        }
    }
}
