//! Days as people write them.

use super::Language;

const MONTHS: [(&str, &str); 12] = [
    ("January", "января"),
    ("February", "февраля"),
    ("March", "марта"),
    ("April", "апреля"),
    ("May", "мая"),
    ("June", "июня"),
    ("July", "июля"),
    ("August", "августа"),
    ("September", "сентября"),
    ("October", "октября"),
    ("November", "ноября"),
    ("December", "декабря"),
];

/// A day, `YYYY-MM-DD`, as `24 November 2026`; what is no day, as it is.
#[must_use]
pub fn day(language: Language, day: &str) -> String {
    let mut parts = day.splitn(3, '-');
    let (year, month, date) = (parts.next(), parts.next(), parts.next());
    let month = month
        .and_then(|month| month.parse::<usize>().ok()?.checked_sub(1))
        .and_then(|index| MONTHS.get(index));
    match (year, month, date) {
        (Some(year), Some((english, russian)), Some(date)) => {
            format!(
                "{} {} {year}",
                date.trim_start_matches('0'),
                language.say(english, russian)
            )
        }
        _ => day.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_out() {
        assert_eq!(day(Language::En, "2026-11-04"), "4 November 2026");
        assert_eq!(day(Language::Ru, "2027-01-24"), "24 января 2027");
        assert_eq!(day(Language::Ru, "2027-13-24"), "2027-13-24");
        assert_eq!(day(Language::En, ""), "");
    }
}
