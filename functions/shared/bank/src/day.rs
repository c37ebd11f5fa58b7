//! Days of UTC, as registers are made for them.

use std::fmt;

use domain::time::Timestamp;

use crate::settle::DAY_MS;

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day(pub(crate) i64);

impl Day {
    /// The day of an instant.
    pub(crate) fn of(at: Timestamp) -> Self {
        Self(at.ms().div_euclid(DAY_MS))
    }

    /// Its first instant.
    pub(crate) fn start(self) -> Timestamp {
        Timestamp::from_ms(self.0.saturating_mul(DAY_MS))
    }

    /// The first instant after it.
    pub(crate) fn end(self) -> Timestamp {
        self.start().after_ms(DAY_MS)
    }

    /// Reads `YYYY-MM-DD`, of the years 1970 to 9999; `None` for days that no calendar has.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
        let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
        // Years counted from March: the day that leap years add comes last, and months begin at fixed places.
        let (year, month) = if month > 2 {
            (year, month - 3)
        } else {
            (year - 1, month + 9)
        };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let found = Self(year * 365 + leap_days + (153 * month + 2).div_euclid(5) + day - 1 - DAYS_BEFORE_1970);
        // Written back it must be the same: that leaves out the 30th of February, signs and other separators.
        (found.0 >= 0 && found.to_string() == text).then_some(found)
    }
}

/// From 1 March of the year 0.
const DAYS_BEFORE_1970: i64 = 719_468;

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.start().rfc3339().get(..10).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_written() {
        assert_eq!(Day::parse("1970-01-01"), Some(Day(0)));
        assert_eq!(
            Day::parse("2026-11-23"),
            Some(Day::of(Timestamp::from_ms(1_795_392_000_000)))
        );
        for number in (0..60_000).step_by(7) {
            assert_eq!(Day::parse(&Day(number).to_string()), Some(Day(number)));
        }
        for text in [
            "",
            "2026-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1",
            "2026/11/23",
            "2026-11-23 ",
            "+026-11-23",
            "1969-12-31",
            "20261123",
            "２026-11-2",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
        assert!(Day::parse("2028-02-29").is_some());
    }

    #[test]
    fn a_day_ends_where_the_next_begins() {
        let day = Day::of(Timestamp::from_ms(DAY_MS - 1));
        assert_eq!((day, day.end()), (Day(0), Timestamp::from_ms(DAY_MS)));
    }
}
