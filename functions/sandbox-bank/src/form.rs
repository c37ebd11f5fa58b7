//! Posted forms and query strings.

use edge::Request;

use crate::{books::payments::Payment, language::Language};

/// A field of an urlencoded text, trimmed; missing is empty.
pub(crate) fn field(encoded: &[u8], name: &str) -> String {
    form_urlencoded::parse(encoded)
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.trim().to_owned())
        .unwrap_or_default()
}

/// The page's language: the payer's choice, or else what the merchant asked for.
pub(crate) fn language(request: &Request, payment: &Payment) -> Language {
    let chosen = chosen_language(request);
    chosen.unwrap_or_else(|| Language::parse(&payment.language))
}

/// The language that the address asks for.
pub(crate) fn chosen_language(request: &Request) -> Option<Language> {
    let chosen = field(request.uri().query().unwrap_or_default().as_bytes(), "lang");
    matches!(chosen.as_str(), "en" | "ru").then(|| Language::parse(&chosen))
}
