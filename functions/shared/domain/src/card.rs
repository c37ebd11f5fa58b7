//! Card numbers never enter. What comes as free text is masked where a run of digits is Luhn-valid and has a card
//! scheme's prefix and length; where no account belongs, such a run is refused.

/// Longest card number in digits.
const DIGITS_MAX: usize = 19;
/// Shortest card number in digits.
const DIGITS_MIN: usize = 13;

/// Whether digits are a card number: the scheme's prefix and length, and Luhn's check digit (ISO/IEC 7812-1).
#[must_use]
pub fn is_card_number(digits: &[u8]) -> bool {
    scheme_fits(digits) && luhn(digits)
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| weighted(place, digit.wrapping_sub(b'0')))
        .sum();
    sum.is_multiple_of(10)
}

fn weighted(place: usize, digit: u8) -> u32 {
    let digit = u32::from(digit);
    match (place.is_multiple_of(2), digit) {
        (true, _) => digit,
        (false, 0..=4) => digit.saturating_mul(2),
        (false, _) => digit.saturating_mul(2).saturating_sub(9),
    }
}

fn scheme_fits(digits: &[u8]) -> bool {
    let prefix: u32 = digits.iter().take(4).fold(0_u32, |value, digit| {
        value
            .saturating_mul(10)
            .saturating_add(u32::from(digit.wrapping_sub(b'0')))
    });
    let length = digits.len();
    match prefix {
        4000..=4999 => matches!(length, 13 | 16 | 18 | 19), // Visa
        5100..=5599 | 2221..=2720 => length == 16,          // Mastercard
        2200..=2204 => matches!(length, 16..=19),           // Mir
        3400..=3499 | 3700..=3799 => length == 15,          // American Express
        3528..=3589 => matches!(length, 16..=19),           // JCB
        3000..=3059 | 3600..=3699 | 3800..=3999 => matches!(length, 14..=19), // Diners Club
        5000 | 5018 | 5020 | 5038 | 5600..=5899 | 6304 | 6759..=6763 => matches!(length, 13..=19), // Maestro
        6011 | 6440..=6599 => matches!(length, 16..=19),    // Discover
        6200..=6299 | 8100..=8199 => matches!(length, 16..=19), // UnionPay
        6050..=6099 => length == 16,                        // RuPay
        9704 => matches!(length, 16 | 19),                  // Napas
        9860 => length == 16,                               // Humo
        8600 => length == 16,                               // Uzcard
        _ => false,
    }
}

/// The text with every card number in it masked to its first six and last four digits. Digits may be parted by single
/// spaces, hyphens or dots, as people write them; groups of three and more also by line ends, commas, slashes and the
/// like, a few at a time. Full-width and Arabic digits count as digits. Digits within a long hexadecimal word are no card: one hash in a few
/// thousand would look like one.
#[must_use]
pub fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut run = Run::default();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest
            .find(|character: char| !character.is_ascii_alphanumeric())
            .unwrap_or(rest.len())
            .max(1);
        // The word, or the one character between two; the index is a boundary except within a longer character.
        let end = (end..=rest.len())
            .find(|at| rest.is_char_boundary(*at))
            .unwrap_or(rest.len());
        let (piece, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if is_hash(piece) {
            run.flush(&mut masked);
            masked.push_str(piece);
        } else {
            mask_piece(piece, &mut run, &mut masked);
        }
        rest = after;
    }
    run.flush(&mut masked);
    masked
}

fn mask_piece(piece: &str, run: &mut Run, masked: &mut String) {
    for character in piece.chars() {
        if !run.take(character) {
            run.flush(masked);
            if !run.take(character) {
                masked.push(character);
            }
        }
    }
}

/// A word of hexadecimal digits, too long for a card, with letters among them.
fn is_hash(word: &str) -> bool {
    word.len() > DIGITS_MAX
        && word.bytes().all(|byte| byte.is_ascii_hexdigit())
        && word.bytes().filter(u8::is_ascii_alphabetic).count() >= 2
}

/// Whether a text holds a card number.
#[must_use]
pub fn contains(text: &str) -> bool {
    mask(text) != text
}

/// The digit that a character writes, in ASCII.
fn digit(character: char) -> Option<u8> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{ff10}'..='\u{ff19}' => '\u{ff10}',
        _ => return None,
    };
    let value = u32::from(character).checked_sub(u32::from(zero))?;
    u8::try_from(value).ok()?.checked_add(b'0')
}

/// Whether a character may stand between the groups of one number: space of any width, none included, a hyphen or dash, or a mark.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '-' | '.' | ',' | '/' | '_' | '|' | '\\' | '\u{b7}' | '\u{ad}'
        )
        || matches!(character, '\u{200b}'..='\u{200d}' | '\u{2010}'..='\u{2015}' | '\u{2060}' | '\u{2212}' | '\u{feff}')
}

/// Most separators between two groups of a number.
const SEPARATORS_MAX: usize = 3;
/// Shortest group where others than the usual single separators part the groups: a list of amounts is no card.
const WIDE_GROUP_MIN: usize = 3;

/// A group of digits within a run.
#[derive(Clone, Copy)]
struct Group {
    /// Where it begins, counted in digits of the run.
    start: usize,
    /// Whether more than a single space, hyphen or dot stands before it.
    is_wide: bool,
}

/// A run of digit groups with separators, as it stands in the text.
#[derive(Default)]
struct Run {
    text: String,
    digits: Vec<u8>,
    groups: Vec<Group>,
    /// Separators since the last digit.
    separators: Vec<char>,
}

impl Run {
    /// Takes the next character if it continues the run.
    fn take(&mut self, character: char) -> bool {
        if let Some(digit) = digit(character) {
            if self.digits.is_empty() || !self.separators.is_empty() {
                self.groups.push(Group {
                    start: self.digits.len(),
                    is_wide: !matches!(self.separators.as_slice(), [] | [' ' | '-' | '.' | '\u{a0}']),
                });
            }
            self.digits.push(digit);
            self.separators.clear();
        } else if is_separator(character) && !self.digits.is_empty() && self.separators.len() < SEPARATORS_MAX {
            self.separators.push(character);
        } else {
            return false;
        }
        self.text.push(character);
        true
    }

    /// Ends the run: writes it, masked wherever some stretch of its digits is a card number.
    fn flush(&mut self, out: &mut String) {
        let hidden = hidden_digits(&self.digits, &self.groups);
        let mut index = 0_usize;
        for character in self.text.drain(..) {
            if digit(character).is_some() {
                out.push(if hidden.get(index).copied().unwrap_or(false) {
                    '*'
                } else {
                    character
                });
                index = index.saturating_add(1);
            } else {
                out.push(character);
            }
        }
        self.digits.clear();
        self.groups.clear();
        self.separators.clear();
    }
}

/// Which digits to hide: the middle of every stretch of whole groups that is a card number. A number within a longer
/// group is none: accounts of 20 digits stay as they are.
fn hidden_digits(digits: &[u8], groups: &[Group]) -> Vec<bool> {
    let mut hidden = vec![false; digits.len()];
    for (place, first) in groups.iter().enumerate() {
        let (mut is_wide, mut shortest) = (false, usize::MAX);
        for (next, group) in groups.iter().enumerate().skip(place) {
            let end = groups
                .get(next.saturating_add(1))
                .map_or(digits.len(), |following| following.start);
            is_wide |= next > place && group.is_wide;
            shortest = shortest.min(end.saturating_sub(group.start));
            let stretch = digits.get(first.start..end).unwrap_or_default();
            if stretch.len() > DIGITS_MAX {
                break;
            }
            let fits = stretch.len() >= DIGITS_MIN && (!is_wide || shortest >= WIDE_GROUP_MIN);
            if fits && is_card_number(stretch) {
                let middle = hidden.get_mut(first.start.saturating_add(6)..end.saturating_sub(4));
                middle.into_iter().flatten().for_each(|place| *place = true);
            }
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn masks_cards_however_written() {
        assert_eq!(mask("card 4111111111111111!"), "card 411111******1111!");
        assert_eq!(mask("4111 1111-1111.1111"), "4111 11**-****.1111");
        assert_eq!(
            mask("номер 2200000000000004, спасибо"),
            "номер 220000******0004, спасибо"
        );
        assert_eq!(mask("id4111111111111111id"), "id411111******1111id");
    }

    #[test]
    fn leaves_other_numbers_alone() {
        for text in [
            "4111111111111112",
            "1234567890123456",
            "+7 912 345-67-89",
            "20261123100000",
            "evt_018f2a4b",
            "40817810099910004312",
            "",
        ] {
            assert_eq!(mask(text), text);
        }
    }

    #[test]
    fn finds_cards_over_lines_and_marks() {
        for parted in [
            "4111\n1111\n1111\n1111",
            "4111\r\n1111\r\n1111\r\n1111",
            "4111  1111  1111  1111",
            "4111 - 1111 - 1111 - 1111",
            "4111\t1111/1111_1111",
            "4111, 1111, 1111, 1111",
            "4111\u{2009}1111\u{200b}1111\u{2013}1111",
            "411111 | 1111111111",
        ] {
            let masked = mask(parted);
            let digits: String = masked.chars().filter(|one| !is_separator(*one)).collect();
            assert_eq!(digits, "411111******1111", "{parted:?}");
        }
        assert_eq!(mask("\u{ff14}\u{ff11}11111111111111"), "\u{ff14}\u{ff11}1111******1111");
    }

    #[test]
    fn leaves_lists_of_amounts_alone() {
        for text in [
            "4,111,111,111,111,111",
            "41 11, 11 11, 11 11, 11 11",
            "4111\n\n\n\n111111111111",
        ] {
            assert_eq!(mask(text), text);
        }
    }

    proptest! {
        /// However a card number is embedded, it does not come out whole.
        #[test]
        fn no_card_survives(before in "[^0-9]{0,8}", after in "[^0-9]{0,8}", body in prop::collection::vec(0..10_u8, 11)) {
            let mut digits = vec![b'4', b'2', b'2', b'2'];
            digits.extend(body.iter().map(|digit| digit + b'0'));
            let check = (b'0'..=b'9').find(|check| { let mut whole = digits.clone(); whole.push(*check); luhn(&whole) }).unwrap();
            digits.push(check);
            let number = String::from_utf8(digits).unwrap();
            let text = format!("{before}{number}{after}");
            prop_assert!(!mask(&text).contains(&number));
            prop_assert!(contains(&text));
        }

        #[test]
        fn length_and_other_characters_stay(text in "\\PC{0,80}") {
            let masked = mask(&text);
            prop_assert_eq!(masked.chars().count(), text.chars().count());
            prop_assert_eq!(mask(&masked), masked);
        }
    }
}
