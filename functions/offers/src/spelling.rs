//! A text in the cases that a title may have it in, for lists that look for it.

/// Spellings of a text that a title may have, in Latin and Cyrillic letters: SQLite knows no case beyond ASCII, and the tables of all
/// scripts would weigh more than the rest of the list.
pub(crate) fn of(text: &str) -> Vec<String> {
    let lower: String = text.chars().map(lower).collect();
    let upper: String = text.chars().map(upper).collect();
    let mut rest = lower.chars();
    let capital = rest
        .next()
        .map(|first| std::iter::once(self::upper(first)).chain(rest).collect());
    let mut all = vec![text.to_owned(), upper, lower.clone()];
    all.extend(capital);
    all
}

/// How far apart the two cases of a letter stand.
const CASES: u32 = 'а' as u32 - 'А' as u32;

fn lower(letter: char) -> char {
    match letter {
        'А'..='Я' => char::from_u32(u32::from(letter).wrapping_add(CASES)).unwrap_or(letter),
        'Ё' => 'ё',
        other => other.to_ascii_lowercase(),
    }
}

fn upper(letter: char) -> char {
    match letter {
        'а'..='я' => char::from_u32(u32::from(letter).wrapping_sub(CASES)).unwrap_or(letter),
        'ё' => 'Ё',
        other => other.to_ascii_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_in_any_usual_case() {
        for (text, title) in [
            ("чай", "Чай и мёд"),
            ("ЧАЙ", "зелёный чай"),
            ("мёд", "ЧАЙ И МЁД"),
            ("tea", "Tea"),
            ("Ёлка", "ёлка"),
            ("茶", "茶"),
        ] {
            assert!(of(text).iter().any(|spelt| title.contains(spelt)), "{text} in {title}");
        }
    }
}
