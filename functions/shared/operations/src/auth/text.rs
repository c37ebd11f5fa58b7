//! Short texts that people write about themselves.

use domain::card;

use crate::FieldError;

/// Longest name of a person, in characters.
const NAME_MAX: usize = 100;
/// Longest name of a zone, in characters.
const ZONE_MAX: usize = 64;

/// A person's name: one line, no card number.
pub(super) fn name(text: &str) -> Result<String, FieldError> {
    let name = text.trim();
    if name.is_empty() || name.chars().count() > NAME_MAX || name.chars().any(char::is_control) {
        let detail = "1 to 100 characters, none of them a control character";
        return Err(FieldError::new("name", "text_not_acceptable", detail));
    }
    if card::contains(name) {
        return Err(FieldError::new(
            "name",
            "card_number_not_allowed",
            "no card number belongs here",
        ));
    }
    Ok(name.to_owned())
}

/// A language of the cabinet.
pub(super) fn language(text: &str) -> Result<String, FieldError> {
    if matches!(text, "en" | "ru") {
        return Ok(text.to_owned());
    }
    Err(FieldError::new("language", "out_of_range", "en or ru"))
}

/// The form of an IANA zone name, or nothing; whether there is such a zone, the platform knows where it is used.
pub(super) fn time_zone(text: &str) -> Result<String, FieldError> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte);
    if text.len() <= ZONE_MAX && text.bytes().all(plain) {
        return Ok(text.to_owned());
    }
    Err(FieldError::new(
        "time_zone",
        "time_zone_unknown",
        "an IANA name, e.g. Europe/Moscow",
    ))
}
