//! Instants: unix milliseconds, written as RFC 3339 in UTC.

use chrono::DateTime;

/// An instant, in unix milliseconds. The clock is read once per request and passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From unix milliseconds.
    #[must_use]
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// From RFC 3339 with any offset.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let instant = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Self(instant.timestamp_millis()))
    }

    /// Unix milliseconds.
    #[must_use]
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// Whole unix seconds, as signatures carry them.
    #[must_use]
    pub const fn unix_s(self) -> i64 {
        self.0.div_euclid(1_000)
    }

    /// The instant so many milliseconds later (saturating).
    #[must_use]
    pub const fn after_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// RFC 3339 in UTC with milliseconds, e.g. `2026-11-23T10:00:00.000Z`. By hand, since the calendar of a library weighs as much as all
    /// else that a small function does. Instants before the year 0 or after 9999 have no such text: they are written as 1970.
    #[must_use]
    pub fn rfc3339(self) -> String {
        let ms = Some(self.0)
            .filter(|ms| (YEAR_0_MS..YEAR_10000_MS).contains(ms))
            .unwrap_or(0);
        let (year, month, date) = civil(ms.div_euclid(DAY_MS));
        let of_day = ms.rem_euclid(DAY_MS);
        let (seconds, ms) = (of_day / 1_000, of_day % 1_000);
        let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
        format!("{year:04}-{month:02}-{date:02}T{hour:02}:{minute:02}:{second:02}.{ms:03}Z")
    }
}

/// A day, in milliseconds.
const DAY_MS: i64 = 86_400_000;
/// The first instant of the year 0, and the first after the year 9999.
const YEAR_0_MS: i64 = -62_167_219_200_000;
const YEAR_10000_MS: i64 = 253_402_300_800_000;

/// Year, month and day of a day counted from 1970-01-01, in the Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date
/// algorithms", `civil_from_days`): years begin in March, so that the odd day comes last.
const fn civil(days: i64) -> (i64, i64, i64) {
    const ERA_DAYS: i64 = 146_097;
    let days = days.saturating_add(719_468);
    let (era, of_era) = (days.div_euclid(ERA_DAYS), days.rem_euclid(ERA_DAYS));
    let leaps = (of_era / 1_460)
        .saturating_sub(of_era / 36_524)
        .saturating_add(of_era / 146_096);
    let year = of_era.saturating_sub(leaps) / 365;
    let before = year
        .saturating_mul(365)
        .saturating_add(year / 4)
        .saturating_sub(year / 100);
    let of_year = of_era.saturating_sub(before);
    let from_march = of_year.saturating_mul(5).saturating_add(2) / 153;
    let date = of_year
        .saturating_sub(from_march.saturating_mul(153).saturating_add(2) / 5)
        .saturating_add(1);
    let month = if from_march < 10 {
        from_march.saturating_add(3)
    } else {
        from_march.saturating_sub(9)
    };
    let year = era.saturating_mul(400).saturating_add(year);
    (if month <= 2 { year.saturating_add(1) } else { year }, month, date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::SecondsFormat;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn writes_as_the_library_does(ms in YEAR_0_MS..YEAR_10000_MS) {
            let library = DateTime::from_timestamp_millis(ms).unwrap();
            prop_assert_eq!(Timestamp::from_ms(ms).rfc3339(), library.to_rfc3339_opts(SecondsFormat::Millis, true));
        }
    }

    #[test]
    fn the_ends_of_the_calendar() {
        for (ms, expected) in [
            (YEAR_0_MS, "0000-01-01T00:00:00.000Z"),
            (YEAR_10000_MS - 1, "9999-12-31T23:59:59.999Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (YEAR_10000_MS, "1970-01-01T00:00:00.000Z"),
            (i64::MIN, "1970-01-01T00:00:00.000Z"),
        ] {
            assert_eq!(Timestamp::from_ms(ms).rfc3339(), expected);
        }
    }

    #[test]
    fn writes_utc_with_milliseconds() {
        assert_eq!(
            Timestamp::from_ms(1_700_000_123_456).rfc3339(),
            "2023-11-14T22:15:23.456Z"
        );
        assert_eq!(Timestamp::from_ms(-1).unix_s(), -1);
        let parsed = Timestamp::parse_rfc3339("2023-11-15T01:15:23.456+03:00");
        assert_eq!(parsed, Some(Timestamp::from_ms(1_700_000_123_456)));
        assert_eq!(Timestamp::parse_rfc3339("2023-11-15"), None);
    }
}
