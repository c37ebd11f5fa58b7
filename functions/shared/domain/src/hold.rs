//! When a hold is captured by itself.

use crate::time::Timestamp;

/// An hour, in milliseconds.
const HOUR_MS: i64 = 3_600_000;

/// How long before a hold's end it is captured by itself: 6 h, so that a bank that is down for an evening, or a result that
/// stays unknown, can be tried again while the money is still held. The sources only say that the capture happens at the end
/// of the term (PayKeeper, `holdirovanie-sredstv`; Spring eCom, confirmation after the period); the margin is ours.
pub const CAPTURE_MARGIN_MS: i64 = 6 * HOUR_MS;

/// When a hold is captured or released by itself: so many hours after now, when it is told of, where the terminal says so, and
/// [`CAPTURE_MARGIN_MS`] before the hold's end at the latest; never before now.
#[must_use]
pub fn capture_due(hold_expires: Timestamp, now: Timestamp, deadline_hours: Option<i64>) -> Timestamp {
    let latest = hold_expires.after_ms(-CAPTURE_MARGIN_MS);
    let wanted = deadline_hours.map(|hours| now.after_ms(hours.saturating_mul(HOUR_MS)));
    wanted.map_or(latest, |wanted| wanted.min(latest)).max(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Proves PKP-07, SPR-06 (when the automatic capture is due).
    #[test]
    fn capture_is_due_six_hours_before_the_end() {
        let hour = |hours: i64| Timestamp::from_ms(hours * 3_600_000);
        assert_eq!(capture_due(hour(168), hour(0), None), hour(162));
        assert_eq!(capture_due(hour(6), hour(0), None), hour(0));
        assert_eq!(capture_due(hour(6), hour(1), None), hour(1));
        assert_eq!(capture_due(hour(2), hour(5), None), hour(5));
        assert_eq!(capture_due(Timestamp::from_ms(i64::MIN), hour(5), None), hour(5));
    }

    /// Proves SPR-08, SPR-06 (a terminal's own deadline): sooner than the bank's, never later, never in the past.
    #[test]
    fn a_terminal_may_ask_for_it_sooner() {
        let hour = |hours: i64| Timestamp::from_ms(hours * 3_600_000);
        assert_eq!(capture_due(hour(168), hour(10), Some(48)), hour(58));
        assert_eq!(capture_due(hour(168), hour(10), Some(152)), hour(162));
        assert_eq!(capture_due(hour(168), hour(10), Some(720)), hour(162));
        assert_eq!(capture_due(hour(2), hour(5), Some(1)), hour(5));
        assert_eq!(capture_due(hour(168), hour(0), Some(i64::MAX)), hour(162));
    }
}
