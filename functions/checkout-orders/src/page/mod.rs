//! Pages, rendered. They work without JavaScript; the script only spares reloads and looks at a file before it is sent.

pub(crate) mod contacts;
pub(crate) mod field;
pub(crate) mod manual;
pub(crate) mod offer;
pub(crate) mod pay;
pub(crate) mod transfer;
pub(crate) mod ways;

use edge::payer::outcome;
use maud::{DOCTYPE, Markup, html};

/// Beside a page's own: pictures of systems, and forms that lead nowhere else.
pub(crate) const POLICY: &str = "form-action 'self'; ";

/// Text as people typed it, its lines kept.
pub(crate) fn prose(text: &str) -> Markup {
    html! { @if !text.is_empty() { p.prose { (text) } } }
}

/// What a browser shows that has sent more than is read. (What was typed is lost with it: the script says so before it is sent.)
pub(crate) fn too_large(answer: &worker::Response) -> worker::Result<worker::Response> {
    let text = "The file is larger than 5 MB: go back and choose a smaller one. · Файл больше 5 МБ: вернитесь и выберите файл поменьше.";
    let body = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; meta name="viewport" content="width=device-width, initial-scale=1"; title { "Edgetill" } link rel="stylesheet" href="/checkout/pay.css"; }
            body { main { (outcome("Too large", text, false)) } }
        }
    };
    let headers = answer.headers().clone();
    headers.set("content-type", "text/html; charset=utf-8")?;
    headers.set(
        "content-security-policy",
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'self'",
    )?;
    Ok(worker::Response::from_bytes(body.into_string().into_bytes())?
        .with_status(answer.status_code())
        .with_headers(headers))
}
