//! When a day begins, in a zone that only the clock knows.

use domain::{manual::is_day, time::Timestamp};

use crate::Clock;

/// Days begin at whole quarters of an hour of UTC, in every zone there is.
const QUARTER_MS: i64 = 900_000;
/// No zone is further from UTC than fifteen hours, in quarters.
const FARTHEST: i64 = 60;
const DAY_MS: i64 = 86_400_000;

/// The first instant of a day (`YYYY-MM-DD`) in a zone (IANA name). Empty: no day of the calendar.
#[must_use]
pub fn begins(clock: &impl Clock, zone: &str, day: &str) -> Option<Timestamp> {
    let midnight = midnight_of(day)?;
    let at = |quarter: i64| midnight.after_ms(quarter.saturating_mul(QUARTER_MS));
    let (mut before, mut begun) = (-FARTHEST, FARTHEST);
    while begun.saturating_sub(before) > 1 {
        let middle = before.saturating_add(begun).div_euclid(2);
        if clock.local_day(zone, at(middle)).as_str() >= day {
            begun = middle;
        } else {
            before = middle;
        }
    }
    Some(at(begun))
}

/// The first instant after a day in a zone.
#[must_use]
pub fn ends(clock: &impl Clock, zone: &str, day: &str) -> Option<Timestamp> {
    // The next day in UTC, whatever the calendar calls it.
    let next = midnight_of(day)?.after_ms(DAY_MS).rfc3339();
    begins(clock, zone, next.get(..10)?)
}

/// Midnight of a day in UTC: days are counted from March, so that the leap day ends the year.
fn midnight_of(day: &str) -> Option<Timestamp> {
    let number = |range: std::ops::Range<usize>| day.get(range).and_then(|part| part.parse::<i64>().ok());
    if !is_day(day) {
        return None;
    }
    let (year, month, date) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let (year, month) = if month > 2 {
        (year, month.saturating_sub(3))
    } else {
        (year.saturating_sub(1), month.saturating_add(9))
    };
    let leaps = year
        .div_euclid(4)
        .saturating_sub(year.div_euclid(100))
        .saturating_add(year.div_euclid(400));
    let of_year = month
        .saturating_mul(153)
        .saturating_add(2)
        .div_euclid(5)
        .saturating_add(date)
        .saturating_sub(1);
    // 1970-01-01 is so many days after 0000-03-01.
    let days = year
        .saturating_mul(365)
        .saturating_add(leaps)
        .saturating_add(of_year)
        .saturating_sub(719_468);
    Some(Timestamp::from_ms(days.saturating_mul(DAY_MS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Zones of whole hours east of UTC, by name.
    struct Hours;

    impl Clock for Hours {
        fn now(&self) -> Timestamp {
            Timestamp::from_ms(0)
        }
        fn local_day(&self, zone: &str, at: Timestamp) -> String {
            let quarters: i64 = zone.parse().unwrap_or_default();
            at.after_ms(quarters * QUARTER_MS).rfc3339().chars().take(10).collect()
        }
        fn knows_zone(&self, _: &str) -> bool {
            true
        }
    }

    #[test]
    fn a_day_begins_where_the_zone_says() {
        let begins = |zone, day| begins(&Hours, zone, day).map(Timestamp::rfc3339);
        assert_eq!(begins("12", "2026-11-24").as_deref(), Some("2026-11-23T21:00:00.000Z"));
        assert_eq!(begins("0", "2024-02-29").as_deref(), Some("2024-02-29T00:00:00.000Z"));
        assert_eq!(begins("56", "1970-01-01").as_deref(), Some("1969-12-31T10:00:00.000Z"));
        assert_eq!(begins("-48", "2000-03-01").as_deref(), Some("2000-03-01T12:00:00.000Z"));
        assert_eq!(begins("23", "2026-01-01").as_deref(), Some("2025-12-31T18:15:00.000Z"));
        assert_eq!(begins("0", "2026-02-29"), None);
        let ends = ends(&Hours, "12", "2026-12-31").map(Timestamp::rfc3339);
        assert_eq!(ends.as_deref(), Some("2026-12-31T21:00:00.000Z"));
    }
}
