//! The card form: read, checked, and turned into a test card. The number and the CVV do not leave this module but for the
//! matching of the number; they are neither kept, logged nor sent back to the page.

use domain::time::Timestamp;

use crate::{
    cards::{self, TestCard},
    language::Language,
};

/// Longest name on a card, in characters.
const NAME_MAX: usize = 60;
/// No card is valid for longer.
const YEARS_MAX: u32 = 20;

/// What was typed, without what must not be shown again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Typed {
    /// Month and year.
    pub(crate) expiry: String,
    /// The holder's name.
    pub(crate) name: String,
}

/// What is wrong, by field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Errors {
    pub(crate) number: Option<&'static str>,
    pub(crate) expiry: Option<&'static str>,
    pub(crate) cvv: Option<&'static str>,
    pub(crate) name: Option<&'static str>,
}

impl Errors {
    /// The first field that is wrong.
    pub(crate) fn first(&self) -> Option<&'static str> {
        let fields = [
            ("number", self.number),
            ("expiry", self.expiry),
            ("cvv", self.cvv),
            ("name", self.name),
        ];
        fields
            .into_iter()
            .find(|(_, error)| error.is_some())
            .map(|(name, _)| name)
    }
}

/// Reads a posted form: the card, or what may be shown again and what is wrong.
pub(crate) fn read(body: &[u8], now: Timestamp, language: Language) -> Result<&'static TestCard, (Typed, Errors)> {
    let field = |name: &str| crate::form::field(body, name);
    let number: String = field("number")
        .chars()
        .filter(|character| !matches!(character, ' ' | '-' | '\u{a0}'))
        .collect();
    let typed = Typed {
        expiry: field("expiry").chars().take(9).collect(),
        name: field("name").chars().take(NAME_MAX).collect(),
    };
    let card = known_card(&number, language);
    let cvv = field("cvv");
    let errors = Errors {
        number: card.err(),
        expiry: expiry_error(&typed.expiry, now, language),
        cvv: (!is_cvv(&cvv))
            .then(|| language.text("Three digits on the back of the card.", "Три цифры на обороте карты.")),
        name: name_error(&typed.name, language),
    };
    // What stands in the wrong field must not come back either.
    let typed = Typed {
        expiry: domain::card::mask(&typed.expiry),
        name: domain::card::mask(&typed.name),
    };
    match card {
        Ok(card) if errors == Errors::default() => Ok(card),
        _ => Err((typed, errors)),
    }
}

fn known_card(number: &str, language: Language) -> Result<&'static TestCard, &'static str> {
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || !domain::card::is_card_number(number.as_bytes()) {
        return Err(language.text(
            "There is no card with this number. Check the digits.",
            "Карты с таким номером нет. Проверьте цифры.",
        ));
    }
    cards::find(number).ok_or(language.text(
        "This is not a test card. Take one from the list below, and never enter a real card here.",
        "Это не тестовая карта. Возьмите карту из списка ниже и не вводите здесь настоящие карты.",
    ))
}

fn is_cvv(cvv: &str) -> bool {
    cvv.len() == 3 && cvv.bytes().all(|byte| byte.is_ascii_digit())
}

fn name_error(name: &str, language: Language) -> Option<&'static str> {
    let letters = name.chars().filter(|character| character.is_alphabetic()).count();
    let strange = name
        .chars()
        .any(|character| character.is_control() || character.is_ascii_digit());
    (letters < 2 || strange).then(|| language.text("The name as it stands on the card.", "Имя, как на карте."))
}

fn expiry_error(expiry: &str, now: Timestamp, language: Language) -> Option<&'static str> {
    let malformed = language.text("Month and year, such as 05/30.", "Месяц и год, например 05/30.");
    let Some((month, year)) = month_and_year(expiry) else {
        return Some(malformed);
    };
    let (this_month, this_year) = month_of(now);
    if (year, month) < (this_year, this_month) {
        return Some(language.text("This card has expired.", "Срок действия карты истёк."));
    }
    (year > this_year.saturating_add(YEARS_MAX)).then_some(malformed)
}

/// Reads `MM/YY`, `MM / YY`, `MMYY` or `MM/YYYY`.
fn month_and_year(expiry: &str) -> Option<(u32, u32)> {
    let digits: String = expiry
        .chars()
        .filter(|character| !matches!(character, '/' | ' ' | '\u{a0}' | '-' | '.'))
        .collect();
    if !matches!(digits.len(), 4 | 6) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let month: u32 = digits.get(..2)?.parse().ok().filter(|month| (1..=12).contains(month))?;
    let year: u32 = digits.get(2..)?.parse().ok()?;
    Some((
        month,
        if digits.len() == 4 {
            year.saturating_add(2_000)
        } else {
            year
        },
    ))
}

/// The month and year of an instant, in UTC.
pub(crate) fn month_of(now: Timestamp) -> (u32, u32) {
    let text = now.rfc3339();
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    (number(5..7), number(0..4))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 23 November 2026.
    const NOW: Timestamp = Timestamp::from_ms(1_795_392_000_000);

    fn errors(body: &str) -> Errors {
        read(body.as_bytes(), NOW, Language::En)
            .map(|_| Errors::default())
            .unwrap_or_else(|(_, errors)| errors)
    }

    #[test]
    fn takes_a_test_card_however_written() {
        for body in [
            "number=2200+0000+0000+0004&expiry=11%2F26&cvv=123&name=ANNA+IVANOVA",
            "number=2200-0000-0000-0004&expiry=1226&cvv=000&name=Анна",
            "number=2200000000000004&expiry=01+%2F+2030&cvv=999&name=O%27Neil",
        ] {
            let card = read(body.as_bytes(), NOW, Language::En).unwrap();
            assert_eq!(card.number, "2200000000000004");
        }
    }

    #[test]
    fn says_what_is_wrong_with_each_field() {
        let good = "number=2200000000000004&expiry=12%2F30&cvv=123&name=ANNA";
        assert_eq!(errors(good), Errors::default());
        assert!(
            errors(&good.replace("0004", "0005"))
                .number
                .unwrap()
                .contains("no card")
        );
        assert!(
            errors(&good.replace("2200000000000004", "4242424242424242"))
                .number
                .unwrap()
                .contains("not a test card")
        );
        assert!(
            errors(&good.replace("12%2F30", "10%2F26"))
                .expiry
                .unwrap()
                .contains("expired")
        );
        for expiry in ["13%2F30", "00%2F30", "1%2F30", "12%2F90", "", "ab%2Fcd"] {
            assert!(errors(&good.replace("12%2F30", expiry)).expiry.is_some(), "{expiry}");
        }
        for cvv in ["12", "1234", "12a", ""] {
            assert!(errors(&good.replace("123", cvv)).cvv.is_some(), "{cvv}");
        }
        assert!(errors(&good.replace("ANNA", "")).name.is_some());
        assert!(errors("").number.is_some());
    }

    #[test]
    fn no_card_number_comes_back() {
        let body = "number=1&expiry=4111111111111111&cvv=4111111111111111&name=4111+1111+1111+1111";
        let (typed, _) = read(body.as_bytes(), NOW, Language::En).err().unwrap();
        assert!(!format!("{typed:?}").contains("1111 1111 1111"));
        assert!(!typed.expiry.contains("4111111111"));
    }

    #[test]
    fn this_month_is_the_last() {
        assert_eq!(month_of(NOW), (11, 2026));
    }
}
