//! What surrounds a page of a payer: the document, its headers, how it may be framed.

use domain::address;
use http::StatusCode;
use maud::{DOCTYPE, Markup, html};

use super::Language;
use crate::{Problem, Response};

/// A page's surroundings.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The payer's language.
    pub language: Language,
    /// The organisation's name, and what the page is for.
    pub title: &'a str,
    /// The `main` element's class: `wide` for two columns.
    pub class: &'static str,
    /// What the script and the widget are told: `payable`, `waiting`, `paid`, `over`, `disabled`.
    pub stage: &'a str,
    /// The payment's status; empty without a payment.
    pub status: &'a str,
    /// The payment's number; 0 without a payment.
    pub number: i64,
    /// Where the script asks whether the wait is over; empty where nothing is waited for.
    pub status_url: &'a str,
    /// Whether the page stands in the widget's frame.
    pub embedded: bool,
    /// The organisation's registered sites, a JSON array of origins: they alone may frame the page.
    pub sites: &'a str,
    /// Where the browser goes by itself after three seconds.
    pub leaving: Option<&'a str>,
    /// Without JavaScript, the page is loaded anew after so many seconds; 0 for never.
    pub reload_s: u32,
    /// Whether no real money moves.
    pub test: bool,
    /// What the content security policy allows beside the page's own style and script, e.g. `form-action 'self'; `.
    pub policy: &'static str,
}

/// Answers a page.
pub fn answer(frame: &Frame<'_>, status: StatusCode, content: Markup) -> Result<Response, Problem> {
    let language = frame.language;
    let sites: Vec<String> = serde_json::from_str(frame.sites).unwrap_or_default();
    let body = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="robots" content="noindex";
                @if let Some(address) = frame.leaving { meta http-equiv="refresh" content={ "3;url=" (address) }; }
                @if frame.reload_s > 0 { noscript { meta http-equiv="refresh" content=(frame.reload_s); } }
                title { (frame.title) }
                link rel="stylesheet" href="/checkout/pay.css";
                link rel="icon" href="/cabinet/icon.svg";
                script src="/checkout/pay.js" defer {}
            }
            body data-stage=(frame.stage) data-status=(frame.status) data-number=(frame.number) data-status-url=(frame.status_url)
                data-embedded=[frame.embedded.then_some("1")] data-sites=(frame.sites) {
                main class=(frame.class) {
                    (content)
                    @if frame.embedded { button.close type="button" data-close aria-label=(language.say("Close", "Закрыть")) { "×" } }
                }
                footer { "Edgetill" @if frame.test { span.test { (language.say("Test mode: no real money", "Тестовый режим: без реальных денег")) } } }
            }
        }
    };
    page(status, frame.policy, body, &sites)
}

/// How something ended, as the page's only content.
#[must_use]
pub fn outcome(title: &str, text: &str, good: bool) -> Markup {
    html! {
        section role="status" class=(if good { "outcome good" } else { "outcome bad" }) {
            div.mark aria-hidden="true" { @if good { "✓" } @else { "!" } }
            h2 { (title) }
            p { (text) }
        }
    }
}

/// What a payer sees at an address that opens nothing, in both languages, since nobody's is known.
pub fn not_found(title: &str, text: &str) -> Result<Response, Problem> {
    let body = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; title { "Edgetill" } link rel="stylesheet" href="/checkout/pay.css"; }
            body { main { (outcome(title, text, false)) } }
        }
    };
    page(StatusCode::NOT_FOUND, "", body, &[])
}

/// Framed by the organisation's registered sites and nobody else.
fn page(status: StatusCode, more: &str, body: Markup, sites: &[String]) -> Result<Response, Problem> {
    let sites = sites
        .iter()
        .filter(|site| address::check_return(site, std::slice::from_ref(site)).is_ok());
    let ancestors = sites.fold("'self'".to_owned(), |list, site| format!("{list} {site}"));
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; {more}base-uri 'none'; frame-ancestors {ancestors}"
    );
    crate::html::answer(status, &policy, body)
}
