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
/// spaces, hyphens or dots, as people write them. Digits within a long hexadecimal word are no card: one hash in a few
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

/// A run of digit groups with single separators, as it stands in the text.
#[derive(Default)]
struct Run {
    text: String,
    digits: Vec<u8>,
    /// Where each group begins, counted in digits.
    starts: Vec<usize>,
    separated: bool,
}

impl Run {
    /// Takes the next character if it continues the run.
    fn take(&mut self, character: char) -> bool {
        if character.is_ascii_digit() {
            if self.digits.is_empty() || self.separated {
                self.starts.push(self.digits.len());
            }
            self.digits.push(u8::try_from(character).unwrap_or_default());
            self.separated = false;
        } else if matches!(character, ' ' | '-' | '.' | '\u{a0}') && !self.digits.is_empty() && !self.separated {
            self.separated = true;
        } else {
            return false;
        }
        self.text.push(character);
        true
    }

    /// Ends the run: writes it, masked wherever some stretch of its digits is a card number.
    fn flush(&mut self, out: &mut String) {
        let hidden = hidden_digits(&self.digits, &self.starts);
        let mut index = 0_usize;
        for character in self.text.drain(..) {
            if character.is_ascii_digit() {
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
        self.starts.clear();
        self.separated = false;
    }
}

/// Which digits to hide: the middle of every stretch of whole groups that is a card number. A number within a longer
/// group is none: accounts of 20 digits stay as they are.
fn hidden_digits(digits: &[u8], starts: &[usize]) -> Vec<bool> {
    let mut hidden = vec![false; digits.len()];
    let ends = || starts.iter().skip(1).copied().chain([digits.len()]);
    for (place, start) in starts.iter().enumerate() {
        for end in ends().skip(place) {
            let stretch = digits.get(*start..end).unwrap_or_default();
            if (DIGITS_MIN..=DIGITS_MAX).contains(&stretch.len()) && is_card_number(stretch) {
                let middle = hidden.get_mut(start.saturating_add(6)..end.saturating_sub(4));
                middle.into_iter().flatten().for_each(|place| *place = true);
            }
            if stretch.len() > DIGITS_MAX {
                break;
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
