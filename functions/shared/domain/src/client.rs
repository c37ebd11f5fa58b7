//! Clients: how what they are known by is written, and what they are found by. Pure: the same words of a query and of a client meet, in
//! whatever case, order or punctuation people type them.

use crate::address::{self, AddressError};

/// Fewest and most digits of a phone number (E.164 has 15 at most).
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
/// Longest phone number as people write it, in bytes.
const PHONE_WRITTEN_MAX: usize = 32;
/// Most terms that one client is found by.
const TERMS_MAX: usize = 40;
/// Longest term, in characters; what is longer is found by its beginning.
const TERM_MAX: usize = 64;
/// Most words of a query that are looked at.
pub const QUERY_WORDS_MAX: usize = 6;
/// The ends of a phone number that people give instead of the whole, in digits.
const PHONE_ENDS: [usize; 3] = [10, 7, 4];

/// An e-mail address in the one form in which it is kept: lower case.
pub fn email(written: &str) -> Result<String, AddressError> {
    let address = written.trim().to_ascii_lowercase();
    address::check_email(&address).map(|()| address)
}

/// A phone number as `+` and digits. `None`: not one. Without a `+` it is taken for international, but for the Russian way
/// of writing it with an 8 in front.
#[must_use]
pub fn phone(written: &str) -> Option<String> {
    let written = written.trim();
    let punctuation = |byte: u8| matches!(byte, b' ' | b'(' | b')' | b'-' | b'.');
    let (plus, rest) = match written.strip_prefix('+').or_else(|| written.strip_prefix("00")) {
        Some(rest) => (true, rest),
        None => (false, written),
    };
    if written.len() > PHONE_WRITTEN_MAX || !rest.bytes().all(|byte| byte.is_ascii_digit() || punctuation(byte)) {
        return None;
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    let russian = digits.strip_prefix('8').filter(|rest| !plus && rest.len() == 10);
    let digits = russian.map_or(digits.clone(), |rest| format!("7{rest}"));
    (PHONE_DIGITS.contains(&digits.len()) && !digits.starts_with('0')).then(|| format!("+{digits}"))
}

/// What a client is found by: every word of the name, the e-mail address and its host, the phone's digits (whole and their ends), the
/// label; in the form of [`words`], none twice.
#[must_use]
pub fn terms(name: &str, email: Option<&str>, phone: Option<&str>, label: Option<&str>) -> Vec<String> {
    let mut terms = Vec::new();
    terms.extend(
        email
            .and_then(|email| email.split_once('@'))
            .map(|(_, host)| canonical(host)),
    );
    let digits = phone.unwrap_or_default().trim_start_matches('+');
    let end = |length: &usize| digits.get(digits.len().checked_sub(*length)?..).map(str::to_owned);
    terms.extend(PHONE_ENDS.iter().filter_map(end));
    terms.push(digits.to_owned());
    // The name last: of one with more words than anybody has, the rest is not looked for.
    for text in [email, label, Some(name)].into_iter().flatten() {
        for word in text.split_whitespace() {
            terms.push(canonical(word));
            // `Anna-Maria` is found by Maria, `ivan.petrov@shop.example` by petrov.
            terms.extend(word.split(|letter: char| !letter.is_alphanumeric()).map(canonical));
        }
    }
    let mut kept: Vec<String> = Vec::new();
    for term in terms {
        if !term.is_empty() && kept.len() < TERMS_MAX && !kept.contains(&term) {
            kept.push(term);
        }
    }
    kept
}

/// The words of a query, each as a term begins.
#[must_use]
pub fn words(query: &str) -> Vec<String> {
    let mut words: Vec<String> = query
        .split_whitespace()
        .map(canonical)
        .filter(|word| !word.is_empty())
        .collect();
    // The longest first: it is what fewest terms begin with.
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.dedup();
    words.truncate(QUERY_WORDS_MAX);
    words
}

/// A word as it is kept and looked for: lower case, ё as е, without punctuation around it; of a number its digits alone.
fn canonical(word: &str) -> String {
    let numeric = |letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '(' | ')' | '.');
    if word.chars().all(numeric) {
        return word.chars().filter(char::is_ascii_digit).take(TERM_MAX).collect();
    }
    let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    let fold = |letter: char| if letter == 'ё' { 'е' } else { letter };
    // Letter by letter: a final sigma is no other letter here, and the rules for it weigh as much as all else that this does.
    let lower = word.chars().flat_map(char::to_lowercase);
    lower.map(fold).take(TERM_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn phones_are_written_in_one_way() {
        for written in [
            "+79161234567",
            "8 (916) 123-45-67",
            "7 916 123 45 67",
            "007 916 1234567",
            " +7.916.123.45.67 ",
        ] {
            assert_eq!(phone(written).as_deref(), Some("+79161234567"), "{written}");
        }
        for written in [
            "",
            "+",
            "123456",
            "+0123456789",
            "1234567890123456",
            "call me",
            "+7916123456７",
            "12;34567",
        ] {
            assert_eq!(phone(written), None, "{written}");
        }
        assert_eq!(email(" Ivan@Shop.Example ").as_deref(), Ok("ivan@shop.example"));
        assert!(email("ivan").is_err());
    }

    /// Proves MAN-04: found by any of them.
    #[test]
    fn a_client_is_found_by_any_word_of_anything() {
        let client = terms(
            "Анна-Мария Соловьёва",
            Some("anna.sol@shop.example"),
            Some("+79161234567"),
            Some("2024-15"),
        );
        let found = |query: &str| {
            words(query)
                .iter()
                .all(|word| client.iter().any(|term| term.starts_with(word.as_str())))
        };
        for query in [
            "анна",
            "МАРИЯ",
            "анна-мария",
            "соловьева",
            "Солов",
            "anna.sol@shop.example",
            "sol",
            "shop.example",
            "+7 (916)",
            "916",
            "123-45-67",
            "4567",
            "2024-15",
            "202415",
            "солов анна 4567",
            "  ",
            "+79161234567",
        ] {
            assert!(found(query), "{query}: {client:?}");
        }
        for query in ["пётр", "анна пётр", "ample", "5678", "овьева"] {
            assert!(!found(query), "{query}");
        }
        assert_eq!(terms("", None, None, None), Vec::<String>::new());
    }

    proptest! {
        /// Whatever is kept is found by itself, and bounded.
        #[test]
        fn words_of_a_name_find_it(name in "\\PC{0,400}") {
            let kept = terms(&name, None, None, None);
            prop_assert!(kept.len() <= TERMS_MAX && kept.iter().all(|term| term.chars().count() <= TERM_MAX));
            if name.split_whitespace().count() <= 6 {
                for word in words(&name).iter().filter(|_| kept.len() < 20) {
                    prop_assert!(kept.iter().any(|term| term.starts_with(word.as_str())), "{word} {kept:?}");
                }
            }
        }
    }
}
