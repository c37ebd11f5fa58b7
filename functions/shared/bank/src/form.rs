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

/// A segment of a path as it was meant; in a path a plus is a plus.
pub(crate) fn segment(encoded: &str) -> String {
    let query = format!("s={}", encoded.replace('+', "%2B").replace('&', "%26"));
    form_urlencoded::parse(query.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_read_as_they_were_meant() {
        for (encoded, meant) in [
            ("demo:7-1:r", "demo:7-1:r"),
            ("a%2Fb%20c", "a/b c"),
            ("a+b&c=d=e", "a+b&c=d=e"),
            ("%D0%BA", "к"),
            ("", ""),
        ] {
            assert_eq!(segment(encoded), meant);
        }
    }
}
