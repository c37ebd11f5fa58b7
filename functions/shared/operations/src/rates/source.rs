//! Which sources there are, and where: the function's setting `RATE_SOURCES`.

use super::{Document, Malformed, cbr, ecb};

/// Sources, at most.
const SOURCES_MAX: usize = 8;

/// In which format a source publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The European Central Bank's daily XML.
    Ecb,
    /// The Bank of Russia's daily XML.
    Cbr,
}

impl Format {
    /// Its name in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ecb => "ecb",
            Self::Cbr => "cbr",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Ecb, Self::Cbr].into_iter().find(|format| format.name() == name)
    }

    /// Reads a document of this format: all of it, or nothing.
    pub fn read(self, bytes: &[u8]) -> Result<Document, Malformed> {
        match self {
            Self::Ecb => ecb::read(bytes),
            Self::Cbr => cbr::read(bytes),
        }
    }
}

/// A source of rates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// As it is kept beside its rates: the format's own name, or `sandbox`.
    pub name: &'static str,
    /// In which format it publishes.
    pub format: Format,
    /// Where.
    pub address: String,
}

/// The setting cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("RATE_SOURCES is a list such as \"ecb=https://...,cbr=https://...\"")]
pub struct SourcesMalformed;

/// Reads the setting: formats with their addresses (`ecb=https://...,cbr=https://...`), each once. `sandbox-` before a format marks one
/// that stands in for it, whose rates are kept as the sandbox's. https, but for this machine's own. An empty setting is no source.
pub fn read(setting: &str) -> Result<Vec<Source>, SourcesMalformed> {
    let mut sources: Vec<Source> = Vec::new();
    for part in setting.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (given, address) = part.split_once('=').ok_or(SourcesMalformed)?;
        let stands_in = given.strip_prefix("sandbox-");
        let format = Format::parse(stands_in.unwrap_or(given)).ok_or(SourcesMalformed)?;
        let name = if stands_in.is_some() { "sandbox" } else { format.name() };
        // Whoever could change what comes over the wire would set the rates.
        let is_safe = address.starts_with("https://") || address.starts_with("http://127.0.0.1:");
        let is_told = sources.iter().any(|known| known.format == format);
        if !is_safe || is_told || sources.len() >= SOURCES_MAX {
            return Err(SourcesMalformed);
        }
        sources.push(Source {
            name,
            format,
            address: address.to_owned(),
        });
    }
    Ok(sources)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_read_from_the_setting() {
        let sources = read("ecb=https://a.example/x?y=1, sandbox-cbr=http://127.0.0.1:8787/b,").unwrap();
        let told: Vec<_> = sources
            .iter()
            .map(|source| (source.name, source.format, source.address.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("ecb", Format::Ecb, "https://a.example/x?y=1"),
                ("sandbox", Format::Cbr, "http://127.0.0.1:8787/b")
            ]
        );
        assert!(read(" ").unwrap().is_empty());
    }

    #[test]
    fn what_is_no_setting_is_refused() {
        for setting in [
            "ecb",
            "https://a.example",
            "ecb=http://a.example",
            "ecb=http://127.0.0.1.example/",
            "fed=https://a.example",
            "operator=https://a.example",
            "ecb=https://a.example,ecb=https://b.example",
            "ecb=https://a.example,sandbox-ecb=https://b.example",
        ] {
            assert!(read(setting).is_err(), "{setting}");
        }
    }
}
