//! What the pay page says, in English and Russian.

/// A language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    /// English.
    En,
    /// Russian.
    Ru,
}

impl Language {
    /// The one asked for, else the browser's first that we speak, else the organisation's.
    pub(crate) fn choose(asked: Option<&str>, accepted: &str, organisation: &str) -> Self {
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
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    /// Picks the text.
    pub(crate) fn say(self, english: &'static str, russian: &'static str) -> &'static str {
        match self {
            Self::En => english,
            Self::Ru => russian,
        }
    }
}

/// Why a bank declined, for the payer.
pub(crate) fn declined(language: Language, code: &str) -> &'static str {
    match code {
        "insufficient_funds" => language.say(
            "There is not enough money on the card.",
            "На карте недостаточно средств.",
        ),
        "authentication_failed" => language.say(
            "The bank could not confirm that it is you.",
            "Банк не смог подтвердить, что это вы.",
        ),
        _ => language.say("The bank declined the payment.", "Банк отклонил платёж."),
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
