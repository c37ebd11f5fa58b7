//! Names to sign in by: a login, an e-mail address, a phone. Their forms differ, so that none can be taken for another: an
//! address has an `@`, a phone begins with `+`, a login has a letter and neither.

use crate::address;

/// The longest name that is looked up, in bytes.
pub const LENGTH_BYTES_MAX: usize = 254;
/// Longest and shortest login, in characters.
const LOGIN_LENGTH: std::ops::RangeInclusive<usize> = 2..=64;
/// Digits of a phone, with its country code (E.164).
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// What somebody typed to sign in, as the database keeps names; what is no name stays as it is, and is nobody's.
#[must_use]
pub fn normalise(typed: &str) -> String {
    let typed = typed.trim();
    if typed.contains('@') {
        return typed.to_ascii_lowercase();
    }
    phone(typed).unwrap_or_else(|| typed.to_ascii_lowercase())
}

/// A phone as E.164, e.g. `+79161234567`, written with whatever spaces, brackets and hyphens; a Russian one may begin with 8 or 7.
#[must_use]
pub fn phone(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let plain = |letter: char| letter.is_ascii_digit() || matches!(letter, '+' | ' ' | '(' | ')' | '-' | '\u{a0}');
    let international = typed.starts_with('+');
    if !typed.chars().all(plain) || typed.chars().skip(1).any(|letter| letter == '+') {
        return None;
    }
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    let number = match digits.strip_prefix('8') {
        Some(rest) if !international && digits.len() == 11 => format!("+7{rest}"),
        _ => format!("+{digits}"),
    };
    (PHONE_DIGITS.contains(&digits.len()) && !number.starts_with("+0")).then_some(number)
}

/// An e-mail address in lower case.
#[must_use]
pub fn email(typed: &str) -> Option<String> {
    let address = typed.trim().to_ascii_lowercase();
    address::check_email(&address).ok().map(|()| address)
}

/// A login in lower case: 2 to 64 letters, digits, dots, hyphens and underscores, at least one a letter.
#[must_use]
pub fn login(typed: &str) -> Option<String> {
    let login = typed.trim().to_ascii_lowercase();
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._-".contains(&byte);
    let good = LOGIN_LENGTH.contains(&login.len())
        && login.bytes().all(plain)
        && login.bytes().any(|byte| byte.is_ascii_lowercase());
    good.then_some(login)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Proves PKM-01 (login, phone or e-mail).
    #[test]
    fn what_is_typed_is_read_as_what_it_is() {
        for (typed, name) in [
            (" Ann ", "ann"),
            ("Ann@Shop.Example", "ann@shop.example"),
            ("+7 (916) 123-45-67", "+79161234567"),
            ("8 916 123 45 67", "+79161234567"),
            ("79161234567", "+79161234567"),
            ("+81 3 1234 5678", "+81312345678"),
            ("+8 916 123 45 67", "+89161234567"),
            ("44 20 7946 0000", "+442079460000"),
            ("1234567", "1234567"),
            ("0916 123 45 67", "0916 123 45 67"),
            ("+7916+1234567", "+7916+1234567"),
            ("12345678a", "12345678a"),
            ("", ""),
        ] {
            assert_eq!(normalise(typed), name, "{typed:?}");
        }
    }

    #[test]
    fn names_to_be_taken_are_checked() {
        assert_eq!(login(" Ann.B_c-1 ").as_deref(), Some("ann.b_c-1"));
        for bad in ["a", "12345678", "ann@b", "+7916", "an n", "Анна", &"a".repeat(65)] {
            assert_eq!(login(bad), None, "{bad:?}");
        }
        assert_eq!(email("A@B.example").as_deref(), Some("a@b.example"));
        assert_eq!(email("a@b"), None);
        assert_eq!(phone("+7 916"), None);
        assert_eq!(phone("+1234567890123456"), None);
    }

    proptest! {
        /// No text is good as two kinds of names, and each is looked up as it is kept.
        #[test]
        fn forms_cannot_be_confused(typed in "[a-zA-Z0-9@+(). -]{0,20}") {
            let kinds = [login(&typed), phone(&typed), email(&typed)];
            let good: Vec<&String> = kinds.iter().flatten().collect();
            prop_assert!(good.len() <= 1, "{good:?}");
            for name in good {
                prop_assert_eq!(&normalise(&typed), name);
                prop_assert_eq!(&normalise(name), name);
            }
        }
    }
}
