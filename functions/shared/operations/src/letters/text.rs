//! A letter's subject and text, of its kind in its reader's language: plain, short, and with no line from outside.

use domain::{letter::LetterKind, time::Timestamp, vocabulary::Language};
use serde_json::Value;

use super::{invitation, invoice, new_sign_in, notification, password_changed, password_reset, second_factor_changed};

/// The longest text from outside, in characters.
const TEXT_MAX: usize = 160;

/// What a letter is written from.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The reader's language.
    pub language: Language,
    /// What is said, by name.
    pub params: &'a Value,
    /// The token of its link; empty where it has none.
    pub token: &'a str,
    /// Where the cabinet stands, without a slash at the end.
    pub cabinet_url: &'a str,
}

impl Facts<'_> {
    /// Picks the text of the reader's language.
    pub(super) const fn say(&self, english: &'static str, russian: &'static str) -> &'static str {
        self.language.pick(english, russian)
    }

    /// A text from outside, on one line and cut.
    pub(super) fn text(&self, name: &str) -> String {
        self.longer_text(name, TEXT_MAX)
    }

    /// The same, of at most so many characters.
    pub(super) fn longer_text(&self, name: &str, length_max: usize) -> String {
        let text = self.params.get(name).and_then(Value::as_str).unwrap_or_default();
        one_line_of(text, length_max)
    }

    /// An instant, to the minute.
    pub(super) fn minute(&self, name: &str) -> String {
        let at = self.params.get(name).and_then(Value::as_i64).unwrap_or_default();
        let minute: String = Timestamp::from_ms(at).rfc3339().chars().take(16).collect();
        format!("{} UTC", minute.replacen('T', " ", 1))
    }

    /// From where and when something was done, a line each; what is not known is left out.
    pub(super) fn origin(&self) -> String {
        let at = self.params.get("at_ms").and_then(Value::as_i64);
        let at = at.map(moment).unwrap_or_default();
        let (address, agent) = (self.text("address"), self.text("agent"));
        let lines = [
            (self.say("When", "Когда"), at),
            (self.say("Address", "Адрес"), address),
            (self.say("Browser", "Браузер"), agent),
        ];
        let known = lines.into_iter().filter(|(_, value)| !value.is_empty());
        known.map(|(name, value)| format!("{name}: {value}\n")).collect()
    }
}

/// Text from outside: no line breaks, and not long.
pub(super) fn one_line(text: &str) -> String {
    one_line_of(text, TEXT_MAX)
}

fn one_line_of(text: &str, length_max: usize) -> String {
    let plain = text.chars().take(length_max).filter(|letter| !is_invisible(*letter));
    let spaced = |letter: char| {
        if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') {
            ' '
        } else {
            letter
        }
    };
    plain.map(spaced).collect()
}

/// What shows nothing, and makes what stands around it read as something else: marks of direction, spaces of no width, tags.
const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `2026-11-23 10:00:00 UTC`.
fn moment(at_ms: i64) -> String {
    let written = Timestamp::from_ms(at_ms).rfc3339();
    let seconds = written.split('.').next().unwrap_or_default();
    format!("{} UTC", seconds.replacen('T', " ", 1))
}

/// The letter's subject and text.
#[must_use]
pub fn write(kind: LetterKind, facts: &Facts<'_>) -> (String, String) {
    match kind {
        LetterKind::Invitation => invitation::write(facts),
        LetterKind::PasswordReset => password_reset::write(facts),
        LetterKind::PasswordChanged => password_changed::write(facts),
        LetterKind::NewSignIn => new_sign_in::write(facts),
        LetterKind::SecondFactorChanged => second_factor_changed::write(facts),
        LetterKind::Notification => notification::write(facts),
        LetterKind::Invoice => invoice::write(facts),
    }
}

/// The text of a kind that goes by SMS too, one line. `None`: it goes by e-mail alone.
#[must_use]
pub fn write_sms(kind: LetterKind, facts: &Facts<'_>) -> Option<String> {
    match kind {
        LetterKind::Invoice => Some(invoice::write_sms(facts)),
        _ => None,
    }
}
