//! Instants: unix milliseconds, written as RFC 3339 in UTC.

use chrono::{DateTime, SecondsFormat};

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

    /// RFC 3339 in UTC with milliseconds, e.g. `2026-11-23T10:00:00.000Z`.
    #[must_use]
    pub fn rfc3339(self) -> String {
        DateTime::from_timestamp_millis(self.0)
            .unwrap_or_default()
            .to_rfc3339_opts(SecondsFormat::Millis, true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
