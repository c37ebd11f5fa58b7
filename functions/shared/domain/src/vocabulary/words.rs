//! Words with labels, as data.

/// A language of labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    En,
    /// Russian.
    Ru,
}

impl Language {
    /// Picks the text.
    #[must_use]
    pub const fn pick(self, english: &'static str, russian: &'static str) -> &'static str {
        match self {
            Self::En => english,
            Self::Ru => russian,
        }
    }
}

/// An enum of words: each variant with its name to the letter, its English and its Russian label.
macro_rules! words {
    ($(#[$doc:meta])* pub enum $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $name:literal, $english:literal, $russian:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $type { $($(#[$variant_doc])* $variant,)+ }

        impl $type {
            /// Every word.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The word, to the letter.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What people read.
            #[must_use]
            pub const fn label(self, language: $crate::vocabulary::Language) -> &'static str {
                match self { $(Self::$variant => language.pick($english, $russian),)+ }
            }

            /// Reads the word; empty where there is no such word.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
