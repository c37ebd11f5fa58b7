//! The language of a page.

use http::header;

use crate::{Request, page::parameter};

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    En,
    /// Russian.
    Ru,
}

impl Language {
    /// The one that a request asks for (`?lang=`), else the browser's first that we speak, else the organisation's.
    #[must_use]
    pub fn of(request: &Request, organisation: &str) -> Self {
        let accepted = request.headers().get(header::ACCEPT_LANGUAGE);
        let accepted = accepted.and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self::choose(parameter(request.uri(), "lang"), accepted, organisation)
    }

    fn choose(asked: Option<&str>, accepted: &str, organisation: &str) -> Self {
        let known = |tag: &str| match tag.trim().get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("en") => Some(Self::En),
            Some("ru") => Some(Self::Ru),
            _ => None,
        };
        asked
            .and_then(known)
            .or_else(|| accepted.split(',').find_map(known))
            .or_else(|| known(organisation))
            .unwrap_or(Self::En)
    }

    /// The tag for `lang`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    /// Picks the text.
    #[must_use]
    pub const fn say(self, english: &'static str, russian: &'static str) -> &'static str {
        match self {
            Self::En => english,
            Self::Ru => russian,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_payers_language_comes_first() {
        assert_eq!(Language::choose(None, "de-DE,ru;q=0.8,en;q=0.5", "en"), Language::Ru);
        assert_eq!(Language::choose(Some("en"), "ru", "ru"), Language::En);
        assert_eq!(Language::choose(Some("xx"), "", "ru"), Language::Ru);
        assert_eq!(Language::choose(None, "é,日", "??"), Language::En);
    }
}
