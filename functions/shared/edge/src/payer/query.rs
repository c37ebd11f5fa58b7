//! What one page of a payer hands on to the next.

use super::Language;

/// The query string that keeps the language, and that the page stands in the widget's frame.
#[must_use]
pub fn query(language: Language, embedded: bool) -> String {
    let embed = if embedded { "&embed=1" } else { "" };
    format!("lang={}{embed}", language.tag())
}
